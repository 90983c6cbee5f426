"""The program that reads one untrusted file under limits: file on stdin, JSON on stdout (T22).

Started by `reader_process`, never imported by it: a file that brings a reader down takes this
process, which then ends without an answer.
"""

import json
import math
import resource
import signal
import sys
from collections.abc import Iterable
from typing import Any

from admin_app.sheets.content_type import content_type
from admin_app.sheets.csv_reader import read_csv
from admin_app.sheets.limits import Limits
from admin_app.sheets.plain import as_line
from admin_app.sheets.refusal import SheetRefused
from admin_app.sheets.seal_reader import sealed_lines
from admin_app.sheets.workbook_reader import OpenWorkbook


def main() -> None:
    """Answer one question: `{"limits": {...}, "sheet": title or null, "cover": title or null}`."""
    question = json.loads(sys.argv[1])
    limits = Limits(**question["limits"])
    _restrict(limits)
    sys.stdout.writelines(_answer(sys.stdin.buffer.read(), limits, question))


def _restrict(limits: Limits) -> None:
    seconds = math.ceil(limits.seconds)
    # SIGPROF ends the process after fractions of a second, which RLIMIT_CPU cannot.
    signal.setitimer(signal.ITIMER_PROF, limits.seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 2))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(content: bytes, limits: Limits, question: dict[str, Any]) -> Iterable[str]:
    try:
        return list(_lines(content, limits, question))
    except SheetRefused as refusal:
        return [as_line({"refused": refusal.sentence})]


def _lines(content: bytes, limits: Limits, question: dict[str, Any]) -> Iterable[str]:
    kind = content_type(content)
    if question["cover"] is not None:
        if kind == "csv":
            raise SheetRefused("这不是 .xlsx 工作簿。请选择由本系统导出的 .xlsx 文件。")
        return sealed_lines(content, limits, question["cover"])
    if kind == "csv":
        return read_csv(content, limits).lines()
    return OpenWorkbook(content, limits).table(question["sheet"]).lines()


if __name__ == "__main__":
    main()
