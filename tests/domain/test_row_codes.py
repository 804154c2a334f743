import pytest

from parscore.domain.row_codes import (
    extra_part,
    is_answer,
    is_bullet,
    is_label,
    is_note,
    is_part_total,
    is_signature,
    is_total,
    number_of_roman,
    shape_of,
    split_code,
    without_bullet,
)


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("1", ("number", 1)),
        ("1.2.3", ("number", 3)),
        ("1.2.", ("number", 2)),
        ("(2)", ("number", 1)),
        ("II", ("roman", 1)),
        ("II.3", ("roman", 2)),
        ("XL", ("roman", 1)),
        ("A", ("upper", 1)),
        ("C", ("upper", 1)),
        ("Đ", ("upper", 1)),
        ("a)", ("lower", 1)),
        ("Tiêu chí 1.1", ("number", 2)),
        ("TC1.1", ("number", 2)),
        ("A2", ("number", 1)),
        ("Lĩnh vực I", ("named", 1)),
        ("Phần 2", ("named", 1)),
        ("2025-01-02 00:00:00", None),
        ("1.a", ("number", 2)),
        ("ghi chú", None),
        ("", None),
    ],
)
def test_a_code_is_known_by_its_shape(code: str, shape: tuple[str, int] | None) -> None:
    assert shape_of(code) == shape


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("I. CHỈ ĐẠO", ("I", "CHỈ ĐẠO")),
        ("1. Kế hoạch", ("1", "Kế hoạch")),
        ("1 Kế hoạch", ("1", "Kế hoạch")),
        ("1.1 Ban hành", ("1.1", "Ban hành")),
        ("1.1. ban hành", ("1.1", "ban hành")),
        ("A. PHẦN CHUNG", ("A", "PHẦN CHUNG")),
        ("a) Cấp tỉnh", ("a", "Cấp tỉnh")),
        ("Lĩnh vực 1: Chỉ đạo", ("Lĩnh vực 1", "Chỉ đạo")),
        ("02 mô hình trở lên: 1", ("", "02 mô hình trở lên: 1")),
        ("3 mô hình: 1", ("", "3 mô hình: 1")),
        ("3 Mô hình: 1", ("", "3 Mô hình: 1")),
        ("3 mô hình trở lên", ("", "3 mô hình trở lên")),
        ("100% thủ tục", ("", "100% thủ tục")),
        ("a b", ("", "a b")),
        ("1.1.1 - Ban hành", ("1.1.1", "Ban hành")),
        ("I.CHỈ ĐẠO", ("I", "CHỈ ĐẠO")),
        ("Tiêu chí 1: Kế hoạch", ("Tiêu chí 1", "Kế hoạch")),
        ("TC 1.1. Kế hoạch", ("TC 1.1", "Kế hoạch")),
        ("Phần I. Chỉ đạo", ("Phần I", "Chỉ đạo")),
        ("1.a Kế hoạch", ("1.a", "Kế hoạch")),
        ("a. Cấp tỉnh", ("a", "Cấp tỉnh")),
        ("1.000 hồ sơ", ("", "1.000 hồ sơ")),
        ("2.5 điểm trở lên", ("", "2.5 điểm trở lên")),
        ("31.12.2025 ban hành", ("", "31.12.2025 ban hành")),
        ("12/NQ-CP Ban hành", ("", "12/NQ-CP Ban hành")),
        ("1 - 2 sáng kiến", ("", "1 - 2 sáng kiến")),
        ("Ban hành kịp thời", ("", "Ban hành kịp thời")),
    ],
)
def test_a_code_is_parted_from_its_name_and_a_number_of_things_is_none(text: str, split: tuple[str, str]) -> None:
    assert split_code(text) == split


@pytest.mark.parametrize(
    "text", ["Tổng cộng", "TỔNG CỘNG:", "Tổng điểm", "Tổng số điểm (A+B)", "Cộng", "Cộng lĩnh vực 2", "Tổng cộng (I + II)"]
)
def test_total_rows(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize("text", ["CÔNG", "Tổng số hồ sơ trễ hạn dưới 5%: 1", "Cộng tác viên", "Tổng hợp báo cáo", "Kế hoạch", ""])
def test_rows_that_only_begin_like_a_total(text: str) -> None:
    assert not is_total(text)


def test_a_part_total_names_its_part() -> None:
    assert is_part_total("Cộng lĩnh vực 2")
    assert not is_part_total("Tổng cộng")


def test_bullets_and_labels() -> None:
    assert is_bullet("-")
    assert not is_bullet("")
    assert not is_bullet("- Có")
    assert without_bullet("– Có thực hiện") == "Có thực hiện"
    assert is_label("Thang điểm:")
    assert is_label("Cách tính điểm như sau:")
    assert not is_label("Có thực hiện")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Điểm thưởng", "bonus"),
        ("PHẦN ĐIỂM CỘNG (tối đa 5 điểm)", "bonus"),
        ("Thưởng điểm", "bonus"),
        ("Điểm phạt", "penalty"),
        ("Phần trừ điểm", "penalty"),
        ("Công khai thủ tục", ""),
        ("Thường xuyên cập nhật", ""),
        ("Cộng tác viên", ""),
        ("Phát hành văn bản", ""),
        ("Trừ điểm mỗi lần vi phạm: 1", ""),
    ],
)
def test_the_parts_outside_the_fields_are_known_by_their_heading(text: str, part: str) -> None:
    assert extra_part(text) == part


def test_notes_and_places_for_signatures() -> None:
    assert is_note("Ghi chú: theo quyết định")
    assert is_answer("Điểm tự chấm: …")
    assert not is_answer("Điểm đánh giá của người dân từ 80% trở lên: 2")
    assert not is_note("Điểm số hài lòng")
    assert is_signature("NGƯỜI LẬP BIỂU")
    assert is_signature("Hà An, ngày 12 tháng 10 năm 2025")
    assert not is_signature("Người dân hài lòng")


def test_roman_numbers_are_counted() -> None:
    assert [number_of_roman(text) for text in ("I", "IV", "IX", "XIV", "XL", "a", "")] == [1, 4, 9, 14, 40, 0, 0]
