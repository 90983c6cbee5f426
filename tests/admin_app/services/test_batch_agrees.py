"""Any row that the page refuses is refused in a file, and the reverse (issue of 批量填报)."""

from datetime import date, timedelta

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from admin_app import session_scope
from admin_app.actor import Acting, Actor
from admin_app.clock import wall_clock
from admin_app.errors import Refused
from admin_app.rules.rulebook import Rulebook
from admin_app.services.batch_checks import check_table
from admin_app.services.catalogue import all_items
from admin_app.services.filing import Filing, file_employment
from admin_app.services.progress import run
from admin_app.sheets.limits import Limits
from admin_app.sheets.reading import read_table
from models.base import db
from models.vocabulary import Capacity, GrantFunction
from tests.workbooks import workbook
from tests.world import TODAY, World

SOME_DAYS = st.integers(-400, 800).map(lambda days: TODAY + timedelta(days=days))
NEAR_LIMITS = st.sampled_from(
    [date(2025, 2, 15), date(2025, 2, 16), date(2027, 2, 28), date(2027, 3, 1), TODAY]
)
DAYS = st.one_of(SOME_DAYS, NEAR_LIMITS)
ITEMS = st.sampled_from(["N1", "A", "T", "Q2-桥式", "Q2", "G1"])
PEOPLE = st.sampled_from(["P", "Q", "W", "X", "N"])


def legal_of_e1(world: World) -> Actor:
    """The legal representative, with E1 in hand."""
    acting = Acting(
        world.employers["E1"], "中山市测试机械有限公司", world.codes["E1"], False,
        Capacity.LEGAL_REPRESENTATIVE, frozenset(GrantFunction),
    )  # fmt: skip
    return Actor(1, world.persons["L"], world.names["L"], acting=acting, choices=(acting,))


def page_says(actor: Actor, filing: Filing) -> list[str]:
    """What filing this one record is refused for; it is rolled back in any case."""
    now = wall_clock().replace(year=TODAY.year, month=TODAY.month, day=TODAY.day)
    try:
        file_employment(db.session, actor, filing, now, Rulebook())
    except Refused as refused:
        return [one.sentence for one in refused.refusals]
    finally:
        db.session.rollback()
    return []


def file_says(actor: Actor, filing: Filing, name: str) -> list[str]:
    """What the same record is refused for as the row of a workbook."""
    row = [name, filing.id_number, "", filing.item_code, filing.starts_on, filing.ends_on]
    table = read_table(workbook([row]), Limits())
    report = run(check_table(db.session, actor, table, TODAY, Rulebook()))
    return [one.sentence for one in report.rows[0].refusals]


def test_page_and_file_refuse_the_same(app: Flask, world: World) -> None:
    actor = legal_of_e1(world)
    with app.app_context():
        session_scope.enter(db.session, actor, TODAY)
        categories = {item.code: item.category_number for item in all_items(db.session)}

        @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
        @given(PEOPLE, PEOPLE, ITEMS, DAYS, DAYS)
        def agree(who: str, called: str, item: str, starts: date, ends: date) -> None:
            filing = Filing(
                world.names[called], world.numbers[who], categories[item], item, starts, ends
            )
            assert page_says(actor, filing) == file_says(actor, filing, world.names[called])

        agree()


def test_both_accept_something(app: Flask, world: World) -> None:
    """Lest the two agree by refusing everything."""
    actor = legal_of_e1(world)
    with app.app_context():
        session_scope.enter(db.session, actor, TODAY)
        filing = Filing(world.names["Q"], world.numbers["Q"], 9, "N1", TODAY, TODAY)
        assert page_says(actor, filing) == file_says(actor, filing, world.names["Q"]) == []
