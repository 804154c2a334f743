"""A report's table as a reportlab table: heads on every page, rows whole, groups of rows together."""

from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import LongTable

from parscore.adapters.reports.page_style import BOLD, ITALIC, REGULAR, TABLE, wrapped
from parscore.domain.report import Row, Table

LEADING = TABLE * 1.2
PADDING = 3.0
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
HEAD_ROWS = 2


def table_flowable(table: Table, width: float, height: float) -> Any:
    """The table at a width and for pages of a height, both in points. Columns share the width in their own proportion.

    A row that no page can hold goes on in further rows; a group that no page can hold is broken between its rows.
    """
    scale = width / sum(column.width * mm for column in table.columns)
    widths = [column.width * mm * scale for column in table.columns]
    fit = [each - 2 * PADDING - 0.5 for each in widths]
    head = [[wrapped(column.title, BOLD, TABLE, room) for column, room in zip(table.columns, fit, strict=True)]]
    head.append([f"({number})" for number in range(1, len(widths) + 1)])
    most = height - sum(_height(cells) for cells in head) - 12
    data, heights, roles, groups = list(head), [_height(cells) for cells in head], ["head", "numbers"], [-1, -1]
    for row in table.rows:
        for cells in _pieces(row, fit, most):
            data.append(cells)
            heights.append(_height(cells))
            roles.append(row.role)
            groups.append(row.group)
    made = LongTable(data, colWidths=widths, rowHeights=heights, repeatRows=HEAD_ROWS)
    made.setStyle(_style(table, roles, _kept(groups, heights, most)))
    return made


def _height(cells: list[str]) -> float:
    return max(cell.count("\n") for cell in cells) * LEADING + LEADING + 2 * PADDING


def _pieces(row: Row, fit: list[float], most: float) -> list[list[str]]:
    """The row's cells broken into lines; several rows where one would be higher than a page."""
    face = _FACE[row.role]
    cells = [wrapped(cell.text, face, TABLE, room).split("\n") for cell, room in zip(row.cells, fit, strict=True)]
    limit = max(1, int((most - 2 * PADDING) // LEADING))
    deepest = max(len(lines) for lines in cells)
    return [["\n".join(lines[at : at + limit]) for lines in cells] for at in range(0, deepest, limit)]


def _kept(groups: list[int], heights: list[float], most: float) -> list[tuple[int, int]]:
    """First and last row of each group of several rows that one page can hold."""
    spans = []
    start = HEAD_ROWS
    for at in range(HEAD_ROWS + 1, len(groups) + 1):
        if at == len(groups) or groups[at] != groups[start] or groups[at] == 0:
            if at - start > 1 and sum(heights[start:at]) <= most:
                spans.append((start, at - 1))
            start = at
    return spans


def _style(table: Table, roles: list[str], kept: list[tuple[int, int]]) -> list[tuple[Any, ...]]:
    everywhere: Any = ((0, 0), (-1, -1))
    commands: list[tuple[Any, ...]] = [
        ("FONT", *everywhere, REGULAR, TABLE, LEADING),
        ("GRID", *everywhere, 0.5, black),
        ("VALIGN", *everywhere, "TOP"),
        ("LEFTPADDING", *everywhere, PADDING),
        ("RIGHTPADDING", *everywhere, PADDING),
        ("TOPPADDING", *everywhere, PADDING - 1),
        ("BOTTOMPADDING", *everywhere, PADDING),
        ("FONT", (0, 0), (-1, 0), BOLD, TABLE, LEADING),
        ("FONT", (0, 1), (-1, 1), ITALIC, TABLE, LEADING),
        ("VALIGN", (0, 0), (-1, 1), "MIDDLE"),
    ]
    for at, column in enumerate(table.columns):
        commands.append(("ALIGN", (at, HEAD_ROWS), (at, -1), column.align.upper()))
    commands.append(("ALIGN", (0, 0), (-1, 1), "CENTER"))
    for first, last, role in _runs(roles):
        if _FACE.get(role, REGULAR) != REGULAR and role != "head":
            commands.append(("FONT", (0, first), (-1, last), _FACE[role], TABLE, LEADING))
    commands.extend(("NOSPLIT", (0, first), (-1, last)) for first, last in kept)
    return commands


def _runs(roles: list[str]) -> list[tuple[int, int, str]]:
    """Stretches of rows with one role."""
    runs: list[tuple[int, int, str]] = []
    for at, role in enumerate(roles):
        if runs and runs[-1][2] == role:
            runs[-1] = (runs[-1][0], at, role)
        elif role != "numbers":
            runs.append((at, at, role))
    return runs
