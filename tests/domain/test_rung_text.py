import pytest

from parscore.domain.choice_words import joined_facts
from parscore.domain.outcome import NumberInput, Rung
from parscore.domain.rules import Additive, Bands, Conditions, Count, Deduction, Ladder, Manual, NotSelfScored, Proportional, YesNo
from parscore.domain.rung_clauses import one_each
from parscore.domain.rung_points import split_points
from parscore.domain.rung_text import Proposal, earns_by_number, propose
from tests.builders import D, band


def read(maximum: str, *lines: str, name: str = "Tiêu chí") -> Proposal:
    """The proposal for rungs written with their points behind them."""
    top = D(maximum)
    return propose(name, top, tuple(Rung(*split_points(line, top)) for line in lines))


@pytest.mark.parametrize(
    ("line", "text", "points"),
    [
        ("Ban hành kịp thời: 1", "Ban hành kịp thời", "1"),
        ("Ban hành kịp thời:0,5", "Ban hành kịp thời", "0.5"),
        ("Ban hành kịp thời : 0.5", "Ban hành kịp thời", "0.5"),
        ("Dưới 50%  kế hoạch:  0", "Dưới 50% kế hoạch", "0"),
        ("Ban hành kịp thời: 1,5 điểm.", "Ban hành kịp thời", "1.5"),
        ("Ban hành kịp thời = 2đ;", "Ban hành kịp thời", "2"),
        ("Ban hành kịp thời (0,25 điểm)", "Ban hành kịp thời", "0.25"),
        ("Hoàn thành 100% – 1,5 điểm", "Hoàn thành 100% – 1,5 điểm", "1.5"),
        ("Ban hành kịp thời được 1 điểm", "Ban hành kịp thời", "1"),
        ("Ban hành kịp thời: Điểm tối đa", "Ban hành kịp thời", "2"),
        ("Ban hành chậm: 75% điểm", "Ban hành chậm", "1.5"),
        ("Ban hành chậm: đạt 50 % số điểm", "Ban hành chậm", "1"),
        ("Ban hành chậm: trừ 25% điểm tối đa", "Ban hành chậm", "1.5"),
        ("Không ban hành: không tính điểm", "Không ban hành", "0"),
        ("Kế hoạch năm 2025:2", "Kế hoạch năm 2025", "2"),
        ("Nếu ban hành chậm thì đạt 1 điểm", "Nếu ban hành chậm", "1"),
        ("Nếu b/a < 0,8 thì điểm đánh giá là 0", "Nếu b/a < 0,8", "0"),
        ("1 điểm: Ban hành kịp thời", "Ban hành kịp thời", "1"),
        ("(0,5 điểm) Ban hành chậm", "Ban hành chậm", "0.5"),
        ("Ban hành chậm: giảm một nửa số điểm", "Ban hành chậm", "1"),
        ("Không tính điểm nếu không ban hành", "nếu không ban hành", "0"),
        ("Chậm: 0,5 điểm nếu có giải trình", "Chậm nếu có giải trình", "0.5"),
        ("Kịp thời: 1 điểm (minh chứng: kế hoạch)", "Kịp thời (minh chứng: kế hoạch)", "1"),
    ],
)
def test_points_at_the_end_of_a_rung(line: str, text: str, points: str) -> None:
    assert split_points(line, D(2)) == (text, D(points))


@pytest.mark.parametrize(
    "line",
    [
        "Ban hành kịp thời",
        "Gửi báo cáo trước 17:00",
        "Tỷ lệ hồ sơ đúng hạn: 95%",
        "Trễ hạn: -0,5",
        "Trễ hạn: - 0,5 điểm",
        "Trễ hạn -0,5 điểm",
        "Mức điểm: 1-2",
        "Đạt 80 điểm trở lên",
        "Kế hoạch năm: 2025",
        "Hồ sơ trễ hạn bị trừ: 0,5 điểm",
        "Đúng hạn: 0,5 - 1 điểm",
        "Đạt 5 điểm",
    ],
)
def test_what_is_no_points_stays_in_the_text(line: str) -> None:
    assert split_points(line, D(2)) == (line, None)


def test_a_share_of_an_unknown_maximum_is_no_points() -> None:
    assert split_points("Chậm: 75% điểm", None) == ("Chậm: 75% điểm", None)


def test_a_full_and_a_zero_rung_are_yes_and_no() -> None:
    assert read("1", "Có thực hiện: 1", "Không thực hiện: 0") == Proposal(
        YesNo(), (Rung("Có thực hiện", D(1)), Rung("Không thực hiện", D(0))), "sure"
    )


