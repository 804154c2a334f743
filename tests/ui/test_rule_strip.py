"""Open questions about a rule and answers from before a move, as a person meets them on the score page."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from parscore.domain.assessment import NotApplicable
from parscore.domain.criteria import CriteriaSet, Criterion
from parscore.domain.outcome import Inputs
from parscore.domain.rules import Bands, Ladder
from parscore.services.evidence_service import DocumentFields
from parscore.services.progress import Silent
from parscore.ui.pages.overview_page import OverviewPage
from tests.builders import LADDER_RUNGS, OVERLAPPING_RUNGS, D, leaf, small_set
from tests.memory_ports import sealed
from tests.ui.mnemonics import MENUS, ambiguous
from tests.ui.scoring_desk import Scoring, leave_field, texts, type_in

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

OPEN = replace(leaf("1.1", Bands(), "2", OVERLAPPING_RUNGS), sure="open", open=("overlap",))
CHECK = replace(leaf("1.2", Ladder(), "1", LADDER_RUNGS), sure="check")
SURE = leaf("1.3", Ladder(), "1", LADDER_RUNGS)

Make = Callable[..., Scoring]


def set_of(*leaves: Criterion) -> CriteriaSet:
    return sealed(small_set(*leaves))


def press(scoring: Scoring, button: object) -> None:
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]
    scoring.settle()


def test_a_question_about_the_rule_is_asked_above_the_form_and_settled_by_a_button(make: Make) -> None:
    scoring = make(set_of(OPEN, CHECK, SURE))
    form = scoring.at("1.1")
    assert "Bảng chưa rõ cách tính điểm của tiêu chí này." in texts(form.rule)
    assert "(giá trị 70)" in texts(form.rule)
    assert "Tính theo mức “Từ 70% đến 100%” (2 điểm)" in texts(form.rule)
    type_in(form, "part", "7")
    type_in(form, "whole", "10")
    leave_field(form, "whole")
    scoring.settle()
    assert scoring.board.sheet.leaf("1.1").points is None
    press(scoring, scoring.form.rule.choices[0, 1])
    assert scoring.board.sheet.leaf("1.1").points == 1
    assert scoring.form is not form
    assert scoring.form.rule.isHidden()
    assert scoring.board.criteria.version == "2"
    assert scoring.board.status.undo == "settle"
    scoring.desk.scoring.undo()
    scoring.desk.workbench.do(None, scoring.desk.scoring.redo)


def test_the_overview_counts_the_rules_left_open_and_leads_to_the_first(make: Make, qtbot: QtBot) -> None:
    scoring = make(set_of(SURE, OPEN, CHECK))
    page = OverviewPage(scoring.desk.workbench)
    qtbot.addWidget(page)
    page.show()
    page.show_board(scoring.board)
    assert page.rules["open"].text() == "1 tiêu chí còn câu hỏi về cách tính điểm, chưa tính điểm cho đến khi trả lời"
    assert page.rules["check"].text() == "1 tiêu chí có cách tính đọc từ bảng mà chưa ai xác nhận"
    went: list[tuple[str, str]] = []
    page.go.connect(lambda *place: went.append(place))
    page.rules["open"].click()
    page.rules["check"].click()
    assert went == [("score", "1.1"), ("score", "1.2")]
    scoring.desk.scoring.exempt("1.2", NotApplicable("excluded", "không có", "Công văn 1"))
    scoring.desk.moves.settle("1.1", 0, 0)
    page.show_board(scoring.desk.scoring.board())
    assert not any(button.isVisible() for button in page.rules.values())


def test_a_rule_to_confirm_shares_no_letter_with_a_menu_or_a_field(make: Make) -> None:
    scoring = make(set_of(CHECK))
    form = scoring.at("1.2")
    right = form.rule.right
    assert right is not None
    scoring.qtbot.waitUntil(right.isVisible)
    assert ambiguous(scoring.page, *MENUS) == []


def test_a_choice_that_could_not_be_made_can_be_made_again(make: Make) -> None:
    scoring = make(set_of(OPEN, SURE))
    form = scoring.at("1.1")
    heard: list[tuple[int, int]] = []
    form.rule.settled.disconnect()
    form.rule.settled.connect(lambda question, choice: heard.append((question, choice)))
    for _ in range(2):
        form.rule.choices[0, 0].click()
    scoring.desk.workbench.do(None, scoring.desk.moves.settle, "1.1", 9, 9)
    scoring.settle()
    form.rule.choices[0, 1].click()
    assert heard == [(0, 0), (0, 1)]


def test_what_cannot_be_stored_stays_typed_when_a_question_is_settled(make: Make) -> None:
    scoring = make(set_of(OPEN, SURE))
    form = scoring.at("1.1")
    type_in(form, "part", "7x")
    press(scoring, form.rule.choices[0, 0])
    assert scoring.form.typed()["part"] == "7x"
    assert scoring.board.criteria.leaf("1.1").open == ()


def test_the_keys_stay_in_the_form_once_a_question_is_settled(make: Make) -> None:
    scoring = make(set_of(OPEN, SURE))
    form = scoring.at("1.1")
    assert form.rule.focus_first()
    QTest.keyClick(form.rule.choices[0, 0], Qt.Key.Key_Space)
    scoring.settle()
    focus = scoring.page.focusWidget()
    assert focus is not None
    assert scoring.form.isAncestorOf(focus)


def test_a_reading_without_questions_is_confirmed_as_the_table_has_it(make: Make) -> None:
    scoring = make(set_of(OPEN, CHECK, SURE))
    form = scoring.at("1.2")
    scoring.press(Qt.Key.Key_2)
    assert "chưa có người xác nhận" in texts(form.rule)
    assert form.rule.focus_first()
    press(scoring, form.rule.right)
    assert scoring.board.criteria.leaf("1.2").sure == "sure"
    assert scoring.inputs("1.2") == Inputs(choice=2)
    assert scoring.form.rule.isHidden()
    assert not scoring.form.rule.focus_first()


def test_a_question_without_choices_says_what_to_do(make: Make) -> None:
    blocked = replace(SURE, sure="open", open=("points_missing",))
    scoring = make(set_of(blocked, CHECK))
    assert "Không có lựa chọn sẵn" in texts(scoring.at("1.3").rule)


def moved(scoring: Scoring, tmp_path: Path) -> None:
    """Leaf 1.3 answered with evidence, then its scale changed by a move."""
    paper = tmp_path / "kh.pdf"
    paper.write_bytes(b"x")
    scoring.desk.scoring.record("1.3", Inputs(choice=2), "vì chậm")
    scoring.desk.evidence.attach("1.3", [paper], DocumentFields("12/KH"), "mục I", Silent())
    new = set_of(CHECK, replace(SURE, max_points=D(2)))
    scoring.desk.workbench.do(lambda done: scoring.desk.workbench.changed.emit(done.changes), scoring.desk.moves.move, new)
    scoring.settle()
    scoring.settle()


def test_an_answer_from_before_a_move_waits_above_the_form_until_it_is_taken(make: Make, tmp_path: Path) -> None:
    scoring = make(set_of(CHECK, SURE))
    scoring.at("1.3")
    moved(scoring, tmp_path)
    form = scoring.form
    told = texts(form.waiting)
    assert "chưa tính điểm" in told
    assert "0,5 / 1 điểm, vì theo mức đã chọn: 0,5 điểm." in told
    assert "Bảng ghi: “Ban hành không kịp thời”" in told
    assert "Giải trình: vì chậm" in told
    assert scoring.board.sheet.leaf("1.3").points is None
    press(scoring, form.waiting.take_buttons[0])
    assert scoring.inputs("1.3") == Inputs(choice=2)
    assert form.waiting.isHidden()


def test_an_answer_from_before_a_move_is_put_away_and_the_evidence_it_named_is_told(make: Make, tmp_path: Path) -> None:
    scoring = make(set_of(CHECK, replace(SURE, name="Ban hành kế hoạch kiểm tra công vụ của toàn cơ quan")))
    scoring.at("1.3")
    scoring.desk.scoring.record("1.3", Inputs(choice=2))
    for place in ("mục I", ""):
        scoring.desk.evidence.attach_web("1.3", DocumentFields(web="https://a.example", title="Kế hoạch"), place)
    new = set_of(CHECK, replace(SURE, name="Ban hành kế hoạch kiểm tra công vụ của toàn xã"))
    scoring.desk.workbench.do(lambda done: scoring.desk.workbench.changed.emit(done.changes), scoring.desk.moves.move, new)
    scoring.settle()
    scoring.settle()
    told = texts(scoring.form.waiting)
    assert "1.3. Ban hành kế hoạch kiểm tra công vụ của toàn cơ quan" in told
    assert "Tài liệu: Kế hoạch (mục I)\nTài liệu: Kế hoạch\n" in f"{told}\n"
    press(scoring, scoring.form.waiting.away_buttons[0])
    assert scoring.form.waiting.isHidden()
    assert len(scoring.board.work.beside.archive) == 1


def test_a_leaf_that_a_new_set_lacks_is_left_for_the_hint(make: Make) -> None:
    scoring = make(set_of(CHECK, SURE))
    scoring.at("1.3")
    scoring.desk.workbench.do(lambda done: scoring.desk.workbench.changed.emit(done.changes), scoring.desk.moves.move, set_of(CHECK))
    scoring.settle()
    scoring.settle()
    assert scoring.page.current_key == ""
