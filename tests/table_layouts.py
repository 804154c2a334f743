"""An invented table printed in the layout that it names: neutral cells, from which any kind of file is made."""

import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from tests.table_truth import TrueNode, TrueTable

TOTAL = "TỔNG CỘNG"
NOTE = "Ghi chú: các số liệu lấy đến ngày 15/12 của năm đánh giá."
CONTINUED = "Các nội dung tiếp theo chấm theo số liệu của cơ quan thẩm định"


@dataclass(frozen=True)
class Cell:
    """A cell; one that is covered by another has `across` 0."""

    text: str = ""
    number: Decimal | None = None
    bold: bool = False
    across: int = 1
    down: int = 1


Grid = list[list[Cell]]
Row = dict[str, Cell]
COVERED = Cell(across=0)


def points_text(points: Decimal) -> str:
    """Points as a decision prints them."""
    return f"{points.normalize():f}".replace(".", ",")


def printed(truth: TrueTable) -> Grid:
    """The table with its title above and what stands below it."""
    return _Printer(truth).grid()


class _Printer:
    def __init__(self, truth: TrueTable) -> None:
        self.truth = truth
        self.style: dict[str, Any] = truth.layout
        self.columns = [name for name, _ in self.style["columns"]]
        self.rows: list[Row] = []
        self.leaves = 0

    def grid(self) -> Grid:
        for node in self.truth.fields:
            if self.style.get("merged"):
                self._side_by_side(node)
            else:
                self._field(node)
        self._end()
        body = [[row.get(column, Cell()) for column in self.columns] for row in self.rows]
        whole = [*self._title(), *self._head(), *body, *self._foot()]
        return [[_decomposed(cell) for cell in row] for row in whole] if self.style.get("nfd") else whole

    def _line(self, text: str, bold: bool = False) -> list[Cell]:
        return [Cell(text, None, bold, len(self.columns)), *[COVERED] * (len(self.columns) - 1)]

    def _title(self) -> Grid:
        heading = self.truth.heading
        day = heading["decided"]
        said = f"(Ban hành kèm theo Quyết định số {heading['decision']} ngày {day:%d/%m/%Y} của {heading['issuer']})"
        lead = [self._line(f"Căn cứ thứ {at} để xây dựng bảng này") for at in range(self.style.get("lead_rows", 0))]
        return [*lead, self._line(heading["title"], True), self._line(said), self._line("")]

    def _head(self) -> Grid:
        heads = [Cell(head, None, True) for _, head in self.style["columns"]]
        two = self.style.get("two_row") or self.style.get("three_row")
        rows: Grid = [heads]
        if two:
            at = self.columns.index(two["columns"][0])
            width = len(two["columns"])
            upper = [replace(cell, down=2) for cell in heads]
            upper[at : at + width] = [Cell(two["over"], None, True, width), *[COVERED] * (width - 1)]
            lower = [COVERED] * len(heads)
            lower[at : at + width] = [Cell(under, None, True) for under in two["under"]]
            rows = [upper, lower]
            if self.style.get("three_row"):
                rows.append([Cell("(điểm)" if at <= column < at + width else "", None) for column in range(len(heads))])
        if self.style.get("numbers"):
            rows.append([Cell(f"({number})") for number in range(1, len(heads) + 1)])
        return rows

    def _names(self, node: TrueNode) -> tuple[str, str]:
        """What stands in the cell of codes and in that of names."""
        name = f"{node.name} ({points_text(node.max_points)} điểm)" if node.level == 1 and self.style.get("field_total") else node.name
        sign = self.style.get("code_in_name") or (self.style.get("field_code_in_name") if node.level == 1 else None)
        if sign is None:
            return node.code, name
        return "", f"{node.code}{sign}{name}" if node.code else name

    def _points(self, points: Decimal) -> Cell:
        return Cell(points_text(points), points)

    def _node(self, node: TrueNode) -> Row:
        code, name = self._names(node)
        heavy = bool(self.style.get("bold")) and node.level < 3 or node.level == 1
        shown = name.upper() if self.style.get("bold") and node.level == 1 else name
        row = {"code": Cell(code), "name": Cell(shown, None, heavy), "max": self._points(node.max_points)}
        if node.level == 1 and self.style.get("field_total"):
            row["max"] = Cell()
        if self.style.get("survey_column") and node.kind == "not_self_scored":
            row["survey"], row["max"] = row["max"], Cell()
        if node.evidence:
            row["evidence"] = Cell("\n".join(f"- {line}" for line in node.evidence))
        if node.inputs:
            row["declared"] = Cell("\n".join(node.inputs))
        return row

    def _field(self, node: TrueNode) -> None:
        self._put(node)
        if node.level == 1 and self.style.get("part_totals"):
            self.rows.append({"name": Cell(f"Cộng mục {node.code}", None, True), "max": self._points(node.max_points)})

    def _put(self, node: TrueNode) -> None:
        row = self._node(node)
        self.rows.append(row)
        if node.children:
            for child in node.children:
                self._put(child)
            return
        self.leaves += 1
        self._scale(node, row)
        if self.style.get("self_lines") and node.rungs:
            self.rows.append({"name": Cell("Điểm tự chấm: …")})
        if self.style.get("notes_between") and self.leaves == 5:
            self.rows.append({"name": Cell(f"Lưu ý: {CONTINUED}")})
        every = self.style.get("repeat_head")
        if every and self.leaves % every == 0:
            self.rows.append({name: Cell(head, None, True) for name, head in self.style["columns"]})

    def _scale(self, node: TrueNode, row: Row) -> None:
        how = self.style["rungs"]
        if how == "lines":
            row["lines"] = Cell(self._lines(node))
        elif how == "name" and node.rungs:
            row["name"] = replace(row["name"], text=f"{row['name'].text}\n{self._lines(node)}")
        elif how in {"rows", "coded"}:
            for number, (text, points) in enumerate(node.rungs, 1):
                self.rows += self._rung(node, number, text, points)

    def _rung(self, node: TrueNode, number: int, text: str, points: Decimal) -> list[Row]:
        where = self.style.get("rung_points")
        code = f"{node.code.rstrip(').')}.{number}" if self.style["rungs"] == "coded" else ""
        said = f": {points_text(points)}" if where in {"text", "both"} else ""
        cell = Cell(points_text(points)) if where in {"cell", "both", "rung"} else Cell()
        row = {"code": Cell(code), "rung" if where == "rung" else "max": cell}
        bullet = self.style.get("bullet", "")
        if self.leaves in self.style.get("cut", ()) and number == 1:
            words = text.split()
            half = len(words) // 2
            return [{**row, "name": Cell(bullet + " ".join(words[:half]))}, {"name": Cell(" ".join(words[half:]) + said)}]
        return [{**row, "name": Cell(f"{bullet}{text}{said}")}]

    def _lines(self, node: TrueNode) -> str:
        bullet, end = self.style.get("bullet", ""), self.style.get("line_end", "")
        return "\n".join(f"{bullet}{text}: {self._worth(points, node.max_points, end)}" for text, points in node.rungs)

    def _worth(self, points: Decimal, maximum: Decimal, end: str) -> str:
        if not self.style.get("words"):
            return points_text(points) + end
        share = points / maximum
        return "Điểm tối đa" if share == 1 else f"{points_text(share * 100)}% điểm" if share else "0 điểm"

    def _side_by_side(self, field: TrueNode) -> None:
        """Field, criterion and sub-criterion in columns of their own, each merged down over what stands under it."""
        first = len(self.rows)
        for criterion in field.children:
            start = len(self.rows)
            for leaf in criterion.children or (criterion,):
                self._leaf_beside(leaf, "level3" if criterion.children else "level2")
            if criterion.children:
                self.rows[start]["level2"] = self._beside(criterion, len(self.rows) - start)
        self.rows[first]["level1"] = self._beside(field, len(self.rows) - first)
        if self.style.get("code_of") == 1:
            self.rows[first]["code"] = Cell(field.code, None, False, 1, len(self.rows) - first)

    def _leaf_beside(self, leaf: TrueNode, column: str) -> None:
        row = self._node(leaf)
        row.pop("name")
        code = row.pop("code").text
        names = self._beside(leaf, len(leaf.rungs) if self.style["rungs"] == "beside" else 1)
        row[column] = names
        del code
        self.rows.append(row)
        if self.style["rungs"] == "lines":
            row["lines"] = Cell(self._lines(leaf))
            return
        for at, (text, points) in enumerate(leaf.rungs):
            if at:
                self.rows.append({})
            self.rows[-1] |= {"scale": Cell(text), "rung": Cell(points_text(points))}

    def _beside(self, node: TrueNode, rows: int) -> Cell:
        sign = self.style.get("code_in_name") or ". "
        told = node.level < 3 or "max" not in self.columns
        code = "" if self.style.get("code_of") == node.level else f"{node.code}{sign}"
        return Cell(f"{code}{node.name}{f' ({points_text(node.max_points)} điểm)' if told else ''}", None, node.level == 1, 1, rows)

    def _end(self) -> None:
        for (code, name), leaves in zip(self.style.get("extras", ()), (self.truth.bonus, self.truth.penalty), strict=False):
            cap = self.truth.bonus_cap if leaves is self.truth.bonus else None
            self.rows.append({"code": Cell(code), "name": Cell(name, None, True), "max": Cell() if cap is None else self._points(cap)})
            for leaf in leaves:
                self._put(leaf)

    def _foot(self) -> Grid:
        at = "max" if "max" in self.columns else "rung"
        name = "name" if "name" in self.columns else "level1"
        self.rows = [{name: Cell(TOTAL, None, True), at: self._points(self.truth.total)}]
        rows = [[row.get(column, Cell()) for column in self.columns] for row in self.rows]
        below = [self._line(""), self._line(NOTE), self._line("NGƯỜI LẬP BIỂU"), self._line("THỦ TRƯỞNG ĐƠN VỊ (ký, ghi rõ họ tên)")]
        return [*rows, *(below if self.style.get("footer") else [])]


def _decomposed(cell: Cell) -> Cell:
    return replace(cell, text=unicodedata.normalize("NFD", cell.text))
