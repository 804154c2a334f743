"""An answer as plain text values for files and the history, and back; numbers as canonical text, dates as ISO 8601."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from parscore.domain.assessment import Answer, NotApplicable, Treatment
from parscore.domain.outcome import Inputs
from parscore.domain.points import canonical


def plain_inputs(inputs: Inputs) -> dict[str, Any]:
    """Only what was given; an empty tick list differs from none."""
    plain: dict[str, Any] = {}
    if inputs.choice is not None:
        plain["choice"] = inputs.choice
    if inputs.ticks is not None:
        plain["ticks"] = sorted(inputs.ticks)
    if inputs.values:
        plain["values"] = {name: canonical(value) for name, value in sorted(inputs.values.items())}
    if inputs.dates:
        plain["dates"] = {name: day.isoformat() for name, day in sorted(inputs.dates.items())}
    if inputs.points is not None:
        plain["points"] = canonical(inputs.points)
    if inputs.settled is not None:
        plain["settled"] = inputs.settled
    return plain


def read_inputs(plain: Mapping[str, Any]) -> Inputs:
    """The inputs that `plain_inputs` wrote; raises KeyError, ValueError or TypeError for anything else."""
    ticks, points = plain.get("ticks"), plain.get("points")
    return Inputs(
        choice=plain.get("choice"),
        ticks=None if ticks is None else frozenset(ticks),
        values={name: Decimal(value) for name, value in plain.get("values", {}).items()},
        dates={name: date.fromisoformat(day) for name, day in plain.get("dates", {}).items()},
        points=None if points is None else Decimal(points),
        settled=plain.get("settled"),
    )


def plain_answer(answer: Answer) -> dict[str, Any]:
    """Inputs, explanation and exemption; empty for an empty answer."""
    plain = plain_inputs(answer.inputs)
    if answer.explanation:
        plain["explanation"] = answer.explanation
    exempt = answer.not_applicable
    if exempt is not None:
        plain["not_applicable"] = {"treatment": exempt.treatment, "reason": exempt.reason, "allowed_by": exempt.allowed_by}
    return plain


def read_answer(plain: Mapping[str, Any]) -> Answer:
    """The answer that `plain_answer` wrote."""
    exempt = plain.get("not_applicable")
    return Answer(
        read_inputs(plain),
        plain.get("explanation", ""),
        None if exempt is None else NotApplicable(cast(Treatment, exempt["treatment"]), exempt["reason"], exempt["allowed_by"]),
    )
