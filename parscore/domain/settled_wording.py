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


def settled_in(draft: SetDraft) -> dict[str, Settled]:
    """What a person settled in a draft, by the wording as it was read; leaves that lost or won rungs since are left out."""
    found: dict[str, Settled] = {}
    for leaf in draft.criteria.leaves():
        before = draft.as_read.get(leaf.key)
        asked = before is not None and before.open and before.open != (REMEMBERED,)
        if before is None or not asked or leaf.open or leaf.rule is None or len(before.rungs) != len(leaf.rungs):
            continue
        if all(search_key(was.text) == search_key(now.text) for was, now in zip(before.rungs, leaf.rungs, strict=True)):
            found[wording(before)] = Settled(leaf.rule, leaf.max_points, leaf.rungs)
    return found


def recalled(draft: SetDraft, memory: Mapping[str, Settled]) -> SetDraft:
    """The draft with every open leaf that was settled before as it was settled then, to be looked at once more."""
    for leaf in draft.open_leaves():
        known = memory.get(wording(leaf)) if leaf.open else None
        if known is not None and len(known.rungs) == len(leaf.rungs):
            draft = draft.with_node(leaf.key, lambda node, known=known: _as_before(node, known))  # type: ignore[misc]
    return draft


def questions_of(leaf: Criterion, as_read: Criterion | None) -> tuple[OpenQuestion, ...]:
    """The open questions of a leaf; where it stands as it was settled before, it can be asked about anew, as its table was read."""
    questions = open_questions(leaf)
    if as_read is None or as_read.open in {(), (REMEMBERED,)}:
        return questions
    read = replace(leaf, rule=as_read.rule, rungs=as_read.rungs, max_points=as_read.max_points, sure=as_read.sure, open=as_read.open)
    anew = Choice("ask_anew", read)
    return tuple(replace(each, choices=(*each.choices, anew)) if each.code == REMEMBERED else each for each in questions)


def _as_before(leaf: Criterion, known: Settled) -> Criterion:
    """The numbers asked for stay those that this leaf names."""
    rule = known.rule
    share, named = getattr(rule, "share", None), getattr(leaf.rule, "share", None)
    if share is not None and named is not None:
        rule = replace(rule, share=named)  # type: ignore[type-var]
    rungs = tuple(replace(now, points=was.points, band=was.band) for now, was in zip(leaf.rungs, known.rungs, strict=True))
    return replace(leaf, rule=rule, rungs=rungs, max_points=known.max_points, sure="check", open=(REMEMBERED,))
