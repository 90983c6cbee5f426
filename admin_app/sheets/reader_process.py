"""Runs `reader_child` over one file: bounded in time, in memory and in what it may say (T22)."""

import json
import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, cast

from admin_app.sheets.limits import Limits
from admin_app.sheets.refusal import SheetRefused

_log = logging.getLogger(__name__)

_ROOT = Path(__file__).parents[2]
_TOO_COMPLEX = (
    "文件过于复杂，在规定的时间和内存内无法读完。"
    "请只保留需要填报的工作表，删除多余的行、列和格式后再上传。"
)
_BUSY = "服务器正忙，没有及时读完文件。请稍后重新上传。"
_BYTES_PER_CELL = 60
_BYTES_PER_CHARACTER = 6
_BYTES_PER_ROW = 40


class Answer:
    """What the child says: `about` the table, then its rows, one at a time."""

    def __init__(self, child: subprocess.Popen[bytes], limits: Limits) -> None:
        self._child = child
        self._lines = _lines(cast(IO[bytes], child.stdout), limits)
        self.about = self._next()
        if "refused" in self.about:
            raise SheetRefused(self.about["refused"])

    def rows(self) -> Iterator[Any]:
        """Row by row as the child sent them; raises SheetRefused where it broke off."""
        for _ in range(self.about["count"]):
            yield self._next()

    def _next(self) -> Any:
        try:
            return json.loads(next(self._lines, b""))
        except ValueError as fault:
            raise _unanswered(self._child.wait()) from fault


@contextmanager
def asked(content: bytes, limits: Limits, sheet: str | None, cover: str | None) -> Iterator[Answer]:
    """Have the child read the file; it is gone when the block ends. Raises SheetRefused."""
    question = json.dumps({"limits": asdict(limits), "sheet": sheet, "cover": cover})
    with subprocess.Popen(  # noqa: S603 - our own programme, by the path of this interpreter
        [sys.executable, "-m", "admin_app.sheets.reader_child", question],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "PYTHONSAFEPATH": "1"},
    ) as child:
        clock = threading.Timer(limits.patience, child.kill)
        feeder = threading.Thread(target=_feed, args=(cast(IO[bytes], child.stdin), content))
        clock.start()
        feeder.start()
        try:
            yield Answer(child, limits)
        finally:
            clock.cancel()
            child.kill()
            feeder.join()


def _unanswered(code: int) -> SheetRefused:
    _log.warning("spreadsheet reader ended without an answer, code %d", code)
    return SheetRefused(_BUSY if code == -signal.SIGKILL else _TOO_COMPLEX)


def _feed(pipe: IO[bytes], content: bytes) -> None:
    # A child that has answered or died early closes the pipe before it has read everything.
    with suppress(OSError), pipe:
        pipe.write(content)


def _lines(pipe: IO[bytes], limits: Limits) -> Iterator[bytes]:
    left = (
        limits.cells * _BYTES_PER_CELL
        + limits.total_text * _BYTES_PER_CHARACTER
        + limits.last_row * _BYTES_PER_ROW
    )
    while left > 0 and (line := pipe.readline(left)):
        left -= len(line)
        yield line
