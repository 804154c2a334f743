"""Picking the rung that applies, or the question to ask where the table does not settle it."""

from decimal import Decimal
from fractions import Fraction

from parscore.domain.bands import owners
from parscore.domain.errors import Refused
from parscore.domain.outcome import Inputs, Outcome, Question, Scale, Why
from parscore.domain.points import show_points, show_share


def pick(scale: Scale, rung: int, why: Why | None = None) -> Outcome:
    """The outcome of rung number `rung` (from 1); `why` gains the rung's sentence and points.

    A rung that the table gives more than the maximum earns the maximum, and the reason says so.
    """
    chosen = scale.rungs[rung - 1]
    if chosen.points is None:
        return Outcome(None, Why("why.rung_without_points", {}, chosen.text), rung)
    base = why or Why("why.rung")
    if chosen.points > scale.max_points:
        over = {"written": show_points(chosen.points), "max": show_points(scale.max_points)}
        return Outcome(scale.max_points, Why("why.over_max", over, chosen.text, base.inputs), rung)
    facts = {**base.facts, "points": show_points(chosen.points)}
    return Outcome(chosen.points, Why(base.code, facts, chosen.text, base.inputs), rung)


def check_number(count: int, number: int | None) -> None:
    """Refuse the number of a rung or fact that is not among the `count` there are."""
    if number is not None and not 1 <= number <= count:
        raise Refused("answer.no_such_rung", number=number, count=count)


def check_settled(scale: Scale, inputs: Inputs) -> None:
    """Refuse a settled rung that is not there."""
    check_number(len(scale.rungs), inputs.settled)


def by_band(scale: Scale, value: Decimal | Fraction, inputs: Inputs, why: Why) -> Outcome:
    """The one rung whose band holds `value`.

    Where several or none do, the officer's `settled` rung applies; without one the outcome is a question with the rungs to choose from.
    The fact "value" says what was measured: as `why` has it, else the number itself.
    """
    holding = owners([rung.band for rung in scale.rungs], value)
    if len(holding) == 1:
        return pick(scale, holding[0], why)
    facts = {"value": show_share(value), **why.facts}
    choices = holding or tuple(range(1, len(scale.rungs) + 1))
    if inputs.settled in choices:
        code = "why.settled_overlap" if holding else "why.settled_gap"
        return pick(scale, inputs.settled, Why(code, facts, "", why.inputs))
    question = Question("question.overlap" if holding else "question.gap", facts, choices)
    return Outcome(None, Why(question.code, facts, "", why.inputs), None, question)
