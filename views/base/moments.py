"""Moments as people in China read them."""

from datetime import datetime

from admin_app.clock import SHANGHAI


def moment_words(moment: datetime) -> str:
    """2026-02-15 09:30."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
