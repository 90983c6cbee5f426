"""The one clock. Days are days in China (Asia/Shanghai), whatever zone the server runs in."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Now, in China."""
    return datetime.now(SHANGHAI)


def demo_clock(day: date) -> Clock:
    """A clock that shows the present time of day on a day of one's choice (demo only)."""

    def now() -> datetime:
        return datetime.combine(day, wall_clock().timetz())

    return now
