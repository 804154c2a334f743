"""Ruled tables of PDF pages put together: parts on following pages, rows cut by the page's end, columns of all parts as one grid."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from parscore.adapters.importers.pdf_lines import PdfLine, begins_item, break_between, flowed, is_finished, padding_of
from parscore.adapters.importers.source_grid import SpanCell, SpanRow, SpanTable, clean_keep, row_place
from parscore.domain.findings import Finding
from parscore.domain.viet_text import search_key

_NEAR = 4.0
_FIGURE = re.compile(r"[\dIVX]+(?:[.,][\dIVX]+)*[.)]?|\d+(?:[.,]\d+)?\s*(?:%|điểm|đ)?")


@dataclass(slots=True)
class PdfCell:
    """A cell between its left and right border."""

    x0: float
    x1: float
    lines: list[PdfLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its lines as one, to compare with."""
        return " ".join(line.text.strip() for line in self.lines)


@dataclass(slots=True)
class PdfPart:
    """A table as far as it stands on one page; `above` is the text between it and what was drawn before it."""

    page: int
    x0: float
    x1: float
    rows: list[list[PdfCell]]
    above: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


def joined_tables(parts: Sequence[PdfPart]) -> tuple[list[SpanTable], list[Finding]]:
    """The tables of a document: a part that stands first on its page, with the same borders, belongs to the one before."""
    groups: list[list[PdfPart]] = []
    for part in parts:
        if groups and _goes_on(groups[-1][-1], part):
            groups[-1].append(part)
        else:
            groups.append([part])
    tables: list[SpanTable] = []
    findings: list[Finding] = []
    for number, group in enumerate(groups, 1):
        table = _Table(number, group)
        tables.append(table.built())
        findings += table.findings
    return tables, findings


def _goes_on(last: PdfPart, part: PdfPart) -> bool:
    return not part.above and part.page == last.page + 1 and abs(part.x0 - last.x0) < _NEAR and abs(part.x1 - last.x1) < _NEAR


class _Table:
    """One table out of its parts."""

    def __init__(self, number: int, parts: Sequence[PdfPart]) -> None:
        self._number = number
        self._parts = parts
        self._edges = _clustered([cell.x0 for part in parts for row in part.rows for cell in row])
        self._right = max(part.x1 for part in parts)
        self._padding = [self._column_padding(column) for column in range(len(self._edges))]
        self.findings: list[Finding] = []

    def built(self) -> SpanTable:
        """The table with its rows in order; those that a page's end cut are one again."""
        rows: list[tuple[int, list[PdfCell]]] = []
        for part in self._parts:
            head = self._repeated(part) if rows else 0
            last = len(rows) - 1
            for at, row in enumerate(part.rows):
                if last >= 0 and at == head and self._is_cut(rows[last][1], row, len(rows) + 1, part.page):
                    self._put_together(rows[last][1], row)
                    self.findings.append(Finding("info", "table.row_cut", row_place(self._number, last + 1, rows[last][0])))
                else:
                    rows.append((part.page, row))
        table = SpanTable(above=self._parts[0].above, apart=True, places=self._parts[0].places)
        table.rows = [self._row(page, row) for page, row in rows]
        return table

    def _repeated(self, part: PdfPart) -> int:
        """How many rows at the beginning of a part only repeat those of the first; a row that is cut comes behind them."""
        first = self._parts[0].rows
        same = 0
        while same < min(len(first), len(part.rows)) and _keys(first[same]) == _keys(part.rows[same]):
            same += 1
        return same

    def _is_cut(self, last: list[PdfCell], row: list[PdfCell], at: int, page: int) -> bool:
        """Whether a row at a page's beginning only goes on with the one before; a new row that looks so is told."""
        before = {self._column(cell.x0): cell for cell in last}
        pairs = [(before.get(self._column(cell.x0), PdfCell(0, 0)), cell) for cell in row if cell.lines]
        if not pairs or any(not above.lines or _is_own_figure(above.text, cell.text) for above, cell in pairs):
            return False
        if any(above.text.endswith(":") and _FIGURE.fullmatch(cell.text.strip()) for above, cell in pairs):
            return True
        breaks = [(break_between(a.lines[-1], b.lines[0], self._limit(a)), a.text, b.lines[0].text) for a, b in pairs]
        runs_on = [(end, start) for how, end, start in breaks if how != "new" and not is_finished(end) and not begins_item(end, start)]
        if any(not start[0].isupper() for _, start in runs_on):
            return True
        if runs_on:
            self.findings.append(Finding("warning", "table.row_perhaps_cut", row_place(self._number, at, page)))
        return False

    def _put_together(self, last: list[PdfCell], row: list[PdfCell]) -> None:
        for cell in row:
            above = next(each for each in last if self._column(each.x0) == self._column(cell.x0)) if cell.lines else None
            if above is not None:
                above.lines += cell.lines

    def _row(self, page: int, row: list[PdfCell]) -> SpanRow:
        cells: list[SpanCell] = []
        for cell in row:
            at = self._column(cell.x0)
            cells += [SpanCell()] * (at - len(cells))
            text, doubt = flowed(cell.lines, self._limit(cell))
            bold = bool(cell.lines) and all(line.bold for line in cell.lines)
            cells.append(SpanCell(clean_keep(text), bold=bold, unsure=doubt))
        cells += [SpanCell()] * (len(self._edges) - len(cells))
        return SpanRow(cells, page=page)

    def _column(self, x0: float) -> int:
        return min(range(len(self._edges)), key=lambda at: abs(self._edges[at] - x0))

    def _limit(self, cell: PdfCell) -> float:
        """How far to the right a line of the cell may reach."""
        return cell.x1 - self._padding[self._column(cell.x0)]

    def _column_padding(self, column: int) -> float:
        return padding_of(
            (cell.x0, cell.lines) for part in self._parts for row in part.rows for cell in row if self._column(cell.x0) == column
        )


def _clustered(places: Sequence[float]) -> list[float]:
    """Left borders in order; those that stand near each other are one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] >= _NEAR:
            found.append(place)
    return found


def _is_own_figure(above: str, text: str) -> bool:
    """Whether a cell holds points or a code of its own and not the end of "Kịp thời: 2"."""
    return bool(_FIGURE.fullmatch(text.strip())) and not above.endswith(":")


def _keys(row: Sequence[PdfCell]) -> list[tuple[int, str]]:
    return [(round(cell.x0 / _NEAR), search_key(cell.text)) for cell in row if cell.lines]
