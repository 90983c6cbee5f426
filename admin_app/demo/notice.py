"""What the demo's sign-in page tells (requirements, section 5)."""

from admin_app.demo.accounts import (
    DEMO_ACCOUNTS,
    DEMO_PASSWORD,
    NEWCOMER_NAME,
    NEWCOMER_NUMBER,
)
from admin_app.house import DemoNotice


def demo_notice() -> DemoNotice:
    """The accounts, their password, and the person whom a visitor can file a record for."""
    return DemoNotice(
        accounts=dict(DEMO_ACCOUNTS),
        password=DEMO_PASSWORD,
        newcomer_name=NEWCOMER_NAME,
        newcomer_number=NEWCOMER_NUMBER,
    )
