"""The score page as a person uses it: with keys, on a workspace in memory."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from parscore.domain.assessment import NotApplicable
from parscore.domain.outcome import Inputs
from parscore.texts import say
from parscore.ui.models.score_tree import COLUMNS
from parscore.ui.pages.score_page import WIDE, ScorePage
from parscore.ui.panels.group_view import GroupView
from parscore.ui.panels.outcome_box import OutcomeBox
from parscore.ui.panels.rung_form import RungForm
from parscore.ui.places import NEXT_UNANSWERED
from tests.builders import D, deep_set
from tests.ui.page_desk import document
from tests.ui.scoring_desk import Scoring, leave_field, numbers, texts, type_in

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Key = Qt.Key


def test_the_page_opens_on_the_first_unanswered_leaf(scoring: Scoring) -> None:
    assert scoring.form.key == "1.1"
    assert "1.1. Tiêu chí 1.1" in texts(scoring.form)
    assert "1. Chỉ đạo điều hành" in texts(scoring.form)


def test_a_number_key_in_the_tree_picks_the_rung_and_stores_it(scoring: Scoring) -> None:
    scoring.press(Key.Key_2)
    assert scoring.inputs("1.1") == Inputs(choice=2)
    assert scoring.form.outcome.points.text() == "0,5 / 1 điểm"
    assert "Vì theo mức đã chọn: 0,5 điểm." in texts(scoring.form.outcome)
    assert "Ban hành không kịp thời" in texts(scoring.form.outcome)


def test_keys_walk_from_leaf_to_leaf(scoring: Scoring) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    scoring.press(Key.Key_Down, control)
    assert scoring.form.key == "1.2"
    scoring.press(Key.Key_Up, control)
    assert scoring.form.key == "1.1"
    scoring.press(Key.Key_1)
    scoring.press(Key.Key_F8)
    assert scoring.form.key == "1.2"


def test_next_unanswered_says_when_there_is_none_left(make: Callable[..., Scoring]) -> None:
    scoring = make(deep_set())
    for key, inputs in (
        ("1.1", Inputs(choice=1)),
        ("1.5", Inputs(values={"share": D(95)})),
        ("1.3", Inputs(ticks=frozenset({1, 2}))),
        ("1.4", Inputs(ticks=frozenset())),
    ):
        scoring.desk.workbench.do(None, scoring.desk.scoring.record, key, inputs)
    scoring.settle()
    scoring.page.show_place(NEXT_UNANSWERED)
    assert scoring.told.sentences[-1] == ("info", say("score.none_unanswered"))


def test_points_and_the_reason_appear_while_typing_and_are_stored_when_leaving(scoring: Scoring) -> None:
    form = scoring.at("1.5")
    type_in(form, "part", "17")
    leave_field(form, "part")
    type_in(form, "whole", "20")
    assert form.outcome.points.text() == "1 / 2 điểm"
    assert "17/20 = 85%" in texts(form.outcome)
    assert say("form.typing") in texts(form.outcome)
    assert scoring.board.sheet.leaf("1.5").points is None
    leave_field(form, "whole")
    scoring.settle()
    assert scoring.inputs("1.5") == Inputs(values={"part": D(17), "whole": D(20)})
    assert say("form.typing") not in texts(form.outcome)
    assert scoring.board.sheet.leaf("1.5").points == 1


def test_moving_on_stores_what_was_typed(scoring: Scoring) -> None:
    form = scoring.at("1.7")
    type_in(form, "count", "3")
    scoring.at("1.8")
    scoring.settle()
    assert scoring.inputs("1.7") == Inputs(values={"count": D(3)})


def test_text_that_is_no_number_is_told_kept_and_put_back(scoring: Scoring) -> None:
    form = scoring.at("1.7")
    type_in(form, "count", "ba")
    assert "“ba”" in numbers(form).fields["count"].fault.text()
    assert form.outcome.points.text() == "– / 2 điểm"
    assert say("form.kept_none") in texts(form.outcome)
    scoring.at("1.8")
    assert scoring.told.sentences[-1][0] == "warning"
    assert "1.7" in scoring.told.sentences[-1][1]
    assert "ba" in scoring.told.sentences[-1][1]
    back = scoring.at("1.7")
    assert numbers(back).fields["count"].text == "ba"
    assert "1.7" not in scoring.desk.memory.state.answers


def test_a_part_above_the_whole_is_told_at_its_field_and_not_stored(scoring: Scoring) -> None:
    form = scoring.at("1.5")
    type_in(form, "part", "21")
    leave_field(form, "part")
    type_in(form, "whole", "20")
    leave_field(form, "whole")
    scoring.settle()
    assert "21" in numbers(form).fields["part"].fault.text()
    assert scoring.inputs("1.5") == Inputs(values={"part": D(21)})


def test_an_overlap_asks_and_the_rung_picked_counts_for_just_this_number(scoring: Scoring) -> None:
    form = scoring.at("1.14")
    assert numbers(form).share_only is not None
    numbers(form).share_only.click()
    type_in(form, "share", "70")
    leave_field(form, "share")
    scoring.settle()
    assert say("question.overlap", value="70") in texts(form.outcome)
    assert form.outcome.points.text() == "– / 2 điểm"
    assert form.outcome.pick(1)
    scoring.settle()
    assert scoring.inputs("1.14") == Inputs(values={"share": D(70)}, settled=1)
    assert form.outcome.points.text() == "2 / 2 điểm"
    assert say("question.overlap", value="70") in texts(form.outcome), "another rung can still be picked"
    leave_field(form, "share")
    scoring.settle()
    assert scoring.inputs("1.14").settled == 1
    type_in(form, "share", "45")
    leave_field(form, "share")
    scoring.settle()
    assert scoring.inputs("1.14") == Inputs(values={"share": D(45)})
    assert say("question.gap", value="45") in texts(form.outcome)


def test_a_settled_question_is_shown_with_its_choice_when_the_leaf_is_opened_again(scoring: Scoring) -> None:
    scoring.desk.scoring.record("1.14", Inputs(values={"share": D(70)}, settled=2))
    scoring.desk.workbench.changed.emit(None)
    scoring.settle()
    box = scoring.at("1.14").outcome
    assert box.group is not None
    assert box.group.checkedId() == 2
    assert box.points.text() == "1 / 2 điểm"


def test_nothing_arose_leads_to_not_applicable(scoring: Scoring) -> None:
    form = scoring.at("1.5")
    for name in ("part", "whole"):
        type_in(form, name, "0")
        leave_field(form, name)
    scoring.settle()
    assert form.outcome.exempt_button is not None
    form.outcome.exempt_button.click()
    scoring.settle()
    said = scoring.desk.memory.state.answers["1.5"].not_applicable
    assert said == NotApplicable("excluded", "Không phát sinh: Tổng số bằng 0.")
    assert form.outcome.points.text() == "Không tính điểm (tối đa 2)"
    assert form.answer is not None
    assert not form.answer.isEnabled()


def test_not_applicable_asks_for_a_reason_and_can_be_lifted(scoring: Scoring) -> None:
    scoring.press(Key.Key_1)
    form = scoring.form
    form.exempt.check.click()
    assert say("form.exempt_not_yet") in texts(form.exempt)
    scoring.settle()
    assert scoring.desk.memory.state.answers["1.1"].not_applicable is None
    form.exempt.reason.setText("Sở không có thủ tục")
    form.exempt.reason.editingFinished.emit()
    form.exempt.treatment.setCurrentIndex(1)
    form.exempt.treatment.activated.emit(1)
    scoring.settle()
    assert scoring.desk.memory.state.answers["1.1"].not_applicable == NotApplicable("full", "Sở không có thủ tục")
    assert say("form.exempt_covers") in texts(form)
    assert not form.pick(2), "numbers do nothing while the leaf does not apply"
    form.exempt.check.click()
    scoring.settle()
    answer = scoring.desk.memory.state.answers["1.1"]
    assert (answer.not_applicable, answer.inputs) == (None, Inputs(choice=1))


def test_a_missing_reason_is_told_when_leaving_the_leaf(scoring: Scoring) -> None:
    scoring.form.exempt.check.click()
    scoring.at("1.2")
    assert say("form.exempt_not_yet") in scoring.told.sentences[-1][1]


def test_the_explanation_is_stored_when_left(scoring: Scoring) -> None:
    form = scoring.form
    form.explanation.setPlainText("  Chậm do chờ ý kiến ")
    form.explanation.left.emit()
    scoring.settle()
    assert scoring.desk.memory.state.answers["1.1"].explanation == "Chậm do chờ ý kiến"
    assert not form.explanation.pending


def test_clearing_takes_all_away_and_undo_brings_it_back(scoring: Scoring) -> None:
    scoring.press(Key.Key_2)
    form = scoring.form
    form.explanation.setPlainText("vì")
    form.explanation.left.emit()
    scoring.settle()
    form.clear_button.click()
    scoring.settle()
    assert "1.1" not in scoring.desk.memory.state.answers
    assert isinstance(form.answer, RungForm)
    assert (form.answer.choice, form.explanation.text) == (None, "")
    assert scoring.told.sentences[-1] == ("info", say("form.cleared", code="1.1"))
    scoring.desk.workbench.do(None, scoring.desk.scoring.undo)
    scoring.settle()
    assert (form.answer.choice, form.explanation.text) == (2, "vì")


def test_undo_of_an_answer_shows_in_the_form(scoring: Scoring) -> None:
    scoring.press(Key.Key_1)
    scoring.press(Key.Key_3)
    scoring.desk.workbench.do(None, scoring.desk.scoring.undo)
    scoring.settle()
    assert isinstance(scoring.form.answer, RungForm)
    assert scoring.form.answer.choice == 1


def test_a_leaf_others_score_has_nothing_to_answer(scoring: Scoring) -> None:
    form = scoring.at("1.13")
    assert form.answer is None
    assert "Không có gì phải làm ở đây" in texts(form)
    assert not form.explanation.isVisibleTo(form)
    assert not form.pick(1)
    assert scoring.page.evidence.hint.text() == say("panel.not_here")


@pytest.mark.parametrize("key", [f"1.{number}" for number in range(1, 15)])
def test_every_family_has_a_form_that_can_be_entered_by_keyboard(scoring: Scoring, key: str) -> None:
    form = scoring.at(key)
    scoring.press(Key.Key_F2)
    if form.answer is not None:
        assert form.isAncestorOf(scoring.page.focusWidget() or form)


def test_a_field_shows_its_sums_and_leads_to_its_parts(make: Callable[..., Scoring]) -> None:
    scoring = make(deep_set())
    scoring.page.show_place("2.1*")
    view = scoring.page.form
    assert isinstance(view, GroupView)
    assert "2.1. Hồ sơ" in texts(view)
    assert "0 / 1,75 điểm" in texts(view)
    view.chosen.emit("1.3")
    assert scoring.form.key == "1.3"
    scoring.page.show_place("2")
    scoring.qtbot.waitUntil(lambda: "5 điểm do nơi khác chấm" in texts(scoring.page))


def test_a_place_that_is_not_there_is_told(scoring: Scoring) -> None:
    scoring.page.show_place("99")
    assert scoring.told.sentences[-1] == ("info", say("score.gone"))


def test_help_unfolds_and_folds_what_the_set_says_of_the_leaf(scoring: Scoring) -> None:
    assert scoring.page.help_here()
    assert scoring.form.notes.help.isVisibleTo(scoring.form)
    assert scoring.page.help_here()
    assert not scoring.form.notes.help.isVisibleTo(scoring.form)


def test_evidence_stands_beside_the_form_only_where_there_is_room(scoring: Scoring) -> None:
    assert scoring.page.form_area.isAncestorOf(scoring.page.evidence)
    scoring.page.resize(WIDE + 100, 700)
    assert scoring.page.side_area.isAncestorOf(scoring.page.evidence)
    assert scoring.page.side_area.isVisible()
    scoring.page.resize(WIDE - 100, 700)
    assert scoring.page.form_area.isAncestorOf(scoring.page.evidence)
    assert not scoring.page.side_area.isVisible()


def drop(page: ScorePage, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    none = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *none))


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = []
    for name, content in (("kế hoạch.pdf", b"a"), ("bản sao.pdf", b"a"), ("báo cáo.pdf", b"b")):
        file = tmp_path / name
        file.write_bytes(content)
        made.append(file)
    return made


def test_dropped_files_are_attached_and_counted_and_same_content_is_said(scoring: Scoring, files: list[Path]) -> None:
    drop(scoring.page, *files)
    scoring.settle()
    sentence = scoring.page.evidence.result.sentence.text()
    assert "3 tệp: 2 mới, 1 đã có" in sentence
    assert "bản sao.pdf" in sentence
    assert len(scoring.page.evidence.cards) == 2
    assert scoring.page.evidence.title.text() == say("panel.heading_count", count=2)


def test_what_a_document_is_and_where_it_proves_is_stored_when_a_field_is_left(scoring: Scoring, files: list[Path]) -> None:
    drop(scoring.page, files[0])
    scoring.settle()
    card = next(iter(scoring.page.evidence.cards.values()))
    for name, text in (("number", "12/KH-SCT"), ("issued", "5/2/2026"), ("place", "mục II, trang 3")):
        card.fields[name].setText(text)
    card.store()
    scoring.settle()
    kept = scoring.desk.memory.state.documents[card.document.id]
    assert (kept.number, kept.issued) == ("12/KH-SCT", date(2026, 2, 5))
    assert scoring.desk.memory.state.links[0].place == "mục II, trang 3"
    assert card.fields["issued"].text() == "05/02/2026"


def test_a_date_that_is_none_is_told_and_stays(scoring: Scoring, files: list[Path]) -> None:
    drop(scoring.page, files[0])
    scoring.settle()
    card = next(iter(scoring.page.evidence.cards.values()))
    card.fields["issued"].setText("31/02/2026")
    scoring.page.leave()
    scoring.settle()
    assert "31/02/2026" in scoring.told.sentences[-1][1]
    assert "31/02/2026" in card.fault.text()
    assert card.fields["issued"].text() == "31/02/2026"
    scoring.at("1.2")
    scoring.at("1.1")
    assert next(iter(scoring.page.evidence.cards.values())).fields["issued"].text() == "31/02/2026"


def test_a_document_is_let_go_and_stays_known(scoring: Scoring) -> None:
    scoring.desk.add(document("a", "1/KH", date(2026, 1, 5), "Kế hoạch"))
    scoring.desk.workbench.changed.emit(None)
    scoring.settle()
    card = scoring.page.evidence.cards["a"]
    card.detach.click()
    scoring.settle()
    assert scoring.page.evidence.cards == {}
    assert "a" in scoring.desk.memory.state.documents
    assert "1/KH – Kế hoạch" in scoring.page.evidence.result.sentence.text()


def test_many_documents_do_not_fill_the_page_at_once(scoring: Scoring) -> None:
    scoring.desk.add(*(document(f"d{number}", f"{number}/BC") for number in range(30)))
    scoring.desk.workbench.changed.emit(None)
    scoring.settle()
    assert len(scoring.page.evidence.cards) == 8
    scoring.page.evidence.more.click()
    assert len(scoring.page.evidence.cards) == 30


def test_a_known_document_proves_one_more_leaf(scoring: Scoring) -> None:
    from parscore.ui.dialogs.pick_document import PickDocument

    scoring.desk.add(document("a", "1/KH", title="Kế hoạch"), document("b", "2/BC", title="Báo cáo quý"), key="1.2")
    scoring.desk.workbench.changed.emit(None)
    scoring.settle()
    scoring.page.evidence.buttons["known"].click()
    dialog = scoring.page.evidence.findChild(PickDocument)
    assert dialog is not None
    assert dialog.list.count() == 2
    QTest.keyClicks(dialog.search, "bao cao")
    assert [dialog.list.item(at).isHidden() for at in range(2)] == [True, False]
    dialog.link.click()
    scoring.settle()
    assert list(scoring.page.evidence.cards) == ["b"]
    assert say("panel.shared", codes="1.2") in texts(scoring.page.evidence.cards["b"])


def test_a_web_address_is_evidence(scoring: Scoring) -> None:
    panel = scoring.page.evidence
    panel.buttons["web"].click()
    panel.address.setText("https://congbao.example/1")
    panel.address.returnPressed.emit()
    scoring.settle()
    assert [each.document.web for each in panel.cards.values()] == ["https://congbao.example/1"]


def test_files_picked_are_attached(scoring: Scoring, files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring.page.evidence, "ask_files", lambda _folder: files[2:])
    scoring.press(Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(scoring.page.evidence.cards) == 1


def test_where_nothing_is_chosen_files_are_refused_with_a_reason(make: Callable[..., Scoring], files: list[Path]) -> None:
    scoring = make(deep_set())
    scoring.page.show_place("2.1*")
    drop(scoring.page, files[0])
    assert scoring.told.sentences[-1] == ("info", say("panel.no_leaf"))


def test_the_outcome_box_speaks_its_points(scoring: Scoring) -> None:
    scoring.press(Key.Key_1)
    box = scoring.form.findChild(OutcomeBox)
    assert box is not None
    assert box.points.accessibleName().startswith("1 / 1 điểm. Vì")


def test_a_narrow_tree_leaves_columns_out_before_it_cuts_names(scoring: Scoring) -> None:
    tree = scoring.page.list
    letter = tree.fontMetrics().averageCharWidth()
    hidden = {}
    for letters in (90, 60, 45):
        tree.resize(letters * letter, 400)
        hidden[letters] = [name for name in COLUMNS if tree.view.isColumnHidden(COLUMNS.index(name))]
    assert hidden == {90: [], 60: ["share"], 45: ["share", "documents"]}


def tab_walk(scoring: Scoring, start: QWidget, steps: int) -> list[QWidget]:
    """Where Tab leads, step by step."""
    start.setFocus()
    walked: list[QWidget] = []
    for _ in range(steps):
        QTest.keyClick(scoring.page.window().focusWidget() or start, Key.Key_Tab)
        walked.append(scoring.page.window().focusWidget())
    return walked


def test_tab_reaches_the_rungs_of_a_question_and_the_evidence_in_order(scoring: Scoring) -> None:
    form = scoring.at("1.14")
    assert numbers(form).share_only is not None
    numbers(form).share_only.click()
    type_in(form, "share", "70")
    leave_field(form, "share")
    scoring.settle()
    assert form.outcome.group is not None
    walked = tab_walk(scoring, numbers(form).fields["share"].line, 4)
    assert walked[0] is numbers(form).share_only
    assert walked[1] in form.outcome.group.buttons()
    assert form.explanation in walked
    after = tab_walk(scoring, form.clear_button, 3)
    assert after == [scoring.page.evidence.buttons[name] for name in ("add", "known", "web")]


def test_enter_in_a_field_leads_to_the_question_that_it_raised(scoring: Scoring) -> None:
    form = scoring.at("1.14")
    assert numbers(form).share_only is not None
    numbers(form).share_only.click()
    type_in(form, "share", "70")
    QTest.keyClick(numbers(form).fields["share"].line, Key.Key_Return)
    scoring.settle()
    assert form.outcome.group is not None
    assert scoring.page.window().focusWidget() in form.outcome.group.buttons()
    QTest.keyClick(scoring.page.window().focusWidget(), Key.Key_2)
    scoring.settle()
    assert scoring.inputs("1.14").settled == 2


def test_a_long_explanation_is_stored_when_the_typing_pauses(scoring: Scoring, monkeypatch: pytest.MonkeyPatch) -> None:
    form = scoring.form
    form.explanation._pause.setInterval(1)
    form.explanation.setPlainText("Đang viết dở")
    scoring.qtbot.waitUntil(lambda: "1.1" in scoring.desk.memory.state.answers)
    assert scoring.desk.memory.state.answers["1.1"].explanation == "Đang viết dở"
    assert form.explanation.toPlainText() == "Đang viết dở"


def test_letting_a_document_go_offers_to_take_it_back(scoring: Scoring) -> None:
    scoring.desk.add(document("a", "1/KH"))
    scoring.desk.workbench.changed.emit(None)
    scoring.settle()
    scoring.page.evidence.cards["a"].detach.click()
    scoring.settle()
    scoring.page.evidence.result.buttons[0].click()
    scoring.settle()
    assert list(scoring.page.evidence.cards) == ["a"]


def test_escape_leads_from_a_field_back_to_the_tree(scoring: Scoring) -> None:
    scoring.at("1.7")
    scoring.press(Key.Key_F2)
    scoring.press(Key.Key_Escape, widget=scoring.page.window().focusWidget())
    assert scoring.page.list.view.hasFocus()


def test_down_leads_from_the_filter_to_the_first_leaf_left(scoring: Scoring) -> None:
    scoring.page.list.filter.setFocus()
    QTest.keyClicks(scoring.page.list.filter, "1.12")
    scoring.press(Key.Key_Down, widget=scoring.page.list.filter)
    assert scoring.page.list.view.hasFocus()
    assert scoring.form.key == "1.12"


def test_chips_narrow_the_tree_and_keep_the_leaf_just_answered(scoring: Scoring) -> None:
    tree = scoring.page.list
    assert tree.chips["unanswered"].text() == "Chưa chấm (13)"
    scoring.at("1.2")
    tree.chips["unanswered"].click()
    form = scoring.form
    form.pick(1)
    scoring.settle()
    assert tree.chips["unanswered"].text() == "Chưa chấm (12)"
    assert form.key == "1.2"
    assert "1.2" in tree._shown_leaves()
    scoring.press(Key.Key_F8)
    assert scoring.form.key == "1.3"
    tree.chips["lost"].click()
    assert tree._shown_leaves() == []
    tree.all_button.click()
    assert len(tree._shown_leaves()) == 14


def test_leaving_a_field_of_a_document_by_tab_stores_it(scoring: Scoring, files: list[Path]) -> None:
    drop(scoring.page, files[0])
    scoring.settle()
    card = next(iter(scoring.page.evidence.cards.values()))
    scoring.qtbot.waitUntil(card.fields["number"].hasFocus)
    QTest.keyClicks(card.fields["number"], "12/KH-SCT")
    scoring.press(Key.Key_Tab, widget=card.fields["number"])
    assert scoring.desk.memory.state.documents[card.document.id].number == "12/KH-SCT"
    assert card.fields["issued"].hasFocus()
    QTest.keyClicks(card.fields["issued"], "5/2/26")
    scoring.press(Key.Key_Tab, widget=card.fields["issued"])
    assert scoring.desk.memory.state.documents[card.document.id].issued == date(2026, 2, 5)
    assert card.fields["issued"].text() == "05/02/2026"
    assert card.name.text() == "12/KH-SCT"
    assert not card.draft.isVisibleTo(card)