def test_a_line_that_states_points_several_times_is_several_rungs() -> None:
    whole = Rung("Từ 90% trở lên: 1 điểm; dưới 90%: 0 điểm", None, None, "B7")
    assert one_each((whole,), D(1)) == (Rung("Từ 90% trở lên", D(1), None, "B7"), Rung("dưới 90%", D(0), None, "B7"))
    remark = Rung("Kịp thời; có báo cáo", D(1))
    assert one_each((remark,), D(1)) == (remark,)


def test_graded_choices_are_a_ladder() -> None:
    found = read("1", "Kịp thời: 1", "Không kịp thời: 0,5", "Không ban hành: 0")
    assert (found.rule, found.sure, found.open) == (Ladder(), "sure", ())


def test_two_facts_for_full_points_are_conditions() -> None:
    found = read("1", "Đủ số lượng và đúng thời gian: 1", "Không đủ số lượng hoặc không đúng thời gian: 0")
    assert (found.rule, found.sure, found.open) == (Conditions(("Đủ số lượng", "đúng thời gian")), "sure", ())
    found = read("1", "Đầy đủ, kịp thời: 1", "Không đầy đủ, kịp thời: 0")
    assert (found.rule, found.sure, found.open) == (Conditions(("Đầy đủ", "kịp thời")), "check", ("conditions",))


def test_two_facts_with_other_points_stay_open() -> None:
    found = read("2", "Đầy đủ, kịp thời: 1", "Không đầy đủ, kịp thời: 0")
    assert (found.sure, found.open) == ("open", ("top_not_max", "conditions"))


def test_not_done_or_badly_done_is_one_fact() -> None:
    found = read("1", "Thực hiện đúng quy trình, đầy đủ: 1", "Chưa làm hoặc làm chưa nghiêm: 0")
    assert (found.rule, found.sure, found.open) == (YesNo(), "check", ("conditions",))
    assert read("2", "Đúng quy trình: 1", "Sai: 0").sure == "open"


def test_lines_that_add_up_are_ticks_shares_or_not() -> None:
    found = read("0.75", "100% cấp tỉnh: 0,25", "100% cấp huyện: 0,25", "100% cấp xã: 0,25")
    assert (found.rule, found.sure, found.open) == (Additive(), "check", ("additive",))
    assert [rung.band for rung in found.rungs] == [None, None, None]


def test_shares_whose_words_prove_them_complete_are_sure() -> None:
    found = read("2", "trên 90%: 2", "từ 70% - 90%: 1", "dưới 70%: 0")
    assert (found.rule, found.sure) == (Bands(), "sure")
    assert [rung.band for rung in found.rungs] == [band("90"), band("70", "90", "lo hi"), band(hi="70")]


def test_shares_with_a_percent_sign_left_out_are_to_be_checked() -> None:
    found = read("1", "Từ 90% trở lên: 1", "Từ 70 đến dưới 90: 0,5", "Dưới 70: 0")
    assert (found.rule, found.sure, found.open) == (Bands(), "check", ("percent_missing",))


def test_shares_and_plain_numbers_that_do_not_fit_are_open() -> None:
    found = read("1", "Từ 90% trở lên: 1", "Có 03 mô hình: 0,5", "Không: 0")
    assert (found.sure, found.open) == ("open", ("words_taken", "mixed_units", "gap"))


@pytest.mark.parametrize(
    ("lines", "questions"),
    [
        (("Từ 70% đến 100%: 2", "Từ 50% đến 70%: 1", "Dưới 50%: 0"), ("overlap",)),
        (("Từ 70% đến 80%: 2", "Từ 50% đến dưới 70%: 1", "Dưới 50%: 0"), ("gap",)),
        (("Từ 75% trở lên: 2", "Từ 50% đến dưới số nhiệm vụ: 1", "Dưới 50%: 0"), ("missing_bound", "overlap")),
        (("100% đạt, trên 50% tốt: 2", "Dưới 50%: 0"), ("unclear_figures", "gap")),
        (("Quyết toán 100%: 2", "Đạt một phần: 0"), ("words_only", "gap")),
        (("Từ 90%: 1,5", "Dưới 90%: 0"), ("top_not_max",)),
        (("Từ 90%: 2", "Dưới 90%: 0,5"), ("bottom_not_zero",)),
        (("Từ 90%: 2", "Dưới 90%"), ("points_missing", "bottom_not_zero")),
        (("Từ 90%: 0", "Từ 70% đến dưới 90%: 2", "Dưới 70%: 1"), ("not_falling", "bent_words")),
        (("Từ 110%: 2", "Từ 100% đến dưới 110%: 1", "Dưới 100%: 0"), ("over_hundred",)),
        (("Từ 90% đúng hạn: 2", "Dưới 90% trễ hạn: 0"), ("mixed_measures",)),
    ],
)
def test_what_shares_leave_open_is_asked(lines: tuple[str, ...], questions: tuple[str, ...]) -> None:
    found = read("2", *lines)
    assert (found.rule, found.sure, found.open) == (Bands(), "open", questions)


