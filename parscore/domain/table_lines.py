"""The rows of a table as lines of an outline: one code and one name each, whatever columns these stand in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from parscore.domain.cell_lines import name_and_lines
from parscore.domain.errors import Refused
from parscore.domain.points import read_points
from parscore.domain.row_codes import is_bullet, shape_of, split_code, total_in_name, without_bullet
from parscore.domain.rung_text import split_points
from parscore.domain.table_columns import Columns
from parscore.domain.table_draft import SourceCell, SourceRow, SourceTable
from parscore.domain.viet_text import clean, search_key

_UNIT = re.compile(r"\s*(?:điểm|đ)?\.?(?:\s*\(?\*+\)?)?$", re.IGNORECASE)
_MOST = re.compile(r"^(?:(?:điểm\s+)?tối đa\s*:?|≤|<=)\s*(?=\d)", re.IGNORECASE)
_NUMBER = re.compile(r"[+–-]?\d+(?:[.,]\d+)?")
_EMPTY = SourceCell()
_FEW_LETTERS = 3
UNDER = 99  # the depth of what stands one level under the last line from a column before it


@dataclass(slots=True)
class Line:
    """A row, or of a row that begins several levels at once the part of one of them; its cells stand where a plain row has them.

    `depth` is the level that the column itself tells, 0 where it does not. `said` are points at the end of the name, `points` and `rung`
    the numbers in the columns of maxima and of rungs' points. `face` is "caps", "bold" or "" for the type that the name is printed in, and
    `within` the lines of a scale that stand under the name in the same cell.
    """

    row: SourceRow
    code: str
    name: str
    depth: int = 0
    said: Decimal | None = None
    points: Decimal | None = None
    rung: Decimal | None = None
    face: str = ""
    bulleted: bool = False
    blank: bool = False
    within: str = ""

    @property
    def worth(self) -> Decimal | None:
        """The points that the line has as a rung, wherever they stand."""
        if self.rung is not None:
            return self.rung
        return self.points if self.points is not None else self.said


def bare_number(text: str) -> str:
    """A cell's text without the words and signs that may stand around its number: "Tối đa 4 điểm", "≤ 2", "2*"."""
    return _UNIT.sub("", _MOST.sub("", clean(text)))


def number_in(text: str) -> Decimal | None:
    """The number that a cell's text is, with or without "điểm" behind it."""
    plain = bare_number(text) if text else ""
    if not plain or not _NUMBER.fullmatch(plain):
        return None
    try:
        return read_points(plain)
    except Refused:
        return None


def cell_at(row: SourceRow, column: int | None) -> SourceCell:
    """The cell of a column, an empty one where the row is shorter or has no such column."""
    if column is None or column < 0:
        return _EMPTY
    cells = row.cells
    return cells[column] if column < len(cells) else _EMPTY


def lines_of(table: SourceTable, columns: Columns) -> list[Line]:
    """Every row of the table as one line or, where levels stand side by side, as several with the same row number."""
    below = [row for row in table.rows if row.number > columns.head[-1]]
    sides = _Sides(below, columns) if columns.levels else None
    found = []
    for row in table.rows:
        rows = [(row, 0)] if sides is None or row.number <= columns.head[-1] else list(sides.parts(row))
        found += [_line(each, columns, depth) for each, depth in rows]
    return found


def _line(row: SourceRow, columns: Columns, depth: int) -> Line:
    if not any(cell.text.strip() or cell.lost_formula for cell in row.cells):
        return Line(row, "", "", depth, blank=True)
    cell = cell_at(row, columns.name)
    points, rung = (_number(cell_at(row, column)) for column in (columns.points, columns.rung))
    first, within = _parted(cell.text, points) if "\n" in cell.text else (cell.text, "")
    code, name = code_and_name(row, columns, first)
    face = "caps" if name.isupper() and sum(map(str.isalpha, name)) > _FEW_LETTERS else "bold" if cell.bold else ""
    own = clean(first)
    bulleted = without_bullet(own) != own or (columns.code is not None and is_bullet(clean(cell_at(row, columns.code).text)))
    return Line(row, code, name, depth, split_points(name, None)[1] if name else None, points, rung, face, bulleted, within=within)


def _number(cell: SourceCell) -> Decimal | None:
    return cell.number if cell.number is not None else number_in(cell.text)


def _parted(text: str, maximum: Decimal | None) -> tuple[str, str]:
    """A name and the lines of a scale under it; a cell that is all scale has no name to part."""
    first = next(line for line in text.splitlines() if clean(line)) if clean(text) else ""
    plain = clean(first)
    if not plain or without_bullet(plain) != plain or split_points(plain, None)[1] is not None and total_in_name(plain)[1] is None:
        return text, ""
    return name_and_lines(text, total_in_name(plain)[1] if maximum is None else maximum)


def code_and_name(row: SourceRow, columns: Columns, first: str) -> tuple[str, str]:
    """The row's code and name, of which `first` is what stands above any scale.

    They may stand in one cell, or in the cell of codes alone where the two are merged.
    """
    name = clean(first)
    code = _code(row, columns)
    if is_bullet(code):
        return "", name
    if code and not name and shape_of(code) is None:
        return split_code(code)
    if columns.code is None or (columns.levels and not code):
        return split_code(name, rungs=not columns.levels)
    if not code:
        within, rest = split_code(name)
        shape = shape_of(within)
        return (within, rest) if shape is not None and (shape[0] in {"named", "roman"} or shape[1] > 1) else ("", name)
    within, rest = split_code(name)
    return (code, rest) if within and shape_of(within) == shape_of(code) and within.rstrip(".") == code.rstrip(".") else (code, name)


