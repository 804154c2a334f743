"""Questions that a person settled once, remembered by the wording of the scale, so that the next set need not ask them again.

What is recalled is never taken in silence: the leaf comes back as one to check, with the question "remembered".
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from parscore.domain.criteria import Criterion
from parscore.domain.outcome import Rung
from parscore.domain.points import canonical
from parscore.domain.rules import Rule
from parscore.domain.set_draft import SetDraft
from parscore.domain.settling import Choice, OpenQuestion, open_questions
from parscore.domain.viet_text import search_key

REMEMBERED = "remembered"


@dataclass(frozen=True, slots=True)
class Settled:
    """How a scale was settled: its rule, and points and band of each of its rungs in order."""

    rule: Rule
    max_points: Decimal
    rungs: tuple[Rung, ...]


def wording(leaf: Criterion) -> str:
    """What two leaves share when their scales say the same: sentences without regard to case, accents and spaces, points, maximum.

    A leaf without rungs is known by its name.
    """
    lines = [f"{search_key(rung.text)}={'' if rung.points is None else canonical(rung.points)}" for rung in leaf.rungs]
    return "|".join([canonical(leaf.max_points), *(lines or [search_key(leaf.name)])])


def settled_as(before: Criterion, after: Criterion) -> dict[str, Settled]:
    """What a leaf as it stands now tells of the same leaf when it was asked about; nothing while it is open, or by other sentences."""
    asked = before.open and before.open != (REMEMBERED,)
    if not asked or after.open or after.rule is None or len(before.rungs) != len(after.rungs):
        return {}
    if any(search_key(was.text) != search_key(now.text) for was, now in zip(before.rungs, after.rungs, strict=True)):
        return {}
    return {wording(before): Settled(after.rule, after.max_points, after.rungs)}


def settled_in(draft: SetDraft) -> dict[str, Settled]:
    """What a person settled in a draft, by the wording as it was read; leaves that lost or won rungs since are left out."""
    found: dict[str, Settled] = {}
    for leaf in draft.criteria.leaves():
        before = draft.as_read.get(leaf.key)
        if before is not None:
            found |= settled_as(before, leaf)
    return found


def recalled(draft: SetDraft, memory: Mapping[str, Settled]) -> SetDraft:
    """The draft with every open leaf that was settled before as it was settled then, to be looked at once more."""
    for leaf in draft.open_leaves():
        known = recalled_leaf(leaf, memory)
        if known is not leaf:
            draft = draft.with_node(leaf.key, lambda _, known=known: known)  # type: ignore[misc]
    return draft


def questions_of(leaf: Criterion, as_read: Criterion | None) -> tuple[OpenQuestion, ...]:
    """The open questions of a leaf; where it stands as it was settled before, it can be asked about anew, as its table was read.

    Then "rungs" among the facts are those that do not stand as they were read.
    """
    questions = open_questions(leaf)
    if as_read is None or as_read.open in {(), (REMEMBERED,)}:
        return questions
    read = replace(leaf, rule=as_read.rule, rungs=as_read.rungs, max_points=as_read.max_points, sure=as_read.sure, open=as_read.open)
    anew = Choice("ask_anew", read)
    pairs = zip(as_read.rungs, leaf.rungs, strict=False)
    facts = {"rungs": tuple(now for was, now in pairs if (was.points, was.band) != (now.points, now.band))}
    return tuple(replace(each, choices=(*each.choices, anew), facts=facts) if each.code == REMEMBERED else each for each in questions)


def recalled_leaf(leaf: Criterion, memory: Mapping[str, Settled]) -> Criterion:
    """An open leaf as the same wording was settled before; itself where nothing is remembered of it."""
    known = memory.get(wording(leaf)) if leaf.open and leaf.open != (REMEMBERED,) else None
    return leaf if known is None or len(known.rungs) != len(leaf.rungs) else _as_before(leaf, known)


def _as_before(leaf: Criterion, known: Settled) -> Criterion:
    """The numbers asked for stay those that this leaf names."""
    rule = known.rule
    share, named = getattr(rule, "share", None), getattr(leaf.rule, "share", None)
    if share is not None and named is not None:
        rule = replace(rule, share=named)  # type: ignore[type-var]
    rungs = tuple(replace(now, points=was.points, band=was.band) for now, was in zip(leaf.rungs, known.rungs, strict=True))
    return replace(leaf, rule=rule, rungs=rungs, max_points=known.max_points, sure="check", open=(REMEMBERED,))
