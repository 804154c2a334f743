"""A formula with the rungs beside it: where full points begin, and where none are left."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from parscore.domain.band_scale import left_over, reaches_beyond
from parscore.domain.bands import Band, band_faults
from parscore.domain.bound_words import by_words, read_bound
from parscore.domain.formula_words import Formula, read_formula
from parscore.domain.input_words import names_ratio, share_in_words
from parscore.domain.measure_words import spoilt, unlike_measures
from parscore.domain.measured_rules import Share
from parscore.domain.outcome import Rung
from parscore.domain.points import HUNDRED, ZERO
from parscore.domain.rule_proposal import Proposal, proposed
from parscore.domain.rules import Manual, Proportional

_LATE = re.compile(r"\b(?:trễ|quá hạn|chậm|muộn|sai|vi phạm|(?:không|chưa) (?:đúng|đạt|hoàn thành))\b", re.I)


def proportion(name: str, maximum: Decimal, rungs: tuple[Rung, ...]) -> Proposal | None:
    """The rule of a scale with a formula in it; None where there is none. What no family expresses is typed by hand."""
    read = [read_formula(rung.text) for rung in rungs]
    places = [at for at, formula in enumerate(read) if formula is not None]
    if not places:
        return None
    at = places[0]
    formula = read[at]
    beside = [rung for place, rung in enumerate(rungs) if place != at]
    fixed = all(rung.points in {ZERO, maximum} for rung in beside) and rungs[at].points in {None, maximum}
    if len(places) > 1 or formula is None or not fixed or _twice(beside):
        return proposed(Manual(), rungs, ["formula_unread"])
    bands, questions = _bands(rungs, at, formula)
    share = share_in_words(name, [rung.text for rung in rungs])
    if share == Share() and any(names_ratio(rung.text) for rung in rungs):
        questions.append("inputs")  # letters that nothing explains, or a fraction upside down
    texts = [formula.before if place == at else rung.text for place, rung in enumerate(rungs)]
    questions += unlike_measures([text for text, band in zip(texts, bands, strict=True) if band is not None])
    questions += ["over_hundred"] * reaches_beyond(bands)
    questions += ["formula"] * spoilt(name)
    rule, asked = _rule(maximum, rungs, bands, at, formula, share)
    shown = tuple(replace(rung, band=band) for rung, band in zip(rungs, bands, strict=True))
    return proposed(rule, shown, [*questions, *asked])


def _twice(beside: Sequence[Rung]) -> bool:
    """Whether two rungs beside a formula give the same points."""
    return len({rung.points for rung in beside}) < len(beside)


def _bands(rungs: tuple[Rung, ...], at: int, formula: Formula) -> tuple[list[Band | None], list[str]]:
    """The stretch of each rung; the formula's is what the others leave where its own words name none."""
    bands: list[Band | None] = []
    questions = []
    for place, rung in enumerate(rungs):
        bound = read_bound(formula.before if place == at else rung.text)
        if bound is not None and (bound.missing or bound.doubt == "open" or bound.unit != "%"):
            questions.append("missing_bound" if bound.missing else "unclear_figures")
        elif bound is not None and bound.doubt:
            questions.append("bent_words")
        band = None if bound is None else bound.band
        if bound is None and place != at:
            band = by_words(rung.text, top=rung.points != ZERO, bottom=rung.points == ZERO, unit="%")
            questions.append("words_only" if band is None else "words_taken")
        bands.append(band)
    if bands[at] is None and not questions:
        bands[at] = left_over(bands, "%") if len(rungs) > 1 else Band(ZERO, True, HUNDRED, True)
    faults = band_faults(bands, HUNDRED)
    if len(faults) == 1 and faults[0].kind == "gap" and faults[0].lo == faults[0].hi == HUNDRED and _no_full(rungs, at):
        faults = ()  # 100 % earns the maximum by the formula itself
        questions.append("formula")
    return bands, [*questions, *sorted({fault.kind for fault in faults})]


def _no_full(rungs: tuple[Rung, ...], at: int) -> bool:
    return all(rung.points == ZERO for place, rung in enumerate(rungs) if place != at)


def _rule(
    maximum: Decimal, rungs: tuple[Rung, ...], bands: Sequence[Band | None], at: int, formula: Formula, share: Share
) -> tuple[Proportional, list[str]]:
    asked = ["formula"] if formula.loose or _LATE.search(rungs[at].text) else []
    full, full_earns, floor, floor_earns = HUNDRED, True, ZERO, True
    for place, band in enumerate(bands):
        if place == at or band is None:
            continue
        if rungs[place].points == ZERO and band.lo in {None, ZERO} and band.hi is not None:
            floor, floor_earns = band.hi, not band.hi_incl
        elif rungs[place].points == maximum and band.lo is not None and band.hi in {None, HUNDRED}:
            full, full_earns = band.lo, band.lo_incl
        else:
            asked.append("formula_unread")  # the fewer the better, or steps that a formula does not have
    own = bands[at]
    if own is not None and _no_zero(rungs, at) and own.lo is not None and own.lo > ZERO:
        floor, floor_earns = own.lo, own.lo_incl
    if formula.slope is None:
        asked.append("formula_unread")
    scaled = full != HUNDRED and formula.full_at(full, maximum)
    if formula.slope is not None and not scaled and not formula.full_at(HUNDRED, maximum):
        asked.append("formula_differs")
    elif formula.of_counts and not formula.as_written(full if scaled else HUNDRED, maximum):
        asked.append("formula")  # "(b/a) × 100" of 1 point: a share from 0 to 100 may be meant
    return Proportional(share, full, floor, floor_earns, scaled, full_earns), asked


def _no_zero(rungs: tuple[Rung, ...], at: int) -> bool:
    return all(rung.points != ZERO for place, rung in enumerate(rungs) if place != at)
