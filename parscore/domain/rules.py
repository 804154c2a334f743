"""The rule families: how the answer to a leaf earns points (quy tắc tính điểm).

Each rule is a value. `check` raises Refused for inputs that cannot be; `evaluate` gives points with their reason and never guesses:
where the table does not settle a case the outcome carries a question.
"""

from typing import ClassVar, Protocol

from parscore.domain.chosen_rules import Additive, Conditions, DateRule, Ladder, Manual, NotSelfScored, YesNo
from parscore.domain.measured_rules import Bands, Count, Deduction, PlanProgress, Proportional, Target
from parscore.domain.outcome import Inputs, NumberInput, Outcome, Scale


class Rule(Protocol):
    """How one leaf is scored."""

    kind: ClassVar[str]

    @property
    def inputs(self) -> tuple[NumberInput, ...]:
        """The numbers the officer enters, in order."""

    def check(self, scale: Scale, inputs: Inputs) -> None:
        """Raise Refused where the inputs cannot be true or do not belong to this rule."""

    def evaluate(self, scale: Scale, inputs: Inputs) -> Outcome:
        """The points that checked inputs earn, and why."""


FAMILIES: dict[str, type[Rule]] = {
    family.kind: family
    for family in (
        Ladder,
        YesNo,
        Conditions,
        Additive,
        Bands,
        Proportional,
        Count,
        Deduction,
        DateRule,
        PlanProgress,
        Target,
        Manual,
        NotSelfScored,
    )
}

__all__ = [
    "FAMILIES",
    "Additive",
    "Bands",
    "Conditions",
    "Count",
    "DateRule",
    "Deduction",
    "Ladder",
    "Manual",
    "NotSelfScored",
    "PlanProgress",
    "Proportional",
    "Rule",
    "Target",
    "YesNo",
]
