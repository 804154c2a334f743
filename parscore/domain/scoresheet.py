"""Answers rolled up to totals per criterion, field and set. Only leaves earn points; every total is the sum of what stands under it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from parscore.domain.assessment import Answer, Assessment
from parscore.domain.criteria import CriteriaSet, Criterion, Field, leaves_of
from parscore.domain.outcome import Outcome, Why
from parscore.domain.points import ZERO, round_half_up

State = Literal["unanswered", "done", "not_applicable", "not_self_scored"]


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over leaves, in points. `declared_max` is the self-scored maximum, `attainable` what remains after not-applicable leaves.

    `survey_max` counts the maxima that the department does not score.
    """

    points: Decimal = ZERO
    attainable: Decimal = ZERO
    declared_max: Decimal = ZERO
    survey_max: Decimal = ZERO
    leaves: int = 0
    unanswered: int = 0
    not_applicable: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.points + other.points,
            self.attainable + other.attainable,
            self.declared_max + other.declared_max,
            self.survey_max + other.survey_max,
            self.leaves + other.leaves,
            self.unanswered + other.unanswered,
            self.not_applicable + other.not_applicable,
        )

    @property
    def index(self) -> Decimal | None:
        """Points in percent of the attainable, to two decimals; None where nothing is attainable."""
        if self.attainable == 0:
            return None
        return round_half_up(Fraction(self.points) * 100 / Fraction(self.attainable), 2)


@dataclass(frozen=True, slots=True)
class LeafScore:
    """What one leaf earned. `points` is None while it is unanswered, not scored here, or left out of the scale."""

    leaf: Criterion
    answer: Answer
    state: State
    points: Decimal | None
    outcome: Outcome

    @property
    def totals(self) -> Totals:
        """The leaf's share in every total above it."""
        if self.state == "not_self_scored":
            return Totals(survey_max=self.leaf.max_points)
        exempt = self.answer.not_applicable
        excluded = exempt is not None and exempt.treatment == "excluded"
        return Totals(
            points=self.points or ZERO,
            attainable=ZERO if excluded else self.leaf.max_points,
            declared_max=self.leaf.max_points,
            leaves=1,
            unanswered=int(self.state == "unanswered"),
            not_applicable=int(self.state == "not_applicable"),
        )


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The whole score: every leaf and the totals of every node by key.

    `self_totals` are the fields alone; `bonus` (after its cap) and `penalty` stand beside them.
    """

    criteria: CriteriaSet
    leaves: Mapping[str, LeafScore]
    nodes: Mapping[str, Totals]
    self_totals: Totals
    bonus: Decimal = ZERO
    penalty: Decimal = ZERO

    @property
    def final_points(self) -> Decimal:
        """Fields and bonus less penalty, never below 0."""
        return max(ZERO, self.self_totals.points + self.bonus - self.penalty)

    def leaf(self, key: str) -> LeafScore:
        """The score of one leaf by key."""
        return self.leaves[key]

    def field_leaves(self) -> Iterable[LeafScore]:
        """The scores of the fields' leaves in the table's order, without bonus and penalty."""
        return (self.leaves[leaf.key] for field in self.criteria.fields for leaf in leaves_of(field))


def score_leaf(criteria: CriteriaSet, leaf: Criterion, answer: Answer) -> LeafScore:
    """The score of one leaf from its answer."""
    if leaf.rule is None:
        return LeafScore(leaf, answer, "unanswered", None, Outcome(None, Why("why.no_rule")))
    scale = criteria.scale(leaf)
    if not leaf.self_scored:
        return LeafScore(leaf, answer, "not_self_scored", None, leaf.rule.evaluate(scale, answer.inputs))
    exempt = answer.not_applicable
    if exempt is not None:
        points = {"excluded": None, "full": leaf.max_points, "zero": ZERO}[exempt.treatment]
        why = Why(f"why.not_applicable_{exempt.treatment}", {"reason": exempt.reason, "allowed_by": exempt.allowed_by or "…"})
        return LeafScore(leaf, answer, "not_applicable", points, Outcome(points, why))
    outcome = leaf.rule.evaluate(scale, answer.inputs)
    state: State = "unanswered" if outcome.points is None else "done"
    return LeafScore(leaf, answer, state, outcome.points, outcome)


def roll_up(assessment: Assessment) -> ScoreSheet:
    """Score every leaf and add up."""
    criteria = assessment.criteria
    leaves = {leaf.key: score_leaf(criteria, leaf, assessment.answer(leaf.key)) for leaf in criteria.leaves()}
    nodes: dict[str, Totals] = {}
    total = Totals()
    for field in criteria.fields:
        total = total + _add_up(field, leaves, nodes)
    bonus, penalty = (
        sum((_add_up(node, leaves, nodes) for node in extras), Totals()).points for extras in (criteria.bonus, criteria.penalty)
    )
    if criteria.bonus_cap is not None:
        bonus = min(bonus, criteria.bonus_cap)
    return ScoreSheet(criteria, leaves, nodes, total, bonus, penalty)


def _add_up(node: Field | Criterion, leaves: Mapping[str, LeafScore], nodes: dict[str, Totals]) -> Totals:
    """The totals of a node, kept for it and everything under it."""
    if isinstance(node, Criterion) and node.is_leaf:
        total = leaves[node.key].totals
    else:
        total = sum((_add_up(child, leaves, nodes) for child in node.children), Totals())
    nodes[node.key] = total
    return total
