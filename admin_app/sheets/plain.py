"""What the child process says to its parent: JSON lines, bounded in text."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from admin_app.sheets.cells import Kind, column_name
from admin_app.sheets.limits import Limits
from admin_app.sheets.refusal import SheetRefused

PlainCell = tuple[Kind, str | int | float | bool | None]
PlainRow = tuple[int, bool, list[PlainCell]]


@dataclass(frozen=True)
class PlainTable:
    """A table before its cells are objects; dates are ISO text under Kind.DATE."""

    rows: list[PlainRow]
    sheet: str = ""
    merged: list[str] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)
    from_1904: bool = False

    def lines(self, **more: Any) -> Iterator[str]:
        """One line about the table (and `more`), then one line per row."""
        about = {name: value for name, value in vars(self).items() if name != "rows"}
        width = max((len(cells) for _, _, cells in self.rows), default=0)
        yield as_line(about | more | {"width": width, "count": len(self.rows)})
        yield from map(as_line, self.rows)


def as_line(value: object) -> str:
    """A value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


class TextBudget:
    """Counts characters: one shared string may stand in every cell of a small file."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.total_text

    def spend(self, number: int, cells: Sequence[PlainCell]) -> None:
        """Count one row's texts; raises SheetRefused where a cell or the file has too much."""
        for column, (_, value) in enumerate(cells):
            if isinstance(value, str):
                self.left -= len(value)
                if len(value) > self.limits.text:
                    raise SheetRefused(
                        f"{column_name(column)}{number} 的文字过长，"
                        f"一格最多 {self.limits.text} 个字。请删减后再上传。"
                    )
        if self.left < 0:
            raise SheetRefused("文件里的文字过多。请分成几个文件上传。")
