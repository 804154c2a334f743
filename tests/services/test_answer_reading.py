from datetime import date

import pytest

from parscore.domain.errors import Refused
from parscore.domain.outcome import Inputs
from parscore.services.answer_reading import TypedAnswer, read_date, read_ticks, read_typed
from tests.builders import D, every_family

RULES = {leaf.key: leaf.rule for leaf in every_family()}


@pytest.mark.parametrize(
    ("key", "typed", "inputs"),
    [
        ("1.1", TypedAnswer(choose=2), Inputs(choice=2)),
        ("1.3", TypedAnswer(ticks="1,2"), Inputs(ticks=frozenset({1, 2}))),
        ("1.4", TypedAnswer(ticks="0"), Inputs(ticks=frozenset())),
        ("1.5", TypedAnswer(values=["part=1.234", "whole=2 000"]), Inputs(values={"part": D(1234), "whole": D(2000)})),
        ("1.5", TypedAnswer(values=["share=82,5"], settle=1), Inputs(values={"share": D("82.5")}, settled=1)),
        ("1.9", TypedAnswer(values=["issued=31/01/2026"]), Inputs(dates={"issued": date(2026, 1, 31)})),
        ("1.9", TypedAnswer(choose=3), Inputs(choice=3)),
        ("1.11", TypedAnswer(values=["actual=1,5", "target=2"]), Inputs(values={"actual": D("1.5"), "target": D(2)})),
        ("1.12", TypedAnswer(points="0,5"), Inputs(points=D("0.5"))),
    ],
)
def test_typed_words_become_inputs(key: str, typed: TypedAnswer, inputs: Inputs) -> None:
    rule = RULES[key]
    assert rule is not None
    assert read_typed(key, rule, typed) == inputs


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("1.1", TypedAnswer(points="1"), "answer.wrong_kind"),
        ("1.13", TypedAnswer(choose=1), "answer.not_self_scored"),
        ("none", TypedAnswer(choose=1), "answer.no_rule"),
        ("1.5", TypedAnswer(choose=1), "answer.wrong_kind"),
        ("1.4", TypedAnswer(ticks="một"), "cli.bad_number_list"),
        ("1.5", TypedAnswer(values=["part"]), "cli.bad_pair"),
        ("1.5", TypedAnswer(values=["part=x"]), "count.unreadable"),
        ("1.11", TypedAnswer(values=["actual=1.234"]), "quantity.ambiguous"),
        ("1.9", TypedAnswer(values=["issued=31/02/2026"]), "answer.date_unreadable"),
    ],
)
def test_what_does_not_fit_the_rule_is_refused(key: str, typed: TypedAnswer, code: str) -> None:
    rule = RULES.get(key)
    with pytest.raises(Refused) as refusal:
        read_typed(key, rule, typed)
    assert refusal.value.code == code


def test_dates_and_ticks() -> None:
    assert read_date(" 2026-12-31 ") == read_date("31.12.2026") == read_date("31-12-2026") == date(2026, 12, 31)
    with pytest.raises(Refused):
        read_date("01/01/0026")
    assert read_ticks(" 1 , 3,") == {1, 3}


@pytest.mark.parametrize("text", ["5/3/2026", "05-03-2026", "5.3.26", "05032026", "2026-3-5", " 5 / 3 / 2026 "])
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert read_date(text) == date(2026, 3, 5)


@pytest.mark.parametrize("text", ["", "5/3", "31/02/2026", "5/3/226", "0503226", "1/1/1800", "2026"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="answer.date_unreadable"):
        read_date(text)
