"""Every reason and every question of every rule family as the sentence that an officer reads."""

import re
from dataclasses import replace
from datetime import date

import pytest

from parscore.domain.assessment import Answer, NotApplicable, Treatment
from parscore.domain.criteria import CriteriaSet, Criterion
from parscore.domain.measured_rules import DeductionItem
from parscore.domain.outcome import Inputs, NumberInput, Rung
from parscore.domain.rules import Bands, Count, DateRule, Deduction, Ladder, NotSelfScored, PlanProgress, Proportional, Target
from parscore.domain.scoresheet import LeafScore, score_leaf
from parscore.texts import say
from parscore.texts import texts as all_texts
from tests.builders import DATE_RUNGS, OVERLAPPING_RUNGS, PERCENT_RUNGS, D, band, every_family, leaf, rungs, small_set

OPEN_RULE = replace(leaf("u", Bands(), "2", PERCENT_RUNGS), sure="open", open=("overlap",))
LEAVES = {each.key: each for each in every_family()}
STEPS = (Rung("Từ 02 trở lên", D(2), band("2", incl="lo")), Rung("01", D(1), band("1", "1", "lo hi")))
GENEROUS = leaf("g", Ladder(), "1", rungs(("Có", "2"), ("Không", "0")))
NO_POINTS = leaf("n", Ladder(), "1", (Rung("Đạt"), Rung("Không", D(0))))
CAPPED_TICKS = leaf("c", every_family()[3].rule, "0.5", every_family()[3].rungs)
OPEN_TICKS = leaf("o", every_family()[3].rule, "0.5", (Rung("Cấp tỉnh", D("0.25")), Rung("Cấp xã")))
MOST_OFF = leaf("m", Deduction((DeductionItem(NumberInput("late", "Số hồ sơ trễ hạn"), D("0.25")),), D("0.5")), "1")
STEP_COUNT = leaf("s", Count(NumberInput("count", "Số sáng kiến")), "2", STEPS)
NO_LATE = leaf("d", DateRule(date(2026, 1, 31)), "1", (DATE_RUNGS[0], DATE_RUNGS[2]))
TARGET_BANDS = leaf("t", Target(), "2", PERCENT_RUNGS)


def values(**numbers: str) -> Inputs:
    return Inputs(values={name: D(value) for name, value in numbers.items()})


def settled(rung: int, **numbers: str) -> Inputs:
    return Inputs(values={name: D(value) for name, value in numbers.items()}, settled=rung)


def ticked(*numbers: int) -> Inputs:
    return Inputs(ticks=frozenset(numbers))


def issued(day: int, month: int) -> Inputs:
    return Inputs(dates={"issued": date(2026, month, day)})


