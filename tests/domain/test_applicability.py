"""What a profile does to a year: leaves exempted and lifted, totals raw and rescaled, and the sentence that says how."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings

from parscore.domain.applicability import applied_profiles, excluded_parts, exempting, highest, lifting
from parscore.domain.assessment import Answer, Assessment, NotApplicable
from parscore.domain.criteria import Applicability, CriteriaSet, Criterion, Field
from parscore.domain.errors import Refused
from parscore.domain.outcome import Inputs
from parscore.domain.points import ZERO, read_points, show_points
from parscore.domain.rescaled_words import how_rescaled, side_by_side
from parscore.domain.rules import Manual, NotSelfScored
from parscore.domain.scoresheet import Totals, roll_up
from parscore.texts import say
from tests.builders import D
from tests.domain.random_years import years

many = settings(max_examples=300, deadline=None)
NO_TTHC = Applicability("Cơ quan không có TTHC", "Hướng dẫn 12/HD-SNV, mục 2", ("3", "7.3"))
SAID = NotApplicable("excluded", NO_TTHC.name, NO_TTHC.clause)


def leaf(key: str, top: str = "1", rule: Manual | NotSelfScored | None = Manual()) -> Criterion:  # noqa: B008
    return Criterion(key, key, f"Tên {key}", D(top), rule)


def criteria(decimals: int = 2) -> CriteriaSet:
    """3 and 7 of 9 self-scored points: 3.1, 3.2 (1 each), 7.3 (7.3.1 of 2), 7.4 (4), 1.1 (1); survey 7.9."""
    seven = (Criterion("7.3", "7.3", "DVC", D(2), children=(leaf("7.3.1", "2"),)), leaf("7.4", "4"), leaf("7.9", "5", NotSelfScored()))
    fields = (
        Field("1", "1", "Chỉ đạo", D(1), (leaf("1.1"),)),
        Field("3", "3", "TTHC", D(2), (leaf("3.1"), leaf("3.2", rule=None))),
        Field("7", "7", "Số", D(11), seven),
    )
    return CriteriaSet("x", "x", "1", 2026, fields, decimals=decimals)


def year(*points: tuple[str, str], decimals: int = 2) -> Assessment:
    return Assessment(criteria(decimals), {key: Answer(Inputs(points=D(value)), "lời") for key, value in points})


def applied(assessment: Assessment) -> Assessment:
    return exempting(assessment, NO_TTHC, "excluded").put_into(assessment)


def test_a_profile_exempts_every_leaf_it_names_and_says_which_were_answered_or_exempt() -> None:
    own = Answer(not_applicable=NotApplicable("full", "Không phát sinh", "CV 1"))
    begun = year(("3.1", "0.5"), ("7.4", "3"))
    begun = replace(begun, answers={**begun.answers, "7.3.1": own})
    done = exempting(begun, NO_TTHC, "excluded")
    assert [each.key for each in done.changed] == ["3.1", "3.2"]
    assert [each.key for each in done.answered] == ["3.1"]
    assert [each.key for each in done.exempt_already] == ["7.3.1"]
    after = done.put_into(begun)
    assert after.answers["3.1"] == Answer(Inputs(points=D("0.5")), "lời", SAID)
    assert after.answers["7.3.1"] == own


def test_a_leaf_whose_rule_is_not_known_can_be_left_out() -> None:
    sheet = roll_up(applied(year(("1.1", "1"))))
    assert sheet.leaves["3.2"].state == "not_applicable"
    assert (sheet.self_totals.attainable, sheet.self_totals.unanswered) == (5, 1)


def test_lifting_brings_back_what_was_answered_and_touches_no_other_exemption() -> None:
    begun = year(("3.1", "0.5"))
    own = Answer(not_applicable=NotApplicable("excluded", "Không phát sinh", "CV 1"))
    begun = replace(begun, answers={**begun.answers, "7.4": own})
    done = lifting(applied(begun), NO_TTHC)
    assert [each.key for each in done.changed] == ["3.1", "3.2", "7.3.1"]
    assert [each.key for each in done.answered] == ["3.1"]
    after = done.put_into(applied(begun))
    assert {key: answer for key, answer in after.answers.items() if not answer.is_empty} == dict(begun.answers)
    with pytest.raises(Refused, match=r"applicability\.not_applied"):
        lifting(after, NO_TTHC)


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        (replace(NO_TTHC, clause=" "), "applicability.no_clause"),
        (replace(NO_TTHC, codes=("3.9",)), "finding.applicability.unknown"),
        (replace(NO_TTHC, codes=("7.9",)), "applicability.no_leaves"),
        (replace(NO_TTHC, codes=()), "applicability.no_leaves"),
    ],
)
def test_a_profile_without_clause_or_with_codes_that_are_not_there_does_nothing(profile: Applicability, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        exempting(year(), profile, "excluded")
    assert refusal.value.code == code
    assert say(code, **refusal.value.facts)


def test_a_profile_without_a_name_is_kept_under_its_clause() -> None:
    done = exempting(year(), replace(NO_TTHC, name=" "), "zero")
    assert done.answers["3.1"].not_applicable == NotApplicable("zero", NO_TTHC.clause, NO_TTHC.clause)


def test_what_is_applied_is_read_from_the_leaves_with_the_highest_nodes_it_covers() -> None:
    alone = Answer(not_applicable=NotApplicable("excluded", "Không phát sinh"))
    begun = replace(year(), answers={"1.1": alone})
    assert applied_profiles(begun) == ()
    assert applied_profiles(applied(begun)) == (NO_TTHC,)
    assert [node.key for node in highest(criteria(), ["7.3.1", "7.4"])] == ["7"]
    assert highest(criteria(), ["7.9"]) == ()


def test_totals_are_shown_raw_and_rescaled_with_what_was_left_out() -> None:
    sheet = roll_up(applied(year(("1.1", "1"), ("7.4", "3.25"))))
    totals = sheet.self_totals
    assert (totals.points, totals.attainable, totals.declared_max, totals.left_out) == (D("4.25"), 5, 9, 4)
    assert totals.rescaled == Fraction(153, 20)
    assert side_by_side(sheet, totals, say) == "Chưa quy đổi: 4,25/9 điểm. Quy đổi: 7,65/9 điểm."
    assert side_by_side(sheet, sheet.nodes["1"], say) == ""
    assert side_by_side(sheet, sheet.nodes["3"], say) == say("rescaled.nothing_left", points="0", declared="2")
    assert how_rescaled(sheet, say) == (
        "Điểm chưa quy đổi là 4,25/9; điểm quy đổi theo điểm tối đa của bộ tiêu chí là 4,25 : 5 × 9 = 7,65/9 điểm, do không tính "
        "lĩnh vực 3, tiêu chí 7.3 (4 điểm; lý do: Cơ quan không có TTHC; căn cứ: Hướng dẫn 12/HD-SNV, mục 2)."
    )


def test_a_rounded_figure_says_that_it_is() -> None:
    sheet = roll_up(applied(year(("1.1", "1"), ("7.4", "3.25"), decimals=1)))
    assert "4,25 : 5 × 9, làm tròn đến 1 chữ số thập phân là 7,7/9 điểm" in how_rescaled(sheet, say)


def test_nothing_is_said_where_nothing_is_left_out_nor_rescaled_where_nothing_remains() -> None:
    whole = roll_up(year(("1.1", "1")))
    assert (how_rescaled(whole, say), side_by_side(whole, whole.self_totals, say), whole.rescaled(whole.self_totals)) == ("", "", None)
    everything = Applicability("", "Mục 1", ("1", "3", "7"))
    nothing = roll_up(exempting(year(), everything, "excluded").put_into(year()))
    assert (nothing.self_totals.rescaled, nothing.rescaled(nothing.self_totals)) == (None, None)
    assert "không quy đổi được" in how_rescaled(nothing, say)


def test_an_exemption_that_nobody_allowed_is_told_with_its_reason_alone() -> None:
    alone = Answer(not_applicable=NotApplicable("excluded", "Không phát sinh."))
    assert "tiêu chí 7.3 (2 điểm; lý do: Không phát sinh)." in how_rescaled(roll_up(replace(year(), answers={"7.3.1": alone})), say)


def test_full_points_and_zero_leave_nothing_out_of_the_scale() -> None:
    for treatment in ("full", "zero"):
        sheet = roll_up(exempting(year(), NO_TTHC, treatment).put_into(year()))  # type: ignore[arg-type]
        assert (sheet.self_totals.left_out, excluded_parts(sheet)) == (0, ())


def test_rescaled_never_rises_above_a_maximum_finer_than_the_sets_decimals() -> None:
    sheet = replace(roll_up(year(decimals=0)))
    assert sheet.rescaled(Totals(D(5), D(5), D("5.5"))) == D("5.5")


@many
@given(years())
def test_rescaled_is_raw_where_nothing_is_excluded_and_never_above_the_declared_maximum(assessment: Assessment) -> None:
    sheet = roll_up(assessment)
    for totals in (sheet.self_totals, *sheet.nodes.values()):
        exact, shown = totals.rescaled, sheet.rescaled(totals)
        assert (exact is None) == (totals.attainable == 0)
        if exact is not None:
            assert totals.points <= exact <= totals.declared_max
            assert totals.left_out or exact == totals.points
        assert (shown is not None) == bool(totals.left_out and totals.attainable)
        assert shown is None or (0 <= shown <= totals.declared_max and read_points(show_points(shown)) == shown)
    parts = excluded_parts(sheet)
    assert sum((part.points for part in parts), ZERO) == sheet.self_totals.left_out


@many
@given(years())
def test_applying_a_profile_and_lifting_it_again_gives_back_the_year(assessment: Assessment) -> None:
    own = [score for score in roll_up(assessment).field_leaves() if score.leaf.self_scored]
    if not own:
        return
    profile = Applicability("Trường hợp", "Điều 5", tuple(field.code for field in assessment.criteria.fields))
    before = {key: answer for key, answer in assessment.answers.items() if not answer.is_empty}
    done = exempting(assessment, profile, "excluded")
    assert len(done.changed) + len(done.exempt_already) == len(own)
    after = done.put_into(assessment)
    assert roll_up(after).self_totals.unanswered == 0
    if done.changed:
        lifted = lifting(after, profile).put_into(after)
        assert {key: answer for key, answer in lifted.answers.items() if not answer.is_empty} == before
        assert roll_up(lifted).self_totals == roll_up(assessment).self_totals
