"""Tasks out of a table: sections, rows that several rows of print make up, cells that a page's end cut, and merged ones."""

import re
from collections.abc import Sequence

from parscore.domain.plan_columns import TaskColumns, could_head, find_task_columns, head_key, is_counting_row
from parscore.domain.plan_item import PlanItem
from parscore.domain.plan_labels import ARABIC, ROMAN, Item, item_of, label_alone
from parscore.domain.plan_source import PlanLine
from parscore.domain.plan_tree import fields_in
from parscore.domain.plan_words import PlanWords

_LONGEST_LABEL = 8
_NO_FIELDS = ("task", "number", "section")
_BULLET = re.compile(r"^(?:[-–—+•●▪◦·]\s*)+(?=\S)")
_TITLED_NUMBER = re.compile(r"([IVX]{1,5})\s*[.)/\-–]?\s+(?=[^\W\d_]{2})")
_TICK = re.compile(r"[xX+✓✔√v]")
_YEAR_ON = re.compile(r"\d[\d/.]*(?:\s|$|/[A-ZĐ])")
_FINISHED = re.compile(r"[.;:]\s*[\"”)]*$")


def cell_lines(text: str) -> list[str]:
    """The lines of a cell without their dashes; what was only broken to fit is one line again."""
    lines: list[str] = []
    for line in text.split("\n"):
        dash = _BULLET.match(line)
        plain = line[dash.end() :] if dash else line
        if lines and not dash and goes_on(lines[-1], plain):
            lines[-1] += f" {plain}"
        elif plain:
            lines.append(plain)
    return lines


def goes_on(before: str, text: str) -> bool:
    """Whether a text is the rest of the one before it."""
    if not before or not text:
        return False
    if before.count("(") > before.count(")"):
        return True
    if _YEAR_ON.match(text) and before.endswith(("năm", "/", "số", "ngày", "tháng")):
        return True
    return not _FINISHED.search(before) and (text[0].islower() or before.endswith((",", " và", "-")) or text[0] in ")/,;.")


