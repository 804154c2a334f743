import pytest

from parscore.domain.table_columns import find_columns
from parscore.domain.table_node import Node
from parscore.domain.table_outline import Outline, read_outline
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
    found = outline((1, "Chỉ đạo", 1), (None, "Tổng cộng", 1), ("II", "Thể chế", "2đ"), (1, "Sáng kiến", 2), ("x y", "Ghi chú", 3))
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
    found = outline(("x y", "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), ("2025-03-04 00:00:00", "Báo cáo", 1))
    assert tree(found.fields) == [["x y", "1", ["1.1", "1"], ["2025-03-04 00:00:00", "1"]]]
    assert told(found) == [("strange_code", "A2"), ("strange_code", "A4")]


SCALE_HEAD = ("STT", "Tiêu chí", "Điểm tối đa", "Cách tính điểm")
SCALE = [("Kịp thời", "1"), ("Không kịp thời", "0.5"), ("Không ban hành", "0")]


def leaf_of(found: Outline) -> Node:
    node = found.fields[0]
    while node.children:
        node = node.children[0]
    return node


@pytest.mark.parametrize(
    "lines",
    [
        "- Kịp thời: 1 điểm\n- Không kịp thời: 0,5 điểm\n- Không ban hành: 0",
        "Kịp thời: 1 điểm\n\nKhông kịp thời: 0,5\nKhông ban hành: 0 điểm.",
        "+ Kịp thời: 1 điểm;\n+ Không kịp thời: 0.5 điểm;\n+ Không ban hành: 0 điểm.",
        "• Kịp thời: 1đ\n• Không kịp\nthời: 0,5đ\n• Không ban hành: 0đ",
        "Kịp thời: 1 điểm; Không kịp thời: 0,5 điểm; Không ban hành: 0 điểm",
        "Kịp thời: 1 điểm, Không kịp thời: 0,5 điểm, Không ban hành: 0 điểm.",
        "- Kịp thời: 1 điểm - Không kịp thời: 0,5 điểm - Không ban hành: 0",
        "Thang điểm:\n- Kịp thời (1 điểm)\n- Không kịp thời (0,5 điểm)\n- Không ban hành (0 điểm)",
        "1 điểm: Kịp thời\n0,5 điểm: Không kịp thời\n0 điểm: Không ban hành",
        "Kịp thời\n1 điểm\nKhông kịp thời\n0,5 điểm\nKhông ban hành\n0 điểm",
        "- Kịp thời: Điểm tối đa\n- Không kịp thời: 50% điểm\n- Không ban hành: không tính điểm",
    ],
)
def test_rungs_may_be_lines_inside_one_cell(lines: str) -> None:
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1, lines), (None, "Tổng", 1), head=SCALE_HEAD)
    assert tree(found.fields) == [["1", "1", ["1.1", "1", *SCALE]]]
    assert {rung.where for rung in leaf_of(found).rungs} == {"'Bảng'!D3"}
    assert (found.findings, leaf_of(found).weak_lines) == ((), False)
    inside = outline((1, "Chỉ đạo", 1), ("1.1", f"Kế hoạch\n{lines}", 1))
    if "\n" in lines and "\n1 điểm" not in lines:
        assert tree(inside.fields) == [["1", "1", ["1.1", "1", *SCALE]]]
        assert (leaf_of(inside).name, {rung.where for rung in leaf_of(inside).rungs}) == ("Kế hoạch", {"'Bảng'!B3"})


def test_rungs_may_be_lines_of_a_row_of_their_own() -> None:
    lines = "- Kịp thời: 1 điểm\n- Không kịp thời: 0,5\n- Không ban hành: 0"
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), (None, lines, None))
    assert tree(found.fields) == [["1", "1", ["1.1", "1", *SCALE]]]
    assert (found.counts["rung"], found.findings) == (1, ())
    bare = lines.replace(": 1 điểm", "").replace(": 0,5", "").replace(": 0", "")
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), (None, bare, "1\n0,5\n0"))
    assert tree(found.fields) == [["1", "1", ["1.1", "1", *SCALE]]]


