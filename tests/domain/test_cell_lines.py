import pytest

from parscore.domain.cell_lines import CellLines, name_and_lines, points_beside, read_lines
from tests.builders import D


def test_letters_in_a_scale_are_inputs_and_formulas_are_rungs() -> None:
    found = read_lines("Điểm = (b/a) x điểm tối đa\nTrong đó: a là tổng số hồ sơ; b là số hồ sơ đúng hạn.\nDưới 50%: 0", D(2))
    assert found == CellLines(
        (("Điểm = (b/a) x điểm tối đa", None), ("Dưới 50%", D(0))), (("a", "tổng số hồ sơ"), ("b", "số hồ sơ đúng hạn"))
    )
    found = read_lines("a: số hồ sơ đúng hạn\nb: tổng số hồ sơ", D(2))
    assert found.inputs == (("a", "số hồ sơ đúng hạn"), ("b", "tổng số hồ sơ"))


@pytest.mark.parametrize(
    "text",
    [
        "Điểm khảo sát đạt từ 80 điểm",
        "Mỗi văn bản chậm trừ 0,25 điểm",
    ],
)
def test_a_number_of_points_that_measures_something_is_not_earned(text: str) -> None:
    assert not any(points is not None for _, points in read_lines(text, D(2)).rungs)


def test_a_line_goes_on_in_the_next_one() -> None:
    lines = "- Ban hành kế hoạch\nTRƯỚC 15/01: 1 điểm\nGhi chú thêm\n- Không ban hành:\n0 điểm"
    found = read_lines(lines, D(1))
    assert found.rungs == (("Ban hành kế hoạch TRƯỚC 15/01", D(1)), ("Không ban hành", D(0)))
    assert (found.unread, found.split) == (("Ghi chú thêm",), True)
    assert read_lines("1 điểm\n0 điểm", D(1)).rungs == ()


def test_a_line_with_a_bullet_among_rungs_with_bullets_is_a_rung_without_points() -> None:
    assert read_lines("- Kịp thời: 1\n- Chậm: 0,5\n- Không ban hành", D(1)).rungs[-1] == ("Không ban hành", None)
    assert read_lines("a) Kịp thời: 1\nb) Không: 0", D(1)).rungs == (("a) Kịp thời", D(1)), ("b) Không", D(0)))


def test_a_sentence_with_semicolons_stays_whole() -> None:
    assert read_lines("Đủ số lượng; đúng thời gian: 1\nKhông: 0", D(1)) == CellLines(
        (("Đủ số lượng; đúng thời gian", D(1)), ("Không", D(0)))
    )
    assert read_lines("Không có thang điểm", D(1)).unread == ("Không có thang điểm",)
    assert read_lines("", D(1)) == CellLines()


def test_one_line_with_a_bullet_is_enough_behind_a_name() -> None:
    assert name_and_lines("Sáng kiến\n- Mỗi sáng kiến: 0,5 điểm", D(1)) == ("Sáng kiến", "- Mỗi sáng kiến: 0,5 điểm")
    assert name_and_lines("Sáng kiến\nMỗi sáng kiến: 0,5 điểm", D(1)) == ("Sáng kiến\nMỗi sáng kiến: 0,5 điểm", "")
    assert name_and_lines("", D(1)) == ("", "")


@pytest.mark.parametrize(
    ("text", "points"),
    [("1\n0,5\n0", ("1", "0.5", "0")), ("- 1 điểm;\n- 0đ", ("1", "0")), ("1\nhai", ()), ("", ()), ("9999999999999999999999", ())],
)
def test_points_one_under_the_other(text: str, points: tuple[str, ...]) -> None:
    assert points_beside(text) == tuple(D(each) for each in points)


def test_points_may_come_first_and_a_repeated_maximum_is_a_label() -> None:
    found = read_lines("Điểm tối đa: 1\nĐạt 1 điểm nếu kịp thời\n0 điểm khi không ban hành", D(1))
    assert found == CellLines((("nếu kịp thời", D(1)), ("khi không ban hành", D(0))))
    assert read_lines("Kịp thời ..... 1 điểm\nKhông → 0 điểm", D(1)).rungs == (("Kịp thời", D(1)), ("Không", D(0)))
