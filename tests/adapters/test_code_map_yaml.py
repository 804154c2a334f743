"""A code map as a person writes it, and what is told where it cannot be read."""

from pathlib import Path

import pytest

from parscore.adapters.files.code_map_yaml import CodeMapFiles
from parscore.adapters.text_likeness import text_likeness
from parscore.domain.code_map import CodeMap
from parscore.domain.errors import Refused
from parscore.texts import say


def test_a_map_reads_back_as_it_was_written(tmp_path: Path) -> None:
    codes = CodeMap({"1.1": ("1.2",), "1.10": ("1.1", "1.10"), 'có "ngoặc" \\': (), "Đ~1": ("ĐỎ",)})
    CodeMapFiles().write(tmp_path / "mã.yaml", codes)
    assert CodeMapFiles().read(tmp_path / "mã.yaml") == codes


def test_codes_without_quotes_are_codes_and_not_numbers(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("1.10: 1.20\n2: [3.0, 2026-01-01]\nNo: yes\n4:\n5: ~\n", encoding="utf-8")
    assert CodeMapFiles().read(file).entries == {"1.10": ("1.20",), "2": ("3.0", "2026-01-01"), "No": ("yes",), "4": (), "5": ()}
    file.write_text("# chưa có gì\n", encoding="utf-8")
    assert CodeMapFiles().read(file) == CodeMap()


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("1.1: 1.2\n1.3: [1.4\n", "map.unreadable", {"line": 3}),
        ("- 1.1\n", "map.unreadable", {"line": 1}),
        ("\x01", "map.unreadable", {"line": 1}),
        ("1.1: {a: b}\n", "map.no_code", {}),
        ("? [a]\n: b\n", "map.unreadable", {"line": 1}),
        ('1.1: [""]\n', "map.no_code", {}),
    ],
)
def test_what_is_no_map_is_told_with_its_line(tmp_path: Path, text: str, code: str, facts: dict[str, object]) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        CodeMapFiles().read(file)
    assert caught.value.code == code
    assert facts.items() <= caught.value.facts.items()
    assert "a.yaml" in say(code, **caught.value.facts)


def test_words_turned_round_are_alike_and_other_words_are_not() -> None:
    assert text_likeness("ban hành kế hoạch kịp thời", "kịp thời ban hành kế hoạch") == 100
    assert text_likeness("ban hành kế hoạch", "tỷ lệ hồ sơ đúng hạn") < 60
