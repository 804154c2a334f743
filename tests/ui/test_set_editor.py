"""The set editor over real services: what was read beside what is printed, questions answered, corrections by keyboard, adopting."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from parscore.bootstrap import build_app
from parscore.domain.criteria import CriteriaSet, EvidenceAsked
from parscore.domain.measured_rules import DeductionItem
from parscore.domain.outcome import NumberInput, Rung
from parscore.domain.rules import Conditions, Deduction
from parscore.domain.set_draft import SetDraft
from parscore.own_folders import drafts_left
from parscore.ui.dialogs.guide import Guide
from parscore.ui.dialogs.pick_columns import PickColumns
from parscore.ui.dialogs.pick_node import PickNode
from parscore.ui.dialogs.set_editor import SetEditor
from parscore.ui.models.set_nodes import SET
from parscore.ui.panels.set_workshop import SetWorkshop
from parscore.ui.workbench import Workbench
from tests.builders import D, leaf, small_set
from tests.sheet_builder import Rows, save_book

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise", "grabbing the keyboard")
ROWS: Rows = (
    ("BẢNG TIÊU CHÍ CẢI CÁCH HÀNH CHÍNH CẤP SỞ NĂM 2026",),
    ("STT", "Tiêu chí", "Điểm tối đa"),
    ("1", "CHỈ ĐẠO ĐIỀU HÀNH", 5),
    ("1.1", "Kế hoạch cải cách hành chính", 3),
    ("1.1.1", "Ban hành kế hoạch", 1),
    (None, "Có ban hành: 1", 1),
    (None, "Không ban hành: 0", 0),
    ("1.1.2", "Thực hiện kế hoạch", 2),
    (None, "Từ 70% đến 100% nhiệm vụ: 2", 2),
    (None, "Từ 50% đến 70% nhiệm vụ: 1", 1),
    (None, "Dưới 50% nhiệm vụ: 0", 0),
    ("1.2", "Báo cáo cải cách hành chính", 2),
    (None, "Mức cao: 1", 1),
    (None, "Mức thấp: 0", 0),
    ("2", "CẢI CÁCH THỂ CHẾ", 2),
    ("2.1", "Rà soát văn bản", 2),
    (None, "Có rà soát: 2", 2),
    (None, "Không rà soát: 0", 0),
    (None, "Tổng cộng", 7),
)


class Desk:
    """An editor over the program's own services."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.bench = Workbench(build_app)
        self.editor = SetEditor(self.bench)
        self.editor.resize(1366, 768)
        self.editor.show()

    def end(self) -> None:
        self.settle()
        if self.editor.workshop is not None:
            self.editor.workshop.history.kept()
        self.editor.close()
        self.bench.close()
        self.editor.deleteLater()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.bench.busy, timeout=20_000)

    def read(self, file: Path) -> None:
        self.editor.read_file(file)
        self.qtbot.waitUntil(lambda: self.editor.workshop is not None and not self.bench.busy, timeout=20_000)

    @property
    def shop(self) -> SetWorkshop:
        assert self.editor.workshop is not None
        return self.editor.workshop

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the person is: in the cell being typed in, else in the tree."""
        cell = self.typing
        QTest.keyClick(cell or self.shop.outline, key, modifier)
        if cell is not None and key == Qt.Key.Key_Return:
            self.qtbot.waitUntil(lambda: self.typing is not cell)

    def write(self, text: str) -> None:
        """Type over what stands in the cell."""
        cell = self.typing
        assert cell is not None
        cell.selectAll()
        cell.insert(text)

    @property
    def typing(self) -> QLineEdit | None:
        view = self.shop.outline.viewport()
        return next((each for each in view.findChildren(QLineEdit) if each.isVisible()), None)

    def codes(self) -> list[str]:
        return [node.code for node in self.shop.outline.tree.nodes if not node.is_own]

    def tell(self) -> str:
        return self.shop.notice.sentence.text() if self.shop.notice.isVisible() else ""

    def press(self, parent: QWidget, text: str) -> None:
        """Press the button of a message box."""
        box = next(each for each in parent.findChildren(QMessageBox) if each.isVisible())
        next(each for each in box.findChildren(QAbstractButton) if text in each.text()).click()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qtbot)
    yield made
    made.end()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return save_book(tmp_path / "bang.xlsx", ROWS)


def test_the_rows_of_the_file_stand_beside_the_tree_and_their_counts_add_up(desk: Desk, table: Path) -> None:
    desk.read(table)
    rows = desk.shop.source.rows
    assert rows.rowCount() == len(ROWS)
    assert sum(rows.counts().values()) == len(ROWS)
    assert desk.shop.source.counts.text() == "19 dòng = 2 lĩnh vực + 5 tiêu chí + 9 mức + 1 tiêu đề + 1 ghi chú + 1 dòng tổng"
    assert desk.codes() == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1"]
    assert "mức" in rows.index(5, 0).data()


def test_a_click_on_a_row_shows_its_leaf_and_the_leaf_marks_its_rows(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.source.view.setCurrentIndex(shop.source.rows.index(16, 0))
    assert shop.key == "2.1"
    assert shop.leaf.rungs.currentIndex().row() == 0
    shop.outline.go("1.1.2")
    marked = [at for at in range(len(ROWS)) if shop.source.rows.index(at, 1).data(Qt.ItemDataRole.BackgroundRole) is not None]
    assert marked == [7, 8, 9, 10]
    assert "Từ 70% đến 100% nhiệm vụ: 2" in shop.leaf.printed.text()


def test_it_begins_at_the_first_question_and_a_number_answers_it(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    assert shop.key == "1.1.2"
    assert [button.words for button in shop.leaf.questions.buttons][0].startswith("1. Tính theo mức “Từ 70% đến 100% nhiệm vụ”")
    desk.key(Qt.Key.Key_1)
    leaf = shop.draft.node("1.1.2")
    assert (leaf.open, leaf.sure) == ((), "sure")
    assert [rung.band.hi_incl for rung in leaf.rungs if rung.band is not None and rung.band.hi == 70] == [False]
    assert shop.key == "1.2", "the next open leaf"


def test_the_numbers_belong_to_one_question_so_that_none_changes_its_meaning_once_another_is_answered(desk: Desk, tmp_path: Path) -> None:
    rows = [list(row) for row in ROWS]
    rows[8][1:] = ["Đầy đủ báo cáo: 2", 2]
    rows[9][1:] = ["Đạt ¾ số báo cáo trở lên: 1", 1]
    rows[10][1:] = ["Dưới ¾ số báo cáo: 0", 0]
    desk.read(save_book(tmp_path / "hai.xlsx", rows))
    asked = desk.shop.leaf.questions
    said = [button.words for button in asked.buttons]
    assert said[0].startswith("1. ")
    assert said[1].startswith("Tính theo mức"), "a choice of the second question has no number yet"
    desk.key(Qt.Key.Key_2)
    assert len(asked.buttons) == len(said), "no choice has this number"
    desk.key(Qt.Key.Key_1)
    assert asked.buttons[0].words.startswith("1. Tính theo mức")


def test_an_answer_of_another_time_is_shown_with_its_bounds_and_can_be_asked_anew(desk: Desk, qtbot: QtBot, table: Path) -> None:
    first = Desk(qtbot)
    first.read(table)
    first.key(Qt.Key.Key_1)
    settled = first.shop.draft.node("1.1.2")
    first.editor.adopt()
    first.settle()
    first.end()
    desk.read(table)
    asked = desk.shop.leaf.questions
    assert desk.shop.draft.node("1.1.2").rungs == settled.rungs
    told = [each.text() for each in asked.findChildren(QLabel)]
    assert "theo tỷ lệ, tối đa 2 điểm\n– Từ 50% đến 70% nhiệm vụ (≥ 50, < 70): 1 điểm" in told, "the rung that is not as it was read"
    assert [button.words for button in asked.buttons] == ["1. Đúng như lần trước (Enter)", "2. Không, hỏi lại từ đầu theo bảng"]
    desk.key(Qt.Key.Key_2)
    assert desk.shop.key == "1.1.2"
    assert desk.shop.draft.node("1.1.2").open == ("overlap",)
    assert desk.shop.draft.node("1.1.2").rungs[1].band.hi_incl  # type: ignore[union-attr]


def test_the_list_of_findings_is_gone_through_and_left_by_keyboard(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    desk.editor.activateWindow()
    shop.show_list.trigger()
    assert desk.editor.focusWidget() is shop.list
    assert shop.list.currentRow() == 0
    QTest.keyClick(shop.list, Qt.Key.Key_Return)
    assert shop.key == shop.findings[0].key
    QTest.keyClick(shop.list, Qt.Key.Key_Escape)
    assert not shop.list.isVisible()
    assert desk.editor.isVisible()
    assert desk.editor.focusWidget() is shop.outline


def test_f2_in_the_line_of_the_set_types_its_name(desk: Desk, table: Path) -> None:
    desk.read(table)
    desk.key(Qt.Key.Key_Home)
    assert desk.shop.key == SET
    desk.shop.outline.setCurrentIndex(desk.shop.outline.tree.index_of(SET, 0))
    desk.key(Qt.Key.Key_F2)
    desk.write("Bộ tiêu chí sở")
    desk.key(Qt.Key.Key_Return)
    assert desk.shop.draft.criteria.title == "Bộ tiêu chí sở"


def test_the_table_takes_the_room_it_has_from_the_start(desk: Desk, table: Path) -> None:
    desk.read(table)
    view = desk.shop.source.view
    desk.qtbot.waitUntil(lambda: view.horizontalHeader().length() == view.viewport().width())


def test_rolling_the_wheel_over_a_box_chooses_nothing(desk: Desk, table: Path) -> None:
    desk.read(table)
    before = desk.shop.draft
    rule = desk.shop.leaf.rule
    for box in (rule.who, rule.kind):
        box.setFocus()
        middle = box.rect().center()
        roll = QWheelEvent(
            QPointF(middle), QPointF(box.mapToGlobal(middle)), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, roll)
    assert desk.shop.draft is before


def test_a_number_without_a_choice_changes_nothing(desk: Desk, table: Path) -> None:
    desk.read(table)
    before = desk.shop.draft
    desk.key(Qt.Key.Key_9)
    assert desk.shop.draft is before


def test_enter_on_a_leaf_with_an_open_question_says_what_to_do(desk: Desk, table: Path) -> None:
    desk.read(table)
    desk.key(Qt.Key.Key_Return)
    assert "còn câu hỏi" in desk.tell()
    assert desk.shop.draft.node("1.1.2").open


def test_undo_and_redo_bring_answers_back_and_go_where_they_act(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop, before = desk.shop, desk.shop.draft
    desk.key(Qt.Key.Key_1)
    after = shop.draft
    shop.outline.go("2.1")
    assert "Trả lời câu hỏi" in shop.undo.toolTip()
    shop.undo.trigger()
    assert shop.draft is before
    assert shop.key == "1.1.2"
    assert not shop.history.unsaved
    shop.redo.trigger()
    assert shop.draft is after


def test_the_chips_count_and_narrow_and_the_leaf_just_answered_stays_in_sight(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.chips.choose("open")
    assert "1.1.2" in desk.codes()
    assert "2.1" not in desk.codes()
    count = len(desk.codes())
    shop.leaf.questions.buttons[0].click()
    assert "1.1.2" not in desk.codes() or len(desk.codes()) == count
    assert not shop.draft.node("1.1.2").open


def test_f8_goes_around_the_open_leaves_and_says_when_none_is_left(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    opened = [leaf.key for leaf in shop.draft.open_leaves()]
    seen = []
    for _ in opened:
        seen.append(shop.key)
        shop.next.trigger()
    assert seen == opened
    assert shop.key == opened[0]
    while shop.draft.open_leaves():
        shop.leaf.questions.buttons[0].click() if shop.leaf.questions.buttons else shop.leaf.confirm()
        shop.next.trigger()
    assert "Không còn tiêu chí nào" in desk.tell()


def test_code_name_and_points_are_typed_in_the_tree_as_in_a_spreadsheet(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.outline.go("2.1")
    shop.outline.edit_cell("code")
    desk.write("2.9")
    desk.key(Qt.Key.Key_Tab)
    desk.write("Rà soát, hệ thống hoá văn bản")
    desk.key(Qt.Key.Key_Tab)
    desk.write("2,5")
    desk.key(Qt.Key.Key_Return)
    leaf = shop.draft.node("2.1")
    assert (leaf.code, leaf.name, leaf.max_points) == ("2.9", "Rà soát, hệ thống hoá văn bản", Decimal("2.5"))
    assert "top_not_max" in leaf.open, "the change is asked about at once"


def test_points_that_cannot_be_read_are_told_and_nothing_changes(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop, before = desk.shop, desk.shop.draft
    shop.outline.go("2.1")
    shop.outline.edit_cell("max")
    desk.write("hai")
    desk.key(Qt.Key.Key_Return)
    assert "hai" in desk.tell()
    assert shop.draft is before


def test_levels_and_places_change_by_keyboard(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.outline.go("1.2")
    shop.acts.actions["up"].trigger()
    assert desk.codes() == ["1", "1.2", "1.1", "1.1.1", "1.1.2", "2", "2.1"]
    assert shop.key == "1.2"
    shop.acts.actions["down"].trigger()
    shop.acts.actions["in"].trigger()
    assert next(node.parent for node in shop.nodes if node.key == "1.2") == "1.1"
    shop.acts.actions["out"].trigger()
    assert next(node.parent for node in shop.nodes if node.key == "1.2") == "1"
    shop.outline.go("1")
    shop.acts.actions["out"].trigger()
    assert "không chuyển thêm được" in desk.tell()


def test_a_node_is_put_under_another_found_by_words(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.outline.go("1.2")
    shop.acts.actions["into"].trigger()
    picker = next(each for each in desk.editor.findChildren(PickNode) if each.isVisible())
    QTest.keyClicks(picker.search, "the che")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert next(node.parent for node in shop.nodes if node.key == "1.2") == "2"


def test_a_criterion_becomes_a_rung_and_a_rung_a_criterion(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.outline.go("1.1.2")
    shop.acts.actions["to_rung"].trigger()
    assert "1.1.2" not in desk.codes()
    assert shop.key == "1.1.1"
    assert len(shop.draft.node("1.1.1").rungs) == 6
    assert shop.source.rows.counts()["rung"] == 10
    shop.leaf.rungs.go(2)
    shop.acts.actions["to_node"].trigger()
    made = shop.draft.node(shop.key)
    assert (made.name, len(made.rungs)) == ("Thực hiện kế hoạch", 3)


def test_what_is_removed_is_still_told_beside_its_rows_and_comes_back(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.outline.go("2.1")
    shop.acts.actions["remove"].trigger()
    assert "2.1" not in desk.codes()
    assert "3 dòng đã xoá khỏi bộ" in shop.source.counts.text()
    shop.undo.trigger()
    assert "2.1" in desk.codes()
    assert "đã xoá" not in shop.source.counts.text()


def test_a_criterion_moves_to_the_bonus_and_back(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.outline.go("2.1")
    shop.acts.actions["bonus"].trigger()
    assert [node.key for node in shop.draft.criteria.bonus] == ["2.1"]
    assert [node.name for node in shop.nodes if node.is_own][1] == "Điểm thưởng"


def test_bounds_are_typed_with_their_signs_and_the_example_follows_them(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.outline.go("1.1.2")
    rungs = shop.leaf.rungs.rows
    assert rungs.rows[1] == ("Từ 50% đến 70% nhiệm vụ", "1", "≥ 50", "≤ 70")
    rungs.setData(rungs.index(1, 3), "dưới 70")
    assert rungs.rows[1][3] == "< 70"
    shop.leaf.tryout.line.setText("7/10")
    assert shop.leaf.tryout.told.text().startswith("2 / 2 điểm")
    shop.leaf.tryout.line.setText("69%")
    assert shop.leaf.tryout.told.text().startswith("1 / 2 điểm")
    rungs.setData(rungs.index(1, 2), "≥ 80")
    assert "không nhận giá trị nào" in desk.tell()
    assert rungs.rows[1][2] == "≥ 50"


def test_rungs_are_added_typed_moved_and_dropped_by_keyboard(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.outline.go("2.1")
    grid = shop.leaf.rungs
    grid.setFocus()
    grid.go(0)
    QTest.keyClick(grid, Qt.Key.Key_Insert)
    assert [row[0] for row in grid.rows.rows] == ["Có rà soát", "Mức mới", "Không rà soát"]
    assert "points_missing" in shop.draft.node("2.1").open
    grid.rows.setData(grid.rows.index(1, 1), "1")
    assert "points_missing" not in shop.draft.node("2.1").open
    QTest.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row[0] for row in grid.rows.rows] == ["Có rà soát", "Không rà soát", "Mức mới"]
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert [row[0] for row in grid.rows.rows] == ["Có rà soát", "Không rà soát"]


def test_rungs_are_pasted_from_a_spreadsheet(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.outline.go("2.1")
    QApplication.clipboard().setText("Rà soát một phần\t1\t≥ 50\t< 100\n")
    shop.leaf.rungs.setFocus()
    shop.leaf.rungs.go(0)
    QTest.keyClick(shop.leaf.rungs, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert shop.leaf.rungs.rows.rows[1] == ("Rà soát một phần", "1", "≥ 50", "< 100")


def test_who_scores_and_the_kind_of_rule_are_chosen(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.outline.go("2.1")
    form = shop.leaf.rule
    form.kind.setCurrentIndex(form.kind.findData("count"))
    form.kind.activated.emit(form.kind.currentIndex())
    assert shop.draft.node("2.1").rule.kind == "count"  # type: ignore[union-attr]
    each = form.fields["each"]
    assert isinstance(each, QLineEdit)
    each.setText("0,5")
    each.editingFinished.emit()
    shop.leaf.tryout.line.setText("3")
    assert shop.leaf.tryout.told.text().startswith("1,5 / 2 điểm")
    form.who.setCurrentIndex(form.who.findData("survey"))
    form.who.activated.emit(form.who.currentIndex())
    assert shop.draft.node("2.1").rule.kind == "not_self_scored"  # type: ignore[union-attr]
    assert not form.kind.isEnabled()
    assert not shop.leaf.tryout.isVisible()


def test_what_the_set_says_of_itself_is_typed_and_a_bad_day_is_told(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.outline.go(SET)
    lines = shop.head.lines
    assert lines["year"].text() == "2026"
    for name, text in (("decision", "123/QĐ-UBND"), ("decided", "5/1/2026"), ("decimals", "3")):
        lines[name].setText(text)
        lines[name].editingFinished.emit()
    criteria = shop.draft.criteria
    assert (criteria.decision, str(criteria.decided), criteria.decimals) == ("123/QĐ-UBND", "2026-01-05", 3)
    lines["decided"].setText("hôm qua")
    lines["decided"].editingFinished.emit()
    assert "hôm qua" in desk.tell()
    shop.head.classes.setFocus()
    QTest.keyClick(shop.head.classes, Qt.Key.Key_Insert)
    classes = shop.head.classes.rows
    classes.setData(classes.index(0, 0), "Xuất sắc")
    classes.setData(classes.index(0, 1), "90%")
    assert [(each.name, each.index_from) for each in shop.draft.criteria.classes] == [("Xuất sắc", Decimal(90))]


def test_adopting_says_what_is_open_and_the_set_can_be_opened_again(desk: Desk, table: Path) -> None:
    desk.read(table)
    kept: list[CriteriaSet] = []
    desk.editor.adopted.connect(kept.append)
    desk.shop.use.click()
    box = next(each for each in desk.editor.findChildren(QMessageBox) if each.isVisible())
    assert "có câu hỏi: các tiêu chí này chưa tính điểm" in box.text()
    desk.press(desk.editor, "Dùng bộ này")
    desk.settle()
    assert desk.editor.done_page is not None
    assert kept[0].code in {each.code for each in desk.bench.app.criteria.list()}
    desk.editor.done_page.again.click()
    desk.editor.open_set(kept[0].code)
    desk.settle()
    assert not desk.shop.source.isVisible()
    assert desk.codes() == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1"]


def test_closing_with_corrections_asks_and_staying_keeps_them(desk: Desk, table: Path) -> None:
    desk.read(table)
    desk.key(Qt.Key.Key_1)
    desk.editor.close()
    assert desk.editor.isVisible()
    desk.press(desk.editor, "Ở l&ại")
    assert desk.shop.history.unsaved
    desk.editor.close()
    desk.press(desk.editor, "Bỏ")
    assert not desk.editor.isVisible()


def test_closing_without_corrections_asks_nothing(desk: Desk, table: Path) -> None:
    desk.read(table)
    desk.editor.close()
    assert not desk.editor.isVisible()


def test_an_empty_set_is_filled_by_keyboard_and_adopted(desk: Desk) -> None:
    desk.editor.begin_empty("Bộ của tỉnh", 2026)
    desk.settle()
    shop = desk.shop
    assert not shop.source.isVisible()
    shop.acts.actions["add"].trigger()
    desk.write("Chỉ đạo điều hành")
    desk.key(Qt.Key.Key_Return)
    shop.acts.actions["add_below"].trigger()
    desk.write("Ban hành kế hoạch")
    desk.key(Qt.Key.Key_Tab)
    desk.write("1")
    desk.key(Qt.Key.Key_Return)
    assert desk.codes() == ["1", "1.1"]
    QApplication.clipboard().setText("1.2\tBáo cáo\t2\n1.3\tKiểm tra\t1,5")
    QTest.keyClick(shop.outline, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    leaves = [(leaf.code, leaf.name, leaf.max_points) for leaf in shop.draft.criteria.leaves()]
    assert leaves == [
        ("1.1", "Ban hành kế hoạch", Decimal(1)),
        ("1.2", "Báo cáo", Decimal(2)),
        ("1.3", "Kiểm tra", Decimal("1.5")),
    ]
    desk.editor.adopt()
    desk.settle()
    assert desk.editor.done_page is not None


def test_findings_lead_to_their_leaf_and_row(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.outline.go("2.1")
    at = next(at for at in range(shop.list.count()) if "1.1.2" in shop.list.item(at).text())
    shop.show_list.setChecked(True)
    shop.list.setCurrentRow(at)
    shop.list.setFocus()
    QTest.keyClick(shop.list, Qt.Key.Key_Return)
    assert shop.key == "1.1.2"


def test_of_several_tables_one_is_picked_and_hidden_ones_are_marked(desk: Desk, tmp_path: Path) -> None:
    file = save_book(tmp_path / "ba-bang.xlsx", ROWS, name="Sở", more={"Huyện": ROWS, "Chữ": [("Không có gì",)]})
    desk.editor.read_file(file)
    tables = desk.editor.reading.tables
    desk.qtbot.waitUntil(lambda: tables.isVisible() and not desk.bench.busy, timeout=20_000)
    assert [tables.item(at).text().split("\n")[0] for at in range(tables.count())] == ["Sở", "Huyện"]
    tables.setCurrentRow(1)
    desk.editor.reading.take.click()
    desk.qtbot.waitUntil(lambda: desk.editor.workshop is not None and not desk.bench.busy, timeout=20_000)
    assert desk.shop.draft.source is not None
    assert desk.shop.draft.source.name == "Huyện"


def test_a_file_that_cannot_be_read_is_one_sentence_in_place(desk: Desk, tmp_path: Path) -> None:
    wrong = tmp_path / "thư.xlsx"
    wrong.write_text("không phải Excel", encoding="utf-8")
    desk.editor.read_file(wrong)
    desk.settle()
    assert "thư.xlsx" in desk.editor.reading.told.text()
    assert desk.editor.reading.other.isVisible()
    assert not desk.editor.reading.bar.isVisible()


def test_what_is_being_typed_survives_news_of_the_row(desk: Desk, table: Path) -> None:
    desk.read(table)
    shop = desk.shop
    shop.outline.go("2.1")
    shop.outline.edit_cell("name")
    desk.write("Đang gõ")
    shop.outline.tree.dataChanged.emit(shop.outline.tree.index_of("2.1"), shop.outline.tree.index_of("2.1", 4))
    assert desk.typing is not None
    assert desk.typing.text() == "Đang gõ"


def test_another_column_of_points_is_chosen_and_undone(desk: Desk, tmp_path: Path) -> None:
    rows = [(*row, None if row[2] is None else row[2] * 2 if isinstance(row[2], int) else "Điểm chuẩn") for row in map(three, ROWS)]
    desk.read(save_book(tmp_path / "hai-cot.xlsx", rows))
    shop, before = desk.shop, desk.shop.draft
    shop.acts.actions["columns"].trigger()
    picker = next(each for each in desk.editor.findChildren(PickColumns) if each.isVisible())
    points = picker.boxes["points"]
    points.setCurrentIndex(points.findData(3 if points.currentData() == 2 else 2))
    picker.findChildren(QPushButton)[0].click()
    desk.settle()
    assert shop.draft.criteria.declared_total() != before.criteria.declared_total()
    assert "Đọc lại theo cột khác" in shop.undo.toolTip()
    shop.undo.trigger()
    assert shop.draft is before


def three(row: Sequence[object]) -> tuple[object, object, object]:
    """A row of three cells."""
    cells = (*row, None, None)
    return cells[0], cells[1], cells[2]


def test_escape_leads_from_the_leaf_to_the_tree_before_it_closes(desk: Desk, table: Path) -> None:
    desk.read(table)
    desk.shop.leaf.tryout.line.setFocus()
    QTest.keyClick(desk.shop.leaf.tryout.line, Qt.Key.Key_Escape)
    assert desk.editor.isVisible()
    assert desk.shop.outline.hasFocus()
    QTest.keyClick(desk.shop.outline, Qt.Key.Key_Escape)
    assert not desk.editor.isVisible()


def test_stopping_keeps_nothing_and_offers_another_file(desk: Desk, table: Path) -> None:
    desk.editor.read_file(table)
    desk.editor.reading.stop.click()
    desk.settle()
    assert desk.editor.workshop is None
    assert "Đã dừng đọc" in desk.editor.reading.told.text()


def test_corrections_that_nobody_saved_are_there_after_a_crash_until_they_are_dropped(desk: Desk, table: Path) -> None:
    desk.read(table)
    desk.key(Qt.Key.Key_1)
    desk.editor.keeper.keep()
    desk.settle()
    (left,) = drafts_left()
    again = SetEditor(desk.bench)
    again.show()
    again.open_draft(left)
    desk.settle()
    assert again.workshop is not None
    assert again.workshop.draft.node("1.1.2").open == ()
    again.close()
    assert again.isVisible(), "nothing but the draft left behind holds the corrections"
    desk.press(again, "Bỏ")
    desk.settle()
    assert drafts_left() == ()
    again.deleteLater()


def test_a_draft_that_was_adopted_is_not_left_behind(desk: Desk, table: Path) -> None:
    desk.read(table)
    desk.key(Qt.Key.Key_1)
    desk.editor.keeper.keep()
    desk.key(Qt.Key.Key_1)
    desk.editor.keeper.keep()
    desk.settle()
    assert len(drafts_left()) == 1
    desk.editor.adopt()
    desk.settle()
    assert drafts_left() == ()


def test_a_draft_is_saved_where_the_person_wants_and_opened_again(
    desk: Desk, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.read(table)
    desk.key(Qt.Key.Key_1)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "nháp"), ""))
    desk.editor.close()
    desk.press(desk.editor, "Lưu bản nháp")
    desk.settle()
    assert not desk.editor.isVisible()
    again = SetEditor(desk.bench)
    again.read_file(tmp_path / "nháp.yaml")
    desk.settle()
    assert again.workshop is not None
    assert again.workshop.draft.node("1.1.2").open == ()
    assert again.workshop.draft.node("1.2").open
    again.deleteLater()


def test_a_set_that_cannot_be_used_is_told_and_stays(desk: Desk) -> None:
    desk.editor.begin_empty("Bộ trống", 2026)
    desk.settle()
    desk.editor.adopt()
    desk.settle()
    assert "chưa có tiêu chí nào để chấm" in desk.tell()
    assert desk.shop.use.isEnabled()


def test_the_guide_opens_at_the_chapter_on_this_window(desk: Desk, table: Path) -> None:
    desk.read(table)
    desk.editor.show_guide()
    guide = next(each for each in desk.editor.findChildren(Guide) if each.isVisible())
    assert guide.text.textCursor().block().text() == "Nạp bảng tiêu chí"
    guide.close()


def test_what_is_typed_in_the_leaf_is_kept_when_f8_leads_away(desk: Desk, table: Path) -> None:
    desk.read(table)
    line = desk.shop.leaf.rule.fields["part"]
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "nhiem vu")
    desk.shop.next.trigger()
    assert desk.shop.key == "1.2"
    assert desk.shop.draft.node("1.1.2").rule.inputs[0].label == "nhiem vu"  # type: ignore[union-attr]


def test_the_last_row_of_the_file_can_be_scrolled_to(desk: Desk, table: Path) -> None:
    desk.read(table)
    source = desk.shop.source
    source.view.verticalScrollBar().setValue(source.view.verticalScrollBar().maximum())
    last = source.view.visualRect(source.rows.index(len(ROWS) - 1, 0))
    assert 0 < last.bottom() <= source.view.viewport().height()


@pytest.fixture
def families(desk: Desk) -> Desk:
    """Every rule family, without a table."""
    desk.editor.show_draft(SetDraft(small_set()))
    desk.settle()
    return desk


def leaf_of(desk: Desk, kind: str) -> str:
    key = next(node.key for node in desk.shop.nodes if node.kind == kind)
    desk.shop.outline.go(key)
    return key


def test_conditions_are_typed_added_and_dropped(families: Desk) -> None:
    shop, key = families.shop, leaf_of(families, "conditions")
    facts = shop.leaf.rule.facts
    facts.setFocus()
    facts.rows.setData(facts.rows.index(0, 0), "đủ số lượng báo cáo")
    facts.go(1)
    QTest.keyClick(facts, Qt.Key.Key_Insert)
    assert shop.draft.node(key).rule == Conditions(("đủ số lượng báo cáo", "đúng thời gian", "Điều kiện mới"))
    facts.rows.setData(facts.rows.index(2, 0), " ")
    assert "không được để trống" in families.tell()
    QTest.keyClick(facts, Qt.Key.Key_Delete)
    assert len(facts.rows.rows) == 2


def test_deductions_are_typed_added_and_dropped_and_tried(families: Desk) -> None:
    shop = families.shop
    leaf_of(families, "deduction")
    items = shop.leaf.rule.items
    items.setFocus()
    items.rows.setData(items.rows.index(0, 1), "0,5")
    items.go(0)
    QTest.keyClick(items, Qt.Key.Key_Insert)
    items.rows.setData(items.rows.index(1, 0), "Số phản ánh đúng")
    assert items.rows.rows == (("Số hồ sơ trễ hạn", "0,5"), ("Số phản ánh đúng", "0,25"))
    shop.leaf.tryout.line.setText("1; 1")
    assert shop.leaf.tryout.told.text().startswith("0,25 / 1 điểm")
    items.go(0)
    QTest.keyClick(items, Qt.Key.Key_Delete)
    assert items.rows.rows == (("Số phản ánh đúng", "0,25"),)


def test_correcting_a_kind_of_failing_keeps_the_caps_that_the_table_states(desk: Desk) -> None:
    late = DeductionItem(NumberInput("late", "Số báo cáo chậm"), D("0.25"), D("0.5"))
    capped = leaf("1.1", Deduction((late,), D("0.75")), "1", (Rung("Mỗi báo cáo chậm trừ 0,25 điểm, tối đa 0,5 điểm"),))
    desk.editor.show_draft(SetDraft(small_set(capped)))
    desk.settle()
    key = leaf_of(desk, "deduction")
    items = desk.shop.leaf.rule.items
    items.rows.setData(items.rows.index(0, 1), "0,3")
    assert desk.shop.draft.node(key).rule == Deduction((replace(late, each=D("0.3")),), D("0.75"))


def test_documents_asked_for_are_typed_added_dropped_and_pasted(families: Desk) -> None:
    shop, key = families.shop, leaf_of(families, "ladder")
    grid = shop.leaf.evidence
    grid.setFocus()
    grid.rows.setData(grid.rows.index(0, 2), "28/02")
    grid.go(0)
    QTest.keyClick(grid, Qt.Key.Key_Insert)
    QApplication.clipboard().setText("Báo cáo\tUBND tỉnh\tquý I")
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    asked = shop.draft.node(key).evidence_asked
    assert [each.kind for each in asked if each.kind != "Tài liệu mới"] == ["Kế hoạch", "Báo cáo"]
    assert EvidenceAsked("Báo cáo", "UBND tỉnh", "quý I") in asked
    assert asked[0].due == "28/02"
    grid.go(0)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert len(shop.draft.node(key).evidence_asked) == 2


@pytest.mark.parametrize(
    ("kind", "name", "typed", "shown"),
    [("proportional", "floor", "75%", "75"), ("date", "due", "15/2/2026", "15/02/2026"), ("count", "number", "Số mô hình", "Số mô hình")],
)
def test_the_settings_of_a_rule_are_typed(families: Desk, kind: str, name: str, typed: str, shown: str) -> None:
    leaf_of(families, kind)
    line = families.shop.leaf.rule.fields[name]
    assert isinstance(line, QLineEdit)
    line.setText(typed)
    line.editingFinished.emit()
    assert line.text() == shown
    line.setText("?")
    line.editingFinished.emit()
    assert families.tell() or kind == "count"


def test_flags_and_signs_of_a_rule_are_chosen(families: Desk) -> None:
    shop, key = families.shop, leaf_of(families, "proportional")
    earns = shop.leaf.rule.fields["floor_earns"]
    assert isinstance(earns, QCheckBox)
    earns.click()
    assert getattr(shop.draft.node(key).rule, "floor_earns", None) is False
    key = leaf_of(families, "target")
    sign = shop.leaf.rule.fields["comparator"]
    assert isinstance(sign, QComboBox)
    sign.setCurrentIndex(sign.findData("<="))
    sign.activated.emit(sign.currentIndex())
    assert getattr(shop.draft.node(key).rule, "comparator", "") == "<="


def test_a_leaf_that_others_score_is_scored_here_after_all(families: Desk) -> None:
    shop, key = families.shop, leaf_of(families, "not_self_scored")
    who = shop.leaf.rule.who
    who.setCurrentIndex(who.findData("self"))
    who.activated.emit(who.currentIndex())
    assert shop.draft.node(key).self_scored
    shop.leaf.rule.reread.click()
    assert shop.key == key
