"""What the database itself guarantees beyond columns: histories that only grow, rows that stay,
and no two overlapping employments of one employer, person and item.

Declared once, here, and made anew after every upgrade: a batch migration of SQLite drops triggers
without a word, and autogenerate sees none of them.
"""

from sqlalchemy import Connection, inspect, text

APPEND_ONLY = ("revisions", "audit_events", "printed_sheets", "exported_files")
NEVER_DELETED = ("persons", "employers", "certificates", "employments", "grants", "accounts")
OVERLAP = "ex_employments_overlap"

_SQLITE_OVERLAP = """
CREATE TRIGGER {name} BEFORE {event} ON employments WHEN NEW.voided_at IS NULL
BEGIN
  SELECT RAISE(ABORT, 'ex_employments_overlap') WHERE EXISTS (
    SELECT 1 FROM employments AS other
    WHERE other.employer_id = NEW.employer_id AND other.person_id = NEW.person_id
      AND other.item_id = NEW.item_id AND other.voided_at IS NULL
      AND other.id IS NOT NEW.id
      AND other.starts_on <= coalesce(NEW.terminated_on, NEW.ends_on)
      AND coalesce(other.terminated_on, other.ends_on) >= NEW.starts_on);
END"""

_POSTGRES_OVERLAP = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'ex_employments_overlap'
                 AND conrelid = 'employments'::regclass) THEN
    ALTER TABLE employments ADD CONSTRAINT ex_employments_overlap EXCLUDE USING gist (
      employer_id WITH =, person_id WITH =, item_id WITH =,
      daterange(starts_on, coalesce(terminated_on, ends_on), '[]') WITH &&)
    WHERE (voided_at IS NULL);
  END IF;
END $$"""

_POSTGRES_REFUSE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$"""


def _sqlite() -> dict[str, str]:
    """Trigger name -> the statement that makes it."""
    made = {}
    for table in APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            made[f"{table}_no_{event.lower()}"] = _sqlite_refusal(table, event)
    for table in NEVER_DELETED:
        made[f"{table}_no_delete"] = _sqlite_refusal(table, "DELETE")
    changed = (
        "UPDATE OF starts_on, ends_on, terminated_on, voided_at, employer_id, person_id, item_id"
    )
    for name, event in (("insert", "INSERT"), ("update", changed)):
        trigger = f"{OVERLAP}_{name}"
        made[trigger] = _SQLITE_OVERLAP.format(name=trigger, event=event).strip()
    return made


def _sqlite_refusal(table: str, event: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{event} of {table} is refused'); END"
    )


def _postgres() -> dict[str, str]:
    """Trigger name -> the statement that makes it; TRUNCATE needs a trigger of its own."""
    made = {}
    for table in (*APPEND_ONLY, *NEVER_DELETED):
        row_events = "UPDATE OR DELETE" if table in APPEND_ONLY else "DELETE"
        for level, events in (("row", row_events), ("statement", "TRUNCATE")):
            name = f"{table}_no_{'truncate' if level == 'statement' else 'change'}"
            made[name] = (
                f"CREATE OR REPLACE TRIGGER {name} BEFORE {events} ON {table} "
                f"FOR EACH {level.upper()} EXECUTE FUNCTION refuse_change()"
            )
    return made


def expected(dialect: str) -> frozenset[str]:
    """Names of the triggers that a sound database of this dialect has."""
    return frozenset(_sqlite() if dialect == "sqlite" else _postgres())


def install(connection: Connection) -> None:
    """Make every safeguard anew, of the tables that there are; harmless where they stand."""
    present = set(inspect(connection).get_table_names())
    if connection.dialect.name == "sqlite":
        for name, statement in _sqlite().items():
            if _table_of(name) in present:
                connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
                connection.execute(text(statement))
        return
    connection.execute(text("CREATE EXTENSION IF NOT EXISTS btree_gist"))
    connection.execute(text(_POSTGRES_REFUSE))
    connection.execute(text(_POSTGRES_OVERLAP))
    for name, statement in _postgres().items():
        if _table_of(name) in present:
            connection.execute(text(statement))


def _table_of(trigger: str) -> str:
    return "employments" if trigger.startswith(OVERLAP) else trigger.partition("_no_")[0]


def remove(connection: Connection) -> None:
    """Take away what dropped tables leave behind, after the last downgrade."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP FUNCTION IF EXISTS refuse_change()"))
