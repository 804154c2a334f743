"""A year's work taken to another version of its set: what becomes of each answer, with nothing lost on the way."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from parscore.domain.assessment import EMPTY, Answer
from parscore.domain.beside import NO_NOTE, Archived, Beside, Content, LeafNote, Origin, Pairing, PastAnswer, PastEvidence, joined
from parscore.domain.checks import document_name
from parscore.domain.criteria import CriteriaSet, Criterion
from parscore.domain.evidence import Link
from parscore.domain.outcome import NOTHING
from parscore.domain.scale_text import scale_text
from parscore.domain.set_difference import RESCORES, Change, SetDifference
from parscore.domain.year_work import YearWork

Fated = Literal["kept", "asks", "candidates", "archived"]
GRAVER: dict[Pairing, int] = {"same": 0, "likely": 1, "split": 2, "merged": 2}
FATES: tuple[Fated, ...] = ("kept", "asks", "candidates", "archived")


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one leaf at which something was written.

    `kept` as it is; `asks`: the answer stands beside its leaf, not counted, until it is confirmed; `candidates`: beside each of several;
    `archived`: put away with its evidence, for the new set has no place to score it.
    """

    leaf: Criterion
    outcome: Fated
    change: Change
    answered: bool
    documents: int


@dataclass(frozen=True, slots=True)
class MovePlan:
    """What a move would do; `content` is the year's work as it would stand afterwards."""

    difference: SetDifference
    fates: tuple[Fate, ...]
    content: Content

    @property
    def counts(self) -> dict[Fated, int]:
        """The leaves of each fate; they add up to `fates`."""
        found = Counter(fate.outcome for fate in self.fates)
        return {outcome: found[outcome] for outcome in FATES}

    def changes(self, outcome: Fated) -> tuple[Change, ...]:
        """What led to this fate, each change once, though several leaves may share it."""
        found = {id(fate.change): fate.change for fate in self.fates if fate.outcome == outcome}
        return tuple(found.values())


def content_of(work: YearWork) -> Content:
    """The year's work as a move sees it."""
    links = {(link.key, link.document): link for link in work.evidence.links}
    return Content(work.assessment.criteria.digest, dict(work.assessment.answers), links, work.beside)


def plan_move(work: YearWork, found: SetDifference, fresh: Callable[[], str]) -> MovePlan:
    """Every leaf at which something stands, to its place in the new set; `fresh` makes identities for what is archived."""
    mover = _Mover(work, found, fresh)
    by_key = {node.key: change for change in found.changes for node in change.old}
    fates = [mover.take(leaf, by_key[leaf.key]) for leaf in work.assessment.criteria.leaves() if mover.has_work(leaf.key)]
    return MovePlan(found, tuple(fates), mover.content())


def past_answer(work: YearWork, key: str, origin: Origin) -> PastAnswer:
    """The present answer of a leaf as something to look back at. Documents of another workspace are told by their names alone."""
    score = work.sheet.leaf(key)
    leaf, year = score.leaf, work.profile.year
    evidence = tuple(
        PastEvidence(document_name(document), link.place, document.id if origin == "before_move" else "")
        for link, document in work.evidence.of_leaf(key)
    )
    figures = leaf.max_points, score.points
    return PastAnswer(origin, year, leaf.code, leaf.name, *figures, score.answer, score.outcome.why, evidence, scale_text(leaf))


def pairing(change: Change) -> Pairing:
    """How surely the nodes of a change are the same, or parts of each other."""
    if len(change.new) > 1:
        return "split"
    if len(change.old) > 1:
        return "merged"
    return "same" if change.sure else "likely"


