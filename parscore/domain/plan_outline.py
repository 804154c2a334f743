"""The lines of a plan parted into tasks, targets, head, prose and what else there is; each line ends as exactly one of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from parscore.domain.findings import Finding
from parscore.domain.plan_item import PlanItem
from parscore.domain.plan_prose import is_listed_target, plain_tasks, section_kind, tasks_of
from parscore.domain.plan_source import PlanLine, PlanSource
from parscore.domain.plan_table import read_task_tables
from parscore.domain.plan_tree import Node, Prose, tree_of
from parscore.domain.plan_words import PlanWords
from parscore.domain.plan_wraps import unwrapped
from parscore.domain.viet_text import search_key

_POINTS = ("diem toi da", "diem chuan", "thang diem", "diem tu cham", "diem tu danh gia")
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with the lines it stands in."""

    text: str
    numbers: tuple[int, ...]
    listed: bool = False


@dataclass(slots=True)
class Outline:
    """What the lines are: tasks in their order, texts with targets, all texts outside the tasks, and the kind of every line.

    `printed` are the lines outside tables of tasks as they stand, from which the head of the document is read.
    """

    items: list[PlanItem] = field(default_factory=list)
    targets: list[Passage] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)
    where: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def place(self, numbers: Sequence[int]) -> str:
        """Where the first of some lines stands."""
        return self.where.get(min(numbers), "") if numbers else ""


def outline_of(source: PlanSource, words: PlanWords) -> Outline:
    """The outline of a source; what looks like tasks without any field is taken as tasks where there are no others, and told."""
    outline = Outline(where={line.number: line.where for line in source.lines}, findings=list(source.findings))
    outline.findings += _points_columns(source.lines)
    prose_lines: list[PlanLine] = []
    for table, rows in groupby(source.lines, key=lambda line: line.table):
        lines = list(rows)
        roles: dict[int, str] = {}
        for read in read_task_tables(lines, words) if table else ():
            outline.items += read.items
            roles.update(read.roles)
            outline.findings += _unread_columns(lines, read.unread)
        outline.kinds.update(roles)
        prose_lines += [flat for line in lines if roles.get(line.number, "prose") == "prose" for flat in _flat(line)]
    outline.printed = [line.text for line in prose_lines]
    prose = tree_of(unwrapped(prose_lines), words)
    _take_prose(outline, prose, words)
    for line in source.lines:
        outline.kinds.setdefault(line.number, "other")
    outline.items.sort(key=lambda item: min(item.numbers, default=0))
    return outline


def _flat(line: PlanLine) -> Iterator[PlanLine]:
    """A line of text; of a row that is no part of a table of tasks, each line of its cells, a lone label with what it labels."""
    if not line.cells:
        yield line
        return
    filled = [cell.text for cell in line.cells if cell.text]
    texts = filled if len(filled) != 2 or len(filled[0]) > 8 or "\n" in filled[0] else [f"{_closed(filled[0])} {filled[1]}"]
    for text in texts:
        for part in text.split("\n"):
            yield replace(line, text=part, cells=())


def _closed(label: str) -> str:
    """A label in a cell of its own, closed as it is before a text."""
    return label if label[-1] in ".)/:-–+•" else f"{label}."


def _take_prose(outline: Outline, prose: Prose, words: PlanWords) -> None:
    found = tasks_of(prose.root, words)
    if not found and not outline.items:
        found = plain_tasks(prose.root, words)
        if found:
            outline.findings.append(Finding("warning", "plan.no_fields"))
    outline.items += found
    outline.kinds.update(dict.fromkeys(prose.before, "head") | dict.fromkeys(prose.after, "other"))
    taken = {number for item in found for number in item.numbers}
    headed = {id(node) for node in _above_tasks(prose.root, taken)}
    for node in prose.root.walk():
        if node.rank and not taken.issuperset(node.numbers):
            kind = "section" if id(node) in headed else _kind_of(node, words)
            outline.kinds.update(dict.fromkeys(node.numbers, kind))
            _keep_passage(outline, node, kind, words)
        for each in node.fields:
            if not taken.issuperset(each.numbers):
                outline.kinds.update(dict.fromkeys(each.numbers, "prose"))
                outline.passages += [Passage(line, tuple(each.numbers)) for line in each.lines]
    outline.kinds.update(dict.fromkeys(taken, "task"))


def _above_tasks(root: Node, taken: set[int]) -> Iterator[Node]:
    """The headings below which tasks stand."""
    for node in root.walk():
        at = node.parent if taken.intersection(node.numbers) else None
        while at is not None:
            yield at
            at = at.parent


def _kind_of(node: Node, words: PlanWords) -> str:
    if node.is_heading and node.children:
        return "section"
    return "target" if section_kind(node, words) == "targets" else "prose"


def _keep_passage(outline: Outline, node: Node, kind: str, words: PlanWords) -> None:
    passage = Passage(node.text, tuple(node.numbers), is_listed_target(node, words))
    if kind == "target":
        outline.targets.append(passage)
    if kind in {"target", "prose"}:
        outline.passages.append(passage)


def _points_columns(lines: Sequence[PlanLine]) -> list[Finding]:
    """A column of points is that of a table of criteria, which is no plan; told once."""
    for line in lines:
        for cell in line.cells:
            if len(cell.text) < _LONGEST_TITLE and search_key(cell.text).startswith(_POINTS):
                return [Finding("warning", "plan.criteria_table", line.where, facts={"heading": cell.text})]
    return []


def _unread_columns(rows: Sequence[PlanLine], unread: Sequence[str]) -> list[Finding]:
    return [Finding("info", "plan.unread_column", rows[0].where, facts={"heading": heading}) for heading in unread]
