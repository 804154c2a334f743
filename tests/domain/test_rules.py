from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from parscore.domain.criteria import Criterion
from parscore.domain.errors import Refused
from parscore.domain.measured_rules import DeductionItem
from parscore.domain.outcome import Inputs, NumberInput, Outcome, Rung, Scale
from parscore.domain.rules import FAMILIES, Bands, Count, DateRule, Deduction, Manual, Proportional, Target
from tests.builders import DATE_RUNGS, OVERLAPPING_RUNGS, PERCENT_RUNGS, band, every_family, rungs
from tests.builders import leaf as new_leaf

D = Decimal
PERCENT = Target(NumberInput("actual", "Tỷ lệ đạt", "%"), NumberInput("target", "Chỉ tiêu", "%"))
LEAVES = {leaf.key: leaf for leaf in (*every_family(), new_leaf("percent", PERCENT, "1", rungs(("Đạt", "1"), ("Không", "0"))))}


def outcome(leaf: Criterion, inputs: Inputs) -> Outcome:
    assert leaf.rule is not None
    scale = Scale(leaf.max_points, leaf.rungs)
    leaf.rule.check(scale, inputs)
    return leaf.rule.evaluate(scale, inputs)


def values(**given_values: str) -> Inputs:
    return Inputs(values={name: D(value) for name, value in given_values.items()})


@pytest.mark.parametrize(
    ("key", "inputs", "points", "code"),
    [
        ("1.1", Inputs(choice=2), "0.5", "why.rung"),
        ("1.2", Inputs(choice=1), "1", "why.rung"),
        ("1.3", Inputs(ticks=frozenset({1, 2})), "1", "why.all_conditions"),
        ("1.3", Inputs(ticks=frozenset({1})), "0", "why.failing_conditions"),
        ("1.3", Inputs(ticks=frozenset()), "0", "why.failing_conditions"),
        ("1.4", Inputs(ticks=frozenset({1, 3})), "0.5", "why.sum"),
        ("1.4", Inputs(ticks=frozenset()), "0", "why.nothing_ticked"),
        ("1.5", values(part="9", whole="10"), "2", "why.share_of"),
        ("1.5", values(part="899", whole="1000"), "1", "why.share_of"),
        ("1.5", values(share="69.99"), "0", "why.share"),
        ("1.6", values(part="17", whole="20"), "0.85", "why.proportional"),
        ("1.6", values(part="20", whole="20"), "1", "why.proportional_full"),
        ("1.6", values(part="15", whole="20"), "0", "why.proportional_floor"),
        ("1.7", values(count="3"), "1.5", "why.count"),
        ("1.7", values(count="7"), "2", "why.count_capped"),
        ("1.8", values(late="0"), "1", "why.nothing_deducted"),
        ("1.8", values(late="3"), "0.25", "why.deducted"),
        ("1.8", values(late="9"), "0", "why.deducted_all"),
        ("1.9", Inputs(dates={"issued": date(2026, 1, 31)}), "1", "why.on_time"),
        ("1.9", Inputs(dates={"issued": date(2026, 2, 1)}), "0.5", "why.late"),
        ("1.9", Inputs(choice=3), "0", "why.rung"),
        ("1.10", values(done="7", due="10"), "1", "why.share_of"),
        ("1.11", values(actual="95", target="95"), "1", "why.target_met"),
        ("1.11", values(actual="94.9", target="95"), "0", "why.target_missed"),
        ("1.12", Inputs(points=D("0.75")), "0.75", "why.manual"),
        ("1.14", values(share="85"), "2", "why.share"),
    ],
)
def test_every_family_gives_its_points_and_says_why(key: str, inputs: Inputs, points: str, code: str) -> None:
    found = outcome(LEAVES[key], inputs)
    assert found.points == D(points)
    assert found.why.code == code
    assert found.question is None


def test_the_reason_carries_the_sentence_of_the_table_and_the_inputs() -> None:
    found = outcome(LEAVES["1.5"], values(part="17", whole="20"))
    assert found.why.sentence == "Từ 70% đến dưới 90%"
    assert found.rung == 2
    assert found.why.inputs == (("Số đạt yêu cầu", "17"), ("Tổng số", "20"))
    assert found.why.facts["share"] == "85"


@pytest.mark.parametrize("key", list(LEAVES))
def test_no_answer_is_not_zero(key: str) -> None:
    assert outcome(LEAVES[key], Inputs()).points is None


def test_half_an_answer_is_not_an_answer() -> None:
    assert outcome(LEAVES["1.5"], values(part="3")).points is None
    assert outcome(LEAVES["1.11"], values(actual="3")).points is None


def test_a_share_in_two_bands_asks_and_then_keeps_to_the_choice() -> None:
    leaf = LEAVES["1.14"]
    asked = outcome(leaf, values(share="70"))
    assert asked.points is None
    assert asked.question is not None
    assert (asked.question.code, asked.question.choices) == ("question.overlap", (1, 2))
    settled = outcome(leaf, Inputs(values={"share": D(70)}, settled=2))
    assert (settled.points, settled.rung, settled.why.code) == (D(1), 2, "why.settled_overlap")


