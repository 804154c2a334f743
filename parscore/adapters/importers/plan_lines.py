"""The tables and texts of any file as the lines of a plan."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from parscore.adapters.importers.source_grid import SpanTable, Written, row_place, spread_rows
from parscore.domain.plan_source import PlanCell, PlanLine, PlanSource, is_marked_bold, numbered, without_marks
from parscore.domain.table_draft import SourceRow, SourceTable

_RANGE = re.compile(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)")
_LONGEST_RANGE = 2_000


def source_of(written: Written, file: Path) -> PlanSource:
    """The lines of a document in their order: text, and rows of tables with cells that reach down marked."""
    lines: list[PlanLine] = []
    passed = 0
    for number, table in enumerate((*written.tables, written.below), 1):
        lines += _texts(table, passed)
        passed += len(table.above)
        for at, (cells, row) in enumerate(spread_rows(table, number, file.name), 1):
            found = tuple(PlanCell(without_marks(cell.text), cell.goes_on) for cell in cells)
            lines.append(_row(found, row_place(number, at, row.page), number, all(cell.bold for cell in cells if cell.text)))
    return PlanSource(file.name, numbered(lines), (*written.findings, *written.notes))


def _texts(table: SpanTable, passed: int) -> Iterator[PlanLine]:
    for at, text in enumerate(table.above):
        place = table.places[at] if at < len(table.places) else f"đoạn {passed + at + 1}"
        yield from text_lines(text, place)


def text_lines(text: str, place: str, *, after_gap: bool = False) -> Iterator[PlanLine]:
    """The lines of a text without the marks of other formats."""
    for line in without_marks(text).split("\n"):
        if line:
            yield PlanLine(0, line, place, is_marked_bold(text), after_gap)


def _row(cells: tuple[PlanCell, ...], place: str, table: int, bold: bool) -> PlanLine:
    return PlanLine(0, " ".join(cell.text for cell in cells if cell.text), place, bold, False, cells, table)


def sheets_source(tables: Iterable[SourceTable], file: Path) -> PlanSource:
    """The rows of all sheets that are not hidden, one after the other."""
    lines: list[PlanLine] = []
    shown = [table for table in tables if not table.hidden and table.rows]
    for number, table in enumerate(shown, 1):
        covered = _covered(table.merged)
        lines += [_sheet_row(row, number, covered) for row in table.rows if any(cell.text for cell in row.cells)]
    return PlanSource(file.name, numbered(lines), tuple(finding for table in shown for finding in table.findings))


def _sheet_row(row: SourceRow, number: int, covered: frozenset[str]) -> PlanLine:
    places = [cell.where.rsplit("!", 1)[-1] for cell in row.cells]
    cells = tuple(
        PlanCell(without_marks(cell.text), not cell.text and place in covered) for cell, place in zip(row.cells, places, strict=True)
    )
    where = next((cell.where for cell in row.cells if cell.text), "")
    return _row(cells, where, number, all(cell.bold for cell in row.cells if cell.text))


def _covered(ranges: Sequence[str]) -> frozenset[str]:
    """The cells below the top of ranges that are merged downwards, in their first column."""
    names: set[str] = set()
    for each in ranges:
        found = _RANGE.fullmatch(each.replace("$", ""))
        if found:
            names |= {f"{found[1]}{row}" for row in range(int(found[2]) + 1, min(int(found[4]), int(found[2]) + _LONGEST_RANGE) + 1)}
    return frozenset(names)
