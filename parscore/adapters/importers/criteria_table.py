"""A criteria table out of a file, by the file's kind."""

import re
from decimal import Decimal
from pathlib import Path

from parscore.adapters.files.criteria_yaml import with_digest
from parscore.adapters.importers.blocks_xlsx import read_sheets
from parscore.domain.draft_making import draft_of
from parscore.domain.errors import Refused
from parscore.domain.points import ZERO
from parscore.domain.table_draft import SourceTable, TableDraft

EXCEL = {".xlsx", ".xlsm"}
_SUM = re.compile(r"=\s*SUM\s*\(([^()]*)\)", re.IGNORECASE)
_PLUS = re.compile(r"=\s*\+?(\$?[A-Z]{1,3}\$?\d+(?:\s*\+\s*\$?[A-Z]{1,3}\$?\d+)*)", re.IGNORECASE)
_RANGE = re.compile(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)")


class CriteriaTableReader:
    """Reads tables of criteria; nothing is kept."""

    def read(self, file: Path) -> TableDraft:
        """What stands in the file; raises Refused for a file or a table that cannot be read."""
        if file.suffix.lower() not in EXCEL:
            if not file.exists():
                raise Refused("file.missing", file=file)
            raise Refused("file.kind", file=file.name, known=", ".join(sorted(EXCEL)))
        tables = read_sheets(file)
        return draft_of(tables, file.name, lambda formula: _sum(formula, tables), with_digest)


def _sum(formula: str, tables: tuple[SourceTable, ...]) -> Decimal | None:
    """The result of a plain sum of number cells of the first table that has them all; None for anything else."""
    found = _SUM.fullmatch(formula.strip()) or _PLUS.fullmatch(formula.strip())
    if not found:
        return None
    names = [part.strip().replace("$", "").upper() for part in re.split(r"[,;+]", found[1])]
    for table in tables:
        numbers = {cell.where.rsplit("!", 1)[-1]: cell.number for row in table.rows for cell in row.cells if cell.number is not None}
        cells = [cell for name in names for cell in _cells(name)]
        if (
            cells
            and any(cell in numbers for cell in cells)
            and all(cell in numbers for name in names if ":" not in name for cell in [name])
        ):
            return sum((numbers.get(cell) or ZERO for cell in cells), ZERO)
    return None


def _cells(name: str) -> list[str]:
    """The cells of a name; of a range in one column, all of them."""
    found = _RANGE.fullmatch(name)
    if not found:
        return [name]
    if found[1] != found[3] or int(found[4]) - int(found[2]) > 20_000:
        return []
    return [f"{found[1]}{row}" for row in range(int(found[2]), int(found[4]) + 1)]
