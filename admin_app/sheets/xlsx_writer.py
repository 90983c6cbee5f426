"""An export as xlsx, streamed: first byte at once, memory flat however many rows (R127)."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from admin_app.sheets.cells import CellValue
from admin_app.sheets.export import Export, Tally
from admin_app.sheets.fingerprint import Fingerprint
from admin_app.sheets.row_markup import RowMarkup
from admin_app.sheets.skeleton import data_part, sheet_shell, skeleton

_BATCH = 500
# Below the 2 GiB from which a streamed part would need the zip64 form that Excel rejects.
_PART_BYTES = 1_500_000_000


def write_xlsx(export: Export, rows: Iterable[Sequence[CellValue]]) -> Iterator[bytes]:
    """Stream a workbook: a cover sheet, then `rows` over as many sheets as they need.

    Each row has one value per column. Text stays text, dates dates, numbers numbers; a datetime
    goes out by its wall clock, to the second; a truth value as the text TRUE or FALSE. `rows` is
    read as the stream is read, and closed with it.
    """
    # An empty chunk would end a chunked response on some servers.
    for chunk in _Stream(export, rows).chunks():
        if chunk:
            yield chunk


class _Sink:
    """A target for zipfile that hands out what was written since it was last asked."""

    def __init__(self) -> None:
        self.pending: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self.pending.append(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is held open."""

    def drain(self) -> bytes:
        taken, self.pending = b"".join(self.pending), []
        return taken


class _Stream:
    def __init__(self, export: Export, rows: Iterable[Sequence[CellValue]]) -> None:
        self.export = export
        self.rows = iter(rows)
        self.batch: list[Sequence[CellValue]] = []
        self.counts: list[int] = []
        self.found = Fingerprint()
        self.sink = _Sink()

    def chunks(self) -> Iterator[bytes]:
        self.found.add(self.export.titles)
        with zipfile.ZipFile(self.sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            yield from self._sheet(archive)
            while self.batch:
                yield from self._sheet(archive)
            self._finish(archive)
        yield self.sink.drain()

    def _sheet(self, archive: zipfile.ZipFile) -> Iterator[bytes]:
        self.counts.append(0)
        shell = sheet_shell(self.export, self.counts)
        markup = RowMarkup(shell, len(self.export.columns))
        with archive.open(data_part(len(self.counts) - 1), "w") as part:
            part.write((shell.head + markup.heading(self.export.titles)).encode())
            yield self.sink.drain()
            written = 0
            while self._next_batch() and written < _PART_BYTES:
                written += part.write(self._batch_markup(markup))
                yield self.sink.drain()
            part.write(sheet_shell(self.export, self.counts).tail.encode())

    def _next_batch(self) -> bool:
        """Take rows for this sheet; leaves the rows for the next one in `batch`."""
        if not self.batch:
            self.batch = list(islice(self.rows, _BATCH))
        return bool(self.batch) and self.counts[-1] < self.export.sheet_rows - 1

    def _batch_markup(self, markup: RowMarkup) -> bytes:
        room = self.export.sheet_rows - 1 - self.counts[-1]
        taken, self.batch = self.batch[:room], self.batch[room:]
        lines = []
        for number, row in enumerate(taken, self.counts[-1] + 2):
            self.found.add(row)
            lines.append(markup.row(number, row))
        self.counts[-1] += len(taken)
        return "".join(lines).encode()

    def _finish(self, archive: zipfile.ZipFile) -> None:
        tally = Tally(sum(self.counts), self.found.hexdigest())
        cover = self.export.cover(tally)
        streamed = {data_part(index) for index in range(len(self.counts))}
        for name, data in skeleton(self.export, self.counts, cover).items():
            if name not in streamed:
                archive.writestr(name, data)