def test_points_of_the_lines_may_stand_in_the_cell_beside() -> None:
    head = (*SCALE_HEAD, "Mức điểm")
    rows = ((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1, "Kịp thời\nKhông kịp thời\nKhông ban hành", "1\n0,5\n0"))
    found = outline(*rows, head=head)
    assert (tree(found.fields), found.findings) == ([["1", "1", ["1.1", "1", *SCALE]]], ())
    found = outline(rows[0], ("1.1", "Kế hoạch", 1, "Kịp thời\nKhông ban hành", "1\n0,5\n0"), head=head)
    assert told(found) == [("lines_unread", "D3"), ("points_beside", "D3")]
    assert leaf_of(found).differs
    found = outline(rows[0], ("1.1", "Kế hoạch", 1, "Kịp thời: 1\nKhông ban hành: 0", "1\n0,5"), head=head)
    assert told(found) == [("points_beside", "D3")]
    found = outline(rows[0], ("1.1", "Kế hoạch", 1, "Kịp thời: 1\nKhông ban hành: 0", 1), head=head)
    assert found.findings == ()
    found = outline(rows[0], ("1.1", "Kế hoạch", 1, "", 0.5), ("1.2", "Báo cáo", 1, "", 1), head=head)
    assert told(found) == [("cell_unread", "E3")]


@pytest.mark.parametrize("head", [(*SCALE_HEAD, "Mức điểm"), SCALE_HEAD])
def test_a_scale_may_go_on_in_rows_without_a_name(head: Row) -> None:
    own = len(head) == 5
    rows: list[Row] = [
        (None, None, None, text, at) if own else (None, None, at, text) for text, at in (("Không kịp thời", 0.5), ("Không ban hành", 0))
    ]
    first: Row = ("1.1", "Kế hoạch", 1, "Kịp thời", 1) if own else ("1.1", "Kế hoạch", 1, "Kịp thời: 1")
    found = outline((1, "Chỉ đạo", 1), first, *rows, head=head)
    assert (tree(found.fields), found.counts["rung"], found.findings) == ([["1", "1", ["1.1", "1", *SCALE]]], 2, ())


def test_lines_may_stand_in_a_column_of_points() -> None:
    lines = "- Kịp thời: 1\n- Không kịp thời: 0,5\n- Không ban hành: 0"
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1, lines), head=("STT", "Tiêu chí", "Điểm tối đa", "Thang điểm"))
    assert (tree(found.fields), found.findings) == ([["1", "1", ["1.1", "1", *SCALE]]], ())
    found = outline(("I", "Chỉ đạo (1 điểm)", None), ("1", "Kế hoạch", lines), head=("STT", "Tiêu chí", "Thang điểm"))
    assert [rung.text for rung in leaf_of(found).rungs] == [text for text, _ in SCALE]
    assert told(found) == [("maximum_missing", "C3")]


def test_a_line_that_is_no_rung_is_told() -> None:
    lines = "Căn cứ kế hoạch đã ban hành\nKịp thời: 1\nKhông kịp thời\nKhông ban hành: 0"
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1, lines), head=SCALE_HEAD)
    assert [(rung.text, rung.points) for rung in leaf_of(found).rungs] == [("Kịp thời", 1), ("Không kịp thời", None), ("Không ban hành", 0)]
    assert told(found) == [("rung_without_points", "D3"), ("lines_unread", "D3")]
    assert (leaf_of(found).unread, leaf_of(found).split_lines) == (["Căn cứ kế hoạch đã ban hành"], False)


def test_several_scales_in_one_cell_are_told() -> None:
    lines = "- Ban hành:\n+ Kịp thời: 0,5\n+ Chậm: 0\n- Nội dung:\n+ Đủ: 0,5\n+ Thiếu: 0"
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1, lines), head=SCALE_HEAD)
    assert (leaf_of(found).split_lines, leaf_of(found).unread) == (True, ["Ban hành:", "Nội dung:"])


@pytest.mark.parametrize(
    ("line", "weak"),
    [
        ("Hoàn thành đủ 2 điểm", True),
        ("Đạt từ 2 điểm: 2", False),
        ("Kịp thời: 1 điểm, còn lại 0,5 điểm", True),
        ("Kịp thời: 1 điểm; chậm; không: 0 điểm", True),
    ],
)
def test_points_by_a_looser_wording_are_marked(line: str, weak: bool) -> None:
    found = outline((1, "Chỉ đạo", 2), ("1.1", "Kế hoạch", 2, f"{line}\nKhông: 0"), head=SCALE_HEAD)
    assert leaf_of(found).weak_lines is weak


def test_a_name_of_several_lines_without_rungs_stays_whole() -> None:
    for name in ("Kế hoạch\nnăm 2025: 2", "Kế hoạch\n- Báo cáo\n- Tổng kết", "Kế hoạch\n(1 điểm)"):
        found = outline((1, "Chỉ đạo", 1), ("1.1", name, 1))
        plain = " ".join(name.split()).removesuffix(" (1 điểm)")  # the maximum is no part of the name
        assert (leaf_of(found).name, leaf_of(found).rungs, found.findings) == (plain, [], ())
    found = outline(("I. Chỉ đạo", 1), ("1. Kế hoạch\nThang điểm:\n- Có: 1\n- Không: 0", 1), head=("Tiêu chí", "Điểm tối đa"))
    assert (leaf_of(found).code, leaf_of(found).name, len(leaf_of(found).rungs)) == ("1", "Kế hoạch", 2)


