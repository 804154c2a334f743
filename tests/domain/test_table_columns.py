import pytest

from parscore.domain.column_guess import with_doubt
from parscore.domain.draft_making import draft_of
from parscore.domain.table_columns import Columns, find_columns, heading_of
from tests.domain.table_parts import HEAD, table


def test_columns_are_known_by_their_heading() -> None:
    assert find_columns(table(("UBND TỈNH MẪU",), (), HEAD, (1, "Chỉ đạo", 5))) == Columns(0, 1, 2, (3,))


@pytest.mark.parametrize(
    ("head", "code", "name", "points"),
    [
        (("Mã số", "Điểm chuẩn", "Nội dung"), 0, 2, 1),
        (("Tài liệu kiểm chứng", "TT", "Lĩnh vực/Tiêu chí", "Tự chấm", "Thang điểm"), 1, 2, 4),
        (("Tiêu chí, tiêu chí thành phần", "Điểm"), None, 0, 1),
        (("STT", "Tiêu chí", "Điểm tự chấm", "Điểm thẩm định", "Điểm quy định"), 0, 1, 4),
        (("STT", "Nội dung đánh giá", "Mức điểm"), 0, 1, 2),
        (("Cách tính điểm theo tiêu chí", "Tên tiêu chí", "Điểm trần"), None, 1, 2),
        (("Mã tiêu chí", "Chỉ số thành phần", "Điểm cao nhất"), 0, 1, 2),
        (("TT", "Tiêu chí", "Điểm tối đa XHH", "Điểm tối đa tự chấm"), 0, 1, 3),
    ],
)
def test_columns_may_stand_in_any_order(head: tuple[str, ...], code: int | None, name: int, points: int) -> None:
    found = find_columns(table(head, (1, "Chỉ đạo", 5)))
    assert found is not None
    assert (found.code, found.name, found.points, found.head) == (code, name, points, (1,))


def test_rungs_may_have_a_column_of_points_of_their_own() -> None:
    found = find_columns(table(("STT", "Tiêu chí", "Điểm tối đa", "Điểm các mức", "Tự chấm"), (1, "Chỉ đạo", 5)))
    assert found is not None
    assert (found.points, found.rung) == (2, 3)


def test_the_lower_row_of_a_heading_names_the_column_of_maxima() -> None:
    found = find_columns(table(("STT", "Tiêu chí", "Điểm", None), (None, None, "Tự chấm", "Tối đa"), (1, "Chỉ đạo", None, 5)))
    assert found == Columns(0, 1, 3, (1, 2))


def test_the_lower_row_is_no_second_maximum() -> None:
    found = find_columns(table(("STT", "Tiêu chí", "Thang điểm", "Điểm đánh giá"), (None, None, None, "Tự đánh giá"), (1, "A", 5)))
    assert found == Columns(0, 1, 2, (1, 2))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            (
                "STT",
                "Tiêu chí",
                "Điểm tối đa",
                "Số liệu kê khai",
                "Cách tính điểm",
                "Các yêu cầu và tài liệu kiểm chứng",
                "Điểm tự đánh giá",
            ),
            Columns(0, 1, 2, (1,), lines=4, declared=3, evidence=(5,)),
        ),
        (
            ("Minh chứng", "Phương pháp chấm điểm", "Điểm chuẩn", "Nội dung tiêu chí", "Mã số", "Ghi chú", "Điểm điều tra XHH"),
            Columns(4, 3, 2, (1,), lines=1, evidence=(0,), notes=5, survey=6),
        ),
        (("STT", "Tiêu chí", "Nội dung", "Điểm"), Columns(0, 1, 3, (1,), lines=2)),
        (("STT", "Tiêu chí", "Điểm tối đa", "Mức độ đạt", "Mức điểm"), Columns(0, 1, 2, (1,), rung=4, lines=3)),
        (("STT", "Tiêu chí", "Điểm tối đa", "Giải trình", "Điểm tự kê khai"), Columns(0, 1, 2, (1,))),
    ],
)
def test_the_other_columns_are_known_by_their_words(head: tuple[str, ...], expected: Columns) -> None:
    assert find_columns(table(head, (1, "Chỉ đạo", 5))) == expected


