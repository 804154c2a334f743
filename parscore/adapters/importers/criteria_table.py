"""A criteria table out of a file, by the file's kind."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from parscore.adapters.files.criteria_yaml import with_digest
from parscore.adapters.importers.blocks_doc import read_old_document
from parscore.adapters.importers.blocks_docx import read_document_tables
from parscore.adapters.importers.blocks_html import looks_like_page, read_page_tables
from parscore.adapters.importers.blocks_pdf import read_pdf_tables
from parscore.adapters.importers.blocks_xls import read_old_sheets
from parscore.adapters.importers.blocks_xlsx import read_sheets
from parscore.adapters.importers.hostile_file import OLE, RTF, content_of, first_bytes
from parscore.adapters.importers.source_grid import Blocks
from parscore.domain.draft_making import draft_of
from parscore.domain.errors import Refused
from parscore.domain.points import ZERO
from parscore.domain.table_choice import choices_of
from parscore.domain.table_draft import ColumnChoice, SourceCell, SourceTable, TableChoice, TableDraft
from parscore.domain.table_parting import parted
from parscore.services.progress import Progress, Silent

Read = Callable[[Path, Progress], Blocks]


def _by_content(file: Path, progress: Progress) -> Blocks:
    """A workbook of either time, or a web page under the name of one: the names .xls and .xlsx are given to all three."""
    start = first_bytes(file)
    if start.startswith(OLE):
        return read_old_sheets(file, progress)
    return read_page_tables(file, progress) if looks_like_page(start) else Blocks(read_sheets(file, progress))


def _document(file: Path, progress: Progress) -> Blocks:
    """A Word document of either time, or a web page under the name of one."""
    start = first_bytes(file)
    if start.startswith((OLE, RTF)):
        return read_old_document(file, progress)
    return read_page_tables(file, progress) if looks_like_page(start) else read_document_tables(file, progress)


KINDS: Mapping[str, Read] = {
    ".xlsx": _by_content,
    ".xlsm": _by_content,
    ".xls": _by_content,
    ".docx": _document,
    ".docm": _document,
    ".doc": _document,
    ".pdf": read_pdf_tables,
    ".html": read_page_tables,
    ".htm": read_page_tables,
}
_SUM = re.compile(r"=\s*SUM\s*\(([^()]*)\)", re.IGNORECASE)
_PLUS = re.compile(r"=\s*\+?(\$?[A-Z]{1,3}\$?\d+(?:\s*\+\s*\$?[A-Z]{1,3}\$?\d+)*)", re.IGNORECASE)
_RANGE = re.compile(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)")


class CriteriaTableReader:
    """Reads tables of criteria; nothing is kept but the tables of the last PDF, which takes long: to pick one, it is read twice."""

    def __init__(self) -> None:
        self._last: tuple[bytes, Blocks] | None = None

    def tables(self, file: Path, progress: Progress = Silent()) -> tuple[TableChoice, ...]:
        """What there is to pick from; raises Refused for a file that cannot be read."""
        return choices_of(self._blocks(file, progress).tables)

    def read(self, file: Path, pick: int | None = None, progress: Progress = Silent(), columns: ColumnChoice | None = None) -> TableDraft:
        """What stands in the picked table, or the first of criteria, by the columns that a person chose, if any.

        Raises Refused for a file or a table that cannot be read.
        """
        blocks = self._blocks(file, progress)
        draft = draft_of(blocks.tables, file.name, _sum, with_digest, pick, columns)
        return replace(draft, findings=(*blocks.findings, *draft.findings))

    def _blocks(self, file: Path, progress: Progress) -> Blocks:
        if file.suffix.lower() != ".pdf":
            return _blocks(file, progress)
        mark = file.name.encode() + hashlib.sha256(content_of(file)).digest()
        if self._last is None or self._last[0] != mark:
            self._last = (mark, _blocks(file, progress))
        return self._last[1]


def _blocks(file: Path, progress: Progress) -> Blocks:
    """The tables of a file by its kind, each for itself where several stand in one sheet."""
    read = KINDS.get(file.suffix.lower())
    if read is None:
        if file.is_dir():
            raise Refused("file.folder", file=file.name)
        if not file.exists():
            raise Refused("file.missing", file=file)
        raise Refused("file.kind", file=file.name, known=", ".join(sorted(KINDS)))
    blocks = read(file, progress)
    return replace(blocks, tables=parted(blocks.tables))


def _sum(formula: str, table: SourceTable) -> Decimal | None:
    """The result of a plain sum of number cells of the table; None for anything else, other lost results included."""
    found = _SUM.fullmatch(formula.strip()) or _PLUS.fullmatch(formula.strip())
    if not found:
        return None
    names = [part.strip().replace("$", "").upper() for part in re.split(r"[,;+]", found[1])]
    return _added(names, {cell.where.rsplit("!", 1)[-1]: cell for row in table.rows for cell in row.cells})


def _added(names: list[str], cells: Mapping[str, SourceCell]) -> Decimal | None:
    """The sum of cells and ranges; a single cell must hold a number, in a range text counts nothing as in Excel."""
    total, numbers = ZERO, 0
    for name in names:
        for place in _cells(name):
            cell = cells.get(place, SourceCell())
            if cell.lost_formula or (cell.number is None and ":" not in name):
                return None
            total += cell.number or ZERO
            numbers += cell.number is not None
    return total if numbers else None


def _cells(name: str) -> list[str]:
    """The cells of a name; of a range in one column, all of them."""
    found = _RANGE.fullmatch(name)
    if not found:
        return [name]
    if found[1] != found[3] or int(found[4]) - int(found[2]) > 20_000:
        return []
    return [f"{found[1]}{row}" for row in range(int(found[2]), int(found[4]) + 1)]