def test_a_criterion_with_a_scale_in_its_row_is_no_rung_of_the_one_above() -> None:
    rows: tuple[Row, ...] = (
        (1, "Chỉ đạo", 2),
        ("1.1", "Chung", 2),
        ("1.1.1", "Kế hoạch: 1", 1, "Có: 1\nKhông: 0"),
        ("1.1.2", "Khác: 1", 1, "Có: 1\nKhông: 0"),
    )
    found = outline(*rows, head=SCALE_HEAD)
    assert [len(node.rungs) for node in found.fields[0].children[0].children] == [2, 2]


FULL_HEAD = ("STT", "Tiêu chí", "Điểm tối đa", "Số liệu kê khai", "Các yêu cầu và tài liệu kiểm chứng", "Điểm điều tra XHH", "Ghi chú")


def test_evidence_asked_may_go_on_over_rows_and_lines() -> None:
    rows: tuple[Row, ...] = (
        (1, "Chỉ đạo", 1),
        ("1.1", "Kế hoạch", 1, None, "- Kế hoạch năm 2025\ncủa sở;\n- Báo cáo."),
        (None, "Có: 1", None, None, "Báo cáo\n…"),
        (None, "Không: 0", None),
        (None, None, None, None, "Công văn gửi kèm"),
    )
    found = outline(*rows, head=FULL_HEAD)
    assert leaf_of(found).asked == ["Kế hoạch năm 2025 của sở", "Báo cáo", "Công văn gửi kèm"]
    assert (found.counts["note"], found.findings) == (1, ())


def test_declared_numbers_are_kept_with_their_letters() -> None:
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Hồ sơ", 1, "a: Số hồ sơ đúng hạn\nb: Tổng số hồ sơ: …\nĐơn vị: hồ sơ"), head=FULL_HEAD)
    assert leaf_of(found).inputs == [("a", "Số hồ sơ đúng hạn"), ("b", "Tổng số hồ sơ")]
    assert (leaf_of(found).declared, leaf_of(found).declared_at) == (["Đơn vị: hồ sơ"], "'Bảng'!D3")


def test_a_maximum_in_the_column_of_the_survey_alone_is_the_maximum() -> None:
    rows: tuple[Row, ...] = (
        (1, "Chỉ đạo", 1, None, None, 2),
        ("1.1", "Kế hoạch", 1),
        ("1.2", "Chất lượng", None, None, None, "2 điểm"),
        (None, "Tổng", 1, None, None, 2),
    )
    found = outline(*rows, head=FULL_HEAD)
    field = found.fields[0]
    assert (field.max_points, [child.survey_only for child in field.children], found.total) == (D(3), [False, True], D(3))
    assert found.findings == ()


def test_signs_in_the_column_of_the_survey_are_notes_and_others_are_told() -> None:
    rows: tuple[Row, ...] = (
        (1, "Chỉ đạo", 3),
        ("1.1", "Kế hoạch", 1, None, None, "x", "Ghi theo mẫu"),
        ("1.2", "Kế hoạch", 1, None, None, "Điều tra XHH"),
        ("1.3", "Kế hoạch", 1, None, None, "xem sau"),
        ("1.4", "Kế hoạch", 1, None, None, "-"),
        (None, "Có: 1", None, None, None, 1),
    )
    found = outline(*rows, head=FULL_HEAD)
    assert [child.notes for child in found.fields[0].children] == [["Ghi theo mẫu", "XHH"], ["XHH"], [], []]
    assert told(found) == [("cell_unread", "F5"), ("cell_unread", "F7"), ("column_unread", "G3")]


def test_columns_that_are_not_read_are_told_with_their_heading() -> None:
    found = outline((1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1, "0,5"), YES, (None, "Tổng", 1, 2), head=(*HEAD, "Điểm tự chấm"))
    assert told(found) == [("column_unread", "D3")]
    assert found.findings[0].facts == {"heading": "Điểm tự chấm", "count": 1}


def test_text_beside_no_criterion_is_told() -> None:
    found = outline((None, "Chung"), (None, None, None, None, "Kế hoạch"), (1, "Chỉ đạo", 1), head=FULL_HEAD)
    assert told(found) == [("text_before_fields", "B2"), ("row_without_text", "E3")]