class TaskTable:
    """Goes through the rows of one table once."""

    def __init__(self, rows: Sequence[PlanLine], columns: TaskColumns, words: PlanWords) -> None:
        """Read rows by these columns."""
        self._rows = rows
        self._columns = columns
        self._words = words
        self._section = ("", "")
        self._subsection = ("", "")
        self._above: dict[int, str] = {}
        self._after_head = False
        self.items: list[PlanItem] = []
        self.roles: dict[int, str] = {}

    @property
    def unread(self) -> list[str]:
        """The headings of columns that say nothing known; what stands in them is kept as a note."""
        return [heading for heading, role in zip(self._columns.headings, self._columns.roles, strict=True) if heading and not role]

    def read(self) -> "TaskTable":
        """All rows; what stands above the heading is no part of it."""
        begun = False
        for at, row in enumerate(self._rows):
            if row.number in self._columns.head or (begun and head_key(row) == self._columns.key):
                begun, self._after_head = True, True
                self.roles[row.number] = "table_head"
            elif not begun:
                self.roles[row.number] = "prose"
            elif is_counting_row(row) and self._after_head:
                self.roles[row.number] = "table_head"
            else:
                self._row(row, at)
        return self

    def _row(self, row: PlanLine, at: int) -> None:
        texts = self._by_role(row)
        label, main = self._label(row, texts)
        rest = [role for role in texts if role not in _NO_FIELDS and texts[role]]
        if not any(texts.values()):
            self.roles[row.number] = "other"
        elif self._is_section(row, label, main, rest, at):
            self._take_section(row, label)
        elif label is not None or not self.items:
            self._begin(row, texts, label, main)
        elif self._goes_on(row, texts, main, rest):
            self._extend(row, texts, main)
        else:
            self._begin(row, texts, None, main)
        self._after_head = False

    def _by_role(self, row: PlanLine) -> dict[str, str]:
        """The texts of a row by the role of their column; a merged cell says again what stands at its top."""
        texts: dict[str, str] = {}
        for at, cell in enumerate(row.cells):
            text = cell.text
            if not cell.goes_on:
                self._above[at] = text
            role, heading = self._column(at)
            if role == "time" and _TICK.fullmatch(text):
                text = heading
            if not role:
                role, text = "note", f"{heading}: {text}" if heading and text else text
            if text:
                texts[role] = f"{texts[role]}\n{text}" if texts.get(role) else text
        return texts

    def _column(self, at: int) -> tuple[str, str]:
        """The role and the heading of a column."""
        return (self._columns.roles[at], self._columns.headings[at]) if at < len(self._columns.roles) else ("", "")

    def _label(self, row: PlanLine, texts: dict[str, str]) -> tuple[Item | None, str]:
        """The label of a row, from its own column or before the text, and the text of the task."""
        main = texts.get("task", "")
        number = texts.get("number", "")
        if number:
            alone = label_alone(number)
            titled = _TITLED_NUMBER.match(number)
            if alone is not None:
                return alone, main
            if titled is not None:
                return Item(ROMAN, titled[1], number[titled.end() :]), main
            item = item_of(number)
            if not item.label and len(number) > _LONGEST_LABEL:
                return None, main
            return (item if item.label else Item(ARABIC, number, "")), main
        found = item_of(main)
        if found.label and "number" not in self._columns.roles:
            return found, found.text
        only = [text for text in texts.values() if text]
        lone = item_of(only[0]) if len(only) == 1 else None
        return (lone, main) if lone is not None and lone.label and lone.rank <= ROMAN else (None, main)

    def _is_section(self, row: PlanLine, label: Item | None, main: str, rest: list[str], at: int) -> bool:
        filled = {cell.text for cell in row.cells if cell.text} - {label.label if label else ""}
        if len(filled) > (2 if label is not None and not label.text else 1):
            return False
        only_number = bool(rest) and not main and rest != ["goal"]
        if label is None:
            text = next(iter(filled), "")
            titled = bool(self._peeked(row).get("number"))
            return len(text) > 3 and (titled or row.bold or (text.isupper() and not self._after_head)) and not goes_on(self._last(), text)
        if label.rank <= ROMAN or (label.text and not main and "number" in self._columns.roles):
            return True
        return not only_number and self._text_alone(row, label) and self._heads_below(label, at)

    def _last(self) -> str:
        return self.items[-1].text if self.items else ""

    def _text_alone(self, row: PlanLine, label: Item) -> bool:
        """Whether a row has a title and nothing else."""
        return len([cell for cell in row.cells if cell.text and label_alone(cell.text) is None]) <= 1

    def _heads_below(self, label: Item, at: int) -> bool:
        """Whether the next labelled row is deeper than this one or begins to count anew, so that this one is its heading."""
        for row in self._rows[at + 1 :]:
            if head_key(row) == self._columns.key:
                continue
            peeked = self._peeked(row)
            found, main = self._label(row, peeked)
            if found is None and label.rank == ARABIC and main and len(peeked) > 2 and not main[0].islower():
                return True
            if found is not None and found.label:
                return (
                    found.rank > label.rank or (found.label == "1" and label.label != "1") or (label.rank > ARABIC and found.rank == ARABIC)
                )
            return False
        return False

    def _peeked(self, row: PlanLine) -> dict[str, str]:
        return {role: cell.text for role, cell in zip(self._columns.roles, row.cells, strict=False) if role and cell.text}

    def _take_section(self, row: PlanLine, label: Item | None) -> None:
        texts = [cell.text for cell in row.cells if cell.text and (label is None or cell.text.strip(" .):/") != label.label)]
        title = (label.text if label is not None else "") or next(iter(texts), "")
        own = item_of(title)
        title = own.text if label is not None and own.label == label.label else title
        if label is not None and label.rank > ROMAN:
            self._subsection = (label.label, title)
        else:
            self._section, self._subsection = ((label.label if label else ""), title), ("", "")
        self.roles[row.number] = "section"

    def _begin(self, row: PlanLine, texts: dict[str, str], label: Item | None, main: str) -> None:
        if texts.get("section"):
            self._section = ("", " ".join(texts["section"].split("\n")))
        goal_again = label is None and bool(self.items) and not texts.get("goal") and "goal" in self._columns.roles
        name = label.label if label is not None else (self.items[-1].label if goal_again else "")
        item = PlanItem(
            *self._section, name, " ".join(cell_lines_kept(main)), subsection_no=self._subsection[0], subsection=self._subsection[1]
        )
        if label is not None and label.rank == ARABIC and self._subsection[0] and not self._subsection[0].count("."):
            self._subsection = item.subsection, item.subsection_no = ("", "")
        if goal_again:
            item.add("goal", self.items[-1].lines_of("goal"))
            item.goal_repeated = True
        self.items.append(item)
        self._fill(item, row, texts)

    def _fill(self, item: PlanItem, row: PlanLine, texts: dict[str, str]) -> None:
        for at, cell in enumerate(row.cells):
            role = self._columns.roles[at] if at < len(self._columns.roles) else ""
            if cell.goes_on and role not in {"", "note", *_NO_FIELDS} and self._above.get(at):
                self._put(item, role, at, self._above[at])
        for role, text in texts.items():
            if role not in _NO_FIELDS:
                self._put(item, role, self._columns.roles.index(role) if role in self._columns.roles else -1, text)
        item.numbers.append(row.number)
        self.roles[row.number] = "task"

    def _put(self, item: PlanItem, role: str, column: int, text: str) -> None:
        """A cell's lines as those of a field; a cell for two fields is parted by the labels within."""
        if column in self._columns.both:
            before, fields = fields_in(text, self._words)
            for each, value in fields:
                item.add(each, cell_lines(value))
            text = before
            if text:
                item.unsure.append("lead_and_support")
        lines = cell_lines(text)
        there = item.fields.get(role)
        if there and lines and goes_on(there[-1], lines[0]):
            there[-1] += f" {lines.pop(0)}"
        item.add(role, lines)

    def _goes_on(self, row: PlanLine, texts: dict[str, str], main: str, rest: list[str]) -> bool:
        """Whether a row without a label belongs to the task before it."""
        before = self.items[-1].text
        if not main or goes_on(before, main):
            return True
        if any(cell.goes_on for at, cell in enumerate(row.cells) if self._columns.roles[at : at + 1] == ("task",)):
            return True
        return self._after_head and not rest and not _FINISHED.search(before)

    def _extend(self, row: PlanLine, texts: dict[str, str], main: str) -> None:
        item = self.items[-1]
        if main:
            item.text = f"{item.text} {' '.join(cell_lines_kept(main))}"
        for role, text in texts.items():
            if role not in _NO_FIELDS:
                self._put(item, role, self._columns.roles.index(role) if role in self._columns.roles else -1, text)
        item.numbers.append(row.number)
        self.roles[row.number] = "task"


def cell_lines_kept(text: str) -> list[str]:
    """The lines of a task's cell with the dashes between them, which are part of what is printed."""
    return [line for line in text.split("\n") if line]


def read_task_tables(rows: Sequence[PlanLine], words: PlanWords) -> list[TaskTable]:
    """The tasks of a table, none where no heading names any; a heading of another shape below begins a table of its own."""
    columns = find_task_columns(rows, words)
    if columns is None:
        return []
    starts = [columns]
    for at, row in enumerate(rows):
        if row.number > starts[-1].head[-1] and head_key(row) != starts[-1].key and could_head(row):
            other = find_task_columns(rows[at : at + 2], words)
            if other is not None and other.head[0] == row.number:
                starts.append(other)
    ends = [each.head[0] for each in starts[1:]] + [rows[-1].number + 1]
    begins = [rows[0].number, *ends[:-1]]
    return [
        TaskTable([row for row in rows if begin <= row.number < end], each, words).read()
        for begin, end, each in zip(begins, ends, starts, strict=True)
    ]
