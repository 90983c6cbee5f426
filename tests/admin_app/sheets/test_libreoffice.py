"""The real program opens what is written and saves what is still verified (R127)."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from admin_app.sheets.annotation import Message, write_annotated
from admin_app.sheets.limits import Limits
from admin_app.sheets.reading import read_seal, read_table
from admin_app.sheets.xlsx_writer import write_xlsx
from tests.admin_app.sheets.exports import COVER, ROWS, Told, export
from tests.admin_app.sheets.test_template import filled, template

LIMITS = Limits(text=32_767, seconds=30, patience=120)
_PROGRAM = shutil.which("soffice")

pytestmark = pytest.mark.skipif(_PROGRAM is None, reason="LibreOffice (soffice) is not installed")


def _saved_again(content: bytes, folder: Path, kind: str = "xlsx") -> bytes:
    source, target = folder / "in.xlsx", folder / "out"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", kind, "--outdir", str(target), str(source)]
    subprocess.run([str(_PROGRAM), profile, *convert], check=True, capture_output=True, timeout=120)
    return (target / f"in.{kind.partition(':')[0]}").read_bytes()


def test_export_saved_again_still_verifies(tmp_path: Path) -> None:
    told = Told()
    content = b"".join(write_xlsx(export(told, sheet_rows=5), ROWS))
    sealed = read_seal(_saved_again(content, tmp_path), LIMITS, COVER)
    assert (sealed.rows, sealed.fingerprint) == (len(ROWS), told.tallies[0].fingerprint)


def test_template_and_annotation_survive(tmp_path: Path) -> None:
    assert read_table(_saved_again(template(), tmp_path), LIMITS).titles[0] == "姓名"
    table = read_table(filled([["张三", "0012", "项", date(2026, 2, 15)]]), LIMITS)
    annotated = write_annotated(table, [Message(2, 1, "应为 18 位。")])
    assert read_table(_saved_again(annotated, tmp_path), LIMITS).rows[0] == table.rows[0]


def test_nothing_exported_is_a_formula(tmp_path: Path) -> None:
    content = b"".join(write_xlsx(export(Told()), ROWS))
    saved = read_table(_saved_again(content, tmp_path), LIMITS, "记录")
    assert not saved.problems()
