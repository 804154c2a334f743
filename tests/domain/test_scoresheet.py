import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parscore.domain.assessment import Answer, Assessment, NotApplicable, Treatment
from parscore.domain.criteria import CriteriaSet, Criterion, Field
from parscore.domain.errors import Refused
from parscore.domain.ledger import ledger
from parscore.domain.outcome import Inputs
from parscore.domain.rules import Count, Manual, NotSelfScored
from parscore.domain.scoresheet import roll_up
from tests.builders import D, deep_set, leaf, small_set

TREATMENTS: list[Treatment] = ["excluded", "full", "zero"]


@st.composite
def sets_with_answers(draw: st.DrawFn) -> Assessment:
    """A random tree of typed-in leaves, some answered, exempt or scored by others."""
    answers: dict[str, Answer] = {}
    fields = []
    for f in range(draw(st.integers(1, 3))):
        criteria = []
        for c in range(draw(st.integers(1, 3))):
            leaves = []
            for number in range(draw(st.integers(1, 3))):
                key = f"{f}.{c}.{number}"
                top = draw(st.decimals("0.25", 5, places=2))
                survey = draw(st.integers(0, 5)) == 0
                leaves.append(Criterion(key, key, key, top, NotSelfScored() if survey else Manual()))
                if not survey:
                    what = draw(st.sampled_from(["open", "points", *TREATMENTS]))
                    if what == "points":
                        answers[key] = Answer(Inputs(points=min(top, draw(st.decimals(0, 5, places=3)))))
                    elif what in TREATMENTS:
                        answers[key] = Answer(not_applicable=NotApplicable(what, "không phát sinh"))  # type: ignore[arg-type]
            criteria.append(Criterion(f"{f}.{c}", "", "", D(0), children=tuple(leaves)))
        fields.append(Field(str(f), "", "", D(0), tuple(criteria)))
    return Assessment(CriteriaSet("x", "x", "1", 2026, tuple(fields)), answers)


@given(sets_with_answers())
def test_totals_are_the_sums_of_their_leaves_at_every_level(assessment: Assessment) -> None:
    sheet = roll_up(assessment)
    for field in assessment.criteria.fields:
        for node in (field, *field.children):
            below = [sheet.nodes[child.key] for child in node.children]
            assert sheet.nodes[node.key].points == sum((each.points for each in below), D(0))
            assert sheet.nodes[node.key].attainable == sum((each.attainable for each in below), D(0))
            assert sheet.nodes[node.key].unanswered == sum(each.unanswered for each in below)
    assert sheet.self_totals.points == sum((score.points or D(0) for score in sheet.leaves.values()), D(0))
    assert 0 <= sheet.self_totals.points <= sheet.self_totals.attainable <= sheet.self_totals.declared_max


@given(sets_with_answers())
def test_the_ledger_adds_up_to_exactly_what_is_missing(assessment: Assessment) -> None:
    sheet = roll_up(assessment)
    losses = ledger(sheet)
    assert sum((loss.lost for loss in losses), D(0)) == sheet.self_totals.attainable - sheet.self_totals.points
    assert all(loss.lost > 0 for loss in losses)
    assert {loss.leaf.key for loss in losses if loss.kind == "open"} == {
        key for key, score in sheet.leaves.items() if score.state == "unanswered"
    }


@given(sets_with_answers(), st.randoms())
def test_the_order_of_answers_and_fields_never_matters(assessment: Assessment, chance: random.Random) -> None:
    items = list(assessment.answers.items())
    chance.shuffle(items)
    fields = list(assessment.criteria.fields)
    chance.shuffle(fields)
    shuffled = Assessment(CriteriaSet("x", "x", "1", 2026, tuple(fields)), dict(items))
    assert roll_up(shuffled).self_totals == roll_up(assessment).self_totals


def test_unanswered_is_missing_not_zero() -> None:
    sheet = roll_up(Assessment(deep_set(), {"1.1": Answer(Inputs(choice=3))}))
    assert sheet.leaf("1.1").points == 0
    assert sheet.leaf("1.5").points is None
    assert sheet.self_totals.unanswered == 3


