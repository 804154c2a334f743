"""Settle what a table leaves open: each question about a leaf with the choices that make sense, and the leaf as each would make it.

The codes are those of the reading (`rung_text.Proposal.open`), with their sentences under [table.question] in vi.toml; the choices stand
under [settle]. Nothing is settled but by a person's choice; "as_read" leaves the leaf as the table has it, "ask_later" too: a value that
fits two rungs or none is then asked about when it is scored.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from parscore.domain.bands import Band, BandFault, band_faults, owners
from parscore.domain.criteria import Criterion
from parscore.domain.errors import Refused
from parscore.domain.outcome import Rung
from parscore.domain.points import HUNDRED, ZERO, show_points
from parscore.domain.rule_ways import Way, ways_of
from parscore.domain.rules import Bands, Conditions, Count, DateRule, Ladder, Manual, NotSelfScored, PlanProgress, Rule, Target, YesNo

BLOCKING = frozenset({"points_missing", "missing_bound", "survey_part"})
_OF_BANDS = ("missing_bound", "unclear_figures", "mixed_units", "words_only", "overlap", "gap")
_OF_POINTS = ("points_missing", "top_not_max", "bottom_not_zero", "not_falling", "points_differ")


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to settle a question: `code` under [settle] in vi.toml with its facts, and the leaf as it would stand then."""

    code: str
    leaf: Criterion
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that a reading left open; `code` under [table.question]. Without choices the leaf must be corrected by hand.

    `facts` say where: the values that fit two rungs or none, and their sentences.
    """

    code: str
    choices: tuple[Choice, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


def open_questions(leaf: Criterion) -> tuple[OpenQuestion, ...]:
    """Every open question of a leaf in order; one that two places of the scale raise stands twice."""
    return tuple(question for code in leaf.open for question in _questions(leaf, code))


def confirmed(leaf: Criterion) -> Criterion:
    """The leaf taken as it was read; raises Refused("set_edit.still_open") where something must be chosen or written first."""
    blocking = [code for code in leaf.open if code in BLOCKING]
    if blocking or leaf.rule is None:
        raise Refused("set_edit.still_open", code=leaf.code)
    return replace(leaf, sure="sure", open=())


def after_change(before: Criterion, after: Criterion, *, by_hand: bool = False) -> Criterion:
    """The changed leaf with its questions brought up to date: what no longer holds falls away, what the change brought in is asked.

    `by_hand` says that a person chose the rule: questions about which rule it is are settled by that. A leaf is surely read again once
    nothing is open and a person has changed it.
    """
    if after.children or after.rule is None:
        return after
    had, has = faults_of(before), faults_of(after)
    banded = [rung.band for rung in before.rungs] != [rung.band for rung in after.rungs]
    stay = [code for code in before.open if _still(code, has, banded=banded, by_hand=by_hand)]
    new = [code for code in has if code not in had and code not in stay]
    questions = (*stay, *new)
    if questions:
        return replace(after, open=questions, sure="open" if new else before.sure)
    return replace(after, open=(), sure="sure" if by_hand or before.open else before.sure)


def faults_of(leaf: Criterion) -> tuple[str, ...]:
    """What the leaf's own points and bands leave open, whatever was asked before."""
    if leaf.rule is None or not _picks(leaf.rule):
        return ()
    points = [rung.points for rung in leaf.rungs]
    known = [each for each in points if each is not None]
    found = ["points_missing"] if len(known) < len(points) else []
    if known and max(known) != leaf.max_points:
        found.append("top_not_max")
    if known and min(known) != ZERO:
        found.append("bottom_not_zero")
    if any(following >= each for each, following in pairwise(known)):
        found.append("not_falling")
    return (*found, *sorted({fault.kind for fault in _band_faults(leaf)}))


def _still(code: str, has: tuple[str, ...], *, banded: bool, by_hand: bool) -> bool:
    """Whether a question of before is still one."""
    if code in {"missing_bound", "unclear_figures", "mixed_units", "words_only"}:
        return not banded and not by_hand
    if code in {*_OF_BANDS, *_OF_POINTS} - {"points_differ"}:
        return code in has
    return not by_hand


def _picks(rule: Rule) -> bool:
    return isinstance(rule, Ladder | Conditions | Bands | DateRule | Target | PlanProgress) or (
        isinstance(rule, Count) and rule.each is None
    )


def _band_faults(leaf: Criterion) -> tuple[BandFault, ...]:
    bands = [rung.band for rung in leaf.rungs]
    if not _picks(leaf.rule or Manual()) or all(band is None for band in bands):
        return ()
    top = _top(leaf)
    faults = band_faults(bands, top, whole=top is None)
    by_words = any(band is None for band in bands)
    return tuple(fault for fault in faults if not (by_words and fault.kind == "gap"))


def _top(leaf: Criterion) -> Decimal | None:
    """The highest value there is: a share ends at 100, a count or a day late never."""
    return None if isinstance(leaf.rule, Count | DateRule) else HUNDRED