def test_a_share_in_no_band_offers_every_rung() -> None:
    asked = outcome(LEAVES["1.14"], values(share="45"))
    assert asked.question is not None
    assert (asked.question.code, asked.question.choices) == ("question.gap", (1, 2, 3))
    assert outcome(LEAVES["1.14"], Inputs(values={"share": D(45)}, settled=3)).points == 0


def test_a_settled_rung_counts_only_where_the_table_is_open() -> None:
    assert outcome(LEAVES["1.14"], Inputs(values={"share": D(85)}, settled=3)).points == 2
    outside = outcome(LEAVES["1.14"], Inputs(values={"share": D(70)}, settled=3))
    assert outside.points is None
    assert outside.question is not None


def test_nothing_arose_is_a_question_of_applicability_not_zero() -> None:
    for key in ("1.5", "1.6", "1.10"):
        names = [number.name for number in LEAVES[key].rule.inputs]  # type: ignore[union-attr]
        found = outcome(LEAVES[key], Inputs(values=dict.fromkeys(names, D(0))))
        assert found.points is None
        assert found.question is not None
        assert found.question.code == "question.nothing_arose"


@pytest.mark.parametrize(
    ("key", "inputs", "code"),
    [
        ("1.1", Inputs(choice=4), "answer.no_such_rung"),
        ("1.1", Inputs(choice=0), "answer.no_such_rung"),
        ("1.3", Inputs(ticks=frozenset({3})), "answer.no_such_rung"),
        ("1.4", Inputs(ticks=frozenset({4})), "answer.no_such_rung"),
        ("1.5", values(part="11", whole="10"), "answer.part_over_whole"),
        ("1.5", values(part="1.5", whole="10"), "answer.not_whole"),
        ("1.5", values(share="101"), "answer.over_hundred"),
        ("1.5", values(share="-1"), "answer.negative"),
        ("percent", values(actual="101", target="90"), "answer.over_hundred"),
        ("1.5", values(share="50", part="1"), "answer.share_and_numbers"),
        ("1.5", values(other="1"), "answer.unknown_input"),
        ("1.7", values(count="-1"), "answer.negative"),
        ("1.9", Inputs(choice=1), "answer.rung_by_date"),
        ("1.9", Inputs(dates={"signed": date(2026, 1, 1)}), "answer.unknown_input"),
        ("1.12", Inputs(points=D("1.01")), "answer.points_out_of_range"),
        ("1.13", Inputs(choice=1), "answer.not_self_scored"),
        ("1.14", Inputs(values={"share": D(70)}, settled=9), "answer.no_such_rung"),
    ],
)
def test_inputs_that_cannot_be_are_refused(key: str, inputs: Inputs, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        outcome(LEAVES[key], inputs)
    assert refusal.value.code == code


def test_each_kind_of_failing_takes_no_more_than_its_own_cap() -> None:
    late = DeductionItem(NumberInput("late", "Số báo cáo chậm"), D("0.1"), D("0.5"))
    lost = DeductionItem(NumberInput("lost", "Số báo cáo thiếu"), D("0.5"))
    made = new_leaf("a", Deduction((late, lost)), "2")
    found = outcome(made, values(late="9", lost="1"))
    assert (found.points, found.why.facts["terms"]) == (D(1), "0,5 + 1 × 0,5")
    assert outcome(made, values(late="4", lost="0")).points == D("1.6")


def test_a_rung_for_late_or_not_issued_may_be_picked_though_days_lead_to_it_too() -> None:
    late = Rung("Ban hành sau ngày 31/01/2026 hoặc không ban hành", D(0), band("0", incl=""))
    scale = Scale(D(1), (Rung("Ban hành đến hết ngày 31/01/2026", D(1), band(hi="0", incl="hi")), late))
    rule, picked = DateRule(date(2026, 1, 31)), Inputs(choice=2)
    rule.check(scale, picked)
    assert rule.evaluate(scale, picked).points == 0
    assert rule.evaluate(scale, Inputs(dates={"issued": date(2026, 2, 1)})).points == 0
    with pytest.raises(Refused, match="rung_by_date"):
        rule.check(scale, Inputs(choice=1))


def test_a_late_document_without_a_rung_for_late_is_asked_about() -> None:
    scale = Scale(D(1), (DATE_RUNGS[0], DATE_RUNGS[2]))
    found = DateRule(date(2026, 1, 31)).evaluate(scale, Inputs(dates={"issued": date(2026, 2, 2)}))
    assert found.points is None
    assert found.question is not None


def test_the_officer_enters_the_due_date_where_the_table_has_none() -> None:
    scale = Scale(D(1), DATE_RUNGS)
    assert DateRule().evaluate(scale, Inputs(dates={"issued": date(2026, 3, 1)})).points is None
    dates = {"issued": date(2026, 3, 1), "due": date(2026, 3, 1)}
    assert DateRule().evaluate(scale, Inputs(dates=dates)).points == 1


def test_a_target_with_bands_reads_the_share_reached_and_never_above_all_of_it() -> None:
    scale = Scale(D(2), (Rung("100%", D(2), band("100", "100", "lo hi")), Rung("Dưới 100%", D(1), band(hi="100"))))
    assert Target().evaluate(scale, values(actual="130", target="100")).points == 2
    assert Target().evaluate(scale, values(actual="80", target="100")).points == 1
    assert Target(comparator="<=").evaluate(scale, values(actual="2", target="4")).points == 2
    assert Target(comparator="<=").evaluate(scale, values(actual="8", target="4")).points == 1


def test_a_target_that_leaves_no_share_to_compute_asks() -> None:
    scale = Scale(D(2), PERCENT_RUNGS)
    assert Target(comparator="=").evaluate(scale, values(actual="120", target="100")).points is None
    assert Target(comparator=">").evaluate(scale, values(actual="0", target="0")).question is not None


def test_counts_in_steps_use_the_rungs_bands() -> None:
    steps = (
        Rung("Từ 02 sáng kiến trở lên", D(2), band("2", incl="lo")),
        Rung("01 sáng kiến", D(1), band("1", "1", "lo hi")),
        Rung("Không có", D(0), band("0", "0", "lo hi")),
    )
    rule = Count(NumberInput("count", "Số sáng kiến"))
    assert [rule.evaluate(Scale(D(2), steps), values(count=str(number))).points for number in (0, 1, 2, 9)] == [0, 1, 2, 2]


def test_proportional_points_round_half_up_to_the_sets_decimals() -> None:
    scale = Scale(D(1), rungs(("x", "1")), decimals=3)
    assert Proportional().evaluate(scale, values(part="1", whole="3")).points == D("0.333")
    assert Proportional().evaluate(scale, values(part="2", whole="3")).points == D("0.667")
    assert Proportional().evaluate(Scale(D("0.75"), decimals=0), values(share="80")).points == D("0.75")
    scaled = Proportional(full_at=D(80), scaled=True)
    assert scaled.evaluate(scale, values(share="40")).points == D("0.5")
    assert Proportional(full_at=D(90), full_earns=False).evaluate(scale, values(share="90")).points == D("0.9") * scale.max_points
    assert Proportional(full_at=D(90), full_earns=False).evaluate(scale, values(share="90.01")).points == scale.max_points
    assert Proportional(floor=D(50), floor_earns=False).evaluate(scale, values(share="50")).points == 0


def test_a_rung_whose_points_the_table_left_out_earns_nothing_in_silence() -> None:
    leaf = Criterion("x", "x", "x", D(1), LEAVES["1.1"].rule, (Rung("Đạt"), Rung("Không", D(0))))
    found = outcome(leaf, Inputs(choice=1))
    assert found.points is None
    assert found.why.code == "why.rung_without_points"


NUMBERS = st.decimals(0, 1000, places=0)


@given(st.data())
def test_points_stay_between_zero_and_the_maximum(data: st.DataObject) -> None:
    leaf = data.draw(st.sampled_from([leaf for leaf in every_family() if leaf.rule and leaf.rule.kind != "not_self_scored"]))
    assert leaf.rule is not None
    count = max(1, len(leaf.rungs))
    inputs = Inputs(
        choice=data.draw(st.integers(1, count)) if leaf.rule.kind in {"ladder", "yes_no"} else None,
        ticks=data.draw(st.frozensets(st.integers(1, 2))) if leaf.rule.kind in {"conditions", "additive"} else None,
        values={number.name: data.draw(NUMBERS) for number in leaf.rule.inputs},
        dates={"issued": data.draw(st.dates(date(2025, 1, 1), date(2027, 1, 1)))} if leaf.rule.kind == "date" else {},
        points=data.draw(st.decimals(0, 1, places=2)) if leaf.rule.kind == "manual" else None,
    )
    scale = Scale(leaf.max_points, leaf.rungs)
    try:
        leaf.rule.check(scale, inputs)
    except Refused:
        assume(False)
    found = leaf.rule.evaluate(scale, inputs)
    assert found.points is None or 0 <= found.points <= leaf.max_points
    assert (found.points is None) == (found.question is not None)


def test_the_families_are_the_thirteen_kinds_of_the_table_format() -> None:
    kinds = "ladder yes_no conditions additive bands proportional count deduction date plan_progress target manual not_self_scored"
    assert set(FAMILIES) == set(kinds.split())
    assert all(FAMILIES[kind].kind == kind for kind in FAMILIES)
    assert Bands().inputs[0].name == "part"
    assert Manual().inputs == ()
    assert OVERLAPPING_RUNGS[0].band is not None
