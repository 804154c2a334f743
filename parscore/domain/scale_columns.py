"""The columns of a scale whose headings say nothing known: rows that begin no criterion have words, and points, in them alone."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from parscore.domain.rung_points import split_points
from parscore.domain.table_columns import Columns, is_answer_column
from parscore.domain.table_draft import SourceRow, SourceTable
from parscore.domain.table_lines import cell_at, number_in
from parscore.domain.viet_text import clean

_LEAST = 3
_MOST_POINTS = 100


def with_scale(table: SourceTable, columns: Columns) -> Columns:
    """The columns, with those of rungs and of their points put in by what stands in them; `by_content` are the ones so found."""
    if columns.lines >= 0 or columns.points < 0:
        return columns
    columns = _of_words(table, columns)
    if columns.lines >= 0:
        return _with_points(columns, _between([row for row in table.rows if row.number > columns.head[-1]], columns))
    taken = columns.read() | {columns.notes}
    below = [row for row in table.rows if row.number > columns.head[-1]]
    free = sorted({at for row in below for at, cell in enumerate(row.cells) if cell.text and at not in taken})
    rows = _between(below, columns) if free else []
    if len(rows) < _LEAST:
        return columns
    words = {column: sum(1 for row in rows if _has_words(row, column)) for column in free}
    lines = max(words, key=lambda column: (words[column], -column), default=-1)
    if lines < 0 or words[lines] * 2 <= len(rows) or is_answer_column(table, columns, lines):
        return columns
    found = replace(columns, lines=lines, by_content=(lines,))
    return _with_points(found, rows) if _says_points(found, rows) else columns  # words without points are remarks, no scale


def _of_words(table: SourceTable, columns: Columns) -> Columns:
    """A column that is headed as that of the rungs' points holds the rungs themselves where words stand in it."""
    below = [row for row in table.rows if row.number > columns.head[-1] and cell_at(row, columns.rung).text]
    if len(below) < _LEAST or sum(1 for row in below if _has_words(row, columns.rung) and not _points(row, columns.rung)) * 2 <= len(below):
        return columns
    return replace(columns, lines=columns.rung, rung=-1, by_content=(columns.rung,))


def _points_column(columns: Columns, rows: Sequence[SourceRow]) -> int:
    """The only column not read yet in which most of the rows have points, -1 where there is none or several."""
    width = max((len(row.cells) for row in rows), default=0)
    free = [column for column in range(width) if column not in columns.read() and column != columns.notes]
    full = [column for column in free if sum(1 for row in rows if _points(row, column)) * 2 > len(rows)]
    return full[0] if len(full) == 1 else -1


def _has_points(columns: Columns, rows: Sequence[SourceRow]) -> bool:
    return any(sum(1 for row in rows if _points(row, column)) * 2 > len(rows) for column in (columns.rung, columns.points))


def _says_points(columns: Columns, rows: Sequence[SourceRow]) -> bool:
    """Whether the points of the rungs stand in a column or in their sentences."""
    if _has_points(columns, rows) or _points_column(columns, rows) >= 0:
        return True
    return sum(1 for row in rows if split_points(cell_at(row, columns.lines).text, None)[1] is not None) * 2 > len(rows)


def _with_points(columns: Columns, rows: Sequence[SourceRow]) -> Columns:
    """The columns with that of the rungs' points, where none that is known holds them."""
    column = -1 if _has_points(columns, rows) else _points_column(columns, rows)
    return columns if column < 0 else replace(columns, rung=column, by_content=(*columns.by_content, column))


def _between(below: Sequence[SourceRow], columns: Columns) -> list[SourceRow]:
    """The rows that begin nothing: code and name are empty, or printed again as they stand above."""
    places = {columns.name, *columns.levels} | ({columns.code} if columns.code is not None else set())
    before: dict[int, str] = {}
    found = []
    for row in below:
        texts = {column: clean(cell_at(row, column).text) for column in places}
        if all(not text or text == before.get(column) for column, text in texts.items()):
            found.append(row)
        before |= {column: text for column, text in texts.items() if text}
    return [row for row in found if any(cell.text for cell in row.cells)]


def _has_words(row: SourceRow, column: int) -> bool:
    text = cell_at(row, column).text
    return any(char.isalpha() for char in text) or "%" in text


def _points(row: SourceRow, column: int) -> bool:
    """Whether a cell holds points, as a number or as a share of the maximum: "75% điểm", "Điểm tối đa"."""
    cell = cell_at(row, column)
    value = cell.number if cell.number is not None else number_in(cell.text)
    if value is None:
        return bool(cell.text) and split_points(f": {cell.text}", Decimal(1))[1] is not None
    return 0 <= value <= _MOST_POINTS