def test_a_missing_side_and_unclear_figures_name_their_rung() -> None:
    found = read("2", "100% đạt, trên 50% tốt: 2", "Từ 50% đến dưới số nhiệm vụ: 1", "Dưới 50%: 0")
    assert (found.missing_bound, found.unclear) == ((2,), (1,))


def test_words_beside_shares_are_to_be_checked() -> None:
    found = read("1", "Từ 5% trở lên: 1", "Có thực hiện nhưng dưới 5%: 0,5", "Không thực hiện: 0")
    assert (found.sure, found.open) == ("check", ("words_taken", "extra_words"))
    assert found.rungs[2].band == band("0", "0", "lo hi")


def test_none_comes_first_where_fewer_is_better() -> None:
    found = read("1", "Không có hồ sơ trễ hạn: 1", "Trễ hạn dưới 5%: 0,5", "Trễ hạn từ 5% trở lên: 0")
    assert found.rungs[0].band == band("0", "0", "lo hi")
    assert found.rungs[1].band == band("0", "5", "")
    assert (found.sure, found.open) == ("check", ("words_taken",))


def test_numbers_of_things_are_counted() -> None:
    found = read("2", "Từ 02 sáng kiến trở lên: 2", "01 sáng kiến: 1", "Không có: 0")
    assert (found.rule, found.sure) == (Count(NumberInput("count", "Số sáng kiến")), "sure")
    assert [rung.band for rung in found.rungs] == [band("2", incl="lo"), band("1", "1", "lo hi"), band("0", "0", "lo hi")]
    assert read("1", "Từ 02 mô hình trở lên: 1", "Không có: 0").open == ("gap",)


def test_a_number_that_tells_no_rungs_apart_counts_nothing() -> None:
    assert read("1", "Ban hành 01 kế hoạch: 1", "Không ban hành: 0").rule == YesNo()
    assert read("1", "Đạt 0,5 lần: 1", "Đạt 0,25 lần: 0").rule == YesNo()


@pytest.mark.parametrize("line", ["Mỗi nội quy đạt: 0,5 điểm", "Mỗi nội quy được 0,5 điểm, tối đa 2 điểm", "Cộng 0,5 điểm/nội quy"])
def test_so_many_points_for_each_thing(line: str) -> None:
    found = read("2", line, "Không ban hành: 0")
    capped = "tối đa" in line
    rule = Count(NumberInput("count", "Số nội quy"), D("0.5"))
    assert (found.rule, found.sure, found.open) == (rule, "sure" if capped else "check", () if capped else ("each",))


def test_deductions_come_with_their_items() -> None:
    found = read("1", "Không có hồ sơ trễ hạn: 1", "Mỗi hồ sơ trễ hạn trừ 0,25 điểm")
    assert isinstance(found.rule, Deduction)
    assert [item.each for item in found.rule.items] == [D("0.25")]
    assert (found.sure, found.open) == ("sure", ())


def test_a_formula_is_proportional_with_the_floor_that_stands_beside_it() -> None:
    found = read("1", "Đạt 100%: 1", "Từ 80% - dưới 100%: (tỷ lệ % x điểm tối đa)/100%", "Dưới 80%: 0")
    assert (found.rule, found.sure) == (Proportional(floor=D(80)), "sure")
    found = read("1", "Đạt từ 90%: tính theo tỷ lệ đạt được nhân với điểm tối đa", "Dưới 90%: 0")
    assert found.rule == Proportional(floor=D(90))
    found = read("1", "Tính theo công thức: a/b x điểm tối đa")
    assert (found.rule, found.open) == (Proportional(), ("inputs",))


def test_without_rungs_points_are_typed_or_come_from_a_survey() -> None:
    assert read("5") == Proposal(Manual(), (), "open", ("no_rungs",))
    assert read("5", name="Điều tra xã hội học").rule == NotSelfScored("survey")


def test_equal_points_on_two_rungs_are_no_falling_scale() -> None:
    assert read("1", "Có kế hoạch: 1", "Có báo cáo: 1", "Không: 0").open == ("not_falling",)


def test_rungs_that_earn_by_a_number_need_no_points_beside_them() -> None:
    assert earns_by_number("Mỗi hồ sơ trễ trừ 0,25 điểm")
    assert earns_by_number("Tỷ lệ % x điểm tối đa")
    assert not earns_by_number("Ban hành kịp thời")


def test_only_parts_with_a_quality_are_facts() -> None:
    assert joined_facts("Ban hành kế hoạch, đúng thời gian và đầy đủ nội dung") == ("đúng thời gian", "đầy đủ nội dung")
