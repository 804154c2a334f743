import pytest

from parscore.domain.table_columns import find_columns
from parscore.domain.table_outline import Node, Outline, read_outline
from tests.builders import D
from tests.domain.table_parts import HEAD, Value, lost, table

Row = tuple[Value, ...]


def outline(*rows: Row, head: Row = HEAD, hidden: tuple[int, ...] = ()) -> Outline:
    """The outline of rows under a heading in row 1."""
    source = table(head, *rows, hidden=hidden)
    columns = find_columns(source)
    assert columns is not None
    found = read_outline(source, columns)
    assert sum(found.counts.values()) == len(source.rows)
    return found


def tree(nodes: tuple[Node, ...] | list[Node]) -> list[object]:
    """Codes with what stands under them: nodes as lists, rungs as text and points."""
    return [
        [node.code, str(node.max_points), *[(rung.text, str(rung.points)) for rung in node.rungs], *tree(node.children)] for node in nodes
    ]


def told(found: Outline) -> list[tuple[str, str]]:
    return [(finding.code.removeprefix("table."), finding.where.split("!")[-1]) for finding in found.findings]


YES, NO = (None, "Có: 1", None), (None, "Không: 0", None)
READ_YES, READ_NO = ("Có", "1"), ("Không", "0")


def test_rungs_are_rows_under_the_row_with_a_code() -> None:
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), ("1.1.1", "Ban hành", 1), YES, NO, (None, "Tổng cộng:", 1))
    assert tree(found.fields) == [["1", "1", ["1.1", "1", ["1.1.1", "1", READ_YES, READ_NO]]]]
    assert (found.total, found.findings) == (D(1), ())
    assert found.counts == {"field": 1, "criterion": 2, "rung": 2, "head": 1, "note": 0, "total": 1, "blank": 0}


def test_letters_and_roman_numbers_nest_in_the_order_in_which_they_come() -> None:
    found = outline(
        ("A", "Phần một", 2),
        ("I", "Chỉ đạo", 2),
        (1, "Kế hoạch", 2),
        ("1.1", "Ban hành", 2),
        YES,
        NO,
        ("B", "Phần hai", 0),
        ("C", "Phần ba", 0),
    )
    assert tree(found.fields) == [
        ["A", "2", ["I", "2", ["1", "2", ["1.1", "2", READ_YES, READ_NO]]]],
        ["B", "0"],
        ["C", "0"],
    ]


def test_a_code_may_stand_before_the_name_in_one_cell() -> None:
    head = ("Lĩnh vực/Tiêu chí", "Điểm tối đa")
    rows: tuple[Row, ...] = (("I. CHỈ ĐẠO", 2), ("1. Kế hoạch", 1), ("02 mô hình trở lên: 1",), ("01 mô hình: 0",), ("2. Báo cáo", 1))
    assert tree(outline(*rows, head=head).fields) == [["I", "2", ["1", "1", ("02 mô hình trở lên", "1"), ("01 mô hình", "0")], ["2", "1"]]]


def test_code_and_name_may_be_merged_into_the_cell_of_codes() -> None:
    found = outline(
        ("I. CHỈ ĐẠO", None, 1), (1, "Kế hoạch", 1), ("Có: 1", None, None), ("Không: 0", None, None), ("Tổng cộng (I)", None, 1)
    )
    assert tree(found.fields) == [["I", "1", ["1", "1", READ_YES, READ_NO]]]
    assert (found.total, found.findings) == (D(1), ())


def test_a_code_may_stand_in_the_name_while_its_own_cell_is_empty() -> None:
    found = outline((None, "I. Chỉ đạo", 1), (None, "1.1. Kế hoạch", 1), (None, "1. Có: 1", None), NO)
    assert tree(found.fields) == [["I", "1", ["1.1", "1", ("1. Có", "1"), READ_NO]]]


def test_a_field_may_be_named_with_its_number_and_codes_may_begin_with_letters() -> None:
    found = outline((None, "LĨNH VỰC 1: CHỈ ĐẠO", 1), ("1.", "Kế hoạch", 1), ("1.1.", "Ban hành", 1), YES, (None, "LĨNH VỰC 2: THỂ CHẾ", 1))
    assert tree(found.fields) == [["LĨNH VỰC 1", "1", ["1.", "1", ["1.1.", "1", READ_YES]]], ["LĨNH VỰC 2", "1"]]
    found = outline(("TC1", "Chỉ đạo", 1), ("TC1.1", "Kế hoạch", 1), YES, NO)
    assert tree(found.fields) == [["TC1", "1", ["TC1.1", "1", READ_YES, READ_NO]]]
    assert found.findings == ()


