"""A page as a PDF, where the optional extra ``pdf`` (WeasyPrint) is installed.

It runs as a programme of its own, one at a time: its fonts and layout stay out of the server's
memory, and a page that takes too long ends there. It fetches nothing: the style is handed over.
"""

import logging
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

SECONDS = 60

log = logging.getLogger(__name__)
_one_at_a_time = Lock()


def can_make_pdf() -> bool:
    """Whether the extra is installed."""
    return find_spec("weasyprint") is not None


def make_pdf(html: str, stylesheet: Path) -> bytes | None:
    """The page on paper; None where it could not be made, which is logged."""
    command = [sys.executable, "-m", "weasyprint", "--quiet", "--allowed-protocols", "data"]
    with _one_at_a_time:
        try:
            done = subprocess.run(  # noqa: S603 - this interpreter, and no word of the request
                [*command, "--stylesheet", str(stylesheet), "-", "-"],
                input=html.encode(),
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
        except (subprocess.SubprocessError, OSError) as fault:
            log.error("no PDF: %s", type(fault).__name__)
            return None
    return done.stdout