SENTENCES = [
    (LEAVES["1.1"], Inputs(), "chưa có đủ thông tin để chấm"),
    (leaf("x", None), Inputs(), "chưa có quy tắc tính điểm"),
    (OPEN_RULE, values(share="85"), "cách tính điểm đọc từ bảng còn câu hỏi chưa được trả lời"),
    (LEAVES["1.1"], Inputs(choice=2), "theo mức đã chọn: 0,5 điểm"),
    (LEAVES["1.2"], Inputs(choice=2), "theo mức đã chọn: 0 điểm"),
    (NO_POINTS, Inputs(choice=1), "mức đã chọn chưa ghi điểm trong bảng"),
    (OPEN_TICKS, ticked(1, 2), "mức đã chọn chưa ghi điểm trong bảng"),
    (GENEROUS, Inputs(choice=1), "mức này ghi 2 điểm, cao hơn điểm tối đa; lấy 1 điểm"),
    (LEAVES["1.3"], ticked(1, 2), "đạt đủ 2 điều kiện: 1 điểm"),
    (LEAVES["1.3"], ticked(), "chưa đạt điều kiện “đủ số lượng”, “đúng thời gian”: 0 điểm"),
    (LEAVES["1.4"], ticked(), "không đạt mục nào: 0 điểm"),
    (LEAVES["1.4"], ticked(2), "1 mục đạt: 0,25 điểm"),
    (LEAVES["1.4"], ticked(1, 3), "2 mục đạt: 0,25 + 0,25 = 0,5 điểm"),
    (CAPPED_TICKS, ticked(1, 2, 3), "3 mục đạt: 0,25 + 0,25 + 0,25 = 0,75, lấy tối đa 0,5 điểm"),
    (LEAVES["1.5"], values(share="85,5".replace(",", ".")), "tỷ lệ 85,5%: 1 điểm"),
    (LEAVES["1.5"], values(part="2", whole="3"), "2/3 = 66,66%: 0 điểm"),
    (LEAVES["1.6"], values(share="100"), "tỷ lệ 100%, đạt từ 100% trở lên: điểm tối đa 1"),
    (LEAVES["1.6"], values(share="79.5"), "tỷ lệ 79,5%, dưới mức tối thiểu 80%: 0 điểm"),
    (LEAVES["1.6"], values(share="85"), "tỷ lệ 85% × 1 / 100% = 0,85 điểm"),
    (LEAVES["1.6"], values(part="5", whole="6"), "tỷ lệ 83,33% × 1 / 100%, làm tròn đến 2 chữ số thập phân: 0,83 điểm"),
    (LEAVES["1.7"], values(count="3"), "3 × 0,5 = 1,5 điểm"),
    (LEAVES["1.7"], values(count="5"), "5 × 0,5 = 2,5, lấy tối đa 2 điểm"),
    (STEP_COUNT, values(count="1"), "Số sáng kiến: 1, được 1 điểm"),
    (LEAVES["1.8"], values(late="0"), "không bị trừ: 1 điểm"),
    (LEAVES["1.8"], values(late="3"), "1 − (3 × 0,25) = 0,25 điểm"),
    (LEAVES["1.8"], values(late="9"), "1 − (9 × 0,25): trừ hết, còn 0 điểm"),
    (MOST_OFF, values(late="3"), "1 − (3 × 0,25), trừ nhiều nhất 0,5 điểm: 0,5 điểm"),
    (MOST_OFF, values(late="1"), "1 − (1 × 0,25) = 0,75 điểm"),
    (LEAVES["1.9"], issued(31, 1), "ban hành ngày 31/01/2026, đúng hạn 31/01/2026: 1 điểm"),
    (LEAVES["1.9"], issued(2, 2), "ban hành ngày 02/02/2026, chậm 2 ngày so với hạn 31/01/2026: 0,5 điểm"),
    (LEAVES["1.10"], values(done="8", due="10"), "8/10 = 80%: 1 điểm"),
    (leaf("p", PlanProgress(), "1"), values(done="8", due="10"), "tỷ lệ 80% × 1 / 100% = 0,8 điểm"),
    (LEAVES["1.11"], values(actual="82", target="80"), "đạt 82, chỉ tiêu ≥ 80: hoàn thành, 1 điểm"),
    (LEAVES["1.11"], values(actual="79,5".replace(",", "."), target="80"), "đạt 79,5, chỉ tiêu ≥ 80: không hoàn thành, 0 điểm"),
    (TARGET_BANDS, values(actual="8", target="10"), "đạt 8 so với chỉ tiêu ≥ 10, bằng 80%: 1 điểm"),
    (LEAVES["1.12"], Inputs(points=D("0.75")), "điểm do người chấm nhập: 0,75"),
    (LEAVES["1.13"], Inputs(), "điểm do điều tra xã hội học, sở không tự chấm"),
    (leaf("l", NotSelfScored("leaders")), Inputs(), "điểm do lãnh đạo đánh giá, sở không tự chấm"),
    (leaf("e", NotSelfScored("other")), Inputs(), "điểm do cơ quan khác chấm, sở không tự chấm"),
    (
        LEAVES["1.14"],
        settled(2, share="70"),
        "giá trị 70 nằm trong nhiều mức của bảng; người chấm đã chọn mức được 1 điểm",
    ),
    (LEAVES["1.14"], settled(3, share="45"), "bảng không có mức nào cho giá trị 45; người chấm đã chọn mức được 0 điểm"),
]
QUESTIONS = [
    (LEAVES["1.14"], values(share="70"), "Giá trị 70 nằm trong nhiều mức của bảng. Hãy chọn mức áp dụng."),
    (LEAVES["1.14"], values(part="1", whole="3"), None),
    (LEAVES["1.14"], values(share="45"), "Bảng không có mức nào cho giá trị 45. Hãy chọn mức áp dụng."),
    (NO_LATE, issued(2, 2), "Bảng không có mức nào cho giá trị 02/02/2026. Hãy chọn mức áp dụng."),
    (
        LEAVES["1.5"],
        values(part="0", whole="0"),
        "“Tổng số” bằng 0, nghĩa là không phát sinh. Hãy xem tiêu chí này có áp dụng không.",
    ),
    (
        leaf("z", Target(comparator=">"), "2", PERCENT_RUNGS),
        values(actual="0", target="0"),
        "Chưa tính được tỷ lệ so với chỉ tiêu 0. Hãy kiểm tra lại hai số.",
    ),
]
EXEMPTIONS: list[tuple[Treatment, str]] = [
    ("excluded", "không áp dụng, không tính vào thang điểm: không phát sinh"),
    ("full", "không áp dụng, tính điểm tối đa: không phát sinh"),
    ("zero", "không áp dụng, tính 0 điểm: không phát sinh"),
]