class _Mover:
    """Gathers what stands at the leaves of the new set."""

    def __init__(self, work: YearWork, found: SetDifference, fresh: Callable[[], str]) -> None:
        self._work, self._new, self._fresh = work, found.new, fresh
        self._parts = (found.old.parts(), found.new.parts())
        self._answers: dict[str, Answer] = {}
        self._links: dict[tuple[str, str], Link] = {}
        self._past: dict[str, tuple[PastAnswer, ...]] = {}
        self._archive = dict(work.beside.archive)
        self._notes: dict[str, LeafNote] = {}

    def has_work(self, key: str) -> bool:
        beside = self._work.beside
        return bool(
            not self._work.assessment.answer(key).is_empty
            or self._work.evidence.of_leaf(key)
            or beside.of_leaf(key)
            or beside.note(key) != NO_NOTE
        )

    def content(self) -> Content:
        return Content(self._new.digest, self._answers, self._links, Beside(self._past, self._archive, self._notes))

    def take(self, leaf: Criterion, change: Change) -> Fate:
        targets = [node for node in change.new if isinstance(node, Criterion) and node.self_scored]
        answer, links = self._work.assessment.answer(leaf.key), self._work.evidence.of_leaf(leaf.key)
        outcome: Fated
        if not targets:
            outcome = "archived"
            self._put_away(leaf.key)
        elif len(targets) > 1 or len(change.new) > 1:
            outcome = "candidates"
            self._offer(leaf.key, targets, change)
        else:
            outcome = self._to_one(leaf, targets[0], change)
        return Fate(leaf, outcome, change, not answer.is_empty, len(links))

    def _to_one(self, leaf: Criterion, target: Criterion, change: Change) -> Fated:
        answer = self._work.assessment.answer(leaf.key)
        if not change.sure:
            self._offer(leaf.key, [target], change)
            return "asks"
        stands = not answer.is_empty and (len(change.old) > 1 or not self._still_stands(leaf, target, change, answer))
        self._carry(leaf.key, target.key, change)
        for link in (each for each, _ in self._work.evidence.of_leaf(leaf.key)):
            at = target.key, link.document
            place = self._links[at].place if at in self._links else ""
            self._links[at] = Link(*at, joined(place, link.place, "; "))
        if stands:
            self._put_beside(target.key, (replace(past_answer(self._work, leaf.key, "before_move"), evidence=()),))
        elif not answer.is_empty:
            self._answers[target.key] = answer
        return "asks" if stands else "kept"

    def _still_stands(self, leaf: Criterion, target: Criterion, change: Change, answer: Answer) -> bool:
        """Whether the answer earns the same: nothing that scores has changed, nor whether it counts as bonus or penalty."""
        if answer.inputs == NOTHING and answer.not_applicable is None:
            return True
        return not RESCORES & set(change.kinds) and self._parts[0][leaf.key] == self._parts[1][target.key]

    def _offer(self, key: str, targets: Iterable[Criterion], change: Change) -> None:
        """Beside each target, with the evidence to be linked once it is confirmed."""
        empty = self._work.assessment.answer(key).is_empty and not self._work.evidence.of_leaf(key)
        for target in targets:
            self._carry(key, target.key, change)
            if not empty:
                self._put_beside(target.key, (past_answer(self._work, key, "before_move"),))

    def _carry(self, key: str, target: str, change: Change) -> None:
        """Note and earlier answers; those of last year remember what they are of the leaf at which they stand now."""
        note = self._work.beside.note(key)
        if note != NO_NOTE:
            self._notes[target] = self._notes.get(target, NO_NOTE).joined(note)
        paired = pairing(change)
        self._put_beside(
            target,
            tuple(
                replace(each, pairing=paired) if each.origin == "last_year" and GRAVER[paired] > GRAVER[each.pairing] else each
                for each in self._work.beside.of_leaf(key)
            ),
        )

    def _put_beside(self, target: str, past: tuple[PastAnswer, ...]) -> None:
        if past:
            self._past[target] = (*self._past.get(target, ()), *past)

    def _put_away(self, key: str) -> None:
        beside = self._work.beside
        self._archive[self._fresh()] = Archived(key, past_answer(self._work, key, "before_move"), beside.note(key), beside.of_leaf(key))


def taken_back(work: YearWork, before: Content, after: Content, fresh: Callable[[], str]) -> tuple[Content, tuple[str, ...]]:
    """The content before a move, and the keys of leaves where something was written since: that is archived, not lost."""
    now = content_of(work)
    archive = {**before.beside.archive, **{key: each for key, each in now.beside.archive.items() if key not in after.beside.archive}}
    keys = []
    for leaf in work.assessment.criteria.leaves():
        key = leaf.key
        answer = now.answers.get(key, EMPTY)
        new_answer = answer if answer != after.answers.get(key, EMPTY) else EMPTY
        links = {link.document for at, link in now.links.items() if at[0] == key and after.links.get(at) != link}
        note = now.beside.note(key)
        new_note = note if note != after.beside.note(key) else NO_NOTE
        older = tuple(each for each in now.beside.of_leaf(key) if each not in after.beside.of_leaf(key))
        if new_answer.is_empty and not links and new_note == NO_NOTE and not older:
            continue
        past = past_answer(work, key, "before_move")
        evidence = tuple(each for each in past.evidence if each.document in links)
        kept = replace(past, answer=new_answer, evidence=evidence, points=None if new_answer.is_empty else past.points)
        archive[fresh()] = Archived(key, kept, new_note, older)
        keys.append(key)
    return replace(before, beside=replace(before.beside, archive=archive)), tuple(keys)


def with_leaf(criteria: CriteriaSet, leaf: Criterion) -> CriteriaSet:
    """The set with one leaf in another reading, its key the same."""

    def down(node: Criterion) -> Criterion:
        if node.key == leaf.key:
            return leaf
        return replace(node, children=tuple(down(child) for child in node.children)) if node.children else node

    return replace(
        criteria,
        fields=tuple(replace(field, children=tuple(down(child) for child in field.children)) for field in criteria.fields),
        bonus=tuple(down(each) for each in criteria.bonus),
        penalty=tuple(down(each) for each in criteria.penalty),
    )
