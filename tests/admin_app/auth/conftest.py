"""Time that can be set, and people with an address."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask

from admin_app.clock import SHANGHAI
from tests.world import TODAY

START = datetime.combine(TODAY, datetime.min.time(), SHANGHAI) + timedelta(hours=9)
SetClock = Callable[..., None]


@pytest.fixture
def after(app: Flask) -> SetClock:
    """Set the house's clock to so long after nine o'clock."""

    def set_clock(of: Flask = app, **delta: float) -> None:
        moment = START + timedelta(**delta)
        of.extensions["house"] = replace(of.extensions["house"], clock=lambda: moment)

    set_clock()
    return set_clock