def _code(row: SourceRow, columns: Columns) -> str:
    """What stands under the codes; where several columns hold them, the last that is filled."""
    places = columns.codes if columns.codes and not columns.levels else (columns.code,)
    return next((text for column in reversed(places) if (text := clean(cell_at(row, column).text))), "")


class _Sides:
    """Parts rows in which field, criterion and sub-criterion stand side by side."""

    def __init__(self, rows: Sequence[SourceRow], columns: Columns) -> None:
        self._columns = columns
        self._before: dict[int, str] = {}
        self._code_level = self._level_of_codes(rows)
        self._rungs_among = any(self._is_bottom(row) for row in rows)

    def _is_bottom(self, row: SourceRow) -> bool:
        """Whether the last of the columns, beside no others, holds a rung that is worth nothing: then rungs stand among its criteria."""
        *above, last = (clean(cell_at(row, column).text) for column in self._columns.levels)
        if not last or any(above) or split_code(last)[0]:
            return False
        worth = [_number(cell_at(row, column)) for column in (self._columns.points, self._columns.rung)]
        return 0 in worth or split_points(last, None)[1] == 0

    def _level_of_codes(self, rows: Sequence[SourceRow]) -> int:
        """The level, counted from 0, that a lone column of codes numbers: the first one that is filled wherever a code stands."""
        if self._columns.code is None or self._columns.codes:
            return -1
        coded = [row for row in rows if shape_of(clean(cell_at(row, self._columns.code).text)) is not None]
        for level, column in enumerate(self._columns.levels):
            if coded and all(clean(cell_at(row, column).text) for row in coded):
                return level
        return -1

    def parts(self, row: SourceRow) -> Iterator[tuple[SourceRow, int]]:
        """A row for each level that the row begins; the last has all its other cells. Texts printed again on every row begin nothing."""
        levels = self._columns.levels
        texts = [search_key(cell_at(row, column).text) for column in levels]
        begun = [level for level, text in enumerate(texts) if text and self._is_new(level, text)]
        if not begun:
            yield self._rest(row), 0
            return
        for at, level in enumerate(begun):
            last = at == len(begun) - 1
            part = self._part(row, level, begun, last=last)
            yield part, self._depth(part, level)

    def _depth(self, part: SourceRow, level: int) -> int:
        """The level that the column tells, 0 where only the code or the type does."""
        if not self._settles(part, level):
            return 0
        if self._columns.with_fields:
            return level + 1
        return UNDER if level else 0 if _code(part, self._columns) else 1

    def _settles(self, part: SourceRow, level: int) -> bool:
        """Whether the column tells the level by itself; the last does not where it holds two levels, or rungs too."""
        if level < len(self._columns.levels) - 1:
            return True
        coded = bool(split_code(clean(cell_at(part, self._columns.name).text), rungs=False)[0] or _code(part, self._columns))
        return not (self._columns.mixed if coded else self._rungs_among)

    def _is_new(self, level: int, text: str) -> bool:
        if self._before.get(level) == text:
            return False
        self._before[level] = text
        for deeper in range(level + 1, len(self._columns.levels)):
            self._before.pop(deeper, None)
        return True

    def _rest(self, row: SourceRow) -> SourceRow:
        """A row that begins no level: what stands beside the levels above goes on."""
        blank = [replace(cell, text="") if column in self._columns.levels else cell for column, cell in enumerate(row.cells)]
        return replace(row, cells=tuple(blank))

    def _part(self, row: SourceRow, level: int, begun: Sequence[int], *, last: bool) -> SourceRow:
        """The row as if it began this level alone."""
        columns = self._columns
        place = columns.levels[level]
        cells = [cell if last else replace(_EMPTY, where=cell.where) for cell in row.cells]
        for column in (*columns.levels, *columns.maxima, *(() if columns.code is None else (columns.code, *columns.codes))):
            if column < len(cells):
                cells[column] = replace(_EMPTY, where=cells[column].where)
        cells[columns.name] = row.cells[place]
        if columns.code is not None:
            cells[columns.code] = self._code_cell(row, level, begun, place)
        if columns.points >= 0 and (own := self._maximum(level, last)) >= 0:
            cells[columns.points] = cell_at(row, own)
        return replace(row, cells=tuple(cells))

    def _code_cell(self, row: SourceRow, level: int, begun: Sequence[int], place: int) -> SourceCell:
        columns = self._columns
        blank = SourceCell(where=cell_at(row, place).where)
        if columns.codes:
            before = columns.levels[level - 1] if level else -1
            return next((row.cells[code] for code in columns.codes if before < code < place and code < len(row.cells)), blank)
        owner = self._code_level if self._code_level in begun else begun[-1]
        return cell_at(row, columns.code) if level == owner else blank

    def _maximum(self, level: int, last: bool) -> int:
        """The column of this level's maximum: the one between it and the next level, else the only one for the last level of the row."""
        columns = self._columns
        if columns.level_maxima:
            return columns.level_maxima[level]
        place = columns.levels[level]
        after = columns.levels[level + 1] if level + 1 < len(columns.levels) else len(columns.maxima) + 10**6
        between = [column for column in columns.maxima if place < column < after]
        if len(columns.maxima) > 1 and between:
            return between[0]
        return columns.points if last else -1
