"""What a whole run shares: the day, the catalogue, the issuing bodies, the numbers given out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from sqlalchemy import Connection, func, select

from admin_app.demo.numbers import NumberMint
from admin_app.rules.dates import add_months
from admin_app.services.catalogue import item_label
from models.base import Audited
from models.catalogue import WorkCategory, WorkItem
from models.certificates import Certificate
from models.employers import Employer
from models.employments import Employment
from models.grants import Grant
from models.issuers import Issuer
from models.people import Person

AUDITED: tuple[type[Audited], ...] = (Person, Employer, Certificate, Employment, Grant)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Item:
    """作业项目 as far as certificates and records quote it."""

    id: int
    label: str
    category_number: int
    category_name: str


@dataclass(frozen=True, slots=True)
class IssuingBody:
    """发证机构 as far as certificates and records quote it."""

    id: int
    name: str
    is_local: bool


@dataclass(frozen=True)
class World:
    """The house has been in use for four years on ``today``; nothing happens after yesterday."""

    today: date
    items: Mapping[str, Item]
    local: IssuingBody
    remote: Sequence[IssuingBody]
    ids: Mapping[type[Audited], Iterator[int]]
    mint: NumberMint = field(default_factory=NumberMint)
    employer_index: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def yesterday(self) -> date:
        """The last day on which something may have happened."""
        return self.today - DAY

    @property
    def start(self) -> date:
        """The first day of the register."""
        return add_months(self.today, -48)

    def days_ago(self, days: int) -> date:
        """So many days before today; after it, if negative."""
        return self.today - days * DAY


def read_world(connection: Connection, today: date) -> World:
    """Read the reference data, which has to be there."""
    issuers = _issuers(connection)
    local = next((body for body in issuers if body.is_local), None)
    if local is None:
        raise LookupError("no local issuer: load the reference data first")
    return World(
        today=today,
        items=_items(connection),
        local=local,
        remote=[body for body in issuers if not body.is_local],
        ids={model: count(_next_id(connection, model)) for model in AUDITED},
    )


def _items(connection: Connection) -> dict[str, Item]:
    rows = connection.execute(
        select(
            WorkItem.code,
            WorkItem.id,
            WorkItem.name,
            WorkItem.printed_code,
            WorkItem.catalogue_version,
            WorkItem.category_number,
            WorkCategory.name,
        ).join(WorkCategory, WorkCategory.number == WorkItem.category_number)
    )
    return {
        code: Item(key, item_label(name, printed, version), number, category)
        for code, key, name, printed, version, number, category in rows
    }


def _issuers(connection: Connection) -> list[IssuingBody]:
    listed = select(Issuer.id, Issuer.name, Issuer.is_local).where(Issuer.is_listed)
    ordered = listed.order_by(Issuer.is_local.desc(), Issuer.id)
    return [IssuingBody(*row) for row in connection.execute(ordered)]


def _next_id(connection: Connection, model: type[Audited]) -> int:
    return (connection.scalar(select(func.max(model.id))) or 0) + 1
