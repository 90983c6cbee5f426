"""The words on each page of a PDF that Chromium made: enough to see what is on which page.

Reads what Skia writes (plain objects, hexadecimal strings, a ToUnicode map for each font), and is
no reader of PDFs at large.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*)endstream", re.DOTALL)
_FONTS = re.compile(rb"/(F\d+) (\d+) 0 R")
_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
_SHOWN = re.compile(
    rb"/(?P<font>F\d+) [\d.]+ Tf|/ActualText <(?P<actual>[0-9A-Fa-f]+)>|(?P<end>EMC)"
    rb"|<(?P<glyphs>[0-9A-Fa-f]+)>\s*Tj"
)

Objects = Mapping[int, bytes]


@dataclass(frozen=True)
class _Font:
    """Type 3 fonts have codes of one byte, the others of two."""

    digits: int
    letters: Mapping[int, str]

    def read(self, glyphs: str) -> str:
        codes = [glyphs[at : at + self.digits] for at in range(0, len(glyphs), self.digits)]
        return "".join(self.letters.get(int(code, 16), "") for code in codes)


def words_by_page(pdf: bytes) -> list[str]:
    """The text of each page without spaces, in the order in which it was drawn."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    pages = [body for _, body in sorted(objects.items()) if re.search(rb"/Type /Page\b", body)]
    return [_words(objects, page) for page in pages]


def _words(objects: Objects, page: bytes) -> str:
    fonts = {name: _font(objects, objects[int(number)]) for name, number in _FONTS.findall(page)}
    content = re.search(rb"/Contents (\d+) 0 R", page)
    assert content is not None
    said = "".join(_shown(_unpacked(objects[int(content[1])]), fonts))
    return re.sub(r"\s", "", said)


def _shown(content: bytes, fonts: Mapping[bytes, _Font]) -> Iterator[str]:
    font, is_replaced = _Font(2, {}), False
    for found in _SHOWN.finditer(content):
        if found["font"]:
            font = fonts[found["font"]]
        elif found["actual"]:
            is_replaced = True
            yield bytes.fromhex(found["actual"].decode()).decode("utf-16")
        elif found["end"]:
            is_replaced = False
        elif not is_replaced:
            yield font.read(found["glyphs"].decode())


def _font(objects: Objects, font: bytes) -> _Font:
    found = re.search(rb"/ToUnicode (\d+) 0 R", font)
    letters: dict[int, str] = {}
    for kind, block in _BLOCK.findall(_unpacked(objects[int(found[1])]) if found else b""):
        numbers = [digits.decode() for digits in _HEX.findall(block)]
        if kind == b"char":
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            letters |= {int(code, 16): _utf16(text) for code, text in pairs}
            continue
        for first, last, text in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            for step in range(int(last, 16) - int(first, 16) + 1):
                letters[int(first, 16) + step] = chr(ord(_utf16(text)) + step)
    return _Font(2 if b"/Type3" in font else 4, letters)


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")


def _unpacked(body: bytes) -> bytes:
    stream = _STREAM.search(body)
    assert stream is not None
    is_packed = b"/FlateDecode" in body[: stream.start()]
    return zlib.decompressobj().decompress(stream[1]) if is_packed else stream[1]
