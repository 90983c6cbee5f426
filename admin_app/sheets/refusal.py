"""The one exception of this room that people get to read."""

from admin_app.errors import Refused


class SheetRefused(Refused):
    """An uploaded file cannot be taken; the sentence says what is wrong and what to do (R85)."""
