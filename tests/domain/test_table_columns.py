import pytest

from parscore.domain.table_columns import Columns, find_columns
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
    ],
)
def test_columns_may_stand_in_any_order(head: tuple[str, ...], code: int | None, name: int, points: int) -> None:
    assert find_columns(table(head, (1, "Chỉ đạo", 5))) == Columns(code, name, points, (1,))


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


def test_without_a_column_of_points_the_heading_is_still_found() -> None:
    assert find_columns(table(("STT", "Tiêu chí", "Ghi chú"), (1, "Chỉ đạo"))) == Columns(0, 1, -1, (1,))


def test_a_title_or_a_sentence_is_no_heading() -> None:
    assert find_columns(table(("BẢNG TIÊU CHÍ NĂM 2025",), ("Các tiêu chí dưới đây", "do sở tự chấm"))) is None
    assert find_columns(table(("Tên", "Giá"), ("Tiêu chí", ""))) is None
    assert find_columns(table(*[("",)] * 41, HEAD)) is None


@pytest.mark.parametrize("row", [("I. CHỈ ĐẠO", None, 20), ("I",), (None, None, "20"), (None, None, None)])
def test_the_first_row_under_the_heading_is_no_part_of_it_when_it_holds_a_code_or_a_number(row: tuple[str | int | None, ...]) -> None:
    assert find_columns(table(HEAD, row)) == Columns(0, 1, 2, (1,))
    assert find_columns(table(HEAD)) == Columns(0, 1, 2, (1,))
