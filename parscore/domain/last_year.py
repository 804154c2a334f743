"""A new year begun from the year before: units and notes go over, answers do not but stand beside their leaves to be looked at."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from parscore.domain.assessment import Answer, Assessment
from parscore.domain.beside import NO_NOTE, Archived, Beside, LeafNote, PastAnswer, joined
from parscore.domain.criteria import CriteriaSet, Criterion
from parscore.domain.errors import Refused
from parscore.domain.moving import pairing, past_answer
from parscore.domain.outcome import NOTHING, Inputs
from parscore.domain.points import show_points
from parscore.domain.scale_text import Detail, ScaleText, scale_details, scale_text, was_now
from parscore.domain.set_difference import SetDifference
from parscore.domain.viet_text import clean
from parscore.domain.year_work import YearWork

_YEAR = re.compile(r"(năm\s+|/)(20\d\d)(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counts:
    """Leaves that the department scores: `paired` + `new` are this year's, `continued` + `gone` last year's.

    Of the paired `unsure` should be looked at; `units` have a unit in charge and `notes` a note that went over.
    """

    paired: int
    new: int
    continued: int
    gone: int
    unsure: int
    units: int
    notes: int


@dataclass(frozen=True, slots=True)
class NextYear:
    """What a new year takes over: `beside` is what stands beside its leaves from the start."""

    difference: SetDifference
    beside: Beside

    @property
    def new_leaves(self) -> tuple[Criterion, ...]:
        """This year's leaves that have no counterpart."""
        return tuple(leaf for leaf in self.difference.new.leaves() if leaf.self_scored and not self.beside.of_leaf(leaf.key))

    @property
    def counts(self) -> Counts:
        """How many of each; both sums are the leaves of their sets."""
        past, notes = self.beside.past, self.beside.notes.values()
        old = sum(1 for leaf in self.difference.old.leaves() if leaf.self_scored)
        return Counts(
            len(past),
            len(self.new_leaves),
            old - len(self.beside.archive),
            len(self.beside.archive),
            sum(1 for each in past.values() if each[0].pairing != "same"),
            sum(1 for note in notes if note.unit),
            sum(1 for note in notes if note.note),
        )


def next_year(work: YearWork, found: SetDifference, fresh: Callable[[], str]) -> NextYear:
    """Each of last year's leaves to its place in the new set; `fresh` makes identities for those that have none there any more."""
    past: dict[str, tuple[PastAnswer, ...]] = {}
    notes: dict[str, LeafNote] = {}
    archive: dict[str, Archived] = {}
    by_key = {node.key: change for change in found.changes for node in change.old}
    for leaf in (leaf for leaf in found.old.leaves() if leaf.self_scored):
        change, note = by_key[leaf.key], work.beside.note(leaf.key)
        answer = replace(past_answer(work, leaf.key, "last_year"), pairing=pairing(change))
        targets = [node.key for node in change.new if isinstance(node, Criterion) and node.self_scored]
        for key in targets:
            past[key] = (*past.get(key, ()), answer)
            notes[key] = notes.get(key, NO_NOTE).joined(note)
        if not targets:
            archive[fresh()] = Archived(leaf.key, replace(answer, pairing="same"), note)
    return NextYear(found, Beside(past, archive, {key: note for key, note in notes.items() if note != NO_NOTE}))


def last_year_of(beside: Beside, key: str) -> tuple[PastAnswer, ...]:
    """Last year's answers that stand at a leaf: several where its leaves were merged into it."""
    return tuple(each for each in beside.of_leaf(key) if each.origin == "last_year")


def rule_news(criteria: CriteriaSet, leaf: Criterion, past: PastAnswer) -> tuple[Detail, ...]:
    """What differs in how the leaf is scored since last year, a year that only went with the set's own aside."""
    found = scale_details(past.scale, scale_text(leaf))
    if past.max_points != leaf.max_points:
        found.insert(0, was_now("points", show_points(past.max_points), show_points(leaf.max_points)))
    return tuple(each for each in found if "was" not in each.facts or not _same_but_year(each, past.year, criteria.year))


def _same_but_year(detail: Detail, was: int, now: int) -> bool:
    return _with_year(str(detail.facts["was"]), was) == _with_year(str(detail.facts["now"]), now)


def as_last_year(assessment: Assessment, beside: Beside, key: str, *, explain: bool) -> Answer:
    """The leaf answered with last year's inputs, or not applicable for last year's reason: who allows that must be written anew.

    With `explain` last year's explanation comes along, after what is explained already. Raises Refused where last year's inputs would
    not mean the same under this year's rule, or the rule refuses them.
    """
    leaf = assessment.criteria.leaf(key)
    found = last_year_of(beside, leaf.key)
    if not found:
        raise Refused("last_year.none", code=leaf.code)
    past, before = found[0], assessment.answer(leaf.key)
    if len(found) > 1 or past.pairing in {"split", "merged"}:
        raise Refused("last_year.split" if past.pairing == "split" else "last_year.merged", code=leaf.code)
    exempt = past.answer.not_applicable
    if exempt is not None:
        made = assessment.exempted(leaf.key, replace(exempt, allowed_by=""))
    else:
        made = assessment.recorded(leaf.key, _meant(assessment.criteria, leaf, past))
    if explain:
        made = replace(made, explanation=joined(before.explanation, past.answer.explanation, "\n"))
    return made


def _meant(criteria: CriteriaSet, leaf: Criterion, past: PastAnswer) -> Inputs:
    """Last year's inputs, if they say the same this year; a rung that was settled stays so only where nothing changed at all."""
    inputs, was, now = past.answer.inputs, past.scale, scale_text(leaf)
    if inputs == NOTHING:
        raise Refused("last_year.unanswered", code=leaf.code)
    if was.kind != now.kind:
        raise Refused("last_year.other_kind", code=leaf.code)
    if inputs.dates:
        raise Refused("last_year.dates", code=leaf.code)
    years = past.year, criteria.year
    if inputs.ticks is not None and was.settings.get("facts"):
        if not _alike((was.settings["facts"],), (now.settings["facts"],), years):
            raise Refused("last_year.other_facts", code=leaf.code)
    elif (inputs.ticks is not None or inputs.choice is not None) and not _alike(was.sentences, now.sentences, years):
        raise Refused("last_year.other_rungs", code=leaf.code)
    if inputs.values and not _alike(_spelled(was), _spelled(now), years):
        raise Refused("last_year.other_numbers", code=leaf.code)
    if inputs.points is not None and past.max_points != leaf.max_points:
        raise Refused("last_year.other_max", code=leaf.code, was=show_points(past.max_points), now=show_points(leaf.max_points))
    return inputs if was == now and past.max_points == leaf.max_points else replace(inputs, settled=None)


def _spelled(scale: ScaleText) -> tuple[str, ...]:
    return tuple(part for each in scale.inputs for part in each)


def _alike(was: tuple[str, ...], now: tuple[str, ...], years: tuple[int, int]) -> bool:
    return [_with_year(text, years[0]) for text in was] == [_with_year(text, years[1]) for text in now]


def _with_year(text: str, year: int) -> str:
    """The text with each year as its distance from the set's own."""
    return _YEAR.sub(lambda found: f"{found[1]}{int(found[2]) - year:+d}", clean(text).casefold())
