from dataclasses import replace
from datetime import date

import pytest

from parscore.domain.criteria import Applicability, CriteriaSet, Criterion, Field
from parscore.domain.outcome import Rung
from parscore.domain.rules import (
    Additive,
    Bands,
    Count,
    DateRule,
    Deduction,
    Ladder,
    NotSelfScored,
    PlanProgress,
    Proportional,
    Rule,
    YesNo,
)
from parscore.domain.set_checks import check_set
from tests.builders import (
    DATE_RUNGS,
    LADDER_RUNGS,
    OVERLAPPING_RUNGS,
    PERCENT_RUNGS,
    D,
    band,
    every_family,
    leaf,
    rungs,
    small_set,
)


def simple(key: str) -> Criterion:
    """A leaf without a fault."""
    return leaf(key, YesNo(), "1", rungs(("Có", "1"), ("Không", "0")))


def told(criteria: CriteriaSet) -> list[tuple[str, str, str]]:
    return [(finding.severity, finding.code.removeprefix("set."), finding.key) for finding in check_set(criteria)]


def of_leaf(each: Criterion) -> list[tuple[str, str, str]]:
    return told(small_set(each))


def test_a_good_set_has_no_faults() -> None:
    assert of_leaf(simple("1.1")) == []


def test_sums_are_compared_with_what_is_stated() -> None:
    field = Field("1", "1", "Chỉ đạo", D(3), (simple("1.1"),))
    criteria = replace(small_set(), fields=(field, Field("2", "2", "Trống", D(1))), max_points=D(5))
    assert told(criteria) == [("error", "children_sum", "1"), ("error", "empty_field", "2"), ("error", "total", "")]
    assert check_set(criteria)[-1].facts == {"declared": "5", "sum": "4"}


def test_a_code_under_another_number_is_misplaced() -> None:
    inner = (simple("4.5.1"), simple("4.4.2"), simple("a"), simple("9"))
    outer = Criterion("4.4", "4.4", "Kiểm tra", D(4), children=inner)
    criteria = replace(small_set(), fields=(Field("4", "4", "Tổ chức", D(4), (outer,)),))
    assert told(criteria) == [("warning", "misplaced_code", "4.5.1")]


def test_repeated_codes_are_told_with_the_first_that_had_them() -> None:
    first, second = simple("9.3.2"), replace(simple("9.3.2"), key="9.3.2~2")
    criteria = replace(small_set(), fields=(Field("9", "9", "Khác", D(2), (first, second)),))
    assert told(criteria) == [("warning", "repeated_code", "9.3.2~2")]


def test_numbering_that_starts_anew_in_each_field_repeats_nothing() -> None:
    def field(code: str, *keys: str) -> Field:
        return Field(code, code, "Lĩnh vực", D(len(keys)), tuple(replace(simple("1"), key=key) for key in keys))

    assert told(replace(small_set(), fields=(field("I", "1"), field("II", "1~2")))) == []
    assert told(replace(small_set(), fields=(field("I", "1", "1~2"),))) == [("warning", "repeated_code", "1~2")]


def test_a_field_that_is_scored_itself_repeats_no_code() -> None:
    scored = replace(simple("C"), key="C~2")
    assert told(replace(small_set(), fields=(Field("C", "C", "Điểm thưởng", D(1), (scored,)),))) == []


def test_nodes_without_codes_repeat_nothing() -> None:
    bare = [replace(simple(key), code="") for key in ("a", "b")]
    assert of_leaf(bare[0]) == []
    assert told(small_set(*bare)) == []


