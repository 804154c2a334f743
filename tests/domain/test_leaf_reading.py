from typing import Any

import pytest

from parscore.domain.leaf_reading import asked_at, inputs_used, read_leaf
from parscore.domain.outcome import Rung
from parscore.domain.rules import Bands, Ladder, Manual, NotSelfScored, Proportional, YesNo
from parscore.domain.table_node import Node
from tests.builders import D

YES_NO = [Rung("Có", D(1)), Rung("Không", D(0))]
SHARES = [Rung("Từ 90% trở lên", D(1)), Rung("Dưới 90%", D(0))]
LETTERS = [("a", "Số hồ sơ đúng hạn"), ("b", "Tổng số hồ sơ")]
SURVEY = NotSelfScored("survey")


def leaf(name: str = "Kế hoạch", **more: Any) -> Node:
    return Node("1.1", name, 2, D(1), "A1", 1, **more)


@pytest.mark.parametrize(
    "node",
    [
        leaf(survey_only=True),
        leaf(survey_only=True, rungs=YES_NO),
        leaf(survey=D(1)),
        leaf("Điều tra xã hội học về chất lượng"),
        leaf(notes=["Điều tra XHH"], rungs=YES_NO),
        leaf(unread=["Chấm qua điều tra xã hội học"]),
    ],
)
def test_points_of_a_survey_are_not_scored_here(node: Node) -> None:
    found = read_leaf(node)
    assert (found.rule, found.sure) == (SURVEY, "check")
    assert found.open == ("survey",)


def test_what_stands_under_a_survey_is_one() -> None:
    assert read_leaf(leaf(), ("ĐIỀU TRA XÃ HỘI HỌC",)).rule == SURVEY
    assert read_leaf(leaf(), ("CHỈ ĐẠO",)).rule == Manual()


def test_a_scale_beside_a_word_of_the_survey_is_kept_and_asked() -> None:
    for node in (leaf("Tổ chức khảo sát mức độ hài lòng", rungs=YES_NO), leaf(survey=D(1), rungs=YES_NO)):
        found = read_leaf(node)
        assert (found.rule, found.sure, found.open) == (YesNo(), "check", ("survey",))
    long = "Theo dõi kết quả điều tra XHH của tỉnh và các báo cáo khác của Sở Nội vụ trong quý IV năm 2025"
    assert read_leaf(leaf(notes=[long], rungs=YES_NO)).sure == "sure"


def test_a_survey_of_another_number_than_the_maximum_is_open() -> None:
    found = read_leaf(leaf(survey=D("0.5"), rungs=YES_NO))
    assert (found.rule, found.sure, found.open) == (YesNo(), "open", ("survey_part",))


def test_two_named_numbers_become_those_of_the_share() -> None:
    node = leaf("Hồ sơ", rungs=SHARES, inputs=LETTERS)
    found = read_leaf(node)
    assert isinstance(found.rule, Bands)
    assert [number.label for number in found.rule.inputs] == ["Số hồ sơ đúng hạn", "Tổng số hồ sơ"]
    assert (found.sure, found.open, inputs_used(node, found)) == ("check", ("inputs",), True)
    formula = read_leaf(leaf("Hồ sơ", rungs=[Rung("(a/b) x điểm tối đa"), Rung("Dưới 50%", D(0))], inputs=LETTERS))
    assert isinstance(formula.rule, Proportional)
    assert formula.open == ("inputs",)


def test_named_numbers_that_nothing_measures_are_left_and_asked() -> None:
    node = leaf(rungs=YES_NO, inputs=LETTERS)
    assert (read_leaf(node).rule, read_leaf(node).sure, read_leaf(node).open) == (YesNo(), "check", ("inputs",))
    assert not inputs_used(node, read_leaf(node))
    node = leaf("Hồ sơ trễ hạn", rungs=SHARES, inputs=LETTERS)
    assert (read_leaf(node).rule, read_leaf(node).sure) == (Bands(), "check")
    assert read_leaf(leaf(rungs=YES_NO, declared=["Đơn vị: hồ sơ"])).sure == "check"


@pytest.mark.parametrize(
    ("more", "sure", "question"),
    [
        ({"unread": ["Căn cứ kế hoạch"]}, "check", "lines_unread"),
        ({"weak_lines": True}, "check", "lines_loose"),
        ({"unread": ["Nội dung:"], "split_lines": True}, "open", "lines_split"),
        ({"differs": True}, "open", "points_differ"),
    ],
)
def test_a_rule_is_no_surer_than_its_cell_was_read(more: dict[str, Any], sure: str, question: str) -> None:
    found = read_leaf(leaf(rungs=[*YES_NO[:1], Rung("Chậm", D("0.5")), YES_NO[1]], **more))
    assert (found.rule, found.sure, found.open) == (Ladder(), sure, (question,))


def test_what_a_rule_leaves_open_is_told_at_the_cell_of_the_leaf() -> None:
    node = leaf(rungs=[Rung("Kịp thời", D(1)), Rung("Chậm - 0,5 điểm", D("0.5")), Rung("Không", D(0))])
    told = asked_at(node, "k", read_leaf(node))
    assert [(each.severity, each.code, each.where, each.key) for each in told] == [("warning", "table.asks_minus_or_points", "A1", "k")]
    node = leaf(rungs=[Rung("Ban hành kịp thời", D(1)), Rung("Không ban hành", D(0))])
    assert [(each.severity, each.code) for each in asked_at(node, "k", read_leaf(node))] == [("info", "table.asks_words_gap")]
    assert asked_at(leaf(rungs=YES_NO), "k", read_leaf(leaf(rungs=YES_NO))) == []


def test_a_question_is_asked_once() -> None:
    assert read_leaf(leaf("Điều tra xã hội học", survey=D("0.5"))).open == ("survey", "survey_part")
