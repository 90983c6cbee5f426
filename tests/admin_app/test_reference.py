"""Reference data: the catalogues and issuers, however often they are loaded (domain 3, A-3)."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, func, insert, select, update

from admin_app.database import prepare
from admin_app.reference import load_reference
from admin_app.reference_data import LOCAL_ALIASES
from admin_app.rules.certificate_origin import issuer_key
from models.audit import AuditHead
from models.catalogue import WorkCategory, WorkItem
from models.issuers import Issuer, IssuerAlias
from models.tables import METADATA
from tests.conftest import Databases


@pytest.fixture
def connection(databases: Databases) -> Iterator[Connection]:
    """A database with tables and nothing in them."""
    engine = create_engine(databases.copy_of())
    prepare(engine)
    with engine.connect() as opened:
        METADATA.create_all(opened)
        yield opened
    engine.dispose()


def _counts(connection: Connection) -> list[Any]:
    models = (WorkCategory, WorkItem, Issuer, IssuerAlias, AuditHead)
    return [connection.scalar(select(func.count()).select_from(model)) for model in models]


def _item(connection: Connection, code: str) -> Any:
    table = WorkItem.__table__
    return connection.execute(select(table).where(table.c.code == code)).one()


def test_loading_twice_changes_nothing(connection: Connection) -> None:
    load_reference(connection)
    first = _counts(connection)
    load_reference(connection)
    assert _counts(connection) == first
    assert first[0] == 11
    assert first[4] == 1


def test_codes_are_those_of_the_requirements(connection: Connection) -> None:
    load_reference(connection)
    codes = connection.scalars(
        select(WorkItem.code)
        .where(WorkItem.catalogue_version == "2019")
        .order_by(WorkItem.position)
    ).all()
    assert "A G1 G2 G3 R1 R2 R3 P T Q1 Q2".split() == list(codes[:11])
    assert set(codes) > {"S1", "S2", "Y1", "Y2", "N1", "N2", "F", "H1", "H2", "Q2-升降机"}
    assert len(codes) == 20 + 7  # items of the announcement, and the limited cranes


@pytest.mark.parametrize(
    ("code", "name", "printed", "family", "category"),
    [
        ("Q2-桥式", "起重机司机(限桥式起重机)", "Q2", "Q2", 6),
        ("Q2-升降机", "起重机司机(限升降机)", "Q2", "Q2", 6),
        ("N1", "叉车司机", "N1", "N1", 9),
        ("H2", "非金属焊接操作", "H2", "H2", 11),
        ("2011-N2", "叉车司机", "N2", "2011-N2", 9),
        ("2011-Q4", "桥门式起重机司机", "Q4", "2011-Q4", 6),
    ],
)
def test_items_are_as_printed(
    connection: Connection, code: str, name: str, printed: str, family: str, category: int
) -> None:
    load_reference(connection)
    item = _item(connection, code)
    assert (item.name, item.printed_code, item.family_code) == (name, printed, family)
    assert item.category_number == category
    assert item.catalogue_version == ("2011" if code.startswith("2011") else "2019")


def test_pressure_piping_has_no_category_and_is_left_out(connection: Connection) -> None:
    load_reference(connection)
    found = connection.scalars(select(WorkItem.code).where(WorkItem.code.like("2011-D%"))).all()
    assert found == []


def test_names_and_order_are_put_right_again(connection: Connection) -> None:
    load_reference(connection)
    connection.execute(
        update(WorkItem).where(WorkItem.code == "N1").values(name="旧名", position=999)
    )
    load_reference(connection)
    assert _item(connection, "N1").name == "叉车司机"
    assert _item(connection, "N1").position != 999


def test_one_issuer_is_local_and_known_by_its_aliases(connection: Connection) -> None:
    load_reference(connection)
    local = connection.execute(select(Issuer.id, Issuer.name).where(Issuer.is_local)).one()
    assert local.name == "中山市市场监督管理局"
    aliases = connection.execute(select(IssuerAlias.issuer_id, IssuerAlias.name_key)).all()
    assert {alias.issuer_id for alias in aliases} == {local.id}
    assert {alias.name_key for alias in aliases} == {issuer_key(name) for name in LOCAL_ALIASES}


def test_the_province_is_not_local(connection: Connection) -> None:
    load_reference(connection)
    is_local = connection.scalar(
        select(Issuer.is_local).where(Issuer.name == "广东省市场监督管理局")
    )
    assert is_local is False


def test_a_name_that_a_holder_typed_becomes_a_listed_one(connection: Connection) -> None:
    name = "珠海市市场监督管理局"
    connection.execute(
        insert(Issuer),
        {"name": name, "name_key": issuer_key(name), "is_local": False, "is_listed": False},
    )
    load_reference(connection)
    assert connection.scalar(select(Issuer.is_listed).where(Issuer.name == name)) is True


def test_another_city_runs_it(connection: Connection) -> None:
    load_reference(connection, "珠海市市场监督管理局", ("珠海市质量技术监督局",))
    local = connection.scalars(select(Issuer.name).where(Issuer.is_local)).all()
    assert local == ["珠海市市场监督管理局"]
    is_local = connection.scalar(
        select(Issuer.is_local).where(Issuer.name == "中山市市场监督管理局")
    )
    assert is_local is False
