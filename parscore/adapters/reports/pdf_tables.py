"""A report's table drawn straight on the pages: heads on every page, rows whole, a leaf's rungs under it."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from reportlab.lib.colors import black
from reportlab.platypus import Flowable

from parscore.adapters.reports.page_style import BOLD, ITALIC, REGULAR, TABLE, breadth, lines_of, printable
from parscore.domain.report import Align, Row, Table

LEADING = TABLE * 1.2
PADDING = 3.0
_BASELINE = TABLE * 0.92
_RULE = 0.5
_SLACK = 1.0  # of a full page, so that what just fits is not lost to the last digit of a sum
_PIECE_LINES = 4
_FACE = {
    "head": BOLD,
    "field": BOLD,
    "criterion": BOLD,
    "leaf": REGULAR,
    "rung": ITALIC,
    "rung_applied": BOLD,
    "plain": REGULAR,
    "total": BOLD,
}
_HEADINGS = {"field", "criterion"}

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row's cells in lines. `joined` goes on with the row above it, no rule between; `centred` stands in the middle both ways."""

    cells: tuple[Lines, ...]
    face: str
    height: float
    joined: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class _Layout:
    """Everything the parts of one table share. A page may end before each row of `breaks`; `tops` are the rows' distances."""

    widths: tuple[float, ...]
    aligns: tuple[Align, ...]
    heads: tuple[_Laid, ...]
    rows: tuple[_Laid, ...]
    tops: tuple[float, ...]
    breaks: tuple[int, ...]

    @property
    def head_height(self) -> float:
        """The room that the heads take on every page."""
        return sum(each.height for each in self.heads)


def table_flowable(table: Table, width: float, height: float) -> Any:
    """The table at a width and for pages of a height, both in points. Columns share the width in their own proportion.

    A row that no page can hold goes on over pages; of a group that no page can hold, as much stays together as one page takes.
    """
    scale = width / sum(column.width for column in table.columns)
    widths = tuple(column.width * scale for column in table.columns)
    fit = [each - 2 * PADDING for each in widths]
    titles = tuple(_lines(column.title, BOLD, room) for column, room in zip(table.columns, fit, strict=True))
    numbers = tuple((f"({number})",) for number in range(1, len(widths) + 1))
    heads = tuple(_Laid(cells, face, _height(cells), centred=True) for cells, face in ((titles, BOLD), (numbers, ITALIC)))
    most = height - sum(each.height for each in heads) - _SLACK
    pieces = [(at, piece) for at, row in enumerate(table.rows) for piece in _pieces(row, fit, most)]
    rows = tuple(piece for _, piece in pieces)
    tops = (0.0, *accumulate(each.height for each in rows))
    breaks = _breaks(table.rows, [at for at, _ in pieces], tops, most)
    return RowsFlowable(_Layout(widths, tuple(column.align for column in table.columns), heads, rows, tops, breaks), 0, len(rows))


def _lines(text: str, face: str, room: float) -> Lines:
    return tuple(line for line, _ in lines_of(printable(text), face, TABLE, room))


def _height(cells: tuple[Lines, ...]) -> float:
    return max(len(lines) for lines in cells) * LEADING + 2 * PADDING


def _pieces(row: Row, fit: list[float], most: float) -> list[_Laid]:
    """The row laid out: whole, or in pieces of a few lines where it would be higher than a page."""
    face = _FACE[row.role]
    cells = tuple(_lines(cell.text, face, room) for cell, room in zip(row.cells, fit, strict=True))
    height = _height(cells)
    if height <= most:
        return [_Laid(cells, face, height)]
    pieces, deepest = [], max(len(lines) for lines in cells)
    for at in range(0, deepest, _PIECE_LINES):
        part = tuple(lines[at : at + _PIECE_LINES] for lines in cells)
        edges = (at == 0) + (at + _PIECE_LINES >= deepest)
        pieces.append(_Laid(part, face, max(len(lines) for lines in part) * LEADING + edges * PADDING, joined=at > 0))
    return pieces


def _breaks(rows: tuple[Row, ...], owners: list[int], tops: tuple[float, ...], most: float) -> tuple[int, ...]:
    """Where a page may end: not inside a group, nor between a heading and what follows it, unless no page can hold that."""
    found = []
    start = 0
    for at in range(1, len(owners) + 1):
        if at < len(owners) and _belongs(rows[owners[at - 1]], rows[owners[at]], same=owners[at - 1] == owners[at]):
            continue
        found.append(start)
        while tops[at] - tops[start] > most:
            start += 1
            found.append(start)
        start = at
    return tuple(found)


def _belongs(before: Row, row: Row, *, same: bool) -> bool:
    return same or before.role in _HEADINGS or (row.group != 0 and row.group == before.group)


class RowsFlowable(Flowable):  # type: ignore[misc]
    """The rows of a table from one position to another, under the table's heads."""

    def __init__(self, layout: _Layout, first: int, last: int) -> None:
        """Draw the rows from `first` up to, without, `last`."""
        super().__init__()
        self._layout = layout
        self._first, self._last = first, last
        self.width = sum(layout.widths)
        self.height = layout.head_height + layout.tops[last] - layout.tops[first]

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The room it takes."""
        return self.width, self.height

    def split(self, _width: float, room: float) -> list[Any]:
        """What fits the room, and the rest; nothing where the rows had better start on the next page."""
        layout, first = self._layout, self._first
        fitting = bisect_right(layout.tops, layout.tops[first] + room - layout.head_height) - 1
        if fitting >= self._last:
            return [self]
        end = layout.breaks[bisect_right(layout.breaks, fitting) - 1] if fitting > first else first
        if end <= first and first == 0:
            end = fitting  # under the table's own title: better parted than a page that holds the title alone
        if end <= first:
            return []
        return [RowsFlowable(layout, first, end), RowsFlowable(layout, end, self._last)]

    def draw(self) -> None:
        """Rules, then text, from top to bottom."""
        canvas, layout = self.canv, self._layout
        rows = layout.rows[self._first : self._last]
        text = canvas.beginText()
        y, rules = self.height, [(0.0, 0.0, self.width, 0.0), (0.0, self.height, self.width, self.height)]
        face = ""
        for at, laid in enumerate((*layout.heads, *rows)):
            if not laid.joined or at == len(layout.heads):
                rules.append((0.0, y, self.width, y))
            if laid.face != face:
                face = laid.face
                text.setFont(face, TABLE, LEADING)
            _draw_row(text, laid, layout, y)
            y -= laid.height
        rules.extend((x, 0.0, x, self.height) for x in (0.0, *accumulate(layout.widths)))
        canvas.setStrokeColor(black)
        canvas.setLineWidth(_RULE)
        canvas.lines(rules)
        canvas.setFillColor(black)
        canvas.drawText(text)


def _draw_row(text: Any, laid: _Laid, layout: _Layout, top: float) -> None:
    left = 0.0
    for lines, width, align in zip(laid.cells, layout.widths, layout.aligns, strict=True):
        y = top - (0 if laid.joined else PADDING) - _BASELINE
        if laid.centred:
            y = top - (laid.height - len(lines) * LEADING) / 2 - _BASELINE
        for line in lines:
            if line:
                text.setTextOrigin(round(left + _indent(line, laid.face, width, "center" if laid.centred else align), 2), round(y, 2))
                text.textOut(line)
            y -= LEADING
        left += width


def _indent(line: str, face: str, width: float, align: Align) -> float:
    if align == "left":
        return PADDING
    spare = width - breadth(line, face) * TABLE
    return spare / 2 if align == "center" else spare - PADDING