@pytest.mark.parametrize(
    ("rule", "maximum", "scale", "faults"),
    [
        (None, "1", (), [("error", "no_rule")]),
        (YesNo(), "0", rungs(("Có", "0")), [("error", "no_points")]),
        (NotSelfScored(), "5", (), []),
        (Additive(), "1", rungs(("a", "0.25"), ("b", "0.25")), [("error", "additive_sum")]),
        (Additive(), "0.5", rungs(("a", "0.25"), ("b", "0.25")), []),
        (Ladder(), "1", (), [("error", "no_rungs")]),
        (Ladder(), "1", (Rung("Có", D(1)), Rung("Chậm"), Rung("Không", D(0))), [("error", "rung_without_points")]),
        (Ladder(), "2", LADDER_RUNGS, [("error", "top_not_max")]),
        (Ladder(), "1", LADDER_RUNGS[:2], [("info", "bottom_not_zero")]),
        (Ladder(), "1", (Rung("Có"),), [("error", "rung_without_points")]),
        (Bands(), "1", LADDER_RUNGS, [("error", "no_bounds")]),
        (Bands(), "2", PERCENT_RUNGS, []),
        (Bands(), "2", OVERLAPPING_RUNGS, [("warning", "gap"), ("warning", "overlap")]),
        (Bands(), "2", (Rung("Từ 90%", D(2), band("90", incl="lo")), Rung("Còn lại", D(0))), [("info", "gap")]),
        (PlanProgress(), "2", PERCENT_RUNGS, []),
        (DateRule(date(2026, 1, 31)), "1", DATE_RUNGS, []),
        (
            Count(),
            "1",
            (Rung("02 mô hình", D(1), band("2", "2", "lo hi")), Rung("Không", D(0), band("0", "0", "lo hi"))),
            [("warning", "gap")] * 2,
        ),
        (Count(each=D("0.5")), "2", rungs(("Mỗi sáng kiến", "0.5")), []),
        (
            Bands(),
            "2",
            (Rung("Từ 110%", D(2), band("110", incl="lo")), Rung("Dưới 110%", D(0), band(hi="110"))),
            [("warning", "over_hundred")] * 2,
        ),
        (
            Bands(),
            "2",
            (Rung("≥ 90", D(1), band("90", incl="lo")), Rung("70-90", D(2), band("70", "90", "lo")), Rung("< 70", D(0), band(hi="70"))),
            [("warning", "against")],
        ),
        (
            Bands(),
            "2",
            (Rung("Từ 90%", D(2), band("90", incl="lo")), Rung("Không phát sinh", D(2)), Rung("Dưới 80%", D(0), band(hi="80"))),
            [("warning", "gap")],
        ),
        (Deduction(), "1", (), [("error", "no_items")]),
        (Proportional(full_at=D(50), floor=D(80)), "1", (), [("error", "floor_over_full")]),
    ],
)
def test_faults_of_a_leaf(rule: Rule | None, maximum: str, scale: tuple[Rung, ...], faults: list[tuple[str, str]]) -> None:
    assert of_leaf(leaf("1.1", rule, maximum, scale)) == [(severity, code, "1.1") for severity, code in faults]


def test_a_gap_without_end_is_shown_open() -> None:
    scale = (Rung("02 mô hình", D(1), band("2", "2", "lo hi")), Rung("Dưới 2", D(0), band(hi="2")))
    assert [finding.facts["values"] for finding in check_set(small_set(leaf("1.1", Count(), "1", scale)))] == ["2 – …"]


def test_a_bound_between_whole_numbers_leaves_nothing_between_them() -> None:
    scale = (Rung("Từ 1,5 lần", D(1), band("1.5", incl="lo")), Rung("Dưới 1,5 lần", D(0), band(hi="1.5")))
    assert of_leaf(leaf("1.1", Count(), "1", scale)) == []


def test_every_family_is_looked_at() -> None:
    assert {code for _, code, _ in told(small_set(*every_family()))} <= {"gap", "overlap", "bottom_not_zero"}


def test_bonus_and_penalty_are_looked_at_too() -> None:
    assert told(replace(small_set(simple("1.1")), bonus=(leaf("T", None),), penalty=(leaf("P", None),))) == [
        ("error", "no_rule", "T"),
        ("error", "no_rule", "P"),
    ]


def test_a_profile_that_names_what_the_set_has_not_is_a_fault_of_the_set() -> None:
    named = replace(small_set(), applicability=(Applicability("Cơ quan không có TTHC", "Mục 2", ("1.1", "4.2")),))
    [finding] = [each for each in check_set(named) if each.code.startswith("applicability.")]
    assert (finding.code, finding.where, finding.facts["code"]) == ("applicability.unknown", "Cơ quan không có TTHC", "4.2")
