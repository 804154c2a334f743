"""Workbooks for tests of the table reader, written cell by cell."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl

Rows = Sequence[Sequence[object]]


def save_book(
    file: Path,
    rows: Rows,
    *,
    name: str = "Bảng",
    merged: Iterable[str] = (),
    hidden: Iterable[int] = (),
    formats: Mapping[str, str] | None = None,
    more: Mapping[str, Rows] | None = None,
) -> Path:
    """Write a sheet of `rows` from A1 on; `more` holds further sheets by name."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    _fill(sheet, rows)
    for stretch in merged:
        sheet.merge_cells(stretch)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    for place, pattern in (formats or {}).items():
        sheet[place].number_format = pattern
    for title, other in (more or {}).items():
        _fill(book.create_sheet(title), other)
    book.save(file)
    return file


def _fill(sheet, rows: Rows) -> None:  # type: ignore[no-untyped-def]
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(at, column, value)
