"""Persons (domain 7.2): operators, legal representatives, delegates."""

from datetime import date, timedelta

from admin_app.demo import names
from admin_app.demo.block import Block, PersonDraft, by_import
from admin_app.rules.identity_number import id_type_of, mask
from admin_app.rules.names import name_key
from models.people import Person
from models.sealed import keyed_hash

_DAYS_OF_YEAR = 365.2425
_PERMITS, _CARDS = 0.005, 0.0055  # running shares


def add_person(block: Block, name: str, number: str, created_on: date) -> PersonDraft:
    """Enter a person of this name and number."""
    made_at = block.moment(created_on)
    masked = mask(number)
    row = {
        "full_name": name,
        "name_key": name_key(name),
        "id_type": id_type_of(number).value,
        "id_number": number,
        "id_number_hash": keyed_hash(number),
        "id_number_masked": masked,
        "created_at": made_at,
    }
    first = {"full_name": name, "id_number_masked": masked}
    return PersonDraft(block.create(Person, by_import(made_at), row, first), number)


def invent_person(
    block: Block, male: bool, born: date, created_on: date, name: str | None = None
) -> PersonDraft:
    """Enter a person with a new number, and a new name where none is given."""
    rng, mint = block.rng, block.world.mint
    roll = rng.random()
    if name is None and _PERMITS <= roll < _CARDS:
        return add_person(block, names.foreign_name(rng), mint.card(rng, male, born), created_on)
    number_of = mint.permit if roll < _PERMITS else mint.resident
    called = name or names.person_name(rng, male)
    return add_person(block, called, number_of(rng, male, born), created_on)


def birthday(block: Block, youngest_from: date | None = None) -> date:
    """Between 20 and 65 years ago, mostly 40; at least 18 years before ``youngest_from``."""
    years = 20 + 45 * block.rng.betavariate(2.0, 2.6)
    born = block.world.today - timedelta(days=int(years * _DAYS_OF_YEAR))
    if youngest_from is None:
        return born
    of_age = youngest_from - timedelta(days=int(18.1 * _DAYS_OF_YEAR))
    return born if born <= of_age else of_age - timedelta(days=block.rng.randrange(900))
