"""Rows of a criteria table to its tree: fields, criteria, leaves and their rungs. Every row ends as something, and the counts add up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from parscore.domain.cell_lines import name_and_lines, points_beside, read_lines
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.domain.outcome import Rung
from parscore.domain.points import ZERO, read_points, show_points
from parscore.domain.row_cells import RowCells, number_in
from parscore.domain.row_codes import Shape, is_bullet, is_label, is_part_total, is_total, shape_of, split_code, without_bullet
from parscore.domain.rung_text import earns_by_number, split_points
from parscore.domain.table_columns import Columns, heading_of
from parscore.domain.table_draft import RowKind, SourceCell, SourceRow, SourceTable
from parscore.domain.table_node import Node
from parscore.domain.viet_text import clean, search_key

_FIELD_TOTAL = re.compile(r"\(\s*(?:tối đa\s*)?(\d+(?:[.,]\d+)?)\s*điểm\s*\)", re.IGNORECASE)
_UNIT = re.compile(r"\s*(?:điểm|đ)\.?$", re.IGNORECASE)
_NUMBERED_HEAD = re.compile(r"^\(?\d{1,2}\)?$")


@dataclass(frozen=True, slots=True)
class Outline:
    """The tree with what was found on the way; `total` is the declared total where it can be read.

    `kinds` says what each row became and `owners` which node's row it belongs to, by the numbers of the rows.
    """

    fields: tuple[Node, ...]
    total: Decimal | None
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    kinds: Mapping[int, RowKind]
    owners: Mapping[int, int]


class _Reader:
    """Goes down the rows once."""

    def __init__(self, table: SourceTable, columns: Columns) -> None:
        self._table = table
        self._columns = columns
        self._cells = RowCells(columns, self._find)
        self._head = {row.number: _keys(row) for row in table.rows if row.number in columns.head}
        self._stack: list[Node] = []
        self._totals = [row.number for row in table.rows if row.number not in columns.head and is_total(self._total_text(row))]
        self._after_total = False
        self._told_after = False
        self._levels: dict[Shape, int] = {}
        self.fields: list[Node] = []
        self.findings: list[Finding] = []
        self.kinds: dict[int, RowKind] = {}
        self.owners: dict[int, int] = {}
        self.total: Decimal | None = None
        self._survey_total = ZERO

    def read(self) -> Outline:
        """The whole table."""
        rows = self._table.rows
        for at, row in enumerate(rows):
            self.kinds[row.number] = self._row(row, rows[at + 1] if at + 1 < len(rows) else None)
            if self.kinds[row.number] in {"field", "criterion", "rung"}:
                self.owners[row.number] = self._stack[-1].row
            if row.hidden and self.kinds[row.number] not in {"blank", "note"}:
                self._find("warning", "table.hidden_row", _place(row))
        for field_node in self.fields:
            self._fold(field_node)
            self._share_out(field_node)
        self._tell_unread_columns()
        if self.total is not None and self.total + self._survey_total == sum((node.max_points or ZERO for node in self.fields), ZERO):
            self.total += self._survey_total
        counts = dict.fromkeys(("field", "criterion", "rung", "head", "note", "total", "blank"), 0)
        for kind in self.kinds.values():
            counts[kind] += 1
        return Outline(tuple(self.fields), self.total, tuple(self.findings), counts, self.kinds, self.owners)

    def _row(self, row: SourceRow, following: SourceRow | None) -> RowKind:
        if not any(clean(cell.text) or cell.lost_formula for cell in row.cells):
            return "blank"
        if row.number < self._columns.head[0]:
            return "note"
        if row.number in self._columns.head or _keys(row) in self._head.values() or self._is_number_row(row):
            return "head"
        if row.number in self._totals:
            return self._take_total(row)
        code, name = self._code_and_name(row)
        if self._after_total:
            return self._behind_total(row, code)
        if not name and not code and self._stack and self._cells.says_more(row):
            return "rung" if self._cells.take(row, self._stack[-1], own=False, named=False) else "note"
        if not name:
            self._find("warning", "table.row_without_text", _place(row))
            return "note"
        if not code:
            return self._rung(row, name)
        if not self._cells.holds_rungs(row) and self._is_coded_rung(row, code, name, following):
            self._find("warning", "table.coded_rung", _place(row), code=code)
            return self._rung(row, name)
        return self._node(row, code, name)

    def _behind_total(self, row: SourceRow, code: str) -> RowKind:
        """A row under the total is a note; one that looks like a criterion is told, once."""
        cell = self._cell(row, self._columns.points)
        if code and shape_of(code) is not None and (cell.number is not None or number_in(cell.text) is not None) and not self._told_after:
            self._told_after = True
            self._find("warning", "table.rows_after_total", _place(row), code=code)
        return "note"

    def _is_number_row(self, row: SourceRow) -> bool:
        texts = [clean(cell.text) for cell in row.cells if clean(cell.text)]
        return len(texts) >= 3 and all(_NUMBERED_HEAD.match(text) for text in texts)

    def _cell(self, row: SourceRow, column: int) -> SourceCell:
        return self._cells.cell(row, column)

    def _code_and_name(self, row: SourceRow) -> tuple[str, str]:
        """The row's code and name; they may stand in one cell, or in the cell of codes alone where the two are merged."""
        name = clean(self._cell(row, self._columns.name).text)
        code = clean(self._cell(row, self._columns.code).text) if self._columns.code is not None else ""
        if is_bullet(code):
            return "", name
        if code and not name and shape_of(code) is None:
            return split_code(code)
        if self._columns.code is None:
            return split_code(name)
        if not code:
            within, rest = split_code(name)
            shape = shape_of(within)
            return (within, rest) if shape is not None and (shape[0] in {"named", "roman"} or shape[1] > 1) else ("", name)
        return code, name

    def _total_text(self, row: SourceRow) -> str:
        """The words by which a row may be a total: those of its only text beside the points."""
        code = clean(self._cell(row, self._columns.code).text) if self._columns.code is not None else ""
        return " ".join(text for text in (code, clean(self._cell(row, self._columns.name).text)) if text) or next(
            (clean(cell.text) for cell in row.cells if clean(cell.text)), ""
        )

    def _points(self, row: SourceRow, column: int | None = None) -> Decimal | None:
        cell = self._cell(row, self._columns.points if column is None else column)
        if cell.number is not None:
            return cell.number
        text = _UNIT.sub("", clean(cell.text))
        if not text or text.lower() in {"điểm tối đa", "-", "–"} or text.endswith("%"):
            return None
        try:
            return read_points(text)
        except Refused:
            self._find("error", "table.points_unreadable", cell.where, text=text)
            return None

    def _take_total(self, row: SourceRow) -> RowKind:
        """The last total row is the table's; those before it sum a part, whose maximum they must equal."""
        cell = self._cell(row, self._columns.points)
        value = None if cell.lost_formula else self._points(row)
        if row.number != self._totals[-1] or (is_part_total(self._total_text(row)) and len(self.fields) > 1):
            if value is not None and self.fields and value != self.fields[-1].max_points:
                self._find("warning", "table.part_total", cell.where or _place(row), total=show_points(value), code=self.fields[-1].code)
            return "total"
        self._after_total = True
        self.total = value
        survey = self._cell(row, self._columns.survey)
        self._survey_total = survey.number or number_in(survey.text) or ZERO
        if cell.lost_formula:
            self._find("info", "table.lost_formula", cell.where, formula=cell.lost_formula)
        return "total"

    def _is_coded_rung(self, row: SourceRow, code: str, name: str, following: SourceRow | None) -> bool:
        """Under a criterion, a coded row that ends with the points of its own cell and has no rung below it is a rung itself."""
        _, said = split_points(name, None)
        cell = self._cell(row, self._columns.points)
        written = cell.number if cell.number is not None else number_in(cell.text)
        if said is None or not self._stack or written not in {said, None} or _FIELD_TOTAL.search(name):
            return False
        if self._level(code) <= self._stack[-1].level:
            return False
        if following is None or following.number in self._totals:
            return True
        code_below, below = self._code_and_name(following)
        return bool(code_below) or not below

    def _rung(self, row: SourceRow, name: str) -> RowKind:
        if not self._stack:
            self._find("info", "table.text_before_fields", _place(row))
            return "note"
        name = without_bullet(name)
        leaf = self._stack[-1]
        if self._several_rungs(row, leaf):
            return "rung"
        text, said = split_points(name, leaf.max_points)
        written = self._rung_points(row, leaf.max_points)
        if said is None and written is None and is_label(text):
            return "note"
        if said is not None and written is not None and said != written:
            facts = {"text": show_points(said), "cell": show_points(written)}
            self._find("error", "table.points_disagree", self._cell(row, self._columns.points).where, **facts)
        points = written if written is not None else said
        if points is None and not earns_by_number(text):
            self._find("error", "table.rung_without_points", self._cell(row, self._columns.name).where, text=text)
        leaf.rungs.append(Rung(text, points, None, self._cell(row, self._columns.name).where))
        self._cells.take(row, leaf, own=False)
        return "rung"

    def _several_rungs(self, row: SourceRow, leaf: Node) -> bool:
        """Whether one row holds several rungs as lines of its cell; then they are the leaf's."""
        cell = self._cell(row, self._columns.name)
        beside = self._cell(row, self._columns.rung if clean(self._cell(row, self._columns.rung).text) else self._columns.points)
        points = points_beside(beside.text)
        found = read_lines(cell.text, leaf.max_points, points)
        if sum(1 for _, each in found.rungs if each is not None) < 2:
            return False
        self._cells.take_lines(cell, cell.text, leaf, points)
        self._cells.take(row, leaf, own=False)
        return True

    def _rung_points(self, row: SourceRow, maximum: Decimal | None) -> Decimal | None:
        """The points in a rung's own cell; "75% điểm" and "Điểm tối đa" are shares of the maximum."""
        column = self._columns.rung if clean(self._cell(row, self._columns.rung).text) else self._columns.points
        words = split_points(f": {self._cell(row, column).text}", maximum)[1]
        return words if words is not None else self._points(row, column)

    def _node(self, row: SourceRow, code: str, name: str) -> RowKind:
        level = self._level(code)
        while self._stack and self._stack[-1].level >= level:
            self._stack.pop()
        cell = self._cell(row, self._columns.points)
        maximum = None if self._cells.holds_points(row) else self._points(row)
        first, lines = name_and_lines(self._cell(row, self._columns.name).text, maximum)
        name = self._code_and_name(_renamed(row, self._columns.name, first))[1] if lines else name
        inside = _FIELD_TOTAL.search(name)
        if maximum is None and inside:
            maximum = read_points(inside[1])
        at = self._cell(row, self._columns.code if self._columns.code is not None else self._columns.name).where
        if shape_of(code) is None:
            self._find("warning", "table.strange_code", _place(row), code=code)
        node = Node(code, name, level, maximum, at, row.number)
        if lines:
            self._cells.take_lines(self._cell(row, self._columns.name), lines, node)
        self._cells.take(row, node, own=True)
        if node.max_points is None:
            self._tell_no_maximum(cell, row, code)
        kind: RowKind = "criterion" if self._stack else "field"
        (self._stack[-1].children if self._stack else self.fields).append(node)
        self._stack.append(node)
        return kind

    def _tell_no_maximum(self, cell: SourceCell, row: SourceRow, code: str) -> None:
        what = "table.lost_maximum" if cell.lost_formula else "table.maximum_missing"
        if not any(finding.where == cell.where and cell.where for finding in self.findings):
            self._find("error", what, cell.where or _place(row), code=code)

    def _level(self, code: str) -> int:
        """How deep a code stands: shapes of codes nest in the order in which they first appear; dots go one deeper each.

        What is no code stands beside the row before it.
        """
        shape = shape_of(code)
        if shape is None:
            return self._stack[-1].level if self._stack else 1
        return self._levels.setdefault(shape[0], len(self._levels)) + shape[1]

    def _fold(self, node: Node) -> None:
        """Children that are a scale with codes, from the parent's maximum down to 0, become its rungs."""
        for child in node.children:
            self._fold(child)
        points = [child.max_points for child in node.children]
        plain = len(points) > 1 and not node.rungs and not any(child.children or child.rungs for child in node.children)
        if not plain or node.max_points is None or points[0] != node.max_points or points[-1] != 0:
            return
        for child in node.children:
            self._find("warning", "table.coded_rung", child.where, code=child.code)
            self.kinds[child.row] = "rung"
            self.owners[child.row] = node.row
            node.rungs.append(Rung(split_points(child.name, node.max_points)[0], child.max_points, None, child.where))
        node.children.clear()

    def _share_out(self, node: Node) -> None:
        """A node above leaves whose own points and survey's points stand apart has both, where its children add up to both."""
        for child in node.children:
            self._share_out(child)
        total = sum((child.max_points or ZERO for child in node.children), ZERO)
        if node.survey is not None and not node.survey_only and node.max_points is not None and total == node.max_points + node.survey:
            node.max_points = total

    def _tell_unread_columns(self) -> None:
        """Columns under a heading that are not read, with the number of their cells that hold something."""
        filled: dict[int, list[str]] = {}
        for row in self._table.rows:
            if self.kinds[row.number] in {"field", "criterion", "rung"}:
                for column, cell in enumerate(row.cells):
                    if column not in self._columns.read() and clean(cell.text):
                        filled.setdefault(column, []).append(cell.where)
        for column, places in sorted(filled.items()):
            facts = {"heading": heading_of(self._table, self._columns, column), "count": len(places)}
            self._find("info", "table.column_unread", places[0], **facts)

    def _find(self, severity: Literal["error", "warning", "info"], what: str, where: str, /, **facts: object) -> None:
        self.findings.append(Finding(severity, what, where, "", facts))


def read_outline(table: SourceTable, columns: Columns) -> Outline:
    """The tree of a table whose columns are known."""
    return _Reader(table, columns).read()


def _keys(row: SourceRow) -> tuple[str, ...]:
    return tuple(search_key(cell.text) for cell in row.cells)


def _renamed(row: SourceRow, column: int, name: str) -> SourceRow:
    """The row with another text in its cell of names."""
    return replace(row, cells=tuple(replace(cell, text=name) if at == column else cell for at, cell in enumerate(row.cells)))


def _place(row: SourceRow) -> str:
    return next((cell.where for cell in row.cells if clean(cell.text)), "")
