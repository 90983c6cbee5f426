"""A process that files one checked batch, and may be killed at any moment."""

import sys
from datetime import datetime

from admin_app import session_scope
from admin_app.actor import Acting, Actor
from admin_app.clock import SHANGHAI
from admin_app.rules.rulebook import Rulebook
from admin_app.services.batches import batch_in_hand, file_batch
from admin_app.services.progress import run
from admin_app.unit_of_work import unit_of_work
from models.base import db
from models.vocabulary import Capacity, GrantFunction
from tests.conftest import new_app
from tests.world import TODAY


def main(url: str, account: str, person: str, employer: str, batch: str) -> None:
    """File the batch, after a line that says that it begins."""
    now = datetime.combine(TODAY, datetime.min.time(), SHANGHAI)
    acting = Acting(
        int(employer), "中山市测试机械有限公司", None, False, Capacity.LEGAL_REPRESENTATIVE,
        frozenset(GrantFunction),
    )  # fmt: skip
    actor = Actor(int(account), int(person), "陈志远", acting=acting, choices=(acting,))
    with new_app(url).app_context():
        session_scope.enter(db.session, actor, TODAY)
        sys.stdout.write("begins\n")
        sys.stdout.flush()
        with unit_of_work(db.session):
            upload = batch_in_hand(db.session, actor, int(batch))
            run(file_batch(db.session, actor, upload, only_good=False, now=now,
                           rulebook=Rulebook()))  # fmt: skip
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