@pytest.mark.parametrize("bullet", ["-", "+", "•", " "])
def test_a_bullet_is_no_code(bullet: str) -> None:
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), (bullet, "Có: 1", None), (None, "- Không: 0", None))
    assert tree(found.fields) == [["1", "1", ["1.1", "1", READ_YES, READ_NO]]]


@pytest.mark.parametrize(
    ("cell", "points"),
    [("0,5", "0.5"), ("0.5", "0.5"), (0.5, "0.5"), ("0,5đ", "0.5"), ("1 điểm", "1"), ("50% điểm", "0.5"), ("Điểm tối đa", "1")],
)
def test_points_of_a_rung_in_a_cell_of_their_own(cell: Value, points: str) -> None:
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), (None, "Ban hành chậm", cell))
    assert tree(found.fields) == [["1", "1", ["1.1", "1", ("Ban hành chậm", points)]]]


def test_points_of_rungs_may_have_a_column_of_their_own() -> None:
    head = ("STT", "Tiêu chí", "Điểm tối đa", "Điểm các mức")
    found = outline((1, "Chỉ đạo", 1, None), ("1.1", "Kế hoạch", 1, None), (None, "Có", None, 1), (None, "Không", None, "0"), head=head)
    assert tree(found.fields) == [["1", "1", ["1.1", "1", READ_YES, READ_NO]]]


def test_text_and_cell_that_disagree_are_told() -> None:
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), (None, "Có: 1", "0.5"))
    assert tree(found.fields) == [["1", "1", ["1.1", "1", ("Có", "0.5")]]]
    assert told(found) == [("points_disagree", "C4")]


def test_points_that_are_no_number_are_told_once() -> None:
    found = outline((1, "Chỉ đạo", "hai"), ("1.1", "Kế hoạch", None), (None, "Có", "một"), (None, "Không", None))
    assert told(found) == [
        ("points_unreadable", "C2"),
        ("maximum_missing", "C3"),
        ("points_unreadable", "C4"),
        ("rung_without_points", "B4"),
        ("rung_without_points", "B5"),
    ]


def test_a_short_row_without_a_cell_of_points_is_told_by_its_code() -> None:
    assert told(
        outline(
            (1, "Chỉ đạo"),
        )
    ) == [("maximum_missing", "A2")]


def test_rungs_that_earn_by_a_number_need_no_points() -> None:
    assert told(outline((1, "Chỉ đạo", 1), ("1.1", "Hồ sơ", 1), (None, "Mỗi hồ sơ trễ hạn trừ 0,25 điểm", None))) == []


def test_the_maximum_may_stand_in_the_name_of_a_field() -> None:
    found = outline(("I", "Chỉ đạo (1,5 điểm)", None), (1, "Kế hoạch", 1.5))
    assert tree(found.fields) == [["I", "1.5", ["1", "1.5"]]]
    assert found.findings == ()


def test_repeated_headings_and_rows_of_column_numbers_are_heads() -> None:
    found = outline(("(1)", "(2)", "(3)"), (1, "Chỉ đạo", 1), HEAD, ("1.1", "Kế hoạch", 1), YES, NO)
    assert found.counts["head"] == 3
    assert tree(found.fields) == [["1", "1", ["1.1", "1", READ_YES, READ_NO]]]


def test_a_heading_of_two_rows_is_read_over() -> None:
    source = table(("STT", "Tiêu chí", "Điểm", None), (None, None, "Tối đa", "Tự chấm"), (1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), YES)
    columns = find_columns(source)
    assert columns is not None
    assert read_outline(source, columns).counts["head"] == 2


def test_titles_above_and_notes_below_are_notes() -> None:
    source = table(("BẢNG TIÊU CHÍ",), (), HEAD, (1, "Chỉ đạo", 1), (None, "Tổng", 1), (), ("Ghi chú: theo quyết định",))
    columns = find_columns(source)
    assert columns is not None
    found = read_outline(source, columns)
    assert (found.counts["note"], found.counts["blank"]) == (2, 2)
    assert found.findings == ()


def test_a_rung_that_begins_like_a_total_is_none() -> None:
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Hồ sơ", 1), (None, "Tổng số hồ sơ trễ hạn dưới 5%: 1", None), (None, "Từ 5%: 0", None))
    assert found.counts["rung"] == 2


