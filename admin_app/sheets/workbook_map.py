"""Which sheets a workbook has, where they lie, and which date system it counts in."""

import posixpath
from dataclasses import dataclass

from admin_app.sheets.clean import escape
from admin_app.sheets.markup import feed, guarded_parser, local_name
from admin_app.sheets.refusal import SheetRefused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

_NO_SHEET = "文件里没有可读的工作表。请用 Excel 或 WPS 另存为新的 .xlsx 后再上传。"
_TRUE = ("1", "true")


@dataclass(frozen=True)
class SheetPlace:
    """A worksheet by its title and the name of its part."""

    title: str
    part: str
    visible: bool


@dataclass(frozen=True)
class WorkbookMap:
    """The worksheets in the workbook's order; `from_1904` is the Macintosh date system."""

    sheets: tuple[SheetPlace, ...]
    from_1904: bool

    def pick(self, title: str | None) -> SheetPlace:
        """The sheet of that title, or the first visible one; raises SheetRefused."""
        for sheet in self.sheets:
            if sheet.title == title or (title is None and sheet.visible):
                return sheet
        if title is None:
            raise SheetRefused(_NO_SHEET)
        raise SheetRefused(f"文件里没有名为“{title}”的工作表。")


def map_workbook(parts: dict[str, bytes]) -> WorkbookMap:
    """Read workbook.xml and its relations; raises SheetRefused where they do not fit."""
    if "xl/workbook.xml" not in parts or "xl/_rels/workbook.xml.rels" not in parts:
        raise SheetRefused(_NO_SHEET)
    targets = _targets(parts["xl/_rels/workbook.xml.rels"])
    sheets, from_1904 = _sheets(parts["xl/workbook.xml"])
    places = tuple(
        SheetPlace(title, targets[relation], visible)
        for title, relation, visible in sheets
        if targets.get(relation) in parts
    )
    if not places:
        raise SheetRefused(_NO_SHEET)
    return WorkbookMap(places, from_1904)


def _targets(data: bytes) -> dict[str, str]:
    found: dict[str, str] = {}

    def start(name: str, attrs: dict[str, str]) -> None:
        if local_name(name) == "Relationship" and attrs.get("Type", "").endswith("/worksheet"):
            target = posixpath.normpath(posixpath.join("/xl", attrs.get("Target", "")))
            found[attrs.get("Id", "")] = target.lstrip("/")

    parser = guarded_parser()
    parser.StartElementHandler = start
    feed(parser, data)
    return found


def _sheets(data: bytes) -> tuple[list[tuple[str, str, bool]], bool]:
    found: list[tuple[str, str, bool]] = []
    from_1904 = False

    def start(name: str, attrs: dict[str, str]) -> None:
        nonlocal from_1904
        local = local_name(name)
        if local == "workbookPr":
            from_1904 = attrs.get("date1904") in _TRUE
        elif local == "sheet":
            relation = next((v for k, v in attrs.items() if k.endswith(":id")), "")
            visible = attrs.get("state", "visible") == "visible"
            found.append((attrs.get("name", ""), relation, visible))

    parser = guarded_parser()
    parser.StartElementHandler = start
    feed(parser, data)
    return found, from_1904


def lone_workbook(title: str, from_1904: bool) -> tuple[str, str, str]:
    """Fresh package relations, workbook and workbook relations around one sheet, in that order."""
    relation = f'<Relationship Id="{{}}" Type="{OFFICE}/{{}}" Target="{{}}"/>'.format
    wrap = f'<Relationships xmlns="{PACKAGE}">{{}}</Relationships>'.format
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(from_1904)}"/>'
        f'<sheets><sheet name="{escape(title)}" sheetId="1" r:id="a"/></sheets></workbook>'
    )
    inner = relation("a", "worksheet", "worksheets/sheet1.xml")
    inner += relation("b", "sharedStrings", "sharedStrings.xml")
    inner += relation("c", "styles", "styles.xml")
    return wrap(relation("a", "officeDocument", "xl/workbook.xml")), workbook, wrap(inner)
