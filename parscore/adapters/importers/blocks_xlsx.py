"""Sheets of an Excel workbook as neutral rows. The file is hostile until read: size, zip and XML are looked at before it is opened."""

import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from parscore.domain.errors import Refused
from parscore.domain.points import tidy
from parscore.domain.table_draft import SourceCell, SourceRow, SourceTable
from parscore.domain.viet_text import clean

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_CONTENT = 300 * 1024 * 1024
LARGEST_RATIO = 200
MOST_PARTS = 5_000
MOST_ROWS, MOST_COLUMNS = 20_000, 40
BLANKS_THAT_END = 300
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_sheets(file: Path) -> tuple[SourceTable, ...]:
    """Every visible sheet; raises Refused with what is wrong with the file. Cells are NFC."""
    _inspect(file)
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with file.open("rb") as content:
            book = openpyxl.load_workbook(content, data_only=False, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        results = _results(file) if any(_has_formula(sheet) for sheet in sheets) else {}
        return tuple(SourceTable(clean(sheet.title), tuple(_rows(sheet, results.get(sheet.title)))) for sheet in sheets)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ParseError, ValueError, TypeError, IndexError, AttributeError) as broken:
        raise Refused("file.damaged", file=file.name) from broken
    except OSError as closed:
        raise Refused("file.closed", file=file.name) from closed


def _inspect(file: Path) -> None:
    try:
        if file.is_dir():
            raise Refused("file.folder", file=file.name)
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise Refused("file.too_large", file=file.name, size=size // 1024 // 1024, limit=LARGEST_FILE // 1024 // 1024)
        with file.open("rb") as content:
            start = content.read(8)
            if start == _OLE:
                rest = content.read()
                raise Refused("file.encrypted" if _ENCRYPTED in rest else "file.old_excel", file=file.name)
        with zipfile.ZipFile(file) as parts:
            _inspect_parts(parts, file.name)
    except FileNotFoundError as missing:
        raise Refused("file.missing", file=file) from missing
    except zipfile.BadZipFile as wrong:
        raise Refused("file.not_excel", file=file.name) from wrong
    except (OSError, RuntimeError, NotImplementedError) as closed:
        raise Refused("file.closed", file=file.name) from closed


def _inspect_parts(parts: zipfile.ZipFile, name: str) -> None:
    entries = parts.infolist()
    content = sum(entry.file_size for entry in entries)
    swollen = any(entry.file_size > 1024 * 1024 and entry.file_size > LARGEST_RATIO * max(1, entry.compress_size) for entry in entries)
    if len(entries) > MOST_PARTS or content > LARGEST_CONTENT or swollen:
        raise Refused("file.bomb", file=name)
    if "xl/workbook.xml" not in parts.namelist():
        raise Refused("file.not_excel", file=name)
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            with parts.open(entry) as part:
                if b"<!DOCTYPE" in part.read(64 * 1024).upper():
                    raise Refused("file.entities", file=name)


def _has_formula(sheet: Any) -> bool:
    return any(cell.data_type == "f" for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS) for cell in row)


def _results(file: Path) -> dict[str, Any]:
    import openpyxl

    with file.open("rb") as content:
        book = openpyxl.load_workbook(content, data_only=True, keep_links=False)
    return {sheet.title: sheet for sheet in book.worksheets}


def _rows(sheet: Any, results: Any) -> Iterator[SourceRow]:
    """Rows up to the last one with text; a long run of formatted blanks ends the sheet."""
    quoted = sheet.title.replace("'", "''")
    waiting: list[SourceRow] = []
    for cells in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=min(sheet.max_column, MOST_COLUMNS)):
        read = tuple(_cell(cell, f"'{quoted}'!{cell.coordinate}", results) for cell in cells)
        number = cells[0].row
        waiting.append(SourceRow(number, read, bool(sheet.row_dimensions[number].hidden)))
        if any(clean(cell.text) or cell.lost_formula for cell in read):
            yield from waiting
            waiting.clear()
        elif len(waiting) > BLANKS_THAT_END:
            return


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
        return SourceCell(clean_keep(str(value)), None, where)
    return SourceCell(_printed(cell, value), tidy(Decimal(repr(value))), where)


def clean_keep(text: str) -> str:
    """NFC with line breaks kept; they part rungs in some tables."""
    return "\n".join(clean(line) for line in text.splitlines())


def _printed(cell: Any, value: int | float) -> str:
    """A number as the cell shows it, as far as its decimals go: 1.1 with two decimals is the code 1.10."""
    pattern = str(cell.number_format)
    if pattern.startswith("0.") and set(pattern[2:]) == {"0"}:
        return f"{value:.{len(pattern) - 2}f}"
    return format(tidy(Decimal(repr(value))), "f")