def _questions(leaf: Criterion, code: str) -> list[OpenQuestion]:
    if code in {"overlap", "gap"}:
        faults = [fault for fault in _band_faults(leaf) if fault.kind == code]
        return [_of_bands(leaf, code, fault) for fault in faults] or [OpenQuestion(code, (_as_read(leaf, code),))]
    if code == "missing_bound":
        return [OpenQuestion(code, tuple(_closings(leaf)))]
    makers: dict[str, Callable[[Criterion], list[Choice]]] = {
        "top_not_max": _top_choices,
        "additive": lambda each: [_kind(each, Ladder(), "ladder")],
        "conditions": lambda each: [_kind(each, YesNo(), "yes_no")],
        "survey": _survey_choices,
        "survey_part": lambda each: [_settled(each, "survey_part", "self_scored"), _kind(each, NotSelfScored("survey"), "survey")],
        "no_rungs": lambda each: [_kind(each, NotSelfScored("survey"), "survey"), _kind(each, NotSelfScored("leaders"), "leaders")],
    }
    ways = ways_of(leaf, code)
    if ways:
        return [OpenQuestion(code, tuple(_by_way(leaf, code, way) for way in ways))]
    more = makers[code](leaf) if code in makers else []
    first = [] if code in BLOCKING else [_as_read(leaf, code)]
    return [OpenQuestion(code, (*first, *more))]


def _without(leaf: Criterion, code: str) -> Criterion:
    """The leaf with a question settled; surely read once it was the last."""
    questions = tuple(each for each in leaf.open if each != code)
    return replace(leaf, open=questions, sure=leaf.sure if questions else "sure")


def _as_read(leaf: Criterion, code: str) -> Choice:
    """Leave the leaf as the table has it."""
    named = {"additive": "adds_up", "conditions": "all_at_once", "overlap": "ask_later", "gap": "ask_later", "no_rungs": "by_hand"}
    named |= {"remembered": "as_before"}
    if code in {"unclear_figures", "words_only", "mixed_units"}:
        return Choice("ask_later", _without(leaf, code))
    return Choice(named.get(code, "as_read"), _without(leaf, code))


def _by_way(leaf: Criterion, code: str, way: Way) -> Choice:
    """The leaf as a way makes it, asked about what that way brings in."""
    if way.leaf == leaf:
        return Choice(way.code, _without(leaf, code), way.facts)
    before = _without(leaf, code)
    made = replace(way.leaf, open=before.open, sure=before.sure)
    return Choice(way.code, after_change(before, made, by_hand=way.leaf.rule != leaf.rule), way.facts)


def _settled(leaf: Criterion, question: str, code: str) -> Choice:
    return Choice(code, _without(leaf, question))


def _kind(leaf: Criterion, rule: Rule, code: str) -> Choice:
    """Another rule, chosen by a person."""
    return Choice(code, after_change(leaf, replace(leaf, rule=rule), by_hand=True))


def _survey_choices(leaf: Criterion) -> list[Choice]:
    if isinstance(leaf.rule, NotSelfScored):
        rule: Rule = Ladder() if leaf.rungs else Manual()
        return [_kind(leaf, rule, "self_scored")]
    return [_kind(leaf, NotSelfScored("survey"), "survey")]


def _top_choices(leaf: Criterion) -> list[Choice]:
    """The maximum as the highest rung has it, or the highest rung as the maximum has it."""
    known = [(rung.points, at) for at, rung in enumerate(leaf.rungs) if rung.points is not None]
    if not known:
        return []
    top, at = max(known, key=lambda each: each[0])
    lower = after_change(leaf, replace(leaf, max_points=top))
    higher = after_change(leaf, replace(leaf, rungs=_put(leaf.rungs, at, replace(leaf.rungs[at], points=leaf.max_points))))
    return [
        Choice("maximum_is_top", lower, {"points": show_points(top)}),
        Choice("top_is_maximum", higher, {"points": show_points(leaf.max_points)}),
    ]


def _of_bands(leaf: Criterion, code: str, fault: BandFault) -> OpenQuestion:
    """What to do with the values that fit two rungs, or none."""
    values = show_points(fault.lo) if fault.hi == fault.lo else f"{show_points(fault.lo)} – {_shown(fault.hi)}"
    choices = _owners(leaf, fault) if code == "overlap" else _fillers(leaf, fault)
    choices = [choice for choice in choices if _settles(leaf, choice.leaf)]
    return OpenQuestion(code, (*choices, _as_read(leaf, code)), {"values": values})


