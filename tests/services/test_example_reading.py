"""An example in one line tries the rule of any family."""

from dataclasses import replace

import pytest

from parscore.domain.criteria import Criterion
from parscore.domain.errors import Refused
from parscore.domain.points import show_points
from parscore.domain.rules import FAMILIES, Deduction
from parscore.services.example_reading import tried
from parscore.texts import has, say
from tests.builders import small_set

SET = small_set()
LEAVES: dict[str, Criterion] = {leaf.rule.kind: leaf for leaf in reversed(list(SET.leaves())) if leaf.rule is not None}


@pytest.mark.parametrize(
    ("kind", "text", "points"),
    [
        ("ladder", "2", "0,5"),
        ("yes_no", "1", "1"),
        ("conditions", "1, 2", "1"),
        ("conditions", "1", "0"),
        ("additive", "1,3", "0,5"),
        ("bands", "47/50", "2"),
        ("bands", "69,9%", "0"),
        ("proportional", "9/10", "0,9"),
        ("count", "3", "1,5"),
        ("deduction", "2", "0,5"),
        ("date", "31/1/2026", "1"),
        ("date", "3", "0"),
        ("plan_progress", "8/10", "1"),
        ("target", "80 / 85", "0"),
        ("manual", "0,75", "0,75"),
    ],
)
def test_an_example_earns_what_the_rule_says(kind: str, text: str, points: str) -> None:
    score = tried(SET, LEAVES[kind], text)
    assert score.points is not None
    assert show_points(score.points) == points
    assert say(score.outcome.why.code, **score.outcome.why.facts)


def test_an_open_question_does_not_keep_an_example_from_being_tried() -> None:
    leaf = replace(LEAVES["ladder"], open=("top_not_max",), sure="open")
    assert tried(SET, leaf, "1").points == 1


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("ladder", "một", "cli.bad_number_list"),
        ("ladder", "9", "answer.no_such_rung"),
        ("bands", "60/50", "answer.part_over_whole"),
        ("bands", "47/50/3", "answer.example_count"),
        ("deduction", "1; 2", "answer.example_count"),
        ("date", "hôm qua", "answer.date_unreadable"),
        ("not_self_scored", "1", "answer.not_self_scored"),
    ],
)
def test_an_example_that_cannot_be_is_refused(kind: str, text: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        tried(SET, LEAVES[kind], text)


def test_a_leaf_without_a_rule_cannot_be_tried() -> None:
    with pytest.raises(Refused, match="answer.no_rule"):
        tried(SET, replace(LEAVES["ladder"], rule=None), "1")


def test_a_deduction_without_failings_asks_for_none() -> None:
    with pytest.raises(Refused, match="answer.example_count"):
        tried(SET, replace(LEAVES["deduction"], rule=Deduction()), "1")


def test_every_family_that_is_scored_has_a_hint_of_an_example() -> None:
    assert [kind for kind in FAMILIES if kind != "not_self_scored" and not has(f"set_editor.example_{kind}")] == []
