"""Open questions of a leaf, the choices that settle them, and what each makes of the leaf."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parscore.domain.bands import Band, owners
from parscore.domain.criteria import Criterion
from parscore.domain.errors import Refused
from parscore.domain.measured_rules import DeductionItem
from parscore.domain.outcome import Inputs, NumberInput, Rung, Scale
from parscore.domain.rules import (
    Additive,
    Bands,
    Conditions,
    Count,
    DateRule,
    Deduction,
    Ladder,
    Manual,
    NotSelfScored,
    PlanProgress,
    Proportional,
    Rule,
    Target,
    YesNo,
)
from parscore.domain.settling import BLOCKING, OpenQuestion, confirmed, faults_of, open_questions
from parscore.texts import say, texts
from tests.builders import LADDER_RUNGS, OVERLAPPING_RUNGS, PERCENT_RUNGS, D, band, leaf, rungs


def asked(made: Criterion, *codes: str) -> Criterion:
    return replace(made, sure="open", open=codes)


def sentences(question: OpenQuestion) -> list[str]:
    return [say(f"settle.{choice.code}", **choice.facts) for choice in question.choices]


def test_seventy_percent_in_two_rungs_may_go_to_either_or_be_asked_when_it_comes() -> None:
    open_leaf = asked(leaf("a", Bands(), "2", OVERLAPPING_RUNGS), "overlap", "gap")
    overlap, gap = open_questions(open_leaf)
    assert sentences(overlap) == [
        "Tính theo mức “Từ 70% đến 100%” (2 điểm)",
        "Tính theo mức “Từ 50% đến 70%” (1 điểm)",
        "Giữ như bảng ghi; hỏi lại khi chấm gặp trường hợp này",
    ]
    upper, lower, later = (choice.leaf for choice in overlap.choices)
    assert owners([rung.band for rung in upper.rungs], D(70)) == (1,)
    assert owners([rung.band for rung in lower.rungs], D(70)) == (2,)
    assert later.rungs == open_leaf.rungs
    assert [upper.open, lower.open, later.open] == [("gap",)] * 3
    assert gap.facts["values"] == "40 – 50"
    down, up = (choice.leaf for choice in open_questions(upper)[0].choices[:2])
    assert owners([rung.band for rung in down.rungs], D(45)) == (2,)
    assert owners([rung.band for rung in up.rungs], D(45)) == (3,)
    assert (down.open, down.sure) == ((), "sure")


def test_all_of_it_may_go_to_the_rung_that_says_all_though_the_next_has_no_upper_end() -> None:
    scale = (
        Rung("Đầy đủ các báo cáo", D(1), band("100", "100", "lo hi")),
        Rung("Từ ¾ số lượng trở lên", D("0.5"), band("75", incl="lo")),
        Rung("Dưới ¾ số lượng", D(0), band(hi="75")),
    )
    question = open_questions(asked(leaf("a", Bands(), "1", scale), "overlap"))[0]
    assert sentences(question) == [
        "Tính theo mức “Đầy đủ các báo cáo” (1 điểm)",
        "Giữ như bảng ghi; hỏi lại khi chấm gặp trường hợp này",
    ]
    assert question.choices[0].leaf.rungs[1].band == Band(D(75), True, D(100), False)


def test_a_bound_left_out_is_closed_where_the_rung_above_begins_or_written_by_hand() -> None:
    scale = (
        Rung("Từ 90%", D(2), band("90", incl="lo")),
        Rung("Từ 70% đến dưới", D(1), band("70", incl="lo")),
        Rung("Dưới 70%", D(0), band(hi="70")),
    )
    question = open_questions(asked(leaf("a", Bands(), "2", scale), "missing_bound"))[0]
    assert sentences(question) == ["Mức “Từ 70% đến dưới” kết thúc ở 90"]
    assert question.choices[0].leaf.rungs[1].band == Band(D(70), True, D(90), False)
    assert question.choices[0].leaf.open == ()
    with pytest.raises(Refused, match="still_open"):
        confirmed(asked(leaf("a", Bands(), "2", scale), "missing_bound"))


def test_a_top_rung_under_the_maximum_may_be_kept_raised_or_become_the_maximum() -> None:
    question = open_questions(asked(leaf("a", Ladder(), "2", LADDER_RUNGS), "top_not_max"))[0]
    kept, lower, higher = (choice.leaf for choice in question.choices)
    assert (kept.max_points, lower.max_points, higher.rungs[0].points) == (2, 1, 2)
    assert {each.open for each in (kept, lower, higher)} == {()}


@pytest.mark.parametrize(
    ("made", "code", "kinds"),
    [
        (leaf("a", Additive(), "1", rungs(("A", "0.5"), ("B", "0.5"))), "additive", ["additive", "ladder"]),
        (leaf("a", Conditions(("đủ", "đúng")), "1", rungs(("Đủ và đúng", "1"), ("Không", "0"))), "conditions", ["conditions", "yes_no"]),
        (leaf("a", NotSelfScored(), "1"), "survey", ["not_self_scored", "manual"]),
        (leaf("a", YesNo(), "1", rungs(("Có", "1"), ("Không", "0"))), "survey", ["yes_no", "not_self_scored"]),
        (leaf("a", YesNo(), "1", rungs(("Có", "1"), ("Không", "0"))), "survey_part", ["yes_no", "not_self_scored"]),
        (leaf("a", Ladder(), "1", LADDER_RUNGS), "lines_split", ["ladder"]),
    ],
)
def test_a_choice_of_the_kind_of_rule_settles_the_question(made: Criterion, code: str, kinds: list[str]) -> None:
    question = open_questions(asked(made, code))[0]
    assert [choice.leaf.rule.kind for choice in question.choices if choice.leaf.rule] == kinds
    assert all(code not in choice.leaf.open for choice in question.choices)
    assert (question.choices[0].leaf.open, question.choices[0].leaf.sure) == ((), "sure")


def test_choosing_a_ladder_for_lines_that_add_up_asks_about_the_top_that_is_no_maximum_then() -> None:
    made = asked(leaf("a", Additive(), "0.75", rungs(("A", "0.5"), ("B", "0.25"))), "additive")
    ladder = open_questions(made)[0].choices[1].leaf
    assert (ladder.open, ladder.sure) == (("top_not_max", "bottom_not_zero"), "open")


def test_every_question_has_a_sentence_and_every_choice_too() -> None:
    for code in texts()["table"]["question"]:
        for question in open_questions(asked(leaf("a", Bands(), "2", PERCENT_RUNGS), code)):
            assert say(f"table.question.{question.code}")
            assert all(sentences(question))
            assert question.choices or code in BLOCKING


LATE = DeductionItem(NumberInput("late", "Số báo cáo chậm"), D("0.25"))
LOST = DeductionItem(NumberInput("lost", "Số báo cáo thiếu"), D("0.5"))


def ways(rule: Rule, scale: tuple[Rung, ...], code: str, maximum: str = "2") -> tuple[list[str], list[Criterion]]:
    question = open_questions(asked(leaf("a", rule, maximum, scale), code))[0]
    assert all(choice.leaf.open == () and choice.leaf.sure == "sure" for choice in question.choices)
    return sentences(question), [choice.leaf for choice in question.choices]


def test_a_formula_that_was_not_read_is_typed_or_taken_in_proportion() -> None:
    told, (typed, share) = ways(Manual(), (Rung("Điểm = a/b + 0,1"),), "formula_unread")
    assert told == ["Nhập điểm bằng tay, có giải trình", "Điểm bằng tỷ lệ đạt được nhân 2; từ 100% được điểm tối đa"]
    assert (typed.rule, share.rule) == (Manual(), Proportional())
    told, (kept, _) = ways(Proportional(floor=D(70)), (Rung("Tỷ lệ % x 3"),), "formula_differs")
    assert told[0] == "Điểm bằng tỷ lệ đạt được nhân 2; từ 100% được điểm tối đa, dưới 70% được 0 điểm"
    assert kept.rule == Proportional(floor=D(70))


def test_points_off_are_for_each_failing_or_once() -> None:
    told, (each, once, typed) = ways(Deduction((LATE,)), (Rung("Chậm báo cáo: trừ 0,25 điểm"),), "deduction_once")
    assert told[:2] == ["Trừ 0,25 điểm cho mỗi trường hợp", "Chỉ trừ một lần 0,25 điểm, dù có nhiều trường hợp"]
    assert [made.rule.most for made in (each, once) if isinstance(made.rule, Deduction)] == [None, D("0.25")]
    assert typed.rule == Manual()
    told, made = ways(Deduction((LATE, LOST)), (), "deduction_once")
    assert (told[0], len(made)) == ("Trừ cho mỗi trường hợp của từng loại", 2)
    assert [each.rule for each in ways(Deduction(), (), "deduction_once")[1]] == [Manual()]


def test_a_cap_is_of_all_kinds_together_or_of_each() -> None:
    told, (together, apart) = ways(Deduction((LATE, LOST), D(1)), (), "deduction_cap")
    assert told == ["Tất cả các loại cộng lại trừ nhiều nhất 1 điểm", "Mỗi loại trừ nhiều nhất 1 điểm"]
    assert together.rule == Deduction((LATE, LOST), D(1))
    assert apart.rule == Deduction((replace(LATE, most=D(1)), replace(LOST, most=D(1))))


def test_a_figure_behind_a_sign_is_earned_or_taken_away() -> None:
    scale = (Rung("Đúng hạn", D(2)), Rung("Chậm - 0,5 điểm"), Rung("Không gửi - 0 điểm", D(0)))
    told, (earned, taken) = ways(Ladder(), scale, "minus_or_points")
    assert told == ["Là điểm được; các mức thành 2; 0,5; 0 điểm", "Là điểm bị trừ; các mức thành 2; 1,5; 0 điểm"]
    assert [rung.points for rung in taken.rungs] == [2, D("1.5"), 0]
    assert [rung.points for rung in earned.rungs] == [2, D("0.5"), 0]


def test_so_many_points_each_go_up_to_the_maximum_or_are_typed() -> None:
    told, (each, _) = ways(Count(each=D("0.5")), (Rung("Mỗi sáng kiến: 0,5 điểm, tối đa 1,5 điểm"),), "several_each")
    assert told[0] == "Mỗi trường hợp 0,5 điểm, tối đa 2 điểm"
    assert each.rule == Count(each=D("0.5"))
    assert ways(Manual(), (), "several_each")[0] == ["Nhập điểm bằng tay, có giải trình"]


@pytest.mark.parametrize(
    ("rule", "code", "kinds"),
    [
        (Additive(), "additive_or_ladder", ["additive", "ladder"]),
        (Count(), "counted", ["count", "ladder"]),
        (DateRule(), "days_late", ["date", "ladder"]),
        (Bands(), "mixed_measures", ["bands", "ladder"]),
        (Deduction((LATE,)), "deduction_beside", ["deduction", "ladder", "manual"]),
        (Ladder(), "date_words", ["ladder", "manual"]),
        (PlanProgress(), "plan_tasks", ["plan_progress", "bands"]),
        (Target(), "target", ["target", "yes_no"]),
        (NotSelfScored("leaders"), "leaders", ["not_self_scored", "ladder"]),
    ],
)
def test_each_question_about_the_rule_offers_the_rules_it_may_be(rule: Rule, code: str, kinds: list[str]) -> None:
    scale = (Rung("Tốt", D(2)), Rung("Khá", D(1)), Rung("Yếu", D(0)))
    _, made = ways(rule, scale, code)
    assert [each.rule.kind for each in made if each.rule] == kinds


def test_a_share_of_a_target_may_be_passed_and_counts_as_all_of_it() -> None:
    told, (_, reached) = ways(Bands(), PERCENT_RUNGS, "target")
    assert told == ["Nhập số đạt và tổng số; tỷ lệ không quá 100%", "Nhập kết quả và chỉ tiêu; vượt chỉ tiêu tính là 100%"]
    found = Target().evaluate(Scale(D(2), reached.rungs), Inputs(values={"actual": D(105), "target": D(100)}))
    assert (reached.rule, found.points) == (Target(), 2)


def test_no_number_leads_to_the_rungs_of_a_scale_that_is_picked_from() -> None:
    _, (_, picked) = ways(Bands(), PERCENT_RUNGS, "extra_words")
    assert [rung.band for rung in picked.rungs] == [None, None, None]


edges = st.integers(0, 10).map(lambda tenth: Decimal(tenth * 10))
bands = st.builds(lambda lo, hi, incl: Band(min(lo, hi), True, max(lo, hi), incl), edges, edges, st.booleans())


@given(st.lists(bands, min_size=2, max_size=4))
def test_settling_every_question_by_some_choice_ends_and_never_moves_a_value_that_one_rung_alone_took_in(scale: list[Band]) -> None:
    top = len(scale) - 1
    made = leaf("a", Bands(), str(top or 1), tuple(Rung(f"Mức {at}", D(top - at), each) for at, each in enumerate(scale)))
    made = asked(made, *faults_of(made)) if faults_of(made) else made
    clear = {value: who[0] for value in map(D, range(101)) if len(who := owners(scale, value)) == 1}
    for _ in range(40):
        questions = open_questions(made)
        if not questions:
            break
        made = questions[0].choices[0].leaf
    assert made.open == ()
    after = [rung.band for rung in made.rungs]
    assert {value: owners(after, value) for value in clear} == {value: (who,) for value, who in clear.items()}


def test_a_hundred_percent_that_also_fits_the_open_rung_under_it_may_be_the_top_rungs_own() -> None:
    scale = (
        Rung("Đầy đủ", D(1), band("100", "100", "lo hi")),
        Rung("Từ ¾", D("0.5"), band("75", incl="lo")),
        Rung("Dưới ¾", D(0), band(hi="75")),
    )
    question = open_questions(asked(leaf("a", Bands(), "1", scale), "overlap"))[0]
    assert sentences(question)[0] == "Tính theo mức “Đầy đủ” (1 điểm)"
    settled = question.choices[0].leaf
    assert [owners([rung.band for rung in settled.rungs], D(value)) for value in (100, 99, 75, 74)] == [(1,), (2,), (2,), (3,)]
    assert settled.open == ()