def _settles(before: Criterion, after: Criterion) -> bool:
    """Whether bands have fewer faults than before and every value that had one rung still has it."""
    if len(_band_faults(after)) >= len(_band_faults(before)):
        return False
    had, have = ([rung.band for rung in each.rungs] for each in (before, after))
    marks = sorted({ZERO, *(bound for band in had if band is not None for bound in (band.lo, band.hi) if bound is not None)})
    top = _top(before)
    spread = [*marks, *((low + high) / 2 for low, high in pairwise(marks)), marks[-1] + 1]
    probes = [probe for probe in spread if top is None or probe <= top]
    return all(len(owners(had, probe)) != 1 or owners(had, probe) == owners(have, probe) for probe in probes)


def _shown(bound: Decimal | None) -> str:
    return "…" if bound is None else show_points(bound)


def _owners(leaf: Criterion, fault: BandFault) -> list[Choice]:
    """Each rung that takes the values in as their only one, the others cut at its bound."""
    choices = []
    for owner in fault.rungs:
        keep = _to_the_end(leaf, leaf.rungs[owner - 1].band)
        rungs: tuple[Rung, ...] | None = leaf.rungs
        for other in fault.rungs:
            if other != owner and rungs is not None and keep is not None:
                band = _to_the_end(leaf, rungs[other - 1].band)
                cut = None if band is None else _cut(band, keep)
                rungs = None if cut is None else _put(rungs, other - 1, replace(rungs[other - 1], band=cut))
        if rungs is not None:
            choices.append(_to_rung(leaf, rungs, owner))
    return choices


def _to_the_end(leaf: Criterion, band: Band | None) -> Band | None:
    """A band that takes 100 % in as one without an upper end, for no share passes it."""
    top = _top(leaf)
    if band is None or top is None or band.hi is None or band.hi < top or (band.hi == top and not band.hi_incl):
        return band
    return replace(band, hi=None, hi_incl=False)


def _cut(band: Band, keep: Band) -> Band | None:
    """The band without what `keep` takes in, None where it would fall apart."""
    above = keep.lo is not None and (band.lo is None or band.lo < keep.lo)
    below = keep.hi is not None and (band.hi is None or band.hi > keep.hi)
    if above and not below:
        return replace(band, hi=keep.lo, hi_incl=not keep.lo_incl)
    if below and not above:
        return replace(band, lo=keep.hi, lo_incl=not keep.hi_incl)
    return None


def _fillers(leaf: Criterion, fault: BandFault) -> list[Choice]:
    """The rung below or above the gap, drawn to the other's bound."""
    choices = []
    for at, rung in enumerate(leaf.rungs):
        band = rung.band
        if band is None:
            continue
        wide = None
        if band.hi is not None and band.hi == fault.lo:
            wide = _up(leaf, band, fault)
        elif band.lo is not None and band.lo == fault.hi:
            wide = _down(leaf, band, fault)
        if wide is not None:
            choices.append(_to_rung(leaf, _put(leaf.rungs, at, replace(rung, band=wide)), at + 1))
    return choices


def _up(leaf: Criterion, band: Band, fault: BandFault) -> Band:
    """The band drawn up over the gap above it."""
    above = next((rung.band for rung in leaf.rungs if rung.band is not None and rung.band.lo == fault.hi), None)
    if fault.hi is None or above is None:
        return replace(band, hi=None, hi_incl=False)
    return replace(band, hi=fault.hi, hi_incl=not above.lo_incl)


def _down(leaf: Criterion, band: Band, fault: BandFault) -> Band:
    """The band drawn down over the gap below it."""
    below = next((rung.band for rung in leaf.rungs if rung.band is not None and rung.band.hi == fault.lo), None)
    if below is None:
        return replace(band, lo=None, lo_incl=False)
    return replace(band, lo=fault.lo, lo_incl=not below.hi_incl)


def _closings(leaf: Criterion) -> list[Choice]:
    """An upper bound left out, closed where the next rung above begins."""
    choices = []
    bands = [rung.band for rung in leaf.rungs if rung.band is not None]
    for at, rung in enumerate(leaf.rungs):
        if rung.band is None or rung.band.hi is not None or rung.band.lo is None:
            continue
        higher = [band for band in bands if band.lo is not None and band.lo > rung.band.lo]
        if higher:
            above = min(higher, key=lambda band: band.lo or ZERO)
            closed = replace(rung.band, hi=above.lo, hi_incl=not above.lo_incl)
            facts = {"value": show_points(above.lo or ZERO)}
            choices.append(_to_rung(leaf, _put(leaf.rungs, at, replace(rung, band=closed)), at + 1, "close_at", facts))
    return choices


def _to_rung(
    leaf: Criterion, rungs: tuple[Rung, ...], owner: int, code: str = "to_rung", more: Mapping[str, object] | None = None
) -> Choice:
    rung = leaf.rungs[owner - 1]
    told = {"rung": rung.text, "points": "…" if rung.points is None else show_points(rung.points), **(more or {})}
    return Choice(code, after_change(leaf, replace(leaf, rungs=rungs)), told)


def _put(rungs: tuple[Rung, ...], at: int, rung: Rung) -> tuple[Rung, ...]:
    return (*rungs[:at], rung, *rungs[at + 1 :])