def test_totals_of_parts_are_compared_with_their_field() -> None:
    rows: tuple[Row, ...] = (
        ("I", "Chỉ đạo", 1),
        (1, "Kế hoạch", 1),
        YES,
        NO,
        (None, "Cộng lĩnh vực I", 2),
        ("II", "Thể chế", 1),
        (1, "Rà soát", 1),
        (None, "Cộng lĩnh vực II", 1),
    )
    found = outline(*rows, (None, "Tổng cộng", 2))
    assert (found.total, found.counts["total"], told(found)) == (D(2), 3, [("part_total", "C6")])
    assert outline(*rows).total is None


def test_a_part_total_before_any_field_or_without_a_number_says_nothing() -> None:
    assert told(outline((None, "Tổng", 1), (1, "Chỉ đạo", 1), (None, "Cộng", None), (None, "Tổng cộng", 1))) == []


def test_a_total_whose_formula_lost_its_result_is_told() -> None:
    found = outline((1, "Chỉ đạo", 1), (None, "Tổng cộng", lost("=SUM(C2)")))
    assert (found.total, told(found)) == (None, [("lost_formula", "C3")])


def test_a_maximum_whose_formula_lost_its_result_is_told() -> None:
    assert told(outline((1, "Chỉ đạo", lost("=C3")), ("1.1", "Kế hoạch", 1))) == [("lost_maximum", "C2")]


def test_criteria_under_the_total_are_told_once() -> None:
    found = outline((1, "Chỉ đạo", 1), (None, "Tổng cộng", 1), ("II", "Điểm thưởng", "2đ"), (1, "Sáng kiến", 2), ("x y", "Ghi chú", 3))
    assert (found.counts["note"], told(found)) == (3, [("rows_after_total", "A4")])


def test_hidden_rows_are_read_and_told() -> None:
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), YES, NO, (), hidden=(4, 6))
    assert told(found) == [("hidden_row", "B4")]


def test_a_row_without_text_and_text_before_the_first_field_are_told() -> None:
    assert told(outline((None, "Phần chung", None), (1, "Chỉ đạo", 1), (None, None, 5))) == [
        ("text_before_fields", "B2"),
        ("row_without_text", "C4"),
    ]


def test_a_label_above_the_rungs_is_a_note() -> None:
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), (None, "Thang điểm:", None), YES, NO)
    assert (found.counts["note"], found.findings) == (1, ())


@pytest.mark.parametrize("after", [(("2", "Thể chế", 1),), (), ((None, "Tổng cộng", 2),), ((None, None, 7),)])
def test_rungs_with_codes_are_rungs(after: tuple[Row, ...]) -> None:
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Quy chế", 1), ("1.1.1", "Có: 1", "1"), ("1.1.2", "Không: 0", "0"), *after)
    assert tree(found.fields)[0] == ["1", "1", ["1.1", "1", READ_YES, READ_NO]]
    assert told(found)[:2] == [("coded_rung", "A4"), ("coded_rung", "A5")]


def test_a_scale_with_letters_is_a_scale() -> None:
    found = outline(("I", "Thể chế", 5), (1, "Ban hành", 5), ("a", "Đúng hạn", 5), ("b", "Chậm", "2,5"), ("c", "Không ban hành", 0))
    assert tree(found.fields) == [["I", "5", ["1", "5", ("Đúng hạn", "5"), ("Chậm", "2.5"), ("Không ban hành", "0")]]]
    assert (found.counts["rung"], told(found)) == (3, [("coded_rung", "A4"), ("coded_rung", "A5"), ("coded_rung", "A6")])


@pytest.mark.parametrize("last", [0.5, None])
def test_children_that_make_no_scale_stay_criteria(last: Value) -> None:
    found = outline(("I", "Thể chế", 1), ("1", "Ban hành", 1), ("a", "Đúng hạn", 1), ("b", "Chậm", last))
    assert found.counts["rung"] == 0


def test_a_criterion_whose_name_ends_like_a_rung_stays_one() -> None:
    rows: tuple[Row, ...] = (
        ("I", "Chỉ đạo", 4),
        ("1", "Kế hoạch: 2", 2),
        YES,
        NO,
        ("2", "Công khai: 2", 2),
        YES,
        ("II", "Thể chế (2 điểm)", 2),
    )
    found = outline(*rows)
    assert [node.code for node in found.fields] == ["I", "II"]
    assert [node.code for node in found.fields[0].children] == ["1", "2"]
    assert outline(("1", "Chỉ đạo: 2", 2)).counts["field"] == 1


def test_a_strange_code_is_told_and_stands_beside_the_row_before() -> None:
    found = outline(("x y", "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), ("2025-01-02 00:00:00", "Báo cáo", 1))
    assert tree(found.fields) == [["x y", "1", ["1.1", "1"], ["2025-01-02 00:00:00", "1"]]]
    assert told(found) == [("strange_code", "A2"), ("strange_code", "A4")]
