"""Sheets of an Excel workbook as neutral rows. The file is hostile until read: size, zip and XML are looked at before it is opened."""

import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from parscore.domain.errors import Refused
from parscore.domain.points import tidy
from parscore.domain.table_draft import SourceCell, SourceRow, SourceTable
from parscore.domain.viet_text import clean

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_CONTENT = 300 * 1024 * 1024
LARGEST_RATIO = 200
MOST_PARTS = 5_000
MOST_ROWS, MOST_COLUMNS = 20_000, 100
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PROLOG = 64 * 1024
_BROKEN = (
    SyntaxError,  # what both XML parsers raise
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    RuntimeError,
)


def read_sheets(file: Path) -> tuple[SourceTable, ...]:
    """Every visible sheet; raises Refused with what is wrong with the file. Cells are NFC."""
    _inspect(file)
    try:
        book = _load(file, results=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        formulas = any(cell.data_type == "f" for sheet in sheets for cell in _filled(sheet))
        results = {sheet.title: sheet for sheet in _load(file, results=True).worksheets} if formulas else {}
        return tuple(SourceTable(clean(sheet.title), tuple(_rows(sheet, results.get(sheet.title), file.name))) for sheet in sheets)
    except _BROKEN as broken:
        raise Refused("file.damaged", file=file.name) from broken
    except OSError as closed:  # without a number it does not come from the system but from openpyxl
        raise Refused("file.damaged" if closed.errno is None else "file.closed", file=file.name) from closed


def _load(file: Path, *, results: bool) -> Any:
    """The workbook with its formulas, or with the results that it carries for them; macros and links are left alone."""
    import openpyxl

    with file.open("rb") as content, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that the reader has no use for
        return openpyxl.load_workbook(content, data_only=results, keep_links=False)


def _filled(sheet: Any) -> list[Any]:
    """The cells that hold something; walking the sheet itself would make a cell for every blank place."""
    return [cell for cell in sheet._cells.values() if cell.value is not None]


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
    except (zlib.error, EOFError, NotImplementedError) as broken:
        raise Refused("file.damaged", file=file.name) from broken
    except RuntimeError as locked:  # a part of the package asks for a password
        raise Refused("file.encrypted", file=file.name) from locked
    except OSError as closed:
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
                start = part.read(_PROLOG).replace(b"\0", b"")  # UTF-16 too
            root = re.search(rb"<[A-Za-z_]", start)
            if (root is None and len(start) > _PROLOG // 4) or b"<!DOCTYPE" in start.upper():
                raise Refused("file.entities", file=name)


def _rows(sheet: Any, results: Any, name: str) -> Iterator[SourceRow]:
    """Rows up to the last one that holds something; formatted blanks below it are no rows."""
    filled = _filled(sheet)
    last, width = max((cell.row for cell in filled), default=0), max((cell.column for cell in filled), default=0)
    if last > MOST_ROWS or width > MOST_COLUMNS:
        raise Refused("file.too_long", file=name, sheet=clean(sheet.title), rows=MOST_ROWS, columns=MOST_COLUMNS)
    quoted = sheet.title.replace("'", "''")
    if not filled:
        return
    for cells in sheet.iter_rows(max_row=last, max_col=width):
        read = tuple(_cell(cell, f"'{quoted}'!{cell.coordinate}", results) for cell in cells)
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
        return SourceCell(clean_keep(str(value)), None, where)
    if "%" in str(cell.number_format):
        return SourceCell(f"{_exact(value * 100):f}%", None, where)
    return SourceCell(_printed(cell, value), _exact(value), where)


def _exact(value: int | float) -> Decimal:
    """The number that the sheet shows: Excel keeps fifteen digits, what a binary fraction adds beyond them is no part of it."""
    return tidy(Decimal(f"{value:.15g}"))


def clean_keep(text: str) -> str:
    """NFC with line breaks kept; they part rungs in some tables."""
    return "\n".join(clean(line) for line in text.splitlines())


def _printed(cell: Any, value: int | float) -> str:
    """A number as the cell shows it, as far as its decimals go: 1.1 with two decimals is the code 1.10."""
    pattern = str(cell.number_format)
    if pattern.startswith("0.") and set(pattern[2:]) == {"0"}:
        return f"{value:.{len(pattern) - 2}f}"
    return format(_exact(value), "f")