def test_maxima_of_the_department_and_of_the_survey_may_stand_apart_under_one_heading() -> None:
    upper = ("STT", "Tiêu chí", "Điểm tối đa", None, "Tài liệu kiểm chứng")
    for lower, points, survey in (("Tự chấm", "Điều tra XHH"), 2, 3), (("Điều tra XHH", "Tự chấm"), 3, 2):
        found = find_columns(table(upper, (None, None, *lower, None), (1, "Chỉ đạo", 5, 2)))
        assert found == Columns(0, 1, points, (1, 2), survey=survey, evidence=(4,))
    upper = ("STT", "Tiêu chí", "Điểm tối đa", "Điểm tối đa")
    found = find_columns(table(upper, ("STT", "Tiêu chí", "Điều tra XHH", "Tự chấm"), (1, "Chỉ đạo", 5, 2)))
    assert found == Columns(0, 1, 3, (1, 2), survey=2)
    found = find_columns(table(("STT", "Tiêu chí", "Điểm tối đa"), (None, None, "Điều tra XHH"), (1, "Chỉ đạo", 5)))
    assert found == Columns(0, 1, 2, (1, 2))


def test_a_heading_is_quoted_from_the_upper_row_to_the_lower() -> None:
    source = table(("STT", "Tiêu chí", "Điểm", "Đánh giá"), (None, None, "Tối đa", "Tự chấm", "Thẩm định"), (1, "Chỉ đạo", 5))
    columns = find_columns(source)
    assert columns is not None
    assert [heading_of(source, columns, column) for column in (2, 3, 4)] == ["Điểm – Tối đa", "Đánh giá – Tự chấm", "Thẩm định"]


def test_without_a_column_of_points_the_heading_is_still_found() -> None:
    assert find_columns(table(("STT", "Tiêu chí", "Ghi chú"), (1, "Chỉ đạo"))) == Columns(0, 1, -1, (1,), notes=2)


def test_a_title_or_a_sentence_is_no_heading() -> None:
    assert find_columns(table(("BẢNG TIÊU CHÍ NĂM 2025",), ("Các tiêu chí dưới đây", "do sở tự chấm"))) is None
    assert find_columns(table(("Tên", "Giá"), ("Tiêu chí", ""))) is None
    assert find_columns(table(*[("",)] * 61, HEAD)) is None


@pytest.mark.parametrize("row", [("I. CHỈ ĐẠO", None, 20), ("I",), (None, None, "20"), (None, None, None)])
def test_the_first_row_under_the_heading_is_no_part_of_it_when_it_holds_a_code_or_a_number(row: tuple[str | int | None, ...]) -> None:
    assert find_columns(table(HEAD, row)) == Columns(0, 1, 2, (1,))
    assert find_columns(table(HEAD)) == Columns(0, 1, 2, (1,))


def test_maxima_for_two_kinds_of_body_are_asked_for() -> None:
    source = table(
        ("STT", "Tiêu chí", "Điểm tối đa", None, "Tự chấm"),
        (None, None, "Sở có TTHC", "Sở không có TTHC", None),
        ("I", "Chỉ đạo", 4, 6),
        ("1", "Kế hoạch", 4, 6),
        (None, "Kịp thời", 4, 6),
        (None, "Không", 0, 0),
    )
    columns = find_columns(source)
    assert columns is not None
    assert with_doubt(source, columns).doubtful == (2, 3)


def test_the_half_that_the_department_scores_is_compared_with_the_whole() -> None:
    source = table(
        ("STT", "Tiêu chí", "Tổng điểm", None, None, "Tự chấm"),
        (None, None, "Tổng", "Tự đánh giá", "XHH", None),
        ("I", "Chỉ đạo", 5, 3, 2),
        ("1", "Kế hoạch", 3, 2),
        (None, "Kịp thời: 3", None),
        (None, "Không: 0", None),
        ("2", "Hài lòng", 2, None, 2),
    )
    found = draft_of((source,), "a.xlsx", lambda formula, source: None, lambda criteria: criteria)
    told = [(finding.code, finding.where) for finding in found.findings]
    assert ("table.halves_differ", "'Bảng'!D4") in told
    assert "table.column_unread" not in [code for code, _ in told]
