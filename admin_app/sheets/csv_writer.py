"""An export as CSV, streamed, that no spreadsheet program takes for formulas (R127, T27)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from admin_app.sheets.cells import CellValue
from admin_app.sheets.clean import clean, disarm
from admin_app.sheets.export import Tally
from admin_app.sheets.fingerprint import Fingerprint, canonical

_BOM = "\ufeff"
_BATCH = 500


def write_csv(
    titles: Sequence[str],
    rows: Iterable[Sequence[CellValue]],
    ended: Callable[[Tally], None],
) -> Iterator[bytes]:
    """Stream UTF-8 with BOM, CRLF line ends, every field quoted.

    Text that begins like a formula gets a leading '. `ended` is told the tally when the last row
    is out; its fingerprint is the one that the same rows have in a workbook.
    """
    found = Fingerprint()
    remaining = iter(rows)
    found.add(titles)
    yield (_BOM + _line(titles)).encode()
    count = 0
    while batch := list(islice(remaining, _BATCH)):
        for row in batch:
            found.add(row)
        count += len(batch)
        yield "".join([_line(row) for row in batch]).encode()
    ended(Tally(count, found.hexdigest()))


def _line(row: Sequence[CellValue]) -> str:
    return ",".join([_field(value) for value in row]) + "\r\n"


def _field(value: CellValue) -> str:
    if not isinstance(value, str):
        return f'"{canonical(value)}"'
    return '"' + disarm(clean(value)).replace('"', '""') + '"'
