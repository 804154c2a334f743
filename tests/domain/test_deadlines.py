"""Deadlines as plans print them."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest
import yaml

from parscore.domain.deadlines import Deadline, Milestone, read_deadline

PHRASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "plan-words" / "deadlines.yaml").read_text(encoding="utf-8"))


def shown(found: Deadline) -> str:
    marks = ["range"] * found.is_range + ["before"] * found.before + [f"?{doubt}" for doubt in sorted(found.doubts)]
    return " ".join([found.kind, *found.values, *marks])


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_printed_time_means_its_milestones(phrase: str) -> None:
    assert shown(read_deadline(phrase, 2022)) == PHRASES[phrase]


@pytest.mark.parametrize("phrase", [each for each in PHRASES if each.isascii() is False])
def test_decomposed_letters_are_read_alike(phrase: str) -> None:
    assert shown(read_deadline(unicodedata.normalize("NFD", phrase), 2022)) == PHRASES[phrase]


def test_the_corpus_is_large_enough() -> None:
    assert len(PHRASES) >= 120


def test_each_milestone_says_what_is_done_by_when() -> None:
    found = read_deadline("Quý I/2022 ban hành kế hoạch, báo cáo sau kiểm tra; tháng 12 báo cáo kết quả", 2022)
    assert [(each.kind, each.values, each.words) for each in found.milestones] == [
        ("quarter", ("2022-Q1",), "Quý I/2022 ban hành kế hoạch"),
        ("as_instructed", (), "báo cáo sau kiểm tra"),
        ("month", ("2022-12",), "tháng 12 báo cáo kết quả"),
    ]


def test_a_part_without_a_time_is_kept_and_waits_for_one() -> None:
    found = read_deadline("Quý I kiện toàn bộ phận; báo cáo kết quả", 2022)
    assert [(each.kind, each.words) for each in found.milestones] == [
        ("quarter", "Quý I kiện toàn bộ phận"),
        ("unspecified", "báo cáo kết quả"),
    ]


def test_lines_of_a_cell_are_parts_of_their_own() -> None:
    found = read_deadline("- Kế hoạch: Quý I\n- Báo cáo: trước ngày\n15/12", 2022)
    assert [(each.values, each.words) for each in found.milestones] == [
        (("2022-Q1",), "Kế hoạch: Quý I"),
        (("2022-12-15",), "Báo cáo: trước ngày 15/12"),
    ]


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("Trước ngày 01/3/2022", date(2022, 2, 28)),
        ("Chậm nhất ngày 01/3/2022", date(2022, 3, 1)),
        ("Quý I – II", date(2022, 6, 30)),
        ("Tháng 02", date(2022, 2, 28)),
        ("Tháng 12", date(2022, 12, 31)),
        ("Trước tháng 6", date(2022, 5, 31)),
        ("Năm 2022", date(2022, 12, 31)),
        ("Từ quý II", None),
        ("Thường xuyên", None),
    ],
)
def test_the_last_day_in_time_follows_from_the_words(phrase: str, due: date | None) -> None:
    assert read_deadline(phrase, 2022).milestones[0].due == due


def test_words_before_a_date_without_a_value_give_no_day() -> None:
    assert Milestone("date", "Ngày 31/02").due is None


def test_a_line_that_goes_on_in_small_letters_is_one_part() -> None:
    found = read_deadline("Quý I ban hành kế hoạch và báo cáo\nđịnh kỳ", 2022)
    assert [each.words for each in found.milestones] == ["Quý I ban hành kế hoạch", "báo cáo định kỳ"]
