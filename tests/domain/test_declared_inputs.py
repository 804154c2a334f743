import pytest

from parscore.domain.declared_inputs import named_numbers, share_of

LETTERS = [("a", "Số hồ sơ đúng hạn"), ("b", "Tổng số hồ sơ")]


@pytest.mark.parametrize(
    ("text", "named", "others"),
    [
        ("a: Số hồ sơ đúng hạn\nb: Tổng số hồ sơ", LETTERS, []),
        ("- a là Số hồ sơ đúng hạn;\n- b là Tổng số hồ sơ.", LETTERS, []),
        ("a) Số hồ sơ đúng hạn: …\n(b) Tổng số hồ sơ: ____", LETTERS, []),
        ("a = Số hồ sơ đúng hạn; b = Tổng số hồ sơ", LETTERS, []),
        ("Số hồ sơ đúng hạn: ...\nTổng số hồ sơ: ...", [("", "Số hồ sơ đúng hạn"), ("", "Tổng số hồ sơ")], []),
        ("Đơn vị tính: hồ sơ\n…", [], ["Đơn vị tính: hồ sơ"]),
        ("", [], []),
    ],
)
def test_lines_name_numbers(text: str, named: list[tuple[str, str]], others: list[str]) -> None:
    assert named_numbers(text) == (named, others)


@pytest.mark.parametrize(
    ("named", "measured", "labels"),
    [
        (LETTERS, "Tỷ lệ hồ sơ đúng hạn", ("Số hồ sơ đúng hạn", "Tổng số hồ sơ")),
        (LETTERS[::-1], "Hồ sơ", ("Số hồ sơ đúng hạn", "Tổng số hồ sơ")),
        (LETTERS, "Điểm = (a/b) x điểm tối đa", ("Số hồ sơ đúng hạn", "Tổng số hồ sơ")),
        ([("a", "Số phải làm"), ("b", "Số đã làm")], "b/a × 100%", ("Số đã làm", "Số phải làm")),
        ([("a", "Số phải làm"), ("b", "Số đã làm")], "Tỷ lệ đã làm", None),
        (LETTERS, "Điểm = (b/a) x điểm tối đa", None),
        (LETTERS, "a/b trong quý, b/a trong năm", None),
        (LETTERS, "c/d × 100%", None),
        (LETTERS, "Tỷ lệ hồ sơ trễ hạn", None),
        ([("a", "Số hồ sơ trễ hạn"), LETTERS[1]], "Tỷ lệ hồ sơ trễ hạn", ("Số hồ sơ trễ hạn", "Tổng số hồ sơ")),
        ([("a", "Tổng số hồ sơ đúng hạn"), LETTERS[1]], "Hồ sơ", None),
        ([LETTERS[0], LETTERS[0]], "Hồ sơ", None),
        ([*LETTERS, ("c", "Số hồ sơ trực tuyến")], "Hồ sơ", None),
        (LETTERS[:1], "Hồ sơ", None),
    ],
)
def test_the_whole_is_known_by_the_formula_or_by_its_name(
    named: list[tuple[str, str]], measured: str, labels: tuple[str, str] | None
) -> None:
    found = share_of(named, measured)
    assert (None if found is None else (found.part.label, found.whole.label)) == labels


def test_money_is_no_count() -> None:
    found = share_of([("a", "Kinh phí đã giải ngân"), ("b", "Tổng kinh phí được giao")], "Giải ngân")
    assert found is not None
    assert (found.part.name, found.part.unit, found.whole.name, found.whole.unit) == ("part", "amount", "whole", "amount")
