"""How much of an uploaded file is read before it is refused (T22)."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds for one uploaded file; the defaults fit a batch of 5,000 rows.

    `size` and `inflated` are bytes as sent and as unpacked, `memory` bytes of address space of the
    child process. `seconds` is its processor time: on a machine at rest that is an answer within
    two seconds, and on a busy one an honest file is still read, for `patience` seconds by the
    clock. `text` and `total_text` count characters of one cell and of all cells. `rows` is the
    highest spreadsheet row below the header.
    """

    size: int = 5 * MIB
    rows: int = 5_000
    columns: int = 60
    cells: int = 150_000
    text: int = 2_000
    total_text: int = 4_000_000
    merges: int = 500
    parts: int = 300
    inflated: int = 64 * MIB
    memory: int = 320 * MIB
    seconds: float = 1.7
    patience: float = 10

    @property
    def last_row(self) -> int:
        """Highest spreadsheet row that may hold anything: the rows, and room for the heading."""
        return self.rows + 20
