"""Tables that stand one under the other in one sheet."""

from parscore.domain.table_parting import parted
from tests.domain.table_parts import HEAD, Value, table

Row = tuple[Value, ...]
BODY: tuple[Row, ...] = (("1", "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), (None, "Có", 1), (None, "Không", 0), (None, "Tổng cộng", 1))


def numbers(*rows: Row) -> list[list[int]]:
    return [[row.number for row in each.rows] for each in parted((table(*rows),))]


def test_a_table_for_another_kind_of_body_below_the_total_is_one_of_its_own() -> None:
    rows: tuple[Row, ...] = (("I. BẢNG ÁP DỤNG ĐỐI VỚI SỞ",), HEAD, *BODY, (), ("II. BẢNG ÁP DỤNG ĐỐI VỚI XÃ",), HEAD, *BODY)
    assert numbers(*rows) == [[1, 2, 3, 4, 5, 6, 7, 8], [9, 10, 11, 12, 13, 14, 15]]
    assert [each.name for each in parted((table(*rows),))] == ["Bảng", "Bảng – 2"]


def test_a_heading_that_a_page_repeats_parts_nothing() -> None:
    assert len(numbers(HEAD, *BODY[:-1], HEAD, *BODY)) == 1
    assert len(numbers(HEAD, *BODY[:-1], (None, "Cộng lĩnh vực 1", 1), ("2", "Thể chế", 1), HEAD, *BODY)) == 1
    assert len(numbers(HEAD, *BODY, ("II", "Thể chế"), HEAD, *BODY)) == 1


def test_what_is_no_table_of_criteria_stays_whole() -> None:
    assert numbers(("a", "b"), ("c", "d")) == [[1, 2]]
