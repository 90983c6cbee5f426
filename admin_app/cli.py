"""Commands under ``flask --app wsgi``: upgrade, demo, first account (B10)."""

from collections.abc import Iterable
from datetime import datetime

import click
import waitress
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from flask_migrate import downgrade as migrate_downgrade
from flask_migrate import upgrade as migrate_upgrade
from sqlalchemy import inspect, select

from admin_app.auth.passwords import hash_password
from admin_app.demo.fill import SIZES, fill
from admin_app.errors import DomainError
from admin_app.house import House
from admin_app.reference import load_reference
from admin_app.rules.identity_number import check_id
from admin_app.rules.names import check_name
from admin_app.services.accounts import AccountEntry, add_account
from admin_app.session_scope import unscoped
from admin_app.unit_of_work import begin_write, unit_of_work
from models.accounts import Account
from models.base import db
from models.installation import Installation
from models.vocabulary import IdType, OfficeRole

SHORTEST_PASSWORD = 12
DEMO_SEED = 2026


def register_commands(
    app: Flask, is_demo: bool, local_issuer: str, local_aliases: Iterable[str]
) -> None:
    """Put the commands on the application; those of the demo only on a demo."""
    app.cli.add_command(_upgrade)
    app.cli.add_command(_accounts)
    app.extensions["reference"] = (local_issuer, tuple(local_aliases))
    if is_demo:
        app.cli.add_command(_demo)


def upgrade_database() -> None:
    """Bring the schema, its safeguards and the reference data up to date."""
    migrate_upgrade()
    local_issuer, aliases = current_app.extensions["reference"]
    with db.engine.connect().execution_options(writes=True) as connection:
        load_reference(connection, local_issuer, aliases)
        connection.commit()


@click.command("upgrade")
@with_appcontext
def _upgrade() -> None:
    """Bring the database up to date: schema, safeguards, catalogue, issuers."""
    upgrade_database()
    click.echo("The database is up to date.")


_accounts = AppGroup("accounts", help="Accounts of the people who sign in.")


@_accounts.command("add")
@click.argument("login")
@click.option("--role", type=click.Choice([role.value for role in OfficeRole]), default=None)
@click.option("--name", prompt="姓名", help="The person's name.")
@click.option("--id-number", prompt="身份证号", hide_input=True, help="Asked for, never shown.")
@click.password_option()
def _add_account(login: str, role: str | None, name: str, id_number: str, password: str) -> None:
    """Make a personal account, with an office role for the first administrator."""
    if len(password) < SHORTEST_PASSWORD:
        raise click.ClickException(f"The password needs {SHORTEST_PASSWORD} characters or more.")
    try:
        entry = AccountEntry(
            login=login.strip().lower(),
            full_name=check_name(name),
            id_number=check_id(id_number, IdType.RESIDENT_ID, _now().date()),
            password_hash=hash_password(password),
            office_role=OfficeRole(role) if role else None,
        )
        begin_write(db.session)
        with unit_of_work(db.session):
            add_account(db.session, entry, _now())
    except DomainError as refused:
        raise click.ClickException(refused.sentence) from refused
    click.echo(f"Account {entry.login} was made.")


_demo = AppGroup("demo", help="The demo city: invented people, known passwords.")


@_demo.command("prepare")
@click.option("--size", type=click.Choice(sorted(SIZES)), default="demo", show_default=True)
@click.option("--seed", type=int, default=DEMO_SEED, show_default=True)
def _prepare(size: str, seed: int) -> None:
    """Make the demo data, unless they are there already."""
    if _holds_other_data():
        raise click.ClickException("This database is not a demo's own; nothing was touched.")
    upgrade_database()
    if db.session.get(Installation, 1) is not None:
        click.echo("The demo data are there already.")
        return
    db.session.rollback()
    with db.engine.connect().execution_options(writes=True) as connection:
        summary = fill(
            connection,
            size=size,
            today=_now().date(),
            seed=seed,
            passwords_hash=hash_password,
            progress=click.echo,
        )
        connection.execute(
            Installation.__table__.insert().values(  # type: ignore[attr-defined]
                id=1, is_demo=True, size=size, made_at=_now()
            )
        )
        connection.commit()
    click.echo(str(summary))


@_demo.command("reset")
@click.pass_context
def _reset(context: click.Context) -> None:
    """Throw the demo data away and make them afresh."""
    if _holds_other_data():
        raise click.ClickException("This database is not a demo's own; nothing was touched.")
    db.session.remove()
    if inspect(db.engine).has_table("installation"):
        migrate_downgrade(revision="base")
    context.invoke(_prepare)


@_demo.command("serve")
@click.option("--port", type=int, envvar="PORT", default=8000, show_default=True)
def _serve(port: int) -> None:
    """Serve the demo on this machine only."""
    click.echo(f"演示系统：http://127.0.0.1:{port}/  （按 Ctrl+C 结束）")
    waitress.serve(current_app._get_current_object(), host="127.0.0.1", port=port, threads=8)  # type: ignore[attr-defined]


def _holds_other_data() -> bool:
    """Whether there is a register in this database that no demo made."""
    tables = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    if not tables:
        return False
    if "installation" not in tables:
        return True
    if db.session.scalars(select(Installation.is_demo)).first():
        return False
    with unscoped(db.session, "is this database empty"):
        return db.session.scalars(select(Account.id).limit(1)).first() is not None


def _now() -> datetime:
    house: House = current_app.extensions["house"]
    return house.now()
