"""Rows of a criteria table to its tree: fields, criteria, leaves and their rungs. Every row ends as something, and the counts add up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from parscore.domain.cell_lines import points_beside, read_lines
from parscore.domain.date_codes import mend_date_codes
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.domain.line_roles import Roles
from parscore.domain.node_levels import Levels
from parscore.domain.outcome import Rung
from parscore.domain.outer_rows import OuterRows
from parscore.domain.outline_findings import coded_rungs_once, maxima_found, without_heading_texts
from parscore.domain.outline_shape import Parts, shaped
from parscore.domain.points import ZERO, read_points, show_points
from parscore.domain.row_cells import RowCells
from parscore.domain.row_codes import (
    extra_part,
    is_answer,
    is_label,
    is_note,
    is_signature,
    names_classes,
    shape_of,
    total_in_name,
    without_bullet,
)
from parscore.domain.row_joining import LastRow
from parscore.domain.rung_text import earns_by_number, split_points
from parscore.domain.table_columns import Columns
from parscore.domain.table_draft import RowKind, SourceCell, SourceRow, SourceTable
from parscore.domain.table_lines import Line, bare_number, cell_at, lines_of, number_in
from parscore.domain.table_node import Node
from parscore.domain.unread_columns import unread_columns
from parscore.domain.viet_text import clean

_MINUS = re.compile(r"([:：=(]\s*)[-–−]\s*(?=\d)")
_SIGNS = re.compile(r"[:：=(\n]|điểm|đ\b", re.IGNORECASE)  # what several rungs in one cell have at least twice
_SIGNER = 5  # words of who signs
_NO_POINTS = {"điểm tối đa", "-", "–", "x", "/"}


@dataclass(frozen=True, slots=True)
class Outline:
    """The tree with what was found on the way; `total` is the declared total where it can be read.

    `bonus` and `penalty` are the parts outside the fields. `kinds` says what each row became and `owners` which node's row it belongs to,
    by the numbers of the rows.
    """

    fields: tuple[Node, ...]
    total: Decimal | None
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    kinds: Mapping[int, RowKind]
    owners: Mapping[int, int]
    bonus: tuple[Node, ...] = ()
    penalty: tuple[Node, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Goes down the lines once."""

    table: SourceTable
    columns: Columns
    parts: Parts = field(default_factory=Parts)
    findings: list[Finding] = field(default_factory=list)
    kinds: dict[int, RowKind] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)
    total: Decimal | None = None
    stack: list[Node] = field(default_factory=list)
    cells: RowCells = field(init=False)
    lines: list[Line] = field(init=False)
    structure: OuterRows = field(init=False)
    content: list[Line] = field(init=False)
    roles: Roles = field(init=False)
    levels: Levels = field(init=False)
    last: LastRow = field(default_factory=LastRow)
    in_penalty: bool = False
    signed: bool = False
    last_scored: int = 0
    after_total: bool = False
    told_after: bool = False
    shift: int | None = 0
    survey_total: Decimal = ZERO
    before_extras: Decimal | None = None

    def __post_init__(self) -> None:
        self.cells = RowCells(self.columns, self._find)
        self.lines = lines_of(self.table, self.columns)
        self.findings += mend_date_codes(self.lines)
        self.structure = OuterRows(self.table, self.columns, self.lines)
        self.content = [line for line in self.lines if self.structure.kind(line) is None]
        self.last_scored = max((at for at, line in enumerate(self.content) if line.worth is not None or line.code), default=0)
        scaled = [bool(line.within) or self.cells.holds_scale(line.row) for line in self.content]
        self.roles = Roles(self.content, own_column=self.columns.rung >= 0, scaled=scaled)
        self.levels = Levels([self.content[at].face for at in self.roles.nodes] if self.roles.uncoded else [])

    def read(self) -> Outline:
        """The whole table."""
        at = 0
        for line in self.lines:
            kind: RowKind | None = self.structure.kind(line)
            if kind == "total":
                self._take_total(line)
            elif kind is None:
                kind = self._line(at, line)
                at += 1
            self._mark(line, kind)
        roots = [*self.parts.fields, *self.parts.bonus, *self.parts.penalty]
        self.findings = without_heading_texts(self.findings, roots, self.kinds, self.owners)
        shaped(self.parts, self.roles.uncoded, self.kinds, self.owners, self._find)
        roots = [*self.parts.fields, *self.parts.bonus, *self.parts.penalty]
        self.findings = coded_rungs_once(maxima_found(self.findings, roots))
        self.findings += unread_columns(self.table, self.columns, self.kinds)
        fields = self.parts.fields
        if self.total is None and self.parts.has_extras():
            self.total = self.before_extras
        if self.total is not None and self.total + self.survey_total == sum((node.maximum for node in fields), ZERO):
            self.total += self.survey_total
        counts = dict.fromkeys(("field", "criterion", "rung", "head", "note", "total", "blank"), 0)
        for kind in self.kinds.values():
            counts[kind] += 1
        bonus, penalty = tuple(self.parts.bonus), tuple(self.parts.penalty)
        return Outline(tuple(fields), self.total, tuple(self.findings), counts, self.kinds, self.owners, bonus, penalty)

    def _mark(self, line: Line, kind: RowKind) -> None:
        """What a row became; of a row that begins several levels, the deepest, whose its rungs are."""
        number = line.row.number
        if self.kinds.get(number) in {"field", "criterion"} and kind not in {"field", "criterion"}:
            return
        self.kinds[number] = kind
        if kind in {"field", "criterion", "rung"}:
            self.owners[number] = self.stack[-1].row
        elif kind == "note" and self.last.node is not None and line.name and line.name[0].islower():
            self.owners[number] = self.last.node.row
        if line.row.hidden and kind not in {"blank", "note"}:
            self._find("warning", "table.hidden_row", _place(line.row))

    def _line(self, at: int, line: Line) -> RowKind:
        """A line of content."""
        part = self._begins_part(at, line)
        if part:
            return self._extra_part(line, part)
        if self.after_total and not self.parts.in_extra:
            return self._behind_total(line)
        if not line.name and not line.code:
            return self._unnamed(line)
        if not line.name:
            self._find("warning", "table.row_without_text", _place(line.row))
            return "note"
        if not line.code and not line.depth and at not in self.roles.nodes:
            return self._uncoded(at, line)
        if at in self.roles.coded_rungs and self.stack or self._is_coded_rung(at, line):
            self._find("warning", "table.coded_rung", _place(line.row), code=line.code)
            return self._rung(line)
        return self._node(at, line)

    def _unnamed(self, line: Line) -> RowKind:
        if self.stack and self.cells.says_more(line.row):
            return "rung" if self.cells.take(line.row, self.stack[-1], own=False, named=False) else "note"
        self._find("warning", "table.row_without_text", _place(line.row))
        return "note"

    def _uncoded(self, at: int, line: Line) -> RowKind:
        if is_answer(line.name):
            return "note"
        if line.worth is None and is_note(line.name):
            if self.stack and not self.stack[-1].children:
                self.stack[-1].unread.append(line.name)
            return "note"
        if line.worth is None and is_signature(line.name) and (at > self.last_scored or len(line.name.split()) <= _SIGNER):
            self.signed = True
            return "note"
        if line.worth is None and self.signed and at > self.last_scored:
            return "note"
        if self.last.takes_in(line, self._below(at)):
            return self._join(line)
        return self._rung(line)

    def _join(self, line: Line) -> RowKind:
        """A line put to the name or the rung that it goes on with."""
        self._find("info", "table.row_joined", _place(line.row), text=line.name)
        mended = self.last.join(line)
        if mended:
            self.findings = [each for each in self.findings if (each.code, each.where) != ("table.rung_without_points", mended)]
        if self.last.node is not None:
            self.cells.take(line.row, self.last.node, own=False)
        return "note"

    def _behind_total(self, line: Line) -> RowKind:
        """A row under the total is a note; one that looks like a criterion is told, once."""
        if line.code and shape_of(line.code) is not None and line.points is not None and not self.told_after:
            self.told_after = True
            self._find("warning", "table.rows_after_total", _place(line.row), code=line.code)
        elif names_classes(line.name) and not self.told_after:
            self.told_after = True
            self._find("info", "table.classes_unread", _place(line.row))
        return "note"

    def _begins_part(self, at: int, line: Line) -> Literal["bonus", "penalty", ""]:
        """Which part outside the fields a line begins: one that is named so and stands as high as a field."""
        part = extra_part(total_in_name(line.name)[0]) if line.name else ""
        if not part or line.bulleted or not (self.parts.fields or line.depth == 1 or line.code):
            return ""
        if line.depth:
            return part if line.depth == 1 else ""
        if not line.code:
            below = self._below(at)
            return part if line.face or self.after_total or at in self.roles.nodes or (below is not None and below.code) else ""
        shape = shape_of(line.code)
        return part if shape is None or shape[1] == 1 else ""

    def _extra_part(self, line: Line, part: Literal["bonus", "penalty"]) -> RowKind:
        name, inside = total_in_name(line.name)
        self.in_penalty = part == "penalty"
        maximum = self._points(line.row)
        node = Node(line.code, name, 1, inside if maximum is None else maximum, self._at(line), line.row.number)
        self.parts.begin(part, node)
        self.stack = [node]
        self.shift = None
        self.last = LastRow(node)
        self.cells.take(line.row, node, own=True)
        return "criterion"

    def _points(self, row: SourceRow, column: int | None = None) -> Decimal | None:
        cell = cell_at(row, self.columns.points if column is None else column)
        if cell.number is not None:
            return abs(cell.number) if self.in_penalty else cell.number
        text = bare_number(cell.text)
        if not text or text.lower() in _NO_POINTS or text.endswith("%"):
            return None
        try:
            return read_points(text.lstrip("-–− ") if self.in_penalty else text)
        except Refused:
            self._find("error", "table.points_unreadable", cell.where, text=text)
            return None

    def _take_total(self, line: Line) -> None:
        """The last total row is the table's; those before it sum a part, whose maximum they must equal."""
        cell = cell_at(line.row, self.columns.points if self.columns.points >= 0 else self.columns.rung)
        value = None if cell.lost_formula else self._points(line.row)
        whole = sum((node.maximum for node in self.parts.fields), ZERO)
        self.last = LastRow()
        if not self.structure.ends(line, len(self.parts.fields)) or (self.parts.in_extra and self.total is not None):
            wrong = value is not None and self.parts.fields and value not in {self.parts.fields[-1].max_points, whole}
            if value is not None and wrong and not self.parts.in_extra:
                facts = {"total": show_points(value), "code": self.parts.fields[-1].code}
                self._find("warning", "table.part_total", cell.where or _place(line.row), **facts)
            self.before_extras = value if value == whole and not self.parts.in_extra else self.before_extras
            return
        self.after_total = bool(self.parts.fields)  # a total above all criteria ends nothing
        self.total = self._without_extras(value, whole, cell.where or _place(line.row))
        self.parts.in_extra = False
        survey = cell_at(line.row, self.columns.survey)
        self.survey_total = survey.number or number_in(survey.text) or ZERO
        if cell.lost_formula:
            self._find("info", "table.lost_formula", cell.where, formula=cell.lost_formula)

    def _without_extras(self, value: Decimal | None, whole: Decimal, where: str) -> Decimal | None:
        """The declared total of the fields alone, where the printed one has the bonus in it."""
        extra = self.parts.bonus_maximum()
        if value is not None and extra and value == whole + extra != whole:
            self._find("info", "table.total_with_bonus", where, total=show_points(value), bonus=show_points(extra))
            return whole
        return value

    def _is_coded_rung(self, at: int, line: Line) -> bool:
        """Under a criterion, a coded row that ends with the points of its own cell and has no rung below it is a rung itself."""
        if not line.code or line.said is None or not self.stack or self.cells.holds_rungs(line.row):
            return False
        if line.points not in {line.said, None} or total_in_name(line.name)[1] is not None:
            return False
        if self._level(line, None) <= self.stack[-1].level or self.parts.is_root(self.stack[-1]):
            return False
        return self.structure.next_is_coded(line)

    def _rung(self, line: Line) -> RowKind:
        if not self.stack:
            self._find("info", "table.text_before_fields", _place(line.row))
            return "note"
        row, leaf = line.row, self.stack[-1]
        if self._several_rungs(row, leaf):
            self.last = LastRow()
            return "rung"
        name = without_bullet(_MINUS.sub(r"\1", line.name) if self.in_penalty else line.name)
        text, said = split_points(name, leaf.max_points)
        written = self._rung_points(row, leaf.max_points)
        if said is None and written is None and is_label(text):
            return "note"
        if said is not None and written is not None and said != written:
            facts = {"text": show_points(said), "cell": show_points(written)}
            self._find("error", "table.points_disagree", cell_at(row, self.columns.points).where, **facts)
        points = written if written is not None else said
        where = cell_at(row, self.columns.name).where
        if points is None and not earns_by_number(text):
            self._find("error", "table.rung_without_points", where, text=text)
        leaf.rungs.append(Rung(text, points, None, where))
        self.last = LastRow(leaf, True, said is not None)
        self.cells.take(row, leaf, own=False)
        return "rung"

    def _several_rungs(self, row: SourceRow, leaf: Node) -> bool:
        """Whether one row holds several rungs as lines of its cell; then they are the leaf's."""
        cell = cell_at(row, self.columns.name)
        if len(_SIGNS.findall(cell.text)) < 2:
            return False
        beside = cell_at(row, self.columns.rung if clean(cell_at(row, self.columns.rung).text) else self.columns.points)
        points = points_beside(beside.text)
        found = read_lines(cell.text, leaf.max_points, points)
        if sum(1 for _, each in found.rungs if each is not None) < 2:
            return False
        self.cells.take_lines(cell, cell.text, leaf, points)
        self.cells.take(row, leaf, own=False)
        return True

    def _rung_points(self, row: SourceRow, maximum: Decimal | None) -> Decimal | None:
        """The points in a rung's own cell; "75% điểm" and "Điểm tối đa" are shares of the maximum."""
        column = self.columns.rung if clean(cell_at(row, self.columns.rung).text) else self.columns.points
        words = split_points(f": {cell_at(row, column).text}", maximum)[1]
        return words if words is not None else self._points(row, column)

    def _level(self, line: Line, following: Line | None) -> int:
        level = self.levels.of_line(line, self.stack, following)
        if not self.parts.in_extra:
            return level
        if self.shift is None:
            self.shift = 2 - level
        return max(2, level + self.shift)

    def _node(self, at: int, line: Line) -> RowKind:
        level = self._level(line, self._below(at))
        while self.stack and self.stack[-1].level >= level:
            self.stack.pop()
        row = line.row
        cell = cell_at(row, self.columns.points)
        maximum = None if self.cells.holds_points(row) else self._points(row)
        own = cell_at(row, self.columns.name)
        name, inside = total_in_name(line.name)
        maximum = self._agreed(maximum, inside, cell)
        if shape_of(line.code) is None and line.code:
            self._find("warning", "table.strange_code", _place(row), code=line.code)
        node = Node(line.code, name, level, maximum, self._at(line), row.number)
        if line.within:
            self.cells.take_lines(own, line.within, node)
        self.cells.take(row, node, own=True, goes_on=self._scale_goes_on(at, node))
        if node.max_points is None:
            node.maximum_at = "" if clean(cell.text) or cell.lost_formula else cell.where or _place(row)
            self._tell_no_maximum(cell, row, line.code or name)
        kind: RowKind = "criterion" if self.stack else "field"
        (self.stack[-1].children if self.stack else self.parts.fields).append(node)
        self.stack.append(node)
        self.last = LastRow(node)
        return kind

    def _below(self, at: int) -> Line | None:
        return self.content[at + 1] if at + 1 < len(self.content) else None

    def _scale_goes_on(self, at: int, node: Node) -> bool:
        """Whether the rows below, which have no name, hold lower rungs of the scale that a node's row begins."""
        below = self._below(at)
        unnamed = below is not None and not below.code and not below.name and below.points is not None
        return below is not None and unnamed and (below.points or ZERO) < node.maximum and self.cells.says_more(below.row)

    def _agreed(self, maximum: Decimal | None, inside: Decimal | None, cell: SourceCell) -> Decimal | None:
        if maximum is not None and inside is not None and maximum != inside:
            self._find("error", "table.points_disagree", cell.where, text=show_points(inside), cell=show_points(maximum))
        return inside if maximum is None else maximum

    def _at(self, line: Line) -> str:
        coded = self.columns.code is not None and (line.code or not line.depth)
        return cell_at(line.row, self.columns.code if coded else self.columns.name).where

    def _tell_no_maximum(self, cell: SourceCell, row: SourceRow, code: str) -> None:
        what = "table.lost_maximum" if cell.lost_formula else "table.maximum_missing"
        if not any(finding.where == cell.where and cell.where for finding in self.findings):
            self._find("error", what, cell.where or _place(row), code=code)

    def _find(self, severity: Literal["error", "warning", "info"], what: str, where: str, /, **facts: object) -> None:
        self.findings.append(Finding(severity, what, where, "", facts))


def read_outline(table: SourceTable, columns: Columns) -> Outline:
    """The tree of a table whose columns are known."""
    return _Reader(table, columns).read()


def _place(row: SourceRow) -> str:
    return next((cell.where for cell in row.cells if clean(cell.text)), "")
