"""Cells of a spreadsheet as the sheet shows them, whatever library read it."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from parscore.domain.findings import Finding
from parscore.domain.points import tidy
from parscore.domain.table_draft import SourceCell, SourceRow

_ERRORS = {"#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NULL!", "#NUM!"}
_PLACES_TOLD = 5


def cell_place(sheet: str, coordinate: str) -> str:
    """Where a cell stands, as Excel writes it."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{coordinate}"


def sheet_findings(hidden: Sequence[str], rows: Sequence[SourceRow], sheet: str) -> tuple[Finding, ...]:
    """What to tell of a sheet: hidden columns that hold something, and cells whose formula ends in an error."""
    held: dict[str, str] = {}
    broken: list[SourceCell] = []
    for cell in (cell for row in rows for cell in row.cells if cell.text or cell.lost_formula):
        if hidden:
            held.setdefault(cell.where.rsplit("!", 1)[-1].rstrip("0123456789"), cell.where)
        if cell.text[:1] == "#" and cell.text in _ERRORS:
            broken.append(cell)
    found = [letter for letter in hidden if letter in held]
    findings = []
    if found:
        findings.append(Finding("warning", "table.hidden_columns", held[found[0]], facts={"columns": ", ".join(found)}))
    if broken:
        facts = {"text": broken[0].text, "count": len(broken), "places": ", ".join(cell.where for cell in broken[:_PLACES_TOLD])}
        findings.append(Finding("error", "table.formula_error", broken[0].where, facts=facts))
    return tuple(findings)


def number_cell(value: int | float, pattern: str, where: str) -> SourceCell:
    """A number in the form that its cell gives it; a percentage is text, as it is no number of points."""
    text, number = _number(value, pattern)
    return SourceCell(text, number, where)


@lru_cache(maxsize=4096)  # the same few points stand in most cells
def _number(value: int | float, pattern: str) -> tuple[str, Decimal | None]:
    if "%" in pattern:
        return f"{_exact(value * 100):f}%", None
    return _printed(value, pattern), _exact(value)


def _exact(value: int | float) -> Decimal:
    """The number that the sheet shows: Excel keeps fifteen digits, what a binary fraction adds beyond them is no part of it."""
    return tidy(Decimal(f"{value:.15g}"))


def _printed(value: int | float, pattern: str) -> str:
    """A number as the cell shows it, as far as its decimals go: 1.1 with two decimals is the code 1.10."""
    if pattern.startswith("0.") and set(pattern[2:]) == {"0"}:
        return f"{value:.{len(pattern) - 2}f}"
    return format(_exact(value), "f")
