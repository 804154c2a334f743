"""Answers rolled up to totals per criterion, field and set. Only leaves earn points; every total is the sum of what stands under it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from parscore.domain.assessment import Answer, Assessment
from parscore.domain.criteria import CriteriaSet, Criterion, Field, leaves_of
from parscore.domain.outcome import Outcome, Scale, Why
from parscore.domain.points import ZERO, round_half_up
from parscore.domain.rules import NotSelfScored

State = Literal["unanswered", "done", "not_applicable", "not_self_scored"]


class Totals(NamedTuple):
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

    @property
    def nothing_scored(self) -> bool:
        """Whether no leaf has an answer yet: there are no points then, which is not 0 points."""
        return self.unanswered == self.leaves > 0

    @property
    def index(self) -> Decimal | None:  # type: ignore[override]  # the field's word; nobody searches totals as a tuple
        """Points in percent of the attainable, to two decimals; None where nothing is attainable."""
        if self.attainable == 0:
            return None
        return round_half_up(Fraction(self.points) * 100 / Fraction(self.attainable), 2)

    @property
    def left_out(self) -> Decimal:
        """The points that not-applicable leaves take out of the scale."""
        return self.declared_max - self.attainable

    @property
    def rescaled(self) -> Fraction | None:
        """Points as if all that was declared could be attained: points ÷ attainable × declared, exact; None where nothing is attainable."""
        if self.attainable == 0:
            return None
        return Fraction(self.points) * Fraction(self.declared_max) / Fraction(self.attainable)


def add_totals(parts: Iterable[Totals]) -> Totals:
    """The sum of several totals."""
    points = attainable = declared = survey = ZERO
    leaves = unanswered = not_applicable = 0
    for part in parts:
        points += part.points
        attainable += part.attainable
        declared += part.declared_max
        survey += part.survey_max
        leaves += part.leaves
        unanswered += part.unanswered
        not_applicable += part.not_applicable
    return Totals(points, attainable, declared, survey, leaves, unanswered, not_applicable)


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
        top = self.leaf.max_points
        if self.state == "done":
            return Totals(self.points or ZERO, top, top, ZERO, 1)
        if self.state == "not_self_scored":
            return Totals(survey_max=top)
        if self.state == "unanswered":
            return Totals(ZERO, top, top, ZERO, 1, 1)
        attainable = ZERO if self.points is None else top
        return Totals(self.points or ZERO, attainable, top, ZERO, 1, 0, 1)


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The whole score: every leaf and the totals of every node by key.

    `self_totals` are the fields alone; `bonus` and `penalty`, each after its cap, stand beside them.
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

    def rescaled(self, totals: Totals) -> Decimal | None:
        """Rescaled points as printed: to the set's decimals, never above the declared maximum; None where nothing is left out."""
        exact = totals.rescaled
        if exact is None or not totals.left_out:
            return None
        return min(round_half_up(exact, self.criteria.decimals), totals.declared_max)

    def leaf(self, key: str) -> LeafScore:
        """The score of one leaf by key."""
        return self.leaves[key]

    def field_leaves(self) -> Iterable[LeafScore]:
        """The scores of the fields' leaves in the table's order, without bonus and penalty."""
        return (self.leaves[leaf.key] for field in self.criteria.fields for leaf in leaves_of(field))


def score_leaf(criteria: CriteriaSet, leaf: Criterion, answer: Answer) -> LeafScore:
    """The score of one leaf from its answer."""
    rule, exempt = leaf.rule, answer.not_applicable
    if exempt is not None and leaf.self_scored:
        points = {"excluded": None, "full": leaf.max_points, "zero": ZERO}[exempt.treatment]
        why = Why(f"why.not_applicable_{exempt.treatment}", {"reason": exempt.reason, "allowed_by": exempt.allowed_by})
        return LeafScore(leaf, answer, "not_applicable", points, Outcome(points, why))
    if rule is None:
        return LeafScore(leaf, answer, "unanswered", None, Outcome(None, Why("why.no_rule")))
    if leaf.open and rule.kind != NotSelfScored.kind:
        return LeafScore(leaf, answer, "unanswered", None, Outcome(None, Why("why.rule_open")))
    outcome = rule.evaluate(Scale(leaf.max_points, leaf.rungs, criteria.decimals), answer.inputs)
    if outcome.points is not None:
        return LeafScore(leaf, answer, "done", outcome.points, outcome)
    state: State = "not_self_scored" if rule.kind == NotSelfScored.kind else "unanswered"
    return LeafScore(leaf, answer, state, None, outcome)


def roll_up(assessment: Assessment) -> ScoreSheet:
    """Score every leaf and add up."""
    criteria = assessment.criteria
    leaves: dict[str, LeafScore] = {}
    nodes: dict[str, Totals] = {}

    def add_up(node: Field | Criterion) -> Totals:
        if node.children:
            total = add_totals([add_up(child) for child in node.children])
        elif isinstance(node, Criterion):
            score = leaves[node.key] = score_leaf(criteria, node, assessment.answer(node.key))
            total = score.totals
        else:
            total = Totals()
        nodes[node.key] = total
        return total

    total = add_totals([add_up(field) for field in criteria.fields])
    bonus, penalty = (add_totals([add_up(node) for node in extras]).points for extras in (criteria.bonus, criteria.penalty))
    if criteria.bonus_cap is not None:
        bonus = min(bonus, criteria.bonus_cap)
    if criteria.penalty_cap is not None:
        penalty = min(penalty, criteria.penalty_cap)
    return ScoreSheet(criteria, leaves, nodes, total, bonus, penalty)
