"""Rungs as written into a proposed rule, with what could not be settled.

Nothing is guessed: a rule is "sure" only where the sentences prove it complete, "check" where a person should look at the reading,
"open" where the table itself leaves something out. The questions are those of `rule_questions`.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from parscore.domain.band_scale import banded
from parscore.domain.calendar_words import calendar_scale
from parscore.domain.choice_words import chosen
from parscore.domain.date_words import days_late
from parscore.domain.deduction_words import deductions, takes_points
from parscore.domain.each_words import counted_each, earns_each
from parscore.domain.formula_words import holds_formula
from parscore.domain.measured_rules import Comparator
from parscore.domain.outcome import Rung
from parscore.domain.points import ZERO
from parscore.domain.proportion_reading import proportion
from parscore.domain.rule_proposal import Proposal, asking, proposed
from parscore.domain.rules import Additive, Bands, Count, Deduction, Ladder, Manual, NotSelfScored, PlanProgress, Proportional, Target
from parscore.domain.rung_clauses import behind_dash, full_if_none, one_each
from parscore.domain.rung_points import split_points
from parscore.domain.scale_faults import point_faults
from parscore.domain.viet_text import clean

__all__ = ["Proposal", "earns_by_number", "propose", "says_survey", "split_points"]

_BY_NUMBER = (Deduction, Proportional, Count)
_SURVEY = re.compile(r"điều tra xã hội học|\bxhh\b|khảo sát mức độ hài lòng", re.IGNORECASE)
_LEADERS = re.compile(r"\b(?:lãnh đạo|chủ tịch|hội đồng|thường trực)\b.*\b(?:đánh giá|chấm điểm|cho điểm|chấm)\b", re.IGNORECASE)
_DUE_TASKS = re.compile(r"nhiệm vụ (?:đã )?đến hạn", re.IGNORECASE)
_STEP = re.compile(r"^[-+•*\s]*(?:không|chưa|có .*\bnhưng\b)|\b(?:không|chưa) (?:kịp thời|đúng|đầy đủ|đủ)\b", re.IGNORECASE)
_GOAL = r"\s+(?:so với\s+)?(?:mức\s+)?(?:chỉ tiêu|kế hoạch (?:được )?giao)"
_AIMS: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (
        ">=",
        re.compile(
            rf"(?:đạt hoặc vượt|bằng hoặc (?:cao|lớn|vượt)(?: hơn)?|(?:cao|lớn) hơn hoặc bằng|không thấp hơn|≥|>=|đạt từ){_GOAL}", re.I
        ),
    ),
    ("<=", re.compile(rf"(?:không vượt(?: quá)?|không quá|bằng hoặc thấp hơn|thấp hơn hoặc bằng|≤|<=){_GOAL}", re.I)),
)


def says_survey(text: str) -> bool:
    """Whether words name a survey of citizens, whose points the department does not give itself."""
    return bool(_SURVEY.search(clean(text)))


def earns_by_number(text: str) -> bool:
    """Whether a rung gives points by a number of its own ("mỗi … trừ 0,25 điểm", a formula), so that none need stand beside it."""
    return takes_points(text) or holds_formula(text) or earns_each(text)


def propose(name: str, maximum: Decimal, rungs: tuple[Rung, ...]) -> Proposal:
    """The rule that a leaf's rungs mean; rungs come with their points read, without bands."""
    if not rungs:
        return _without_rungs(name)
    plain, minus = behind_dash(one_each(rungs, maximum))
    if minus and not any(takes_points(rung.text) for rung in plain):
        return proposed(Ladder(), plain, [*point_faults(maximum, plain), "minus_or_points"])
    steps = tuple(rung for rung in plain if not full_if_none(rung, maximum))
    if len(steps) == len(plain) or not any(rung.points == maximum or earns_by_number(rung.text) for rung in steps):
        found = _of_steps(name, maximum, plain)
    else:
        found = _with_exempt(_of_steps(name, maximum, steps), steps, plain)
    return asking(found, "figures_unused") if earns_by_number(name) and not isinstance(found.rule, _BY_NUMBER) else found


def _without_rungs(name: str) -> Proposal:
    if says_survey(name):
        return proposed(NotSelfScored("survey"), (), ["survey"])
    if _LEADERS.search(clean(name)):
        return proposed(NotSelfScored("leaders"), (), ["leaders"])
    return proposed(Manual(), (), ["no_rungs"])


def _with_exempt(found: Proposal, steps: tuple[Rung, ...], plain: tuple[Rung, ...]) -> Proposal:
    """The proposal with the rungs of "không phát sinh" back in their places; no number leads to them."""
    places = [at for at, rung in enumerate(plain) if rung in steps]
    rungs = list(plain)
    for at, rung in zip(places, found.rungs, strict=True):
        rungs[at] = rung
    moved = {number: at + 1 for number, at in enumerate(places, 1)}
    missing, unclear = (tuple(moved[number] for number in numbers) for numbers in (found.missing_bound, found.unclear))
    return asking(replace(found, rungs=tuple(rungs), missing_bound=missing, unclear=unclear), "full_if_none")


def _of_steps(name: str, maximum: Decimal, rungs: tuple[Rung, ...]) -> Proposal:
    families: tuple[Callable[[], Proposal | None], ...] = (
        lambda: deductions(maximum, rungs),
        lambda: proportion(name, maximum, rungs),
        lambda: counted_each(maximum, rungs),
        lambda: _additive(maximum, rungs),
        lambda: days_late(name, maximum, rungs),
        lambda: calendar_scale(maximum, rungs),
        lambda: _target(maximum, rungs),
        lambda: _plan(rungs, banded(name, maximum, rungs)),
    )
    for family in families:
        found = family()
        if found is not None:
            return found
    return chosen(maximum, rungs)


def _additive(maximum: Decimal, rungs: tuple[Rung, ...]) -> Proposal | None:
    """Lines that are ticks: their points make the maximum together, and none makes it alone; one that gives 0 may close them."""
    ticks = rungs[:-1] if rungs[-1].points == ZERO and _STEP.match(clean(rungs[-1].text)) else rungs
    known = [rung.points for rung in ticks if rung.points]
    if not len(known) == len(ticks) >= 2 or sum(known, ZERO) != maximum or max(known) == maximum:
        return None
    steps = any(_STEP.search(clean(rung.text)) for rung in ticks)
    return proposed(Additive(), rungs, ["additive_or_ladder" if steps else "additive"])


def _target(maximum: Decimal, rungs: tuple[Rung, ...]) -> Proposal | None:
    """A value against the plan's target, met or missed."""
    if len(rungs) != 2 or rungs[1].points != ZERO:
        return None
    for comparator, words in _AIMS:
        if words.search(clean(rungs[0].text)):
            return proposed(Target(comparator=comparator), rungs, [*point_faults(maximum, rungs), "target"])
    return None


def _plan(rungs: tuple[Rung, ...], found: Proposal | None) -> Proposal | None:
    """Shares of the plan's tasks that were due are the plan's progress."""
    if found is None or not isinstance(found.rule, Bands) or not any(_DUE_TASKS.search(rung.text) for rung in rungs):
        return found
    return asking(replace(found, rule=PlanProgress()), "plan_tasks")
