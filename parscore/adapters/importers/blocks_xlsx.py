"""Sheets of an Excel workbook as neutral rows."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from parscore.adapters.importers.hostile_file import MOST_COLUMNS, MOST_ROWS, inspect_package, opened_by_library
from parscore.adapters.importers.sheet_cells import cell_place, number_cell, sheet_findings
from parscore.adapters.importers.sheet_parts import BookParts, Look, SheetPart, local_name, text_of
from parscore.adapters.importers.source_grid import clean_keep
from parscore.domain.errors import Refused
from parscore.domain.table_draft import SourceCell, SourceRow, SourceTable
from parscore.domain.viet_text import clean
from parscore.services.progress import Progress, Silent

_LETTERS = re.compile(r"[A-Z]{1,3}")
_ON = {"1", "true"}
_STEP = 1000


def read_sheets(file: Path, progress: Progress = Silent()) -> tuple[SourceTable, ...]:
    """Every sheet, hidden ones marked; raises Refused with what is wrong with the file. Cells are NFC, macros and links left alone."""
    inspect_package(file, "xl/workbook.xml", "file.not_excel", "file.not_excel")
    with opened_by_library(file), zipfile.ZipFile(file) as package:
        book = BookParts(package)
        tables = tuple(_Sheet(book, sheet, file.name, progress).table() for sheet in book.sheets())
        if book.has_pictures and not any(table.rows for table in tables):
            raise Refused("file.pictures", file=file.name)
        return tables


@dataclass(slots=True)
class _Cell:
    """What the XML says of one cell."""

    kind: str
    look: Look
    value: str | None = None
    text: str = ""
    formula: str | None = None

    @property
    def holds(self) -> bool:
        return bool(self.value) or bool(self.text) or self.formula is not None


@dataclass(slots=True)
class _Sheet:
    """Goes through the rows of one sheet once."""

    book: BookParts
    sheet: SheetPart
    name: str
    progress: Progress
    _filled: dict[int, dict[int, _Cell]] = field(default_factory=dict)
    _hidden_rows: set[int] = field(default_factory=set)
    _hidden_columns: set[int] = field(default_factory=set)
    _merged: list[str] = field(default_factory=list)
    _shared: dict[str, tuple[str, str]] = field(default_factory=dict)

    def table(self) -> SourceTable:
        """The sheet's rows up to the last one that holds something; formatted blanks below it are no rows."""
        self._read()
        rows = tuple(self._rows())
        letters = [_letters(column) for column in sorted(self._hidden_columns)]
        findings = sheet_findings(letters, rows, self.sheet.title)
        return SourceTable(clean(self.sheet.title), rows, self.sheet.hidden, findings, tuple(self._merged))

    def _read(self) -> None:
        from lxml import etree

        safe = {"resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True}
        last = 0
        with self.book.package.open(self.sheet.part) as part:
            for _, element in etree.iterparse(part, tag=("{*}row", "{*}col", "{*}mergeCell"), **safe):
                if local_name(element) == "col":
                    self._take_columns(element)
                    continue
                if local_name(element) == "mergeCell":
                    self._merged.append(str(element.get("ref")))
                    continue
                last = int(element.get("r", last + 1))
                if not last % _STEP:
                    self.progress.step(last, MOST_ROWS, self.name)
                self._take_row(element, last)
                element.clear()

    def _take_columns(self, element: Any) -> None:
        if element.get("hidden") in _ON or float(element.get("width", "1")) == 0:
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            self._hidden_columns.update(range(first, min(last, MOST_COLUMNS) + 1))

    def _take_row(self, element: Any, number: int) -> None:
        if element.get("hidden") in _ON:
            self._hidden_rows.add(number)
        column = 0
        cells = {}
        for each in element:
            column = _column(each.get("r"), column + 1)
            if not len(each):
                continue
            cell = self._cell(each, number, column)
            if cell.holds:
                cells[column] = cell
        if not cells:
            return
        if number > MOST_ROWS or max(cells) > MOST_COLUMNS:
            raise Refused("file.too_long", file=self.name, sheet=clean(self.sheet.title), rows=MOST_ROWS, columns=MOST_COLUMNS)
        self._filled[number] = cells

    def _cell(self, element: Any, row: int, column: int) -> _Cell:
        cell = _Cell(element.get("t", "n"), self.book.look(int(element.get("s", "0"))))
        for child in element:
            name = local_name(child)
            if name == "v":
                cell.value = child.text or ""
            elif name == "is":
                cell.text = text_of(child)
            elif name == "f":
                cell.formula = self._formula(child, f"{_letters(column)}{row}")
        return cell

    def _formula(self, element: Any, place: str) -> str:
        """A formula as Excel shows it; one that several cells share is written in the first of them alone."""
        if element.get("t") != "shared":
            return f"={element.text or ''}"
        if element.text:
            self._shared[element.get("si")] = (f"={element.text}", place)
        from openpyxl.formula.translate import Translator

        formula, origin = self._shared[element.get("si")]
        return str(Translator(formula, origin).translate_formula(place))

    def _rows(self) -> Iterator[SourceRow]:
        last = max(self._filled, default=0)
        width = max((column for cells in self._filled.values() for column in cells), default=0)
        places = [cell_place(self.sheet.title, _letters(column)) for column in range(1, width + 1)]
        for number in range(1, last + 1):
            cells = self._filled.get(number, {})
            read = [SourceCell("", None, f"{place}{number}") for place in places]
            for at, cell in cells.items():
                read[at - 1] = self._read_cell(cell, read[at - 1].where)
            yield SourceRow(number, tuple(read), number in self._hidden_rows)

    def _read_cell(self, cell: _Cell, where: str) -> SourceCell:
        if cell.formula is not None and not cell.value and not (cell.kind == "str" and cell.value is not None):
            return SourceCell("", None, where, cell.formula)
        if cell.kind in {"s", "str", "inlineStr", "e"}:
            return SourceCell(clean_keep(self._text(cell)), None, where, bold=cell.look.bold)
        if cell.kind == "b":
            return SourceCell(str((cell.value or "") in _ON), None, where, bold=cell.look.bold)
        if cell.kind == "d" or cell.look.is_date:
            return SourceCell(self._moment(cell), None, where, bold=cell.look.bold)
        value = cell.value or "0"
        return number_cell(int(value) if value.lstrip("-").isdigit() else float(value), cell.look.pattern, where)

    def _text(self, cell: _Cell) -> str:
        if cell.kind == "inlineStr":
            return cell.text
        return self.book.texts[int(cell.value or "0")] if cell.kind == "s" else cell.value or ""

    def _moment(self, cell: _Cell) -> str:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

        value = cell.value or ""
        if cell.kind == "d":
            return str(from_ISO8601(value))  # type: ignore[no-untyped-call]
        return str(from_excel(float(value), CALENDAR_MAC_1904 if self.book.is_of_1904 else CALENDAR_WINDOWS_1900))


def _column(place: str | None, otherwise: int) -> int:
    """The column of a place such as B7."""
    return otherwise if place is None else _number(place.rstrip("0123456789"))


@lru_cache(maxsize=256)
def _number(letters: str) -> int:
    """A column by its name; raises ValueError where it is none."""
    if not _LETTERS.fullmatch(letters):
        raise ValueError(letters)
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=256)
def _letters(column: int) -> str:
    """The name of a column counted from 1."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
