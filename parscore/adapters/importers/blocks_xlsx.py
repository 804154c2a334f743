"""Sheets of an Excel workbook as neutral rows."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from parscore.adapters.importers.hostile_file import MOST_COLUMNS, MOST_ROWS, inspect_package, opened_by_library
from parscore.adapters.importers.sheet_cells import cell_place, hidden_columns, number_cell
from parscore.adapters.importers.source_grid import clean_keep
from parscore.domain.errors import Refused
from parscore.domain.table_draft import SourceCell, SourceRow, SourceTable
from parscore.domain.viet_text import clean
from parscore.services.progress import Progress, Silent


def read_sheets(file: Path, progress: Progress = Silent()) -> tuple[SourceTable, ...]:
    """Every sheet, hidden ones marked; raises Refused with what is wrong with the file. Cells are NFC."""
    inspect_package(file, "xl/workbook.xml", "file.not_excel", "file.not_excel")
    with opened_by_library(file):
        book = _load(file, results=False)
        sheets = book.worksheets
        formulas = any(cell.data_type == "f" for sheet in sheets for cell in _filled(sheet))
        results = {sheet.title: sheet for sheet in _load(file, results=True).worksheets} if formulas else {}
        return tuple(_table(sheet, results.get(sheet.title), file.name) for sheet in sheets)


def _table(sheet: Any, results: Any, name: str) -> SourceTable:
    from openpyxl.utils import get_column_letter

    rows = tuple(_rows(sheet, results, name))
    shapes = sheet.column_dimensions.values()
    hidden = {column for shape in shapes if shape.hidden or shape.width == 0 for column in range(shape.min or 1, (shape.max or 1) + 1)}
    letters = [get_column_letter(column) for column in sorted(hidden) if column <= MOST_COLUMNS]
    return SourceTable(clean(sheet.title), rows, sheet.sheet_state != "visible", hidden_columns(letters, rows, sheet.title))


def _load(file: Path, *, results: bool) -> Any:
    """The workbook with its formulas, or with the results that it carries for them; macros and links are left alone."""
    import openpyxl

    with file.open("rb") as content, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that the reader has no use for
        return openpyxl.load_workbook(content, data_only=results, keep_links=False)


def _filled(sheet: Any) -> list[Any]:
    """The cells that hold something; walking the sheet itself would make a cell for every blank place."""
    return [cell for cell in sheet._cells.values() if cell.value is not None]


def _rows(sheet: Any, results: Any, name: str) -> Iterator[SourceRow]:
    """Rows up to the last one that holds something; formatted blanks below it are no rows."""
    filled = _filled(sheet)
    last, width = max((cell.row for cell in filled), default=0), max((cell.column for cell in filled), default=0)
    if last > MOST_ROWS or width > MOST_COLUMNS:
        raise Refused("file.too_long", file=name, sheet=clean(sheet.title), rows=MOST_ROWS, columns=MOST_COLUMNS)
    if not filled:
        return
    for cells in sheet.iter_rows(max_row=last, max_col=width):
        read = tuple(_cell(cell, cell_place(sheet.title, cell.coordinate), results) for cell in cells)
        number = cells[0].row
        yield SourceRow(number, read, bool(sheet.row_dimensions[number].hidden))


def _cell(cell: Any, where: str, results: Any) -> SourceCell:
    value, formula = cell.value, ""
    if cell.data_type == "f":
        formula = str(getattr(value, "text", value))
        value = results[cell.coordinate].value if results is not None else None
        if value is None:
            return SourceCell("", None, where, formula)
    if value is None:
        return SourceCell("", None, where)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return SourceCell(clean_keep(str(value)), None, where, bold=bool(cell.font.b))
    return number_cell(value, str(cell.number_format), where)
