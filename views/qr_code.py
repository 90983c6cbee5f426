"""QR codes as the numbers of one SVG path: no markup is made here, and no style is needed."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET_ZONE = 4


@dataclass(frozen=True)
class QrCode:
    """What a template draws: a square of ``size`` modules, the dark ones as ``path``."""

    content: str
    size: int
    path: str


def qr_code(content: str) -> QrCode:
    """The code of an address; a quarter of it may be dirty or torn (level Q)."""
    code = segno.make_qr(content, error="q", boost_error=False)
    rows = [list(modules) for modules in code.matrix_iter(border=QUIET_ZONE)]
    return QrCode(content, len(rows), "".join(_row(y, row) for y, row in enumerate(rows)))


def _row(y: int, modules: list[int]) -> str:
    path, x = "", 0
    for is_dark, run in groupby(modules):
        length = len(list(run))
        if is_dark:
            path += f"M{x} {y}h{length}v1h-{length}z"
        x += length
    return path
