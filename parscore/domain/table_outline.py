"""Rows of a criteria table to its tree: fields, criteria, leaves and their rungs. Every row ends as something, and the counts add up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.domain.outcome import Rung
from parscore.domain.points import read_points, show_points
from parscore.domain.rung_text import split_points
from parscore.domain.table_columns import Columns
from parscore.domain.table_draft import SourceCell, SourceRow, SourceTable
from parscore.domain.viet_text import clean, search_key

RowKind = Literal["field", "criterion", "rung", "head", "note", "total", "blank"]
_CODE = re.compile(r"(?P<code>(?:\d+(?:\.\d+)*|[IVXLC]+(?:\.\d+)*|[A-ZĐ]))[.)]?\s+(?P<name>\S.*)", re.DOTALL)
_ROMAN = re.compile(r"[IVXLC]+")
_TOTAL = re.compile(r"^(tong cong|tong diem|tong so diem|tong so|tong)\b")
_FIELD_TOTAL = re.compile(r"\(\s*(?:tối đa\s*)?(\d+(?:[.,]\d+)?)\s*điểm\s*\)", re.IGNORECASE)
_NUMBERED_HEAD = re.compile(r"^\(?\d{1,2}\)?$")


@dataclass(slots=True)
class Node:
    """A row with a code: `level` counts from 1 for a field; `max_points` is None where the cell cannot be read."""

    code: str
    name: str
    level: int
    max_points: Decimal | None
    where: str
    row: int
    rungs: list[Rung] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outline:
    """The tree with what was found on the way; `total` is the declared total where it can be read."""

    fields: tuple[Node, ...]
    total: Decimal | None
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]


class _Reader:
    """Goes down the rows once."""

    def __init__(self, table: SourceTable, columns: Columns) -> None:
        self._table = table
        self._columns = columns
        self._head = {row.number: _keys(row) for row in table.rows if row.number in columns.head}
        self._stack: list[Node] = []
        self._after_total = False
        self._levels: dict[str, int] = {}
        self.fields: list[Node] = []
        self.findings: list[Finding] = []
        self.kinds: dict[int, RowKind] = {}
        self.total: Decimal | None = None

    def read(self) -> Outline:
        """The whole table."""
        rows = self._table.rows
        for at, row in enumerate(rows):
            self.kinds[row.number] = self._row(row, rows[at + 1] if at + 1 < len(rows) else None)
            if row.hidden and self.kinds[row.number] not in {"blank", "note"}:
                self._find("warning", "table.hidden_row", _place(row))
        counts = dict.fromkeys(("field", "criterion", "rung", "head", "note", "total", "blank"), 0)
        for kind in self.kinds.values():
            counts[kind] += 1
        return Outline(tuple(self.fields), self.total, tuple(self.findings), counts)

    def _row(self, row: SourceRow, following: SourceRow | None) -> RowKind:
        if not any(clean(cell.text) for cell in row.cells):
            return "blank"
        if row.number < self._columns.head[0] or self._after_total:
            return "note"
        if row.number in self._columns.head or _keys(row) in self._head.values() or self._is_number_row(row):
            return "head"
        code, name = self._code_and_name(row)
        if not code and _TOTAL.match(search_key(name) or search_key(row.cells[0].text)):
            return self._take_total(row)
        if not name:
            self._find("warning", "table.row_without_text", _place(row))
            return "note"
        if not code:
            return self._rung(row, name)
        if self._is_coded_rung(row, name, following):
            self._find("warning", "table.coded_rung", _place(row), code=code)
            return self._rung(row, name)
        return self._node(row, code, name)

    def _is_number_row(self, row: SourceRow) -> bool:
        texts = [clean(cell.text) for cell in row.cells if clean(cell.text)]
        return len(texts) >= 3 and all(_NUMBERED_HEAD.match(text) for text in texts)

    def _cell(self, row: SourceRow, column: int) -> SourceCell:
        return row.cells[column] if 0 <= column < len(row.cells) else SourceCell()

    def _code_and_name(self, row: SourceRow) -> tuple[str, str]:
        name = clean(self._cell(row, self._columns.name).text)
        if self._columns.code is not None:
            return clean(self._cell(row, self._columns.code).text), name
        found = _CODE.fullmatch(name)
        return (found["code"], found["name"]) if found else ("", name)

    def _points(self, row: SourceRow) -> Decimal | None:
        cell = self._cell(row, self._columns.points)
        if cell.number is not None:
            return cell.number
        text = clean(cell.text)
        if not text or split_points(f"x: {text}", Decimal(1))[1] is not None and "điểm" in text.lower():
            return None
        try:
            return read_points(text)
        except Refused:
            self._find("error", "table.points_unreadable", cell.where, text=text)
            return None

    def _take_total(self, row: SourceRow) -> RowKind:
        self._after_total = True
        cell = self._cell(row, self._columns.points)
        self.total = self._points(row) if not cell.lost_formula else None
        if cell.lost_formula:
            self._find("info", "table.lost_formula", cell.where, formula=cell.lost_formula)
        return "total"

    def _is_coded_rung(self, row: SourceRow, name: str, following: SourceRow | None) -> bool:
        """A coded row whose text ends with the points of its own cell, and that no rung follows, is a rung with a code."""
        _, said = split_points(name, None)
        cell = self._cell(row, self._columns.points)
        written = cell.number if cell.number is not None else _number(cell.text)
        if said is None or not self._stack or written not in {said, None}:
            return False
        if following is None:
            return True
        code_below, below = self._code_and_name(following)
        return bool(code_below) or not below or bool(_TOTAL.match(search_key(below)))

    def _rung(self, row: SourceRow, name: str) -> RowKind:
        if not self._stack:
            self._find("info", "table.text_before_fields", _place(row))
            return "note"
        leaf = self._stack[-1]
        text, said = split_points(name, leaf.max_points)
        written = self._points(row)
        if said is not None and written is not None and said != written:
            facts = {"text": show_points(said), "cell": show_points(written)}
            self._find("error", "table.points_disagree", self._cell(row, self._columns.points).where, **facts)
        points = written if written is not None else said
        if points is None:
            self._find("error", "table.rung_without_points", self._cell(row, self._columns.name).where, text=text)
        leaf.rungs.append(Rung(text, points, None, self._cell(row, self._columns.name).where))
        return "rung"

    def _node(self, row: SourceRow, code: str, name: str) -> RowKind:
        level = self._level(code)
        while self._stack and self._stack[-1].level >= level:
            self._stack.pop()
        maximum = self._points(row)
        inside = _FIELD_TOTAL.search(name)
        if maximum is None and inside:
            maximum = read_points(inside[1])
        cell = self._cell(row, self._columns.points)
        if maximum is None:
            code_of = "table.lost_maximum" if cell.lost_formula else "table.maximum_missing"
            if not any(finding.where == cell.where and cell.where for finding in self.findings):
                self._find("error", code_of, cell.where or _place(row), code=code)
        first = self._columns.code if self._columns.code is not None else self._columns.name
        node = Node(code, name, level, maximum, self._cell(row, first).where, row.number)
        (self._stack[-1].children if self._stack else self.fields).append(node)
        self._stack.append(node)
        return "field" if node in self.fields else "criterion"

    def _level(self, code: str) -> int:
        """How deep a code stands: shapes of codes nest in the order in which they first appear; dots go one deeper each."""
        parts = code.rstrip(".").split(".")
        shape = "roman" if _ROMAN.fullmatch(parts[0]) else "letter" if parts[0].isalpha() else "number"
        if shape not in self._levels:
            self._levels[shape] = len(self._levels)
        return self._levels[shape] + len(parts)

    def _find(self, severity: Literal["error", "warning", "info"], what: str, where: str, /, **facts: object) -> None:
        self.findings.append(Finding(severity, what, where, "", facts))


def read_outline(table: SourceTable, columns: Columns) -> Outline:
    """The tree of a table whose columns are known."""
    return _Reader(table, columns).read()


def _keys(row: SourceRow) -> tuple[str, ...]:
    return tuple(search_key(cell.text) for cell in row.cells)


def _place(row: SourceRow) -> str:
    return next((cell.where for cell in row.cells if clean(cell.text)), "")


def _number(text: str) -> Decimal | None:
    try:
        return read_points(clean(text))
    except Refused:
        return None
