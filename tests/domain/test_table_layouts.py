"""Layouts and traps of tables that nobody here has seen, row by row."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from parscore.domain.assessment import Answer, Assessment
from parscore.domain.criteria import Criterion
from parscore.domain.draft_making import counts_add_up, draft_of
from parscore.domain.errors import Refused
from parscore.domain.outcome import Inputs
from parscore.domain.rules import Count
from parscore.domain.scoresheet import roll_up
from parscore.domain.table_draft import ColumnChoice, SourceCell, SourceTable, TableDraft, TableHeading
from parscore.domain.table_lines import number_in
from tests.builders import D
from tests.domain.table_parts import HEAD, Value, table
from tests.domain.test_table_outline import leaf_of, outline, told, tree

Row = tuple[Value, ...]
SCALE: tuple[Row, ...] = ((None, "Kịp thời", 1), (None, "Chậm", 0.5), (None, "Không", 0))
LADDER_OF_3: tuple[Row, ...] = ((None, "Kịp thời", 3), (None, "Chậm", 1), (None, "Không", 0))
READ = (("Kịp thời", "1"), ("Chậm", "0.5"), ("Không", "0"))


def bold(text: str) -> SourceCell:
    return SourceCell(text, bold=True)


def draft(*rows: Row, chosen: ColumnChoice | None = None, above: tuple[str, ...] = ()) -> TableDraft:
    source: SourceTable = table(*((line,) for line in above), *rows)
    found = draft_of((source,), "a.xlsx", lambda formula, source: None, lambda criteria: criteria, None, chosen)
    assert counts_add_up(found)
    return found


def codes(found: TableDraft) -> list[str]:
    return [finding.code for finding in found.findings]


def test_field_criterion_and_part_may_stand_side_by_side() -> None:
    head = ("Lĩnh vực", "Tiêu chí", "Tiêu chí thành phần", "Điểm tối đa", "Thang điểm đánh giá")
    lines = "Kịp thời: 1\nChậm: 0,5\nKhông: 0"
    found = outline(("I. Chỉ đạo", "1. Kế hoạch", "1.1. Ban hành", 1, lines), (None, None, "1.2. Nội dung", 1, lines), head=head)
    assert tree(found.fields) == [["I", "2", ["1", "2", ["1.1", "1", *READ], ["1.2", "1", *READ]]]]
    assert (told(found), found.counts["criterion"]) == ([("maximum_summed", "D2")], 2)


def test_names_printed_again_on_every_row_begin_nothing_new() -> None:
    head = ("STT", "Lĩnh vực", "Tiêu chí, tiêu chí thành phần", "Điểm tối đa")
    rows = (("1", "Chỉ đạo", "Kế hoạch", 1), (None, "Chỉ đạo", "Báo cáo", 1), ("2", "Thể chế", "Văn bản", 1))
    found = outline(*rows, head=head)
    assert [(node.code, node.name, [child.name for child in node.children]) for node in found.fields] == [
        ("1", "Chỉ đạo", ["Kế hoạch", "Báo cáo"]),
        ("2", "Thể chế", ["Văn bản"]),
    ]


def test_each_level_may_have_its_own_columns_of_codes_and_points() -> None:
    head = ("STT", "Lĩnh vực", "Điểm tối đa", "STT", "Tiêu chí", "Điểm tối đa")
    found = outline(("I", "Chỉ đạo", 3, 1, "Kế hoạch", 1), (None, None, None, 2, "Báo cáo", 2), head=head)
    assert tree(found.fields) == [["I", "3", ["1", "1"], ["2", "2"]]]


def test_without_codes_the_type_tells_the_level() -> None:
    rows: tuple[Row, ...] = (
        (bold("CHỈ ĐẠO"), 2),
        (bold("Kế hoạch"), 2),
        ("Thời gian ban hành", 1),
        ("- Kịp thời", 1),
        ("- Chậm", 0.5),
        ("- Không", 0),
        ("Điều tra xã hội học", 1),
        (bold("THỂ CHẾ"), 1),
        (bold("Văn bản"), 1),
        ("- Kịp thời", 1),
        ("- Chậm", 0.5),
        ("- Không", 0),
    )
    found = outline(*rows, head=("Nội dung", "Điểm chuẩn"))
    assert tree(found.fields) == [["", "2", ["", "2", ["", "1", *READ], ["", "1"]]], ["", "1", ["", "1", *READ]]]


def test_without_codes_and_type_the_points_that_add_up_tell_the_level() -> None:
    rows = (("Chỉ đạo", 3), ("Kế hoạch", 2), ("Ban hành", 1), *((f"- {text}", points) for _, text, points in SCALE))
    more = (("Nội dung", 1), *((f"- {text}", points) for _, text, points in SCALE))
    last = (("Báo cáo", 1), *((f"- {text}", points) for _, text, points in SCALE))
    found = outline(*rows, *more, *last, head=("Nội dung", "Điểm"))
    assert tree(found.fields) == [["", "3", ["", "2", ["", "1", *READ], ["", "1", *READ]], ["", "1", *READ]]]


def test_codes_that_begin_anew_at_every_level_are_put_right_by_the_points() -> None:
    rows: tuple[Row, ...] = (
        (1, "Chỉ đạo", 2),
        (1, "Kế hoạch", 1),
        *SCALE,
        (2, "Báo cáo", 1),
        *SCALE,
        (2, "Thể chế", 1),
        (1, "Văn bản", 1),
        *SCALE,
    )
    found = outline(*rows)
    assert tree(found.fields) == [["1", "2", ["1", "1", *READ], ["2", "1", *READ]], ["2", "1", ["1", "1", *READ]]]
    assert told(found) == [("levels_by_points", "A2")]


def test_a_row_without_code_above_its_own_scale_is_a_criterion() -> None:
    scale = tuple((None, f"- {text}", points) for _, text, points in SCALE)
    found = outline((1, "Chỉ đạo", 2), ("1.1", "Kế hoạch", 2), (None, "Ban hành", 1), *scale, (None, "Nội dung", 1), *scale)
    assert tree(found.fields) == [["1", "2", ["1.1", "2", ["", "1", *READ], ["", "1", *READ]]]]


def test_a_heading_in_capitals_without_code_above_numbered_criteria_is_a_field() -> None:
    rows: tuple[Row, ...] = ((None, bold("CHỈ ĐẠO"), 1), (1, "Kế hoạch", 1), *SCALE, (None, bold("THỂ CHẾ"), 1), (1, "Văn bản", 1), *SCALE)
    found = outline(*rows)
    assert tree(found.fields) == [["", "1", ["1", "1", *READ]], ["", "1", ["1", "1", *READ]]]


@pytest.mark.parametrize("codes", [("a", "b", "c"), ("1", "2", "3"), ("1.1", "1.2", "1.3"), ("a)", "b)", "c)")])
def test_a_scale_with_codes_of_any_shape_is_a_scale(codes: tuple[str, str, str]) -> None:
    scale = tuple((code, text, points) for code, (_, text, points) in zip(codes, SCALE, strict=True))
    found = outline(("I", "Chỉ đạo", 2), ("1.1.1", "Kế hoạch", 1), *scale, ("1.1.2", "Báo cáo", 1), *scale)
    assert tree(found.fields) == [["I", "2", ["1.1.1", "1", *READ], ["1.1.2", "1", *READ]]]


def test_coded_rungs_may_have_their_points_in_a_column_of_their_own() -> None:
    head = ("STT", "Tiêu chí", "Điểm chuẩn", "Thang điểm")
    found = outline(
        ("I", "Chỉ đạo", 1),
        (1, "Kế hoạch", 1),
        *((f"1.{at}", text, None, worth) for at, (_, text, worth) in enumerate(SCALE, 1)),
        head=head,
    )
    assert tree(found.fields) == [["I", "1", ["1", "1", *READ]]]


def test_a_row_cut_by_a_page_goes_on_with_the_one_above() -> None:
    rows: tuple[Row, ...] = (
        (1, "Chỉ đạo", 1),
        ("1.1", "Kế hoạch cải cách", 1),
        (None, "hành chính năm", None),
        (None, "Ban hành", 1),
        (None, "kịp thời", None),
        (None, "Ban hành không", None),
        (None, "kịp thời: 0", None),
    )
    found = outline(*rows)
    assert (leaf_of(found).name, [(rung.text, rung.points) for rung in leaf_of(found).rungs]) == (
        "Kế hoạch cải cách hành chính năm",
        [("Ban hành kịp thời", 1), ("Ban hành không kịp thời", 0)],
    )
    assert {code for code, _ in told(found)} == {"row_joined"}


def test_rungs_in_small_letters_are_not_put_together() -> None:
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), (None, "kịp thời: 1", None), (None, "không kịp thời: 0", None))
    assert [rung.text for rung in leaf_of(found).rungs] == ["kịp thời", "không kịp thời"]


def test_notes_answers_and_signatures_among_the_rows_are_notes() -> None:
    rows: tuple[Row, ...] = ((None, "Điểm tự chấm: …", None), (None, "Lưu ý: không tính hồ sơ rút", None), (2, "Thể chế", 1), *SCALE)
    found = outline((1, "Chỉ đạo", 1), *SCALE, *rows, (None, "NGƯỜI LẬP BIỂU", None))
    assert (found.counts["note"], found.fields[0].unread, found.findings) == (3, ["Lưu ý: không tính hồ sơ rút"], ())


def test_a_star_before_a_rung_is_a_bullet() -> None:
    found = outline((1, "Chỉ đạo", 1), (None, "* Có: 1", None), (None, "* Không: 0", None))
    assert tree(found.fields) == [["1", "1", ("Có", "1"), ("Không", "0")]]


def each_of(leaf: Criterion) -> Decimal | None:
    assert isinstance(leaf.rule, Count)
    return leaf.rule.each


EXTRAS: tuple[Row, ...] = (
    (None, bold("ĐIỂM THƯỞNG"), 3),
    (1, "Sáng kiến", 2),
    (None, "Có: 2", None),
    (None, "Không: 0", None),
    ("II", "Điểm trừ", -2),
    (1, "Mỗi văn bản chậm trừ 0,5 điểm", -2),
    (None, "Mỗi văn bản chậm trừ 0,5 điểm", None),
)


@pytest.mark.parametrize("before", [True, False])
def test_what_is_added_and_taken_away_stands_outside_the_fields(before: bool) -> None:
    total: tuple[Row, ...] = ((None, "Tổng cộng", 1),)
    rows = ((1, "Chỉ đạo", 1), *SCALE, *(() if before else total), *EXTRAS, *(total if before else ()))
    found = draft(HEAD, *rows)
    made = found.criteria
    assert (made.max_points, made.bonus_cap, [node.name for node in made.fields]) == (D(1), D(3), ["Chỉ đạo"])
    assert [(node.name, node.max_points) for node in made.bonus] == [("Sáng kiến", D(2))]
    only = made.penalty[0]
    assert (only.max_points, each_of(only), only.sure) == (D(2), D("0.5"), "check")
    assert "table.rows_after_total" not in codes(found)
    assert found.kinds[6 if before else 7] == "head"


def test_a_total_that_has_the_bonus_in_it_is_told() -> None:
    found = draft(HEAD, (1, "Chỉ đạo", 1), *SCALE, *EXTRAS[:4], (None, "Tổng cộng", 4))
    assert (found.max_points, codes(found)) == (D(1), ["table.total_with_bonus", "table.field_scored"])


def test_a_heading_of_three_rows_with_numbers_under_it_is_read_over() -> None:
    rows: tuple[Row, ...] = (
        ("STT", "TIÊU CHÍ", "ĐIỂM\nTỐI ĐA", None),
        (None, None, "Điều tra XHH", "Tự đánh giá"),
        (None, None, "(điểm)", "(điểm)"),
        ("(1)", "(2)", "(3)", "(4)"),
        (1, "Chỉ đạo", None, 1),
        *((None, text, None, points) for _, text, points in SCALE),
    )
    found = draft(*rows)
    assert (found.counts["head"], found.columns, found.columns_sure) == (4, ColumnChoice(1, 3, 0), True)
    assert [leaf.max_points for leaf in found.criteria.leaves()] == [D(1)]


def test_a_group_above_the_heading_may_name_the_maxima() -> None:
    rows: tuple[Row, ...] = ((None, None, "Điểm tối đa", None), ("STT", "Tiêu chí", "Tự chấm", "XHH"), (1, "Chỉ đạo", 1), *SCALE)
    assert draft(*rows).columns == ColumnChoice(1, 2, 0)


PLAIN: tuple[Row, ...] = (
    ("STT", "Tiêu chí", "Cột A", "Cột B"),
    (1, "Chỉ đạo", 1, 7),
    *((None, text, points, 7) for _, text, points in SCALE),
    (2, "Thể chế", 1, None),
    *((None, text, points, None) for _, text, points in SCALE),
)


def test_where_the_heading_does_not_name_the_maxima_the_column_is_asked_for() -> None:
    found = draft(*PLAIN)
    assert (found.columns, found.columns_sure, found.headings) == (ColumnChoice(1, 2, 0), False, ("STT", "Tiêu chí", "Cột A", "Cột B"))
    asked = next(finding for finding in found.findings if finding.code == "table.columns_asked")
    assert asked.facts == {"taken": "Cột A", "others": "Cột B"}


def test_a_person_may_choose_the_columns() -> None:
    found = draft(*PLAIN[:5], chosen=ColumnChoice(1, 3, 0))
    assert (found.columns, found.columns_sure) == (ColumnChoice(1, 3, 0), True)
    assert found.criteria.fields[0].max_points == D(7)


def test_a_table_without_a_heading_is_read_by_what_stands_in_it() -> None:
    rows: tuple[Row, ...] = (
        ("1", "Chỉ đạo", 2),
        ("1.1", "Kế hoạch", 1),
        *SCALE,
        ("1.2", "Báo cáo", 1),
        *SCALE,
        ("2", "Thể chế", 1),
        *SCALE,
    )
    found = draft(*rows)
    assert [leaf.code for leaf in found.criteria.leaves()] == ["1.1", "1.2", "2"]
    assert not found.columns_sure
    assert "table.columns_guessed" in codes(found)


def test_two_columns_of_maxima_with_other_numbers_are_asked_about() -> None:
    rows: tuple[Row, ...] = (("STT", "Tiêu chí", "Điểm chuẩn", "Điểm tối đa"), (1, "Chỉ đạo", 1, 2), (2, "Thể chế", 1, 2))
    assert "table.columns_asked" in codes(draft(*rows))


def test_the_lines_around_the_table_tell_its_decision() -> None:
    above = (
        "UBND TỈNH HÀ AN",
        "BỘ TIÊU CHÍ CẢI CÁCH HÀNH CHÍNH ÁP DỤNG ĐỐI VỚI CÁC SỞ, BAN, NGÀNH",
        "NĂM 2025",
        "(Ban hành kèm theo Quyết định số 1234/QĐ-UBND ngày 12/10/2025 của UBND tỉnh Hà An)",
    )
    found = draft(HEAD, (1, "Chỉ đạo", 1), *SCALE, above=above)
    assert found.heading == TableHeading("1234/QĐ-UBND", date(2025, 10, 12), "UBND tỉnh Hà An", 2025, "các sở, ban, ngành")
    made = found.criteria
    assert (made.title, made.year) == (f"{above[1]} NĂM 2025", 2025)
    assert (made.decision, made.decided, made.issuer, made.body) == (
        "1234/QĐ-UBND",
        date(2025, 10, 12),
        "UBND tỉnh Hà An",
        "các sở, ban, ngành",
    )


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        (
            ("Kèm theo Quyết định số 15 /QĐ-BNV ngày 03 tháng 02 năm 2024 của Bộ Nội vụ về việc phê duyệt", "BẢNG ĐIỂM CẤP XÃ NĂM 2023"),
            TableHeading("15/QĐ-BNV", date(2024, 2, 3), "Bộ Nội vụ", 2023, "cấp xã"),
        ),
        (("Quyết định số      /QĐ-UBND ngày    tháng    năm 2025", "BẢNG TIÊU CHÍ NĂM 2024"), TableHeading(year=2024)),
        (("BẢNG TIÊU CHÍ 2022",), TableHeading(year=2022)),
        (("Quyết định số 1/QĐ-UBND ngày 31/02/2025 của Sở Y tế", "BẢNG"), TableHeading("1/QĐ-UBND", None, "Sở Y tế")),
        (("BẢNG TIÊU CHÍ",), TableHeading()),
    ],
)
def test_what_the_lines_do_not_say_stays_empty(lines: tuple[str, ...], heading: TableHeading) -> None:
    assert draft(HEAD, (1, "Chỉ đạo", 1), *SCALE, above=lines).heading == heading


def test_both_parts_may_stand_under_one_heading() -> None:
    rows: tuple[Row, ...] = ((1, "Chỉ đạo", 1), *SCALE, ("II", "ĐIỂM CỘNG, ĐIỂM TRỪ", None), *EXTRAS)
    made = draft(HEAD, *rows).criteria
    assert ([node.name for node in made.bonus], len(made.penalty)) == (["Sáng kiến"], 1)


def test_what_each_thing_adds_may_stand_in_its_name() -> None:
    rows: tuple[Row, ...] = (
        ("A", "Chỉ đạo", 1),
        *SCALE,
        (None, "TỔNG ĐIỂM (A)", 1),
        ("B", "ĐIỂM THƯỞNG (tối đa 5 điểm)", None),
        (1, "Mỗi sáng kiến được công nhận: 1 điểm", 5),
        ("C", "ĐIỂM TRỪ", None),
        (1, "Báo cáo sai", 2),
        (None, "Có: -2", None),
        (None, "Không: 0", None),
        (None, "TỔNG ĐIỂM = A + B - C", None),
    )
    made = draft(HEAD, *rows).criteria
    assert (made.max_points, made.bonus_cap, each_of(made.bonus[0])) == (D(1), D(5), D(1))
    assert [(rung.text, rung.points) for rung in made.penalty[0].rungs] == [("Có", D(2)), ("Không", D(0))]


def test_caps_of_parts_outside_the_fields_that_cannot_be_kept_are_told() -> None:
    bonus: tuple[Row, ...] = ((None, bold("ĐIỂM THƯỞNG"), 2), (1, "Sáng kiến", 2), (None, "Có: 2", None), (None, "Không: 0", None))
    penalty: tuple[Row, ...] = ((None, bold("ĐIỂM TRỪ"), 3), (1, "Báo cáo sai", 2), (None, "Có: -2", None), (None, "Không: 0", None))
    found = draft(HEAD, (1, "Chỉ đạo", 1), *SCALE, *bonus, *bonus, *penalty, *penalty)
    assert {"table.bonus_caps", "table.penalty_caps"} <= set(codes(found))
    assert (found.criteria.bonus_cap, found.criteria.penalty_cap) == (None, None)


BARE_EXTRAS: tuple[Row, ...] = (
    ("II", "ĐIỂM THƯỞNG", 5),
    (1, "Mỗi sáng kiến được công nhận: 1 điểm", None),
    (2, "Mỗi bằng khen được 0,5 điểm, tối đa 2 điểm", None),
    (3, "Được Thủ tướng tặng Bằng khen: 3 điểm", None),
    ("III", "ĐIỂM TRỪ", None),
    (1, "Mỗi vụ việc tham nhũng bị xử lý: trừ 2 điểm", None),
)


def test_maxima_outside_the_fields_come_from_the_cap_or_the_sentence() -> None:
    found = draft(HEAD, ("I", "Chỉ đạo", 1), *SCALE, *BARE_EXTRAS)
    assert [(leaf.max_points, each_of(leaf)) for leaf in found.criteria.bonus[:2]] == [(D(5), D(1)), (D(2), D("0.5"))]
    assert [(rung.text, rung.points) for rung in found.criteria.bonus[2].rungs] == [("Được Thủ tướng tặng Bằng khen", D(3))]
    assert [code for code in codes(found) if "maximum" in code] == [
        "table.maximum_of_part",
        "table.maximum_said",
        "table.maximum_said",
        "table.maximum_open",
    ]
    assert "set.no_points" not in codes(found)


def test_what_each_failing_takes_is_not_lost_where_no_maximum_is_printed() -> None:
    made = draft(HEAD, ("I", "Chỉ đạo", 3), *LADDER_OF_3, *BARE_EXTRAS[4:]).criteria
    settled = replace(made, penalty=tuple(replace(leaf, open=(), sure="sure") for leaf in made.penalty))
    key = settled.penalty[0].key
    sheet = roll_up(Assessment(settled, {key: Answer(Inputs(values={"count": D(3)}))}))
    assert sheet.penalty == 6


def test_a_penalty_takes_no_more_than_the_cap_of_its_heading() -> None:
    extra: tuple[Row, ...] = (("III", "ĐIỂM TRỪ", -5), *BARE_EXTRAS[5:])
    assert draft(HEAD, ("I", "Chỉ đạo", 3), *LADDER_OF_3, *extra).criteria.penalty_cap == 5


def test_a_leaf_of_a_field_without_its_maximum_is_never_scored_by_a_number() -> None:
    found = draft(HEAD, ("I", "Chỉ đạo", 3), (1, "Sáng kiến", None), (None, "Mỗi sáng kiến được 1 điểm", None))
    leaf = found.criteria.fields[0].children[0]
    assert (isinstance(leaf.rule, Count), leaf.sure, "top_not_max" in leaf.open) == (True, "open", True)


def test_a_penalty_may_have_parts() -> None:
    rows: tuple[Row, ...] = (
        (None, bold("ĐIỂM TRỪ"), None),
        ("1", "Báo cáo", None),
        ("1.1", "Báo cáo sai", 2),
        (None, "Có: 2", None),
        (None, "Không: 0", None),
    )
    only = draft(HEAD, (1, "Chỉ đạo", 1), *SCALE, *rows).criteria.penalty[0]
    assert (only.max_points, [child.sure for child in only.children]) == (D(2), ["check"])


def test_codes_throughout_the_scales_are_told_once() -> None:
    scale = tuple((code, text, points) for code, (_, text, points) in zip("abc", SCALE, strict=True))
    leaves = [row for number in range(1, 5) for row in ((number, f"Việc {number}", 1), *scale)]
    found = outline(("I", "Chỉ đạo", 4), *leaves)
    assert told(found) == [("coded_rungs", "A4")]


def test_a_heading_in_capitals_goes_on_in_capitals() -> None:
    found = outline((1, bold("CẢI CÁCH"), 1), (None, bold("THỂ CHẾ"), None), ("1.1", "Văn bản", 1), *SCALE)
    assert (found.fields[0].name, told(found)) == ("CẢI CÁCH THỂ CHẾ", [("row_joined", "B3")])


def test_a_sentence_that_stops_at_a_word_that_asks_for_more_goes_on() -> None:
    rows: tuple[Row, ...] = (("1.1", "Hồ sơ", 1), (None, "Đạt từ", 1), (None, "90% trở lên", None), (None, "Dưới 90%", 0))
    assert [rung.text for rung in leaf_of(outline((1, "Chỉ đạo", 1), *rows)).rungs] == ["Đạt từ 90% trở lên", "Dưới 90%"]


def test_rungs_may_stand_as_rows_under_the_last_of_the_columns_of_levels() -> None:
    head = ("Lĩnh vực", "Tiêu chí", "Điểm tối đa")
    rows = (("I. Chỉ đạo", "1. Kế hoạch", 1), *SCALE, (None, "2. Báo cáo", 1), *SCALE)
    assert tree(outline(*rows, head=head).fields) == [["I", "2", ["1", "1", *READ], ["2", "1", *READ]]]


def test_a_total_above_the_criteria_ends_nothing() -> None:
    found = outline((None, "TỔNG ĐIỂM", 2), ("I", "Chỉ đạo", 1), *SCALE, ("II", "Thể chế", 1), *SCALE)
    assert ([node.code for node in found.fields], found.total, found.findings) == (["I", "II"], D(2), ())


def test_letters_stand_below_whatever_they_are_first_seen_under() -> None:
    found = outline(
        ("I", "Chỉ đạo", 2),
        (1, "Kế hoạch", 2),
        ("1.1", "Năm", 1),
        ("a)", "Ban hành", 1),
        *SCALE,
        ("1.2", "Quý", 1),
        ("a)", "Gửi", 1),
        *SCALE,
    )
    assert tree(found.fields) == [["I", "2", ["1", "2", ["1.1", "1", ["a)", "1", *READ]], ["1.2", "1", ["a)", "1", *READ]]]]]


def test_fields_and_criteria_may_share_the_column_before_that_of_parts() -> None:
    head = ("TT", "Tiêu chí", "Tiêu chí thành phần", "Điểm tối đa", "Cách tính điểm")
    lines = "Kịp thời: 1\nChậm: 0,5\nKhông: 0"
    rows: tuple[Row, ...] = (("I", "Chỉ đạo", None, 2), ("1", "Kế hoạch", "Ban hành", 1, lines), (None, None, "Nội dung", 1, lines))
    assert tree(outline(*rows, head=head).fields) == [["I", "2", ["1", "2", ["", "1", *READ], ["", "1", *READ]]]]


def test_a_scale_with_codes_that_does_not_fall_evenly_is_one_all_the_same() -> None:
    rows: tuple[Row, ...] = (("I", "Chỉ đạo", 1), (1, "Kế hoạch", 1), ("a", "Sớm", 1), ("b", "Kịp thời", 1), ("c", "Không", 0))
    assert tree(outline(*rows).fields) == [["I", "1", ["1", "1", ("Sớm", "1"), ("Kịp thời", "1"), ("Không", "0")]]]


def test_a_table_of_words_alone_has_no_columns_to_guess() -> None:
    with pytest.raises(Refused) as refusal:
        draft(("Một", "Hai"), ("1", "Chỉ đạo"), ("2", "Thể chế"))
    assert refusal.value.code == "table.no_heading"


def test_names_under_the_place_for_signatures_are_notes() -> None:
    found = outline((1, "Chỉ đạo", 1), *SCALE, (None, "NGƯỜI LẬP BIỂU", None), (None, "Nguyễn Văn An", None))
    assert (found.counts["note"], tree(found.fields), found.findings) == (2, [["1", "1", *READ]], ())
    found = outline((1, "Chỉ đạo", 1), (None, "NGƯỜI LẬP BIỂU", None), (None, "Có", None), (None, "Không: 0", None))
    assert told(found) == [("rung_without_points", "B4")]


def test_rungs_beside_the_levels_go_on_in_rows_of_their_own() -> None:
    head = ("STT", "Lĩnh vực", "Tiêu chí", "Mức độ đánh giá", "Điểm")
    rows: tuple[Row, ...] = ((1, "Chỉ đạo", "Kế hoạch", "Kịp thời", 1), (None, None, None, "Chậm", 0.5), (None, None, None, "Không", 0))
    found = outline(*rows, (None, None, "Báo cáo", "Kịp thời", 1), *rows[1:], head=head)
    assert tree(found.fields) == [["1", "2", ["", "1", *READ], ["", "1", *READ]]]
    assert found.counts["rung"] == 4


def test_a_lower_row_that_earns_by_a_number_is_no_rest_of_a_sentence() -> None:
    rows: tuple[Row, ...] = (("1.1", "Hồ sơ", 1), (None, "Đúng hạn", 1), (None, "mỗi hồ sơ trễ hạn trừ 0,25 điểm", None))
    assert [rung.text for rung in leaf_of(outline((1, "Chỉ đạo", 1), *rows)).rungs] == ["Đúng hạn", "mỗi hồ sơ trễ hạn trừ 0,25 điểm"]


def test_a_rung_in_a_table_without_codes_may_be_cut_by_a_page() -> None:
    rows: tuple[Row, ...] = ((bold("CHỈ ĐẠO"), 1), (bold("Kế hoạch"), 1), ("Ban hành", 1), ("kịp thời: 1", None), ("Không: 0", 0))
    found = outline(*rows, head=("Nội dung", "Điểm chuẩn"))
    assert tree(found.fields) == [["", "1", ["", "1", ("Ban hành kịp thời", "1"), ("Không", "0")]]]


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (("(Kèm theo Quyết định số 7/QĐ-UBND", "ngày 01/02/2025 của UBND", "tỉnh Hà An)"), "UBND tỉnh Hà An"),
        (("Kèm theo Quyết định số 7/QĐ-UBND", "ngày 01/02/2025 của Sở Nội vụ"), "Sở Nội vụ"),
    ],
)
def test_a_decision_may_be_broken_over_lines(lines: tuple[str, ...], issuer: str) -> None:
    found = draft(HEAD, (1, "Chỉ đạo", 1), *SCALE, above=("BẢNG TIÊU CHÍ NĂM 2025", *lines))
    assert found.heading == TableHeading("7/QĐ-UBND", date(2025, 2, 1), issuer, 2025)


def test_a_figure_too_long_for_points_is_no_number() -> None:
    assert number_in("1" * 30) is None


def test_type_that_does_not_fit_the_points_gives_way_to_them() -> None:
    rows: tuple[Row, ...] = (
        (bold("CHỈ ĐẠO"), 2),
        ("Kế hoạch", 1),
        *((f"- {text}", points) for _, text, points in SCALE),
        (bold("Báo cáo"), 1),
        *((f"- {text}", points) for _, text, points in SCALE),
    )
    found = outline(*rows, head=("Nội dung", "Điểm"))
    assert tree(found.fields) == [["", "2", ["", "1", *READ], ["", "1", *READ]]]


def test_remarks_between_the_rows_are_no_scale() -> None:
    head = ("STT", "Tiêu chí", "Điểm tối đa", "Thuyết minh")
    remarks: tuple[Row, ...] = tuple((None, None, None, f"Xem phụ lục {at}") for at in range(1, 6))
    found = draft(head, ("I", "Chỉ đạo", 1), ("1", "Kế hoạch", 1, "Đã ban hành"), *SCALE, *remarks)
    assert [(rung.text, rung.points) for rung in found.criteria.fields[0].children[0].rungs] == [
        ("Kịp thời", D(1)),
        ("Chậm", D("0.5")),
        ("Không", D(0)),
    ]
    assert found.columns_sure


def test_letters_that_are_measured_are_criteria_and_no_ticks() -> None:
    letters: tuple[Row, ...] = (("a", "Có kế hoạch", 1), ("b", "Tỷ lệ nhiệm vụ hoàn thành", 1))
    made = draft(HEAD, ("I", "Chỉ đạo", 3), ("1", "Kế hoạch", 2), *letters, ("2", "Báo cáo", 1), *SCALE).criteria
    assert [leaf.code for leaf in made.leaves()] == ["a", "b", "2"]
