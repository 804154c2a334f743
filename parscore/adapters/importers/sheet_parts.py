"""The parts of an Excel workbook beside its cells: sheets, texts and the looks that cells name by number.

Read with lxml, as openpyxl makes an object of every style and takes several times as long; what numbers mean is still openpyxl's.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from posixpath import join, normpath
from typing import Any

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_DATES_OF_1904 = {"1", "true"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is shown."""

    pattern: str = "General"
    bold: bool = False
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it."""

    title: str
    part: str
    hidden: bool


@dataclass
class BookParts:
    """An open package."""

    package: zipfile.ZipFile

    def xml(self, part: str) -> Any:
        """A part of the package as a tree."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        return etree.fromstring(self.package.read(part), parser)

    def sheets(self) -> Iterator[SheetPart]:
        """The sheets of cells in their order; sheets of charts are none."""
        targets = {}
        for each in self.xml("xl/_rels/workbook.xml.rels"):
            if str(each.get("Type")).endswith("/worksheet"):
                targets[each.get("Id")] = normpath(join("/xl", str(each.get("Target")))).lstrip("/")
        for each in self._workbook.iter("{*}sheet"):
            part = targets.get(each.get(_RELATION) or each.get(_STRICT_RELATION))
            if part is not None:
                yield SheetPart(str(each.get("name")), part, each.get("state", "visible") != "visible")

    @cached_property
    def _workbook(self) -> Any:
        return self.xml("xl/workbook.xml")

    @cached_property
    def is_of_1904(self) -> bool:
        """Whether days are counted from 1904."""
        return any(each.get("date1904") in _DATES_OF_1904 for each in self._workbook.iter("{*}workbookPr"))

    @cached_property
    def texts(self) -> list[str]:
        """The texts that cells name by number."""
        if "xl/sharedStrings.xml" not in self.package.namelist():
            return []
        return [text_of(each) for each in self.xml("xl/sharedStrings.xml")]

    def look(self, number: int) -> Look:
        """The look of a number, the plain one where the workbook has none such."""
        return self._all_looks[number] if 0 <= number < len(self._all_looks) else Look()

    @cached_property
    def _all_looks(self) -> list[Look]:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

        if "xl/styles.xml" not in self.package.namelist():
            return []
        styles = self.xml("xl/styles.xml")
        patterns = dict(BUILTIN_FORMATS) | {int(each.get("numFmtId")): str(each.get("formatCode")) for each in styles.iter("{*}numFmt")}
        heavy = [any(_is_on(bold) for bold in font.iterchildren("{*}b")) for fonts in styles.iter("{*}fonts") for font in fonts]
        looks = []
        for each in (look for group in styles.iter("{*}cellXfs") for look in group):
            pattern = patterns.get(int(each.get("numFmtId", "0")), "General")
            font = int(each.get("fontId", "0"))
            looks.append(Look(pattern, font < len(heavy) and heavy[font], bool(is_date_format(pattern))))
        return looks

    @property
    def has_pictures(self) -> bool:
        """Whether anything in it is a picture."""
        return any(name.startswith("xl/media/") for name in self.package.namelist())


def text_of(element: Any) -> str:
    """The text of a shared or inline string, its readings in another script left out."""
    found = []
    for child in element:
        name = local_name(child)
        if name == "t":
            found.append(child.text or "")
        elif name == "r":
            found += [each.text or "" for each in child if local_name(each) == "t"]
    text = "".join(found)
    return _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text) if "_x" in text else text


def local_name(element: Any) -> str:
    """A tag without its namespace, of which there are two."""
    tag: str = element.tag
    return tag[tag.rfind("}") + 1 :]


def _is_on(switch: Any) -> bool:
    return switch.get("val", "1") not in {"0", "false"}
