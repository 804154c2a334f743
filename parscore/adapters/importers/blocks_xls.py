"""Sheets of an old Excel workbook (before 2007) as neutral rows; formulas come as the results that the file carries."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from parscore.adapters.importers.hostile_file import MOST_COLUMNS, MOST_ROWS, OLE, content_of, opened_by_library, refuse_encrypted
from parscore.adapters.importers.sheet_cells import cell_place, number_cell, sheet_findings
from parscore.adapters.importers.source_grid import Blocks, RowSteps, clean_keep
from parscore.domain.errors import Refused
from parscore.domain.table_draft import SourceCell, SourceRow, SourceTable
from parscore.domain.viet_text import clean
from parscore.services.progress import Progress, Silent

_TEXT, _NUMBER, _DATE, _TRUTH, _ERROR = 1, 2, 3, 4, 5


def read_old_sheets(file: Path, progress: Progress = Silent()) -> Blocks:
    """Every sheet; raises Refused with what is wrong with the file. Cells are NFC."""
    import xlrd
    from xlrd.compdoc import CompDocError

    content = content_of(file)
    refuse_encrypted(content, file.name)
    if not content.startswith(OLE):
        raise Refused("file.not_excel", file=file.name)
    with opened_by_library(file, xlrd.XLRDError, CompDocError, AssertionError):
        try:
            book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        except xlrd.XLRDError as refusal:
            if "encrypted" in str(refusal):
                raise Refused("file.encrypted", file=file.name) from refusal
            raise
        steps = RowSteps(progress, file.name, sum(sheet.nrows for sheet in book.sheets()))
        return Blocks(tuple(_table(book, sheet, file.name, steps) for sheet in book.sheets()))


def _table(book: Any, sheet: Any, name: str, steps: RowSteps) -> SourceTable:
    from xlrd import colname

    rows = tuple(_rows(book, sheet, name, steps))
    hidden = [colname(column) for column, shape in sorted(sheet.colinfo_map.items()) if shape.hidden or not shape.width]
    return SourceTable(clean(sheet.name), rows, sheet.visibility != 0, sheet_findings(hidden, rows, sheet.name))


def _rows(book: Any, sheet: Any, name: str, steps: RowSteps) -> Iterator[SourceRow]:
    """Rows up to the last one that holds something; formatted blanks below it are no rows."""
    held = [_held(sheet, row) for row in range(sheet.nrows)]
    last = max((row + 1 for row, columns in enumerate(held) if columns), default=0)
    width = max(held, default=0)
    if last > MOST_ROWS or width > MOST_COLUMNS:
        raise Refused("file.too_long", file=name, sheet=clean(sheet.name), rows=MOST_ROWS, columns=MOST_COLUMNS)
    for row in range(last):
        steps.next()
        cells = tuple(_cell(book, sheet, row, column) for column in range(width))
        shape = sheet.rowinfo_map.get(row)
        yield SourceRow(row + 1, cells, bool(shape is not None and shape.hidden))


def _held(sheet: Any, row: int) -> int:
    """How many columns of a row there are up to its last cell that holds something."""
    return max((column + 1 for column, kind in enumerate(sheet.row_types(row)) if _TEXT <= kind <= _ERROR), default=0)


def _cell(book: Any, sheet: Any, row: int, column: int) -> SourceCell:
    from xlrd import colname, error_text_from_code, xldate_as_datetime

    where = cell_place(sheet.name, f"{colname(column)}{row + 1}")
    if column >= sheet.row_len(row):
        return SourceCell("", None, where)
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == _NUMBER:
        pattern = book.format_map[book.xf_list[sheet.cell_xf_index(row, column)].format_key].format_str
        return number_cell(value, pattern, where)
    if kind == _DATE:
        value = xldate_as_datetime(value, book.datemode)
    elif kind == _TRUTH:
        value = bool(value)
    elif kind == _ERROR:
        value = error_text_from_code.get(value, "#?")
    return SourceCell(clean_keep(str(value)), None, where)
