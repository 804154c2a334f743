"""Columns where the heading does not settle them: by what stands in them, or as a person chose; what was guessed is told."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from parscore.domain.findings import Finding
from parscore.domain.row_codes import shape_of
from parscore.domain.table_columns import Columns, heading_of
from parscore.domain.table_draft import ColumnChoice, SourceRow, SourceTable
from parscore.domain.table_lines import cell_at, number_in
from parscore.domain.viet_text import clean

_LEAST = 4
_MOST_POINTS = 200
_SHARE = 4


def guessed(table: SourceTable, columns: Columns | None) -> Columns | None:
    """The columns by what stands in them, with all that may hold the maxima in `doubtful`; None where nothing looks like points."""
    below = [row for row in table.rows if columns is None or row.number > columns.head[-1]]
    code = columns.code if columns is not None else _best(_counted(below, _is_code))
    name = columns.name if columns is not None else _longest(below, code)
    if name is None:
        return None
    counts = _counted([row for row in below if clean(cell_at(row, name).text)], _is_points)
    maxima = [column for column in sorted(counts) if column not in {code, name} and counts[column] >= _LEAST]
    if not maxima or (columns is None and code is None):
        return None
    points = max(maxima, key=lambda column: (counts[column], -column))
    if columns is not None:
        return replace(columns, points=points, doubtful=tuple(maxima))
    first = next(row for row in below if clean(cell_at(row, name).text) and _is_points(row, points))
    return Columns(code, name, points, (first.number - 1,), doubtful=tuple(maxima))


def with_doubt(table: SourceTable, columns: Columns) -> Columns:
    """The columns, and where several are headed as maxima, those among them that hold other numbers than the one that is taken."""
    if columns.levels or not columns.maxima:
        return columns
    below = [row for row in table.rows if row.number > columns.head[-1]]
    taken = [_value(row, columns.points) for row in below]
    others = []
    for column in columns.maxima:
        pairs = [(own, _value(row, column)) for own, row in zip(taken, below, strict=True)]
        told = [(own, other) for own, other in pairs if other is not None]
        if column != columns.points and len(told) * _SHARE > len(below) and any(own != other for own, other in told):
            others.append(column)
    return replace(columns, doubtful=(columns.points, *others)) if others else columns


def chosen_columns(table: SourceTable, columns: Columns | None, choice: ColumnChoice) -> Columns:
    """The columns as a person chose them; what was not chosen stays as its heading says."""
    head = columns.head if columns is not None else (min((row.number for row in table.rows), default=1) - 1,)
    taken = {choice.name, choice.points, choice.code, choice.rung, choice.lines}
    base = columns if columns is not None else Columns(None, 0, -1, head)

    def free(column: int) -> int:
        return -1 if column in taken else column

    return Columns(
        choice.code,
        choice.name,
        _place(choice.points),
        head,
        _place(choice.rung),
        _place(choice.lines),
        free(base.declared),
        free(base.survey),
        free(base.notes),
        tuple(column for column in base.evidence if column not in taken),
    )


def taken_columns(columns: Columns) -> ColumnChoice:
    """What was taken, as a person would choose it."""
    others = [column if column >= 0 else None for column in (columns.points, columns.rung, columns.lines)]
    return ColumnChoice(columns.name, others[0], columns.code, others[1], others[2])


def headings(table: SourceTable, columns: Columns) -> tuple[str, ...]:
    """The words above every column, its letter where there are none."""
    width = max((len(row.cells) for row in table.rows), default=0)
    return tuple(heading_of(table, columns, column) or letter_of(column) for column in range(width))


def doubts(table: SourceTable, columns: Columns) -> tuple[Finding, ...]:
    """What there is to ask about the columns."""
    names = headings(table, columns)
    place = next((cell.where for row in table.rows if row.number in columns.head for cell in row.cells if clean(cell.text)), "")
    scale = ", ".join(f"“{names[column]}”" for column in columns.by_content)
    told = (Finding("warning", "table.scale_guessed", place, facts={"columns": scale}),) if scale else ()
    if not columns.doubtful:
        return told
    others = [names[column] for column in columns.doubtful if column != columns.points]
    code = "table.columns_asked" if others else "table.columns_guessed"
    return (*told, Finding("warning", code, place, facts={"taken": names[columns.points], "others": ", ".join(others)}))


def letter_of(column: int) -> str:
    """A column as a spreadsheet letters it."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _place(column: int | None) -> int:
    return -1 if column is None else column


def _is_code(row: SourceRow, column: int) -> bool:
    text = clean(cell_at(row, column).text)
    return 0 < len(text) <= 12 and shape_of(text) is not None


def _is_points(row: SourceRow, column: int) -> bool:
    value = _value(row, column)
    return value is not None and 0 <= value <= _MOST_POINTS


def _value(row: SourceRow, column: int) -> Decimal | None:
    cell = cell_at(row, column)
    return cell.number if cell.number is not None else number_in(cell.text)


def _counted(rows: Sequence[SourceRow], holds: Callable[[SourceRow, int], bool]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for row in rows:
        for column in range(len(row.cells)):
            if row.cells[column].text and holds(row, column):
                counts[column] = counts.get(column, 0) + 1
    return counts


def _best(counts: dict[int, int]) -> int | None:
    """The first column in which most are."""
    return max(counts, key=lambda column: (counts[column] >= _LEAST, -column)) if any(each >= _LEAST for each in counts.values()) else None


def _longest(rows: Sequence[SourceRow], code: int | None) -> int | None:
    """The column that holds most words."""
    lengths: dict[int, int] = {}
    for row in rows:
        for column, cell in enumerate(row.cells):
            if column != code and any(char.isalpha() for char in cell.text):
                lengths[column] = lengths.get(column, 0) + 1
    return max(lengths, key=lambda column: (lengths[column], -column), default=None)
