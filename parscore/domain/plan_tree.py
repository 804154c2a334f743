"""The prose of a plan as a tree: sections, items, dashes, and the fields that are written below them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parscore.domain.plan_labels import BULLET, LETTER, PARAGRAPH, ROMAN, Item, item_of
from parscore.domain.plan_source import PlanLine
from parscore.domain.plan_words import PlanWords

_LABEL = re.compile(r"(?:^|(?<=[.;])\s+|(?<=\()|\s+(?=[-–+]\s))(?:[-–+•]\s*)*([^:.;(]{2,90}?(?:\([^()]*\))?)\s*[:：]\s*")
_SIGNATURE = re.compile(
    r"(?:KT\.|TM\.|TL\.|TUQ\.|Q\.)?\s*(?:PHÓ )?(?:GIÁM ĐỐC|CHỦ TỊCH|CHÁNH VĂN PHÒNG|BỘ TRƯỞNG|CỤC TRƯỞNG|TRƯỞNG BAN|TỔNG GIÁM ĐỐC)\b"
)
_LONGEST_SIGNATURE = 80

Numbers = tuple[int, ...]


@dataclass(slots=True)
class FieldText:
    """What is written for one field: its lines, where they stand, and how deep the first of them begins."""

    role: str
    lines: list[str]
    numbers: list[int]
    rank: int
    empty: bool


@dataclass(slots=True)
class Node:
    """An item with what stands below it, in its order."""

    rank: int
    label: str
    text: str
    numbers: list[int]
    parent: "Node | None" = None
    below: "list[Node | FieldText]" = field(default_factory=list)

    @property
    def children(self) -> "list[Node]":
        """The items right below it."""
        return [each for each in self.below if isinstance(each, Node)]

    @property
    def fields(self) -> list[FieldText]:
        """The fields right below it."""
        return [each for each in self.below if isinstance(each, FieldText)]

    @property
    def is_heading(self) -> bool:
        """Whether it heads what stands below it, by its level."""
        return self.rank < LETTER and bool(self.label)

    def walk(self) -> "Iterator[Node]":
        """This and all items below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Prose:
    """The tree, with the lines before its first section and those after its end, such as the list of receivers."""

    root: Node
    before: list[int]
    after: list[int]


def tree_of(lines: Sequence[tuple[PlanLine, Numbers]], words: PlanWords) -> Prose:
    """The lines of prose in their order as a tree."""
    builder = _Builder(words)
    for line, numbers in lines:
        builder.take(line, numbers)
    return Prose(builder.root, builder.before, builder.after)


def fields_in(text: str, words: PlanWords) -> tuple[str, list[tuple[str, str]]]:
    """The text before the first label of a field, and the fields with what is written for each."""
    marks = [(found, words.field_of(found[1])) for found in _LABEL.finditer(text)]
    known = [(found, role) for found, role in marks if role]
    if not known:
        return text, []
    ends = [found.start() for found, _ in known[1:]] + [len(text)]
    before = text[: known[0][0].start()].strip()
    bracketed = before.endswith("(")
    fields = [(role, text[found.end() : end].strip()) for (found, role), end in zip(known, ends, strict=True)]
    if not bracketed:
        return before, fields
    return before[:-1].strip(), [(role, re.sub(r"\)[.;]?$", "", value)) for role, value in fields]


class _Builder:
    """Puts line after line at its place."""

    def __init__(self, words: PlanWords) -> None:
        self._words = words
        self.root = Node(0, "", "", [])
        self._stack = [self.root]
        self._open: tuple[FieldText, Node] | None = None
        self._closed = False
        self.before: list[int] = []
        self.after: list[int] = []

    def take(self, line: PlanLine, numbers: Numbers) -> None:
        """The next line."""
        item = item_of(line.text)
        if self._ends(line.text, item):
            self._closed, self._open = True, None
        elif self._closed and item.rank < LETTER:
            self._closed = False
        if self._closed:
            self.after += numbers
        elif len(self._stack) == 1 and item.rank > ROMAN and not self._begins(item):
            self.before += numbers
        else:
            self._place(item, numbers)

    def _begins(self, item: Item) -> bool:
        """Whether the tree begins with a line that heads no part: a numbered item, once there is none above it."""
        return item.rank < BULLET and bool(item.label)

    def _ends(self, text: str, item: Item) -> bool:
        if self._words.is_section(text, "closing") and len(text) < _LONGEST_SIGNATURE:
            return True
        return item.rank == PARAGRAPH and len(text) < _LONGEST_SIGNATURE and _SIGNATURE.match(text) is not None and text.isupper()

    def _place(self, item: Item, numbers: Numbers) -> None:
        text, fields = fields_in(item.text, self._words) if item.rank >= LETTER else (item.text, [])
        if not fields:
            self._plain(item, numbers)
            return
        if text:
            self._plain(Item(item.rank, item.label, text), numbers)
        for role, value in fields:
            self._field(role, value, numbers, PARAGRAPH + 1 if text else item.rank)

    def _field(self, role: str, value: str, numbers: Numbers, rank: int) -> None:
        if self._open is not None and self._open[0].role == role and rank > self._open[0].rank:
            self._add(value, numbers)
            return
        owner = next(node for node in reversed(self._stack) if node.rank < max(rank, LETTER) or (rank > PARAGRAPH))
        while rank <= PARAGRAPH and self._stack[-1] is not owner:
            self._stack.pop()
        found = FieldText(role, [value] if value else [], list(numbers), rank, not value)
        owner.below.append(found)
        self._open = (found, owner)

    def _add(self, text: str, numbers: Numbers) -> None:
        assert self._open is not None
        self._open[0].lines.append(text)
        self._open[0].numbers += [each for each in numbers if each not in self._open[0].numbers]

    def _plain(self, item: Item, numbers: Numbers) -> None:
        if self._open is not None and self._belongs(item, self._open[0]):
            self._add(item.text, numbers)
            return
        self._open = None
        while self._stack[-1].rank >= item.rank:
            self._stack.pop()
        node = Node(item.rank, item.label, item.text, list(numbers), self._stack[-1])
        self._stack[-1].below.append(node)
        self._stack.append(node)

    def _belongs(self, item: Item, field: FieldText) -> bool:
        """Whether a line goes on with the field that is open: deeper than its label, or what an empty label announces."""
        if item.rank < BULLET:
            return False
        if field.empty:
            return item.rank > field.rank or item.rank == field.rank or not field.lines
        return item.rank > field.rank and item.rank != PARAGRAPH
