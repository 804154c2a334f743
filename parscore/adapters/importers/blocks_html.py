"""Tables of a web page as neutral rows; scripts are passed over and nothing is fetched."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from parscore.adapters.importers.hostile_file import OLE, ZIP, content_of, opened_by_library
from parscore.adapters.importers.source_grid import (
    Blocks,
    RowSteps,
    SpanCell,
    SpanRow,
    SpanTable,
    Written,
    blocks_of,
    clean_keep,
    row_place,
)
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.services.progress import Progress, Silent

_UNSEEN = {"script", "style", "template", "noscript", "head", "title", "svg", "object", "iframe", "select", "textarea"}
_GONE = {"del"}
_LINES = {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "center", "blockquote", "pre", "caption", "dd", "dt"}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_HEAVY = {"b", "strong", "th"}
_WEIGHT = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BREAK = "\u2028"


def read_page_tables(file: Path, progress: Progress = Silent()) -> Blocks:
    """Every table of the page, those inside other tables too; raises Refused with what is wrong with the file."""
    written = read_page(file, progress)
    return blocks_of(written.tables, file, written.findings)


def read_page(file: Path, progress: Progress = Silent()) -> Written:
    """The text and the tables of the page; raises Refused with what is wrong with the file."""
    content = content_of(file)
    if content.startswith((OLE, ZIP, b"%PDF")) or not content.strip():
        raise Refused("file.not_page", file=file.name)
    with opened_by_library(file):
        page = _parsed(decoded(content, file.name))
        reader = _Reader(RowSteps(progress, file.name, 0 if page is None else sum(1 for _ in page.iter("tr"))))
        if page is not None:
            reader.read(page)
        return Written(tuple(reader.tables), reader.below(), tuple(reader.findings))


def looks_like_page(start: bytes) -> bool:
    """Whether a file of another name begins as a web page does; many systems hand such pages out as Excel files."""
    text = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return text.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<div", b"<style"))


def decoded(content: bytes, name: str) -> str:
    """The text of a page or of a plain file: by its mark, as UTF-8, then by what it says of itself."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding)
    said = _CHARSET.search(content[:4096])
    for encoding in ("utf-8", said[1].decode("ascii") if said else "cp1258"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Refused("file.damaged", file=name)


def _parsed(text: str) -> Any:
    from lxml import etree
    from lxml.html import HTMLParser

    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    page = etree.fromstring(text.encode("utf-8"), parser)
    if any(fault.level == etree.ErrorLevels.FATAL for fault in parser.error_log):
        raise ValueError("the page is cut off where the parser gave up")
    return page


@dataclass(slots=True)
class _Reader:
    """Goes through the page once; tables are numbered in the order in which they begin."""

    steps: RowSteps
    tables: list[SpanTable] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _above: list[str] = field(default_factory=list)
    _deleted: bool = False

    def read(self, page: Any) -> None:
        """The tables and the text around them."""
        self._above.append("")
        self._around(page)

    def _around(self, element: Any) -> None:
        for child in _seen(element):
            if child.tag == "table":
                self._table(child)
            elif child.tag in _LINES or child.tag == "br":
                self._above.append("")
                self._take(child.text)
                self._around(child)
                self._above.append("")
            else:
                self._take(child.text)
                self._around(child)
            self._take(child.tail)

    def below(self) -> SpanTable:
        """The text since the last table, above one that is yet empty."""
        lines = (clean_keep(" ".join(line.split())) for line in self._above)
        table = SpanTable(above=[line for line in lines if line])
        self._above = [""]
        return table

    def _take(self, text: str | None) -> None:
        self._above[-1] += text or ""

    def _table(self, element: Any) -> None:
        table = self.below()
        self.tables.append(table)
        number = len(self.tables)
        for row in _within(element, {"tr"}):
            self.steps.next()
            read = SpanRow([], _is_hidden(row))
            table.rows.append(read)
            where = row_place(number, len(table.rows))
            for cell in _within(row, {"td", "th"}):
                self._cell(cell, read, where)

    def _cell(self, cell: Any, row: SpanRow, where: str) -> None:
        within: list[Any] = []
        text = (cell.text or "") + "".join(self._words(cell, within))
        lines = [" ".join(line.split()) for line in text.split(_BREAK)]
        shown = clean_keep("\n".join(line for line in lines if line))
        row.cells.append(SpanCell(shown, _count(cell, "colspan"), _count(cell, "rowspan"), bool(shown) and _is_bold(cell)))
        row.hidden = row.hidden or (bool(shown) and any(_is_hidden(each) for each in cell.iter()))
        for table in within:
            self.findings.append(Finding("warning", "table.nested", where, facts={"inner": f"Bảng {len(self.tables) + 1}"}))
            self._table(table)

    def _words(self, element: Any, within: list[Any]) -> Iterator[str]:
        """The texts below an element, tables inside put aside; deleted text is left out and told."""
        for child in element:
            if child.tag == "table":
                within.append(child)
            elif child.tag in _GONE:
                self._tell_deleted()
            elif child.tag == "br":
                yield _BREAK
            elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
                ends = _BREAK if child.tag in _LINES else ""
                yield ends + (child.text or "")
                yield from self._words(child, within)
                yield ends
            yield child.tail or ""

    def _tell_deleted(self) -> None:
        if not self._deleted:
            self._deleted = True
            self.findings.insert(0, Finding("warning", "table.tracked_changes"))


def _seen(element: Any) -> Iterator[Any]:
    return (child for child in element if isinstance(child.tag, str) and child.tag not in _UNSEEN | _GONE)


def _within(element: Any, tags: set[str]) -> Iterator[Any]:
    """The nearest elements of some kinds, not those of a table inside."""
    for child in _seen(element):
        if child.tag in tags:
            yield child
        elif child.tag != "table":
            yield from _within(child, tags)


def _count(cell: Any, name: str) -> int:
    """How many rows or columns a cell spans; what is no number spans one, as in a browser."""
    found = re.match(r"\s*(\d{1,6})", cell.get(name, ""))
    return int(found[1]) if found else 1


def _is_bold(element: Any) -> bool:
    """Whether all text of an element is in heavy type."""
    if element.tag in _HEAVY or _WEIGHT.search(element.get("style", "")):
        return True
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        return False
    filled = [child for child in _seen(element) if "".join(child.itertext()).strip()]
    return bool(filled) and all(_is_bold(child) for child in filled)


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))
