"""What the cells beside code, name and points say of a criterion: its scale in lines, evidence, numbers, survey and notes."""

import re
from collections.abc import Callable
from decimal import Decimal

from parscore.domain.cell_lines import CellLines, points_beside, read_lines, says_ratio
from parscore.domain.declared_inputs import named_numbers
from parscore.domain.outcome import Rung
from parscore.domain.points import ZERO
from parscore.domain.row_codes import without_bullet
from parscore.domain.rung_text import earns_by_number, says_survey
from parscore.domain.table_columns import Columns
from parscore.domain.table_draft import SourceCell, SourceRow
from parscore.domain.table_lines import cell_at, number_in
from parscore.domain.table_node import Node
from parscore.domain.viet_text import clean

_TICKS = {"x", "✓", "✔", "v"}
_UNIT = re.compile(r"\s*(?:điểm|đ)\.?$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SELF = re.compile(r"(?:điểm )?tự (?:đánh giá|chấm)(?: điểm)?", re.IGNORECASE)
_SHORT_NOTE = 80
Find = Callable[..., None]


class RowCells:
    """Reads the cells of a row into its node; what is not understood is told."""

    def __init__(self, columns: Columns, find: Find) -> None:
        self._columns = columns
        self._find = find

    def says_more(self, row: SourceRow) -> bool:
        """Whether a row without a name goes on with what the row above began."""
        columns = (self._columns.lines, self._columns.declared, *self._columns.evidence, self._columns.notes)
        return any(_has_words(cell_at(row, column).text) for column in columns) or _has_words(cell_at(row, self._columns.rung).text)

    def holds_rungs(self, row: SourceRow) -> bool:
        """Whether the row's own cells hold rungs, so that it is a criterion and no rung itself."""
        return bool(self._scale(row, own=True).text.strip())

    def holds_scale(self, row: SourceRow) -> bool:
        """Whether the cell of lines holds more than one rung."""
        text = cell_at(row, self._columns.lines).text
        return bool(text.strip()) and len(read_lines(text, None).rungs) > 1

    def holds_points(self, row: SourceRow) -> bool:
        """Whether the cell of the maximum holds lines of a scale instead."""
        points = cell_at(row, self._columns.points)
        return bool(points.text) and self._scale(row, own=True) is points

    def take(self, row: SourceRow, node: Node, *, own: bool, named: bool = True, goes_on: bool = False) -> bool:
        """Read the cells into the node and say whether rungs were among them.

        `own` is the node's own row, whose points are its maximum; a row that is not `named` gives its points to its lines. Where the
        scale `goes_on` in the next rows, its first line has the maximum.
        """
        before = len(node.rungs)
        self._take_lines(row, node, own, named, goes_on)
        if self._columns.declared >= 0:
            self._take_declared(cell_at(row, self._columns.declared), node)
        for column in self._columns.evidence:
            node.asked += [line for line in _documents(cell_at(row, column).text) if line not in node.asked]
        note = cell_at(row, self._columns.notes).text
        node.notes += [clean(note)] if note else []
        if self._columns.survey >= 0:
            self._take_survey(cell_at(row, self._columns.survey), node, own)
        if own and self._columns.own >= 0:
            self._compare_halves(cell_at(row, self._columns.own), node)
        node.weak_lines |= not own and cell_at(row, self._columns.name).unsure
        return len(node.rungs) > before

    def take_lines(self, cell: SourceCell, text: str, node: Node, beside: tuple[Decimal, ...] = ()) -> None:
        """Read a cell's lines as the node's rungs."""
        self._apply(read_lines(text, node.max_points, beside), cell, node)

    def _scale(self, row: SourceRow, *, own: bool) -> SourceCell:
        """The cell that holds lines of a scale, in the column of lines, or in one of points that holds words."""
        lines = cell_at(row, self._columns.lines)
        if (lines.text and clean(lines.text)) or not own:
            return lines
        for column in (self._columns.rung, self._columns.points):
            cell = cell_at(row, column)
            if "\n" in cell.text and sum(1 for line in cell.text.splitlines() if _has_words(_UNIT.sub("", line))) > 1:
                return cell
        return SourceCell()

    def _take_lines(self, row: SourceRow, node: Node, own: bool, named: bool, goes_on: bool) -> None:
        scale = self._scale(row, own=own or not named)
        beside = cell_at(row, self._columns.rung)
        if not own and not named and not (beside.text and clean(beside.text)):
            beside = cell_at(row, self._columns.points)
        points = points_beside(beside.text) if beside is not scale and (own or not named) else ()
        if not named and beside.text and _has_words(_UNIT.sub("", beside.text)) and not points:
            self._find("info", "table.cell_unread", beside.where, text=clean(beside.text))
        if not scale.text or not clean(scale.text):
            if own and beside.text and clean(beside.text) and points != (node.max_points,):
                self._find("info", "table.cell_unread", beside.where, text=clean(beside.text))
            return
        if own and goes_on and not points and node.max_points is not None:
            points = (node.max_points,) if len(scale.text.splitlines()) == 1 and not read_lines(scale.text, node.max_points).rungs else ()
        if own and len(points) == 1 and points[0] == node.max_points and len(read_lines(scale.text, node.max_points).rungs) > 1:
            points = ()
        self.take_lines(scale, scale.text, node, points)

    def _apply(self, found: CellLines, cell: SourceCell, node: Node) -> None:
        for text, points in found.rungs:
            node.rungs.append(Rung(text, points, None, cell.where))
            if points is None and not earns_by_number(text):
                self._find("error", "table.rung_without_points", cell.where, text=text)
        node.inputs += [each for each in found.inputs if each not in node.inputs]
        unread = [line for line in found.unread if not _SELF.fullmatch(line)]
        node.unread += unread
        node.split_lines |= found.split
        node.weak_lines |= found.weak or cell.unsure
        node.differs |= found.differs
        strange = [line for line in unread if not (says_ratio(line) or (says_survey(line) and len(line) <= _SHORT_NOTE))]
        if strange:
            self._find("warning", "table.lines_unread", cell.where, code=node.code, text=" / ".join(strange))
        if found.differs:
            self._find("error", "table.points_beside", cell.where, code=node.code)

    def _take_declared(self, cell: SourceCell, node: Node) -> None:
        named, others = named_numbers(cell.text)
        node.inputs += [each for each in named if each not in node.inputs]
        node.declared += others
        if named or others:
            node.declared_at = cell.where

    def _compare_halves(self, cell: SourceCell, node: Node) -> None:
        """The department's part and the survey's make the whole maximum; what does not is told."""
        value = cell.number if cell.number is not None else number_in(cell.text)
        if node.max_points is not None and (value or ZERO) + (node.survey or ZERO) not in {ZERO, node.max_points}:
            self._find("warning", "table.halves_differ", cell.where, code=node.code or node.name)

    def _take_survey(self, cell: SourceCell, node: Node, own: bool) -> None:
        text = clean(cell.text)
        value = cell.number if cell.number is not None else number_in(text)
        if text.casefold() in _TICKS or says_survey(text):
            node.notes.append("XHH")
        elif own and value is not None:
            node.survey = value
            if node.max_points is None:
                node.max_points, node.survey_only = value, True
        elif text.strip("-–"):
            self._find("info", "table.cell_unread", cell.where, text=text)


def _has_words(text: str) -> bool:
    return bool(_WORD.search(text))


def _documents(text: str) -> list[str]:
    """The documents that a cell asks for, one a line; a line that goes on in small letters is one with the line before."""
    found: list[str] = []
    for row in text.splitlines():
        plain = clean(row)
        bare = without_bullet(plain)
        if found and bare == plain and plain[:1].islower():
            found[-1] = f"{found[-1]} {plain}"
        elif bare.strip("…._ "):
            found.append(bare)
    return [line.rstrip(" ;.") for line in found]
