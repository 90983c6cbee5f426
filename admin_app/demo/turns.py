"""What happens to employers and grants at the edge of a day (domain 7.3)."""

from collections.abc import Sequence

from admin_app.demo.block import Block, EmployerDraft, PersonDraft
from admin_app.demo.employers import add_employer, change_representative, dissolve, rename
from admin_app.demo.employments import Filing, file_record
from admin_app.demo.grants import Terms, add_grant, disable, withdraw_grant
from admin_app.demo.named import Stage, certificate
from admin_app.demo.people import birthday, invent_person
from models.vocabulary import GrantFunction

FORMER_REPRESENTATIVE = "法定代表人变更"
_FUNCTIONS = frozenset({GrantFunction.EMPLOYMENT, GrantFunction.CERTIFICATES})


def add_turns(block: Block, stage: Stage, colleagues: Sequence[PersonDraft]) -> None:
    """A dissolved, a renamed and a newly represented employer, and grants in every state.

    ``colleagues``, four or more, are whom the grants are made out to.
    """
    _grants_in_every_state(block, stage.second, colleagues)
    world = block.world
    dissolved = _employer(block, "中山市演示旧厂五金制品有限公司")
    _employ_owner(block, dissolved)
    dissolve(block, dissolved, world.days_ago(50))
    renamed = _employer(block, "中山市演示旧名电器有限公司")
    _employ_owner(block, renamed)
    rename(block, renamed, "中山市演示新名智能电器有限公司", world.days_ago(40))
    _change_yesterday(block, _employer(block, "中山市演示换帅家具有限公司"))


def _employer(block: Block, name: str) -> EmployerDraft:
    born = birthday(block, block.world.days_ago(700))
    person = invent_person(block, True, born, block.world.start)
    return add_employer(block, "91", name, person, 2)


def _employ_owner(block: Block, employer: EmployerDraft) -> None:
    ago = block.world.days_ago
    owner = employer.representative_on(block.world.today)
    made = certificate(block, owner, "N1", block.world.local, 700)
    file_record(block, employer, made, Filing(ago(320), made.filed_until_end, ago(310)))


def _change_yesterday(block: Block, employer: EmployerDraft) -> None:
    """The representative changed yesterday, and the old one's grant ended with it (A-13)."""
    world = block.world
    _employ_owner(block, employer)
    delegate = invent_person(block, False, birthday(block), world.start)
    first, last = world.days_ago(100), world.days_ago(-265)
    grant = add_grant(block, employer, delegate, Terms(_FUNCTIONS, first, last, first))
    successor = invent_person(block, False, birthday(block), world.start, "莫演继")
    change_representative(block, employer, successor, world.yesterday)
    disable(block, employer, grant, world.yesterday, FORMER_REPRESENTATIVE)


def _grants_in_every_state(
    block: Block, employer: EmployerDraft, colleagues: Sequence[PersonDraft]
) -> None:
    """Ending today, in future, disabled, switched off (A-10, A-12, R117)."""
    world, ago = block.world, block.world.days_ago
    terms = (
        (ago(365), world.today),
        (ago(-5), ago(-370)),
        (ago(90), ago(-275)),
        (ago(80), ago(-285)),
    )
    *_, to_disable, to_switch_off = [
        add_grant(block, employer, grantee, Terms(_FUNCTIONS, first, last, min(first, ago(3))))
        for grantee, (first, last) in zip(colleagues, terms, strict=False)
    ]
    disable(block, employer, to_disable, ago(12))
    withdraw_grant(block, employer, to_switch_off, ago(9))