def test_survey_points_stand_apart_from_the_self_maximum() -> None:
    totals = roll_up(Assessment(deep_set())).self_totals
    assert (totals.declared_max, totals.survey_max, totals.leaves) == (D("4.75"), D(5), 4)


@pytest.mark.parametrize(
    ("treatment", "points", "attainable", "leaf_points"),
    [("excluded", "1", "1", None), ("full", "3", "3", "2"), ("zero", "1", "3", "0")],
)
def test_the_three_ways_of_not_applicable(treatment: Treatment, points: str, attainable: str, leaf_points: str | None) -> None:
    answers = {"1.1": Answer(Inputs(choice=1)), "1.5": Answer(not_applicable=NotApplicable(treatment, "không phát sinh", "CV 12"))}
    sheet = roll_up(Assessment(deep_set(), answers))
    field = sheet.nodes["1"]
    assert (field.points, field.attainable) == (D(points), D(attainable))
    assert sheet.leaf("1.5").points == (None if leaf_points is None else D(leaf_points))
    assert field.unanswered == 0


def test_index_is_a_share_of_the_attainable_rounded_half_up() -> None:
    sheet = roll_up(Assessment(small_set(leaf("a", Manual(), "3")), {"a": Answer(Inputs(points=D(2)))}))
    assert sheet.self_totals.index == Decimal("66.67")
    empty = roll_up(Assessment(small_set(leaf("a", NotSelfScored(), "3"))))
    assert empty.self_totals.index is None


def test_bonus_is_capped_and_penalty_taken_off_but_never_below_zero() -> None:
    base = small_set(leaf("a", Manual(), "3"))
    extra = CriteriaSet(
        "x",
        "x",
        "1",
        2026,
        base.fields,
        bonus=(leaf("b", Count(each=D(1)), "5"),),
        bonus_cap=D(2),
        penalty=(leaf("p", Count(each=D(1)), "9"),),
    )
    answers = {
        "a": Answer(Inputs(points=D(3))),
        "b": Answer(Inputs(values={"count": D(4)})),
        "p": Answer(Inputs(values={"count": D(1)})),
    }
    sheet = roll_up(Assessment(extra, answers))
    assert (sheet.bonus, sheet.penalty, sheet.final_points) == (2, 1, 4)
    assert sheet.self_totals.points == 3
    capped = roll_up(Assessment(replace(extra, penalty_cap=D(2)), {**answers, "p": Answer(Inputs(values={"count": D(3)}))}))
    assert (capped.penalty, capped.final_points) == (2, 3)
    worse = roll_up(Assessment(extra, {**answers, "p": Answer(Inputs(values={"count": D(9)}))}))
    assert worse.final_points == 0


def test_a_leaf_without_a_rule_is_unanswered() -> None:
    sheet = roll_up(Assessment(small_set(leaf("a", None, "1"))))
    assert sheet.leaf("a").state == "unanswered"
    assert sheet.leaf("a").outcome.why.code == "why.no_rule"


def test_recording_checks_the_rule_and_lifts_an_exemption() -> None:
    exempt = Answer(Inputs(choice=2), "đã giải trình", NotApplicable("excluded", "không có"))
    assessment = Assessment(deep_set(), {"1.1": exempt})
    again = assessment.recorded("1.1", Inputs(choice=1))
    assert (again.not_applicable, again.explanation, again.inputs.choice) == (None, "đã giải trình", 1)
    assert assessment.applied("1.1").inputs == Inputs(choice=2)
    assert assessment.recorded("1.1", Inputs(choice=1), "  mới ").explanation == "mới"
    assert assessment.explained("1.5", " vì ").explanation == "vì"
    with pytest.raises(Refused, match="answer.no_such_rung"):
        assessment.recorded("1.1", Inputs(choice=9))
    with pytest.raises(Refused, match="answer.not_self_scored"):
        assessment.recorded("1.13", Inputs())
    with pytest.raises(Refused, match="answer.reason_missing"):
        assessment.exempted("1.1", NotApplicable("zero", "  "))
    with pytest.raises(Refused, match="answer.no_rule"):
        Assessment(small_set(leaf("a", None))).recorded("a", Inputs())
    assert Fraction(assessment.exempted("1.5", NotApplicable("full", "r")).is_empty) == 0
