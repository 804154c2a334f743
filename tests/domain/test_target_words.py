"""Targets as plans word them."""

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parscore.domain.points import canonical
from parscore.domain.target_words import TargetReading, read_targets

SENTENCES = yaml.safe_load((Path(__file__).parents[1] / "data" / "plan-words" / "targets.yaml").read_text(encoding="utf-8"))


def shown(target: TargetReading) -> str:
    value = "-".join(canonical(each) for each in target.range) if target.range else canonical(target.value)
    return " ".join([target.comparator, value, target.unit, *(f"?{doubt}" for doubt in target.doubts)])


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_means_its_targets(sentence: str) -> None:
    assert [shown(each) for each in read_targets(sentence)] == SENTENCES[sentence]
    assert [shown(each) for each in read_targets(unicodedata.normalize("NFD", sentence))] == SENTENCES[sentence]


def test_the_corpus_is_large_enough() -> None:
    assert len(SENTENCES) >= 60


def test_each_target_has_its_own_clause_and_what_it_measures() -> None:
    first, second = read_targets("30% trên tổng số TTHC được cung cấp mức độ 3, 4; theo đó, có tối thiểu 30% ở mức độ 4.")
    assert (first.text, first.indicator) == (
        "30% trên tổng số TTHC được cung cấp mức độ 3, 4",
        "trên tổng số TTHC được cung cấp mức độ 3, 4",
    )
    assert (second.text, second.indicator) == ("có tối thiểu 30% ở mức độ 4.", "có ở mức độ 4")


def test_what_follows_a_target_without_a_figure_stays_with_it() -> None:
    (only,) = read_targets("Ban hành kế hoạch; 100% TTHC được cập nhật; niêm yết công khai.")
    assert only.text == "100% TTHC được cập nhật; niêm yết công khai."


@given(
    st.integers(1, 100),
    st.sampled_from(["đạt {} trở lên", "đạt ít nhất {}", "đạt trên {}", "không quá {}", "dưới {}", "{} hồ sơ đúng hạn"]),
)
def test_the_value_is_the_printed_one(value: int, words: str) -> None:
    (only,) = read_targets("Tỷ lệ " + words.format(f"{value}%"))
    assert only.value == Decimal(value)
    assert not only.doubts
