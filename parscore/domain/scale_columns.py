"""The columns of a scale whose headings say nothing known: rows that begin no criterion have words, and points, in them alone."""

from collections.abc import Sequence
from dataclasses import replace

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
    if any(sum(1 for row in rows if _points(row, column)) * 2 > len(rows) for column in (columns.rung, columns.points)):
        return found
    points = [column for column in free if column != lines and not is_answer_column(table, columns, column)]
    full = [column for column in points if sum(1 for row in rows if _points(row, column)) * 2 > len(rows)]
    if len(full) == 1:
        return replace(found, rung=full[0], by_content=(lines, full[0]))
    said = sum(1 for row in rows if split_points(cell_at(row, lines).text, None)[1] is not None)
    return found if said * 2 > len(rows) else columns  # words without points are remarks, no scale


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
    cell = cell_at(row, column)
    value = cell.number if cell.number is not None else number_in(cell.text)
    return value is not None and 0 <= value <= _MOST_POINTS