def scored(each: Criterion, inputs: Inputs, criteria: CriteriaSet | None = None) -> LeafScore:
    criteria = criteria or small_set(each)
    if each.rule is not None:
        each.rule.check(criteria.scale(each), inputs)
    return score_leaf(criteria, each, Answer(inputs))


@pytest.mark.parametrize(("each", "inputs", "sentence"), SENTENCES)
def test_the_reason_for_the_points_reads_as_a_sentence(each: Criterion, inputs: Inputs, sentence: str) -> None:
    why = scored(each, inputs).outcome.why
    assert say(why.code, **why.facts) == sentence


@pytest.mark.parametrize(("each", "inputs", "sentence"), QUESTIONS)
def test_what_the_table_leaves_open_is_asked_in_a_sentence(each: Criterion, inputs: Inputs, sentence: str | None) -> None:
    outcome = scored(each, inputs).outcome
    assert (outcome.question is None) == (sentence is None)
    if outcome.question is not None:
        assert say(outcome.question.code, **outcome.question.facts) == sentence
        assert say(outcome.why.code, **outcome.why.facts) == sentence


@pytest.mark.parametrize(("treatment", "sentence"), EXEMPTIONS)
def test_an_exemption_says_how_the_points_are_counted(treatment: Treatment, sentence: str) -> None:
    score = score_leaf(small_set(), LEAVES["1.1"], Answer(not_applicable=NotApplicable(treatment, "không phát sinh")))
    assert say(score.outcome.why.code, **score.outcome.why.facts) == sentence


def test_points_of_a_set_without_decimals_are_said_to_be_whole() -> None:
    why = scored(LEAVES["1.6"], values(share="85"), small_set(LEAVES["1.6"], decimals=0)).outcome.why
    assert say(why.code, **why.facts) == "tỷ lệ 85% × 1 / 100%, làm tròn đến số nguyên: 1 điểm"


def test_every_reason_and_question_that_has_a_text_is_read_here() -> None:
    read = {scored(each, inputs).outcome.why.code for each, inputs, _ in SENTENCES}
    read |= {scored(each, inputs).outcome.why.code for each, inputs, _ in QUESTIONS}
    read |= {f"why.not_applicable_{treatment}" for treatment, _ in EXEMPTIONS} | {"why.proportional_whole"}
    assert read == {f"{section}.{key}" for section in ("why", "question") for key in all_texts()[section]}


def test_reasons_have_no_code_word_and_their_inputs_are_labelled_in_vietnamese() -> None:
    for each, inputs, _ in (*SENTENCES, *QUESTIONS):
        for label, shown in scored(each, inputs).outcome.why.inputs:
            assert label[0].isupper()
            assert not re.search(r"issued|due|part|whole|share|actual|target|count", label)
            assert re.fullmatch(r"[0-9,/]+%?", shown)


def test_a_rung_above_the_maximum_caps_bands_and_counts_too() -> None:
    high = (Rung("Từ 50", D(5), band("50", incl="lo")), Rung("Dưới 50", D(0), band(hi="50")))
    for each, inputs in (
        (leaf("b", Bands(), "2", high), values(share="60")),
        (leaf("k", Count(), "2", high), values(count="60")),
        (leaf("v", Bands(), "2", OVERLAPPING_RUNGS[:2]), settled(1, share="70")),
    ):
        assert scored(each, inputs).points == 2
    assert scored(leaf("q", Proportional(), "2", high), values(share="60")).points == D("1.2")
