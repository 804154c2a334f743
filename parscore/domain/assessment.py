"""A department's answers under one criteria set, and what must always hold of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from parscore.domain.criteria import CriteriaSet, Criterion
from parscore.domain.errors import Refused
from parscore.domain.outcome import NOTHING, Inputs
from parscore.domain.viet_text import composed

Treatment = Literal["excluded", "full", "zero"]


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """Why a leaf does not apply and who allowed it.

    `excluded` takes it out of the scale, `full` gives its maximum, `zero` nothing.
    """

    treatment: Treatment
    reason: str
    allowed_by: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one leaf was given. An answer without inputs is still unanswered, whatever was explained beside it."""

    inputs: Inputs = NOTHING
    explanation: str = ""
    not_applicable: NotApplicable | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was said."""
        return self == EMPTY


EMPTY = Answer()


@dataclass(frozen=True, slots=True)
class Profile:
    """Whose year it is. `parent` is the cơ quan chủ quản and `department` the body itself, both as printed; `place` the địa danh.

    `symbol` is the body's abbreviation in document numbers, such as "SCT".
    """

    department: str
    province: str
    year: int
    parent: str = ""
    place: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answers of a year by leaf key; a leaf without an entry is unanswered."""

    criteria: CriteriaSet
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def answer(self, key: str) -> Answer:
        """The answer of a leaf, an empty one where there is none."""
        return self.answers.get(key, EMPTY)

    def recorded(self, key: str, inputs: Inputs, explanation: str | None = None) -> Answer:
        """The leaf's answer with new inputs, and a new explanation unless None.

        Raises Refused where the rule cannot take the inputs or the leaf is not scored by the department.
        """
        leaf = self._own_leaf(key)
        if leaf.rule is None:
            raise Refused("answer.no_rule", code=leaf.code)
        leaf.rule.check(self.criteria.scale(leaf), inputs)
        before = self.answer(leaf.key)
        text = before.explanation if explanation is None else composed(explanation)
        return Answer(inputs, text)

    def explained(self, key: str, explanation: str) -> Answer:
        """The leaf's answer with another explanation."""
        return replace(self.answer(self._own_leaf(key).key), explanation=composed(explanation))

    def exempted(self, key: str, exemption: NotApplicable) -> Answer:
        """The leaf's answer as not applicable; its inputs are kept beside it for the day it applies again.

        Raises Refused("answer.reason_missing") without a written reason.
        """
        reason = composed(exemption.reason)
        if not reason:
            raise Refused("answer.reason_missing", code=self._own_leaf(key).code)
        kept = NotApplicable(exemption.treatment, reason, composed(exemption.allowed_by))
        return replace(self.answer(self._own_leaf(key).key), not_applicable=kept)

    def applied(self, key: str) -> Answer:
        """The leaf's answer once it applies again."""
        return replace(self.answer(self._own_leaf(key).key), not_applicable=None)

    def _own_leaf(self, key: str) -> Criterion:
        leaf = self.criteria.leaf(key)
        if not leaf.self_scored:
            raise Refused("answer.not_self_scored")
        return leaf
