"""The heading of a table of tasks: which column holds what, in one row or two, and rows that only repeat it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parscore.domain.plan_item import CORE
from parscore.domain.plan_labels import label_alone
from parscore.domain.plan_source import PlanLine
from parscore.domain.plan_words import PlanWords
from parscore.domain.viet_text import search_key

_COUNTED = re.compile(r"\(?\d{1,2}\)?|\(?[a-zA-Z]\)?")
_MOMENT = re.compile(r"(?:quý|tháng|q|t)\.?\s*(?:[IVX]+|\d+)", re.IGNORECASE)
_LONGEST_HEADING = 80
_LOOKED_AT = 15


@dataclass(frozen=True, slots=True)
class TaskColumns:
    """The role of each column, "" where its heading says nothing known; the headings; the rows that head the table."""

    roles: tuple[str, ...]
    headings: tuple[str, ...]
    head: tuple[int, ...]
    key: tuple[str, ...]
    both: frozenset[int] = frozenset()


def find_task_columns(rows: Sequence[PlanLine], words: PlanWords) -> TaskColumns | None:
    """The columns of a table of tasks, None where no row heads one; in a sheet much text may stand above the heading."""
    for at, row in enumerate(rows):
        if not could_head(row):
            continue
        texts = [cell.text for cell in row.cells]
        below = rows[at + 1] if at + 1 < len(rows) else None
        two = below is not None and _is_second(row, below, words)
        headings = _joined(row, below) if two and below is not None else texts
        above = _above(row) if two else [""] * len(headings)
        roles = _settled(_roles(headings, above, rows[at + 1 :], words), headings, words)
        if _heads_tasks(roles):
            both = frozenset(column for column, text in enumerate(headings) if {"lead", "support"} <= set(words.roles_of_label(text)))
            head = (row.number, below.number) if two and below is not None else (row.number,)
            return TaskColumns(tuple(roles), tuple(headings), head, head_key(row), both)
    return None


def could_head(row: PlanLine) -> bool:
    """Whether a row has the shape of a heading: several short texts."""
    lengths = [len(cell.text) for cell in row.cells if cell.text]
    return len(lengths) > 1 and max(lengths) <= _LONGEST_HEADING


def head_key(row: PlanLine) -> tuple[str, ...]:
    """What a heading row is known again by."""
    return tuple(search_key(cell.text) for cell in row.cells)


def is_counting_row(row: PlanLine) -> bool:
    """Whether a row only counts the columns: (1), (2), (3)."""
    texts = [cell.text for cell in row.cells if cell.text]
    return len(texts) > 2 and all(_COUNTED.fullmatch(text) for text in texts)


def _heads_tasks(roles: Sequence[str]) -> bool:
    found = set(roles)
    return "task" in found and bool(found & set(CORE)) and len(found - {""}) > 1


def _roles(headings: Sequence[str], above: Sequence[str], rows: Sequence[PlanLine], words: PlanWords) -> list[str]:
    """The role of each column by its heading, else by what reaches over it; the first without any counts rows, if labels stand in it."""
    roles = [words.column_of(text) or words.column_of(over) for text, over in zip(headings, above, strict=True)]
    if roles and not roles[0] and "number" not in roles:
        filled = [row.cells[0].text for row in rows[:_LOOKED_AT] if row.cells and row.cells[0].text]
        if filled and all(label_alone(text) for text in filled):
            roles[0] = "number"
    return roles


def _above(row: PlanLine) -> list[str]:
    """For each column the heading that reaches over it."""
    found, last = [], ""
    for cell in row.cells:
        last = cell.text or last
        found.append(last)
    return found


def _settled(roles: list[str], headings: Sequence[str], words: PlanWords) -> list[str]:
    """One column is the task: what the heading calls so, else activities, else the goal; a second one of these is about activities."""
    if "task" not in roles:
        named = [at for at, text in enumerate(headings) if words.speaks_of_tasks(text)]
        roles = ["task" if at in named[:1] else role for at, role in enumerate(roles)]
    for instead in ("activities", "goal"):
        if "task" not in roles and instead in roles:
            roles[roles.index(instead)] = "task"
    first = roles.index("task") if "task" in roles else -1
    return ["activities" if role == "task" and at != first else role for at, role in enumerate(roles)]


def _is_second(row: PlanLine, below: PlanLine, words: PlanWords) -> bool:
    """Whether the row below parts columns of the heading further: it has words for them and nothing where the first stands alone."""
    texts = [cell.text for cell in below.cells]
    filled = [at for at, text in enumerate(texts) if text]
    if not filled or len(filled) == len(texts) or filled[0] == 0:
        return False
    over = _above(row)
    return all(
        len(texts[at]) < _LONGEST_HEADING and words.column_of(over[at]) and (words.column_of(texts[at]) or _MOMENT.match(texts[at]))
        for at in filled
    )


def _joined(row: PlanLine, below: PlanLine) -> list[str]:
    """The heading of each column; one that reaches over several is said with each of them, unless its part says it alone."""
    parts = [cell.text for cell in below.cells] + [""] * len(row.cells)
    return [part or cell.text for part, cell in zip(parts, row.cells, strict=False)]
