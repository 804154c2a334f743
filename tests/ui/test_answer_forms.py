"""Each kind of form: what it stores, what it refuses, and what it shows again."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from parscore.domain.outcome import Inputs
from parscore.ui.panels.date_form import DateForm
from parscore.ui.panels.leaf_form import LeafForm
from parscore.ui.panels.manual_form import ManualForm
from parscore.ui.panels.tick_form import TickForm
from tests.ui.scoring_desk import Scoring, numbers, texts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def type_day(scoring: Scoring, form: LeafForm, text: str) -> None:
    assert isinstance(form.answer, DateForm)
    line = form.answer.fields["issued"].line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    line.editingFinished.emit()
    scoring.settle()


def test_a_day_decides_the_rung(scoring: Scoring) -> None:
    form = scoring.at("1.9")
    type_day(scoring, form, "5/2/26")
    assert scoring.inputs("1.9") == Inputs(dates={"issued": date(2026, 2, 5)})
    assert form.outcome.points.text() == "0,5 / 1 điểm"
    assert "chậm 5 ngày so với hạn 31/01/2026" in texts(form.outcome)
    assert [row.applies for row in form.answer.rows] == [False, True, False]


def test_not_issued_is_picked_by_its_number_and_a_day_takes_its_place(scoring: Scoring) -> None:
    form = scoring.at("1.9")
    assert not form.pick(1), "a rung that a day decides cannot be picked"
    assert form.pick(3)
    scoring.settle()
    assert scoring.inputs("1.9") == Inputs(choice=3)
    type_day(scoring, form, "30/01/2026")
    assert scoring.inputs("1.9") == Inputs(dates={"issued": date(2026, 1, 30)})
    assert form.outcome.points.text() == "1 / 1 điểm"


def test_what_is_no_day_is_told_beside_the_field_and_kept_for_the_leaf(scoring: Scoring) -> None:
    form = scoring.at("1.9")
    type_day(scoring, form, "31/02/2026")
    assert isinstance(form.answer, DateForm)
    assert "31/02/2026" in form.answer.fields["issued"].fault.text()
    scoring.at("1.10")
    again = scoring.at("1.9")
    assert isinstance(again.answer, DateForm)
    assert again.answer.fields["issued"].text == "31/02/2026"
    assert "1.9" not in scoring.desk.memory.state.answers


def test_ticks_add_up_and_none_of_them_is_an_answer(scoring: Scoring) -> None:
    form = scoring.at("1.4")
    assert isinstance(form.answer, TickForm)
    assert form.pick(1)
    assert form.pick(3)
    scoring.settle()
    assert scoring.inputs("1.4") == Inputs(ticks=frozenset({1, 3}))
    assert form.outcome.points.text() == "0,5 / 0,75 điểm"
    form.answer.none.click()
    scoring.settle()
    assert scoring.inputs("1.4") == Inputs(ticks=frozenset())
    assert form.outcome.points.text() == "0 / 0,75 điểm"
    form.answer.none.click()
    scoring.settle()
    assert "1.4" not in scoring.desk.memory.state.answers
    assert form.outcome.points.text() == "– / 0,75 điểm"


def test_the_facts_that_fail_are_named(scoring: Scoring) -> None:
    form = scoring.at("1.3")
    form.pick(1)
    scoring.settle()
    assert form.outcome.points.text() == "0 / 1 điểm"
    assert "đúng thời gian" in texts(form.outcome)
    form.pick(2)
    scoring.settle()
    assert form.outcome.points.text() == "1 / 1 điểm"


def test_points_typed_by_hand_stay_within_the_maximum(scoring: Scoring) -> None:
    form = scoring.at("1.12")
    assert isinstance(form.answer, ManualForm)
    line = form.answer.points.line
    for text, stored in (
        ("0,5", Inputs(points=Decimal("0.5"))),
        ("2", Inputs(points=Decimal("0.5"))),
        ("x", Inputs(points=Decimal("0.5"))),
    ):
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        line.editingFinished.emit()
        scoring.settle()
        assert scoring.inputs("1.12") == stored, text
    assert "“x”" in form.answer.points.fault.text()
    assert "0,5 / 1 điểm" in texts(form.outcome), "the stored points are named"
    scoring.at("1.13")
    again = scoring.at("1.12")
    assert isinstance(again.answer, ManualForm)
    assert again.answer.points.text == "x"


@pytest.mark.parametrize(
    ("key", "name", "text", "points"),
    [
        ("1.6", "share", "85,5", "0,86 / 1 điểm"),
        ("1.8", "late", "3", "0,25 / 1 điểm"),
        ("1.8", "late", "9", "0 / 1 điểm"),
        ("1.7", "count", "9", "2 / 2 điểm"),
        ("1.7", "count", "1.000", "2 / 2 điểm"),
    ],
)
def test_numbers_earn_what_the_table_says(scoring: Scoring, key: str, name: str, text: str, points: str) -> None:
    form = scoring.at(key)
    if name == "share":
        box = numbers(form).share_only
        assert box is not None
        box.click()
    line = numbers(form).fields[name].line
    line.setFocus()
    QTest.keyClicks(line, text)
    assert form.outcome.points.text() == points
    QTest.keyClick(line, Qt.Key.Key_Return)
    scoring.settle()
    assert scoring.board.sheet.leaf(key).points is not None


def test_a_target_is_met_or_missed(scoring: Scoring) -> None:
    form = scoring.at("1.11")
    for name, text in (("actual", "95,5"), ("target", "95")):
        QTest.keyClicks(numbers(form).fields[name].line, text)
    assert form.outcome.points.text() == "1 / 1 điểm"
    numbers(form).fields["target"].line.selectAll()
    QTest.keyClicks(numbers(form).fields["target"].line, "96")
    assert form.outcome.points.text() == "0 / 1 điểm"
    assert scoring.page.isVisible()
