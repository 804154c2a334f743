"""Last year beside a leaf on the score page, who is in charge of it, and the list narrowed by that."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from parscore.domain.assessment import Answer, NotApplicable
from parscore.domain.beside import LeafNote, PastAnswer, PastEvidence
from parscore.domain.outcome import Inputs, Why
from parscore.domain.scale_text import scale_text
from parscore.texts import say
from tests.builders import LADDER_RUNGS, D, small_set
from tests.ui.mnemonics import MENUS, ambiguous
from tests.ui.scoring_desk import Scoring, numbers, texts, type_in

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "grabbing the keyboard")
SET = small_set()
LEAVES = {each.key: each for each in SET.leaves()}


def past(key: str, answer: Answer, points: str | None = None, **more: object) -> PastAnswer:
    """What was answered in 2025 to a leaf that was scored then as it is now."""
    each = LEAVES[key]
    figures = each.max_points, None if points is None else D(points)
    made = PastAnswer("last_year", 2025, each.code, each.name, *figures, answer, Why("why.manual", {"points": "1"}), (), scale_text(each))
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.fixture
def stands(scoring: Scoring) -> Callable[..., Scoring]:
    def put(key: str, *pasts: PastAnswer) -> Scoring:
        scoring.desk.memory.state.beside["past", key] = pasts
        scoring.desk.session.forget()
        scoring.desk._changed(None)
        scoring.settle()
        return scoring

    return put


def test_one_key_leads_to_last_year_and_another_takes_it_over(stands: Callable[..., Scoring]) -> None:
    scoring = stands("1.1", past("1.1", Answer(Inputs(choice=2), "vì chậm"), "0.5"))
    form = scoring.at("1.1")
    act = next(each for each in scoring.page.actions() if each.shortcut().toString() == "F7")
    act.trigger()
    assert form.last_year.body.isVisible()
    assert scoring.page.focusWidget() is form.last_year.take
    assert ambiguous(scoring.page, *MENUS) == []
    scoring.press(Qt.Key.Key_Space, widget=form.last_year.take)
    assert scoring.desk.memory.state.answers["1.1"].inputs == Inputs(choice=2)
    scoring.at("1.2")
    act.trigger()
    assert scoring.told.sentences[-1] == ("info", "Tiêu chí này không có câu trả lời năm trước.")


def test_last_year_is_one_line_that_unfolds_and_is_taken_over_by_a_button(stands: Callable[..., Scoring]) -> None:
    given = Answer(Inputs(choice=2), "vì chậm")
    evidence = (PastEvidence("12/KH-SCT – Kế hoạch", "mục II"),)
    scoring = stands("1.1", past("1.1", given, "0.5", why=Why("why.manual", {"points": "0,5"}, "Ban hành chậm"), evidence=evidence))
    box = scoring.at("1.1").last_year
    assert box.fold.text() == "Năm trước (2025): 0,5/1 điểm"
    assert not box.body.isVisible()
    box.fold.click()
    told = texts(box)
    for line in ("0,5 / 1 điểm", "Bảng ghi: “Ban hành chậm”", "Giải trình: vì chậm", "Tài liệu: 12/KH-SCT – Kế hoạch (mục II)"):
        assert line in told
    box.explain.setChecked(True)
    box.take.click()
    scoring.settle()
    assert scoring.desk.memory.state.answers["1.1"] == given
    assert scoring.form.outcome.points.text() == "0,5 / 1 điểm"
    assert scoring.form.explanation.text == "vì chậm"
    assert not box.take.isEnabled()
    assert say("last_year.same") in texts(box)
    scoring.desk.workbench.do(None, scoring.desk.scoring.undo)
    scoring.settle()
    assert "1.1" not in scoring.desk.memory.state.answers
    assert box.take.isEnabled()


def test_numbers_that_could_not_be_stored_give_way_to_the_answer_that_is_taken_over(stands: Callable[..., Scoring]) -> None:
    scoring = stands("1.5", past("1.5", Answer(Inputs(values={"part": D(9), "whole": D(10)})), "2"))
    form = scoring.at("1.5")
    type_in(form, "part", "nhieu")
    form.last_year.fold.click()
    form.last_year.take.click()
    scoring.settle()
    assert [numbers(form).fields[name].text for name in ("part", "whole")] == ["9", "10"]
    assert scoring.inputs("1.5") == Inputs(values={"part": D(9), "whole": D(10)})


def test_why_last_year_cannot_be_taken_over_is_said_in_place_of_the_button(stands: Callable[..., Scoring]) -> None:
    other = replace(LEAVES["1.1"], rungs=LADDER_RUNGS[:2], max_points=D(2))
    asked = Answer(Inputs(choice=1), "vì")
    scoring = stands("1.1", past("1.1", asked, "2", scale=scale_text(other), max_points=D(2), name="Tên cũ", pairing="likely"))
    box = scoring.at("1.1").last_year
    assert box.fold.text() == "Năm trước (2025): 2/2 điểm · ghép theo lời văn gần giống · cách tính điểm đã đổi"
    box.fold.click()
    told = texts(box)
    assert "1.1. Tên cũ" in told
    assert say("last_year.rule_changed") in told
    assert "Thêm mức 3" in told
    assert "các mức năm nay ghi khác năm trước" in told
    assert not box.take.isVisible()
    assert not box.explain.isVisible()


def test_leaves_that_were_merged_stand_together_and_one_without_last_year_shows_nothing(stands: Callable[..., Scoring]) -> None:
    none = past("1.2", Answer(), pairing="merged")
    scoring = stands("1.2", past("1.2", Answer(Inputs(choice=1)), "1", pairing="merged"), none)
    assert scoring.at("1.2").last_year.fold.text() == "Năm trước (2025): 1/1 điểm; chưa chấm (tối đa 1) · gộp từ nhiều tiêu chí"
    assert not scoring.at("1.3").last_year.isVisible()


def test_a_reason_that_ends_with_a_full_stop_does_not_get_two_and_is_taken_over_without_who_allowed_it(
    stands: Callable[..., Scoring],
) -> None:
    exempt = NotApplicable("excluded", "Không phát sinh.", "CV 12")
    why = Why("why.not_applicable_excluded", {"reason": exempt.reason, "allowed_by": exempt.allowed_by})
    scoring = stands("1.1", past("1.1", Answer(not_applicable=exempt), why=why))
    box = scoring.at("1.1").last_year
    assert box.fold.text() == "Năm trước (2025): không áp dụng (tối đa 1)"
    box.fold.click()
    assert "Không phát sinh." in texts(box)
    assert ".." not in texts(box)
    box.take.click()
    scoring.settle()
    assert scoring.desk.memory.state.answers["1.1"].not_applicable == replace(exempt, allowed_by="")
    assert ".." not in scoring.form.outcome.why.text()
    assert scoring.form.exempt.on


def test_a_unit_that_is_left_is_stored_at_once_and_only_once(scoring: Scoring) -> None:
    form = scoring.at("1.1")
    form.noted.unit.setText("Phòng A")
    form.noted.unit.editingFinished.emit()
    scoring.settle()
    assert not form.noted.pending
    count = len(scoring.desk.memory.state.events)
    form.noted.unit.editingFinished.emit()
    scoring.settle()
    assert len(scoring.desk.memory.state.events) == count


def test_unit_and_note_are_stored_when_left_and_undone(scoring: Scoring) -> None:
    form = scoring.at("1.1")
    form.noted.unit.setFocus()
    QTest.keyClicks(form.noted.unit, "P. A")
    form.noted.note.setFocus()
    QTest.keyClicks(form.noted.note, "nho hoi")
    scoring.at("1.2")
    scoring.settle()
    assert scoring.desk.memory.state.beside["note", "1.1"] == LeafNote("P. A", "nho hoi")
    form = scoring.at("1.1")
    assert form.noted.typed == LeafNote("P. A", "nho hoi")
    tip = scoring.page.list.tree.index_of("1.1").data(3)
    assert "Đơn vị phụ trách: P. A" in tip
    assert "Ghi chú: nho hoi" in tip
    assert form.noted.unit.completer().model().index(0, 0).data() == "P. A"
    for _ in range(2):
        scoring.desk.workbench.do(None, scoring.desk.scoring.undo)
        scoring.settle()
    assert form.noted.typed == LeafNote()


def test_the_list_is_narrowed_to_the_leaves_of_a_unit_or_of_nobody(scoring: Scoring) -> None:
    assert not scoring.page.list.unit.isVisible()
    for key, unit in (("1.1", "Phòng A"), ("1.2", "Phòng B; Phòng A"), ("1.3", "Phòng B")):
        scoring.desk.scoring.note(key, unit)
    scoring.desk._changed(None)
    scoring.settle()
    unit = scoring.page.list.unit
    assert [unit.itemText(at) for at in range(unit.count())] == [say("score.unit_any"), "Phòng A", "Phòng B", say("score.unit_none")]

    def shown(at: int) -> list[str]:
        unit.setCurrentIndex(at)
        unit.activated.emit(at)
        return scoring.page.list._shown_leaves()

    scoring.page.list.proxy.keep("")
    assert shown(1) == ["1.1", "1.2"]
    assert shown(2) == ["1.2", "1.3"]
    assert "1.3" not in shown(3)
    assert "1.13" not in shown(3)
    assert "1.4" in shown(3)
    shown(2)
    for key in ("1.2", "1.3"):
        scoring.desk.scoring.note(key, "")
    scoring.desk._changed(None)
    scoring.settle()
    assert unit.currentText() == say("score.unit_any")
    scoring.page.list.filter.setText("phong a")
    assert scoring.page.list._shown_leaves() == ["1.1"]
    scoring.page.list.show_all()
    assert len(scoring.page.list._shown_leaves()) == len(LEAVES)
