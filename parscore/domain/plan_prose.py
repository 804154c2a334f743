"""Tasks out of the tree of a plan's prose: which items are tasks, what is their text, and to whom the fields belong."""

from collections.abc import Iterator, Sequence

from parscore.domain.plan_item import CORE, PlanItem
from parscore.domain.plan_labels import BULLET, LETTER, PARAGRAPH, ROMAN
from parscore.domain.plan_tree import FieldText, Node
from parscore.domain.plan_words import PlanWords

Group = tuple[list[Node], list[FieldText]]


def tasks_of(root: Node, words: PlanWords) -> list[PlanItem]:
    """Every item that carries fields, and those beside it that should, in their order."""
    return list(_tasks_below(root, words))


def plain_tasks(root: Node, words: PlanWords) -> list[PlanItem]:
    """The innermost items of the sections on tasks, for a plan in which no item carries any field."""
    return [
        _item(node, node.label, _text(node, []))
        for node in root.walk()
        if node.text and _is_innermost(node) and section_kind(node, words) == "tasks"
    ]


def section_kind(node: Node, words: PlanWords) -> str:
    """What the nearest section above an item that says it is about: targets, tasks, other, or "" where none says it."""
    at: Node | None = node if node.is_heading and node.children else node.parent
    while at is not None and at.rank:
        for kind in ("targets", "tasks", "other") if at.is_heading else ():
            if words.is_section(at.text, kind):
                return kind
        at = at.parent
    return ""


def is_listed_target(node: Node, words: PlanWords) -> bool:
    """Whether an item stands in a list of targets, where each is one whether it has a number or not."""
    above = node.parent
    while above is not None and not above.is_heading:
        above = above.parent
    return above is not None and words.is_section(above.text, "listed_targets") and _is_innermost(node)


def _tasks_below(node: Node, words: PlanWords) -> Iterator[PlanItem]:
    carrying = {child.rank for child in node.children if child.label and _is_task(child, words)}
    for child in node.children:
        if _is_task(child, words):
            yield from _own_tasks(child, words)
            yield from (task for each in child.children if each.label for task in _labelled_below(each, words))
        elif child.rank in carrying and not any(_is_task(each, words) for each in child.walk()) and section_kind(child, words) != "other":
            yield _item(child, child.label, _text(child, child.children))
        else:
            yield from _tasks_below(child, words)


def _labelled_below(node: Node, words: PlanWords) -> Iterator[PlanItem]:
    """Items with labels of their own below an item that is a task itself."""
    if _is_task(node, words):
        yield from _own_tasks(node, words)


def _is_task(node: Node, words: PlanWords) -> bool:
    """Whether an item carries fields of its own, or has dashes below it that do; a single one is not enough where nothing is assigned."""
    roles = {each.role for each in node.fields if each.role in CORE}
    if node.rank <= ROMAN or not node.label or section_kind(node, words) == "other":
        return len(roles) > 1
    return bool(roles)


def _own_tasks(node: Node, words: PlanWords) -> Iterator[PlanItem]:
    groups = _groups(node)
    if node.rank < LETTER and (len(groups) > 1 or (groups[0][0] and all(each.rank == PARAGRAPH for each in groups[0][0]))):
        for texts, fields in groups:
            title = texts[-1] if texts else node
            yield _with_fields(_item(title, "" if texts else node.label, _text(title, title.children)), [*fields, *_inner_fields(title)])
        return
    labelled = [child for child in node.children if child.label and _is_task(child, words)]
    inner = [child for child in node.children if child not in labelled]
    fields = [*(each for child in inner for each in _inner_fields(child)), *node.fields]
    fields.sort(key=lambda each: each.numbers[0])
    yield _with_fields(_item(node, node.label, _text(node, [child for child in inner if not _inner_fields(child)])), fields)


def _groups(node: Node) -> list[Group]:
    """Dashes and paragraphs with the fields that follow them; one group where no field is written twice."""
    groups: list[Group] = [([], [])]
    for each in node.below:
        if isinstance(each, FieldText):
            groups[-1][1].append(each)
        elif each.label:
            continue
        elif groups[-1][1]:
            groups.append(([each], []))
        else:
            groups[-1][0].append(each)
    filled = [group for group in groups if group[1]]
    leads = sum(1 for _, fields in filled if {each.role for each in fields} & {"lead", "time"})
    if leads > 1:
        return filled
    return [(groups[0][0], [each for _, fields in filled for each in fields])]


def _inner_fields(node: Node) -> list[FieldText]:
    return [each for inner in node.walk() for each in inner.fields]


def _with_fields(item: PlanItem, fields: Sequence[FieldText]) -> PlanItem:
    for each in fields:
        item.add(each.role, each.lines)
        item.fields.setdefault(each.role, [])
        item.numbers += [number for number in each.numbers if number not in item.numbers]
    return item


def _item(node: Node, label: str, text: str) -> PlanItem:
    sections = _sections(node)
    nearest = sections[-1] if sections else None
    outer = sections[-2] if len(sections) > 1 and nearest is not None and "." in nearest.label else None
    top, sub = (outer, nearest) if outer is not None else (nearest, None)
    return PlanItem(
        top.label if top else "",
        top.text if top else "",
        label,
        text,
        {},
        list(node.numbers),
        sub.label if sub else "",
        sub.text if sub else "",
    )


def _sections(node: Node) -> list[Node]:
    found: list[Node] = []
    at = node.parent
    while at is not None:
        if at.is_heading:
            found.insert(0, at)
        at = at.parent
    return found


def _text(node: Node, more: Sequence[Node]) -> str:
    return " ".join(each for each in (node.text, *(child.text for child in more if not child.label)) if each)


def _is_innermost(node: Node) -> bool:
    return not node.children and bool(node.label or node.rank >= BULLET)
