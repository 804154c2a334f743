"""The whole window over real workspaces: start, new, open, close, restore, drop, remember."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QCloseEvent, QDropEvent, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from parscore.bootstrap import build_app
from parscore.domain.assessment import Profile
from parscore.domain.outcome import Inputs
from parscore.services.progress import Progress
from parscore.texts import say
from parscore.ui.dialogs.backup_list import BackupList
from parscore.ui.dialogs.edit_profile import EditProfile
from parscore.ui.dialogs.guide import Guide
from parscore.ui.dialogs.move_set import MoveSet
from parscore.ui.dialogs.new_workspace import NewWorkspace
from parscore.ui.dialogs.pick_set import PickSet
from parscore.ui.dialogs.set_editor import SetEditor
from parscore.ui.failure_box import FailureBox
from parscore.ui.main_window import MainWindow
from parscore.ui.panels.leaf_form import LeafForm
from parscore.ui.panels.set_workshop import SetWorkshop
from parscore.ui.preferences import Preferences
from parscore.ui.workbench import Workbench
from tests.builders import small_set
from tests.ui.mnemonics import ambiguous

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise", "grabbing the keyboard")
TABLE = Path(__file__).resolve().parents[1] / "data" / "bang-tieu-chi-mau.xlsx"


class Window:
    """The real window; `begin` starts it again over the same settings."""

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        self.qtbot, self.home = qtbot, home
        self.begin()

    def begin(self) -> None:
        self.bench = Workbench(build_app)
        self.window = MainWindow(self.bench, Preferences(self.home / "cua-so.ini"))
        self.window.resize(1366, 768)
        self.window.show()

    def end(self) -> None:
        self.window.close()
        self.window.shelf.forget()
        self.bench.close()
        self.window.deleteLater()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.bench.busy, timeout=20_000)

    def open(self, folder: Path) -> None:
        with self.qtbot.waitSignal(self.window.usable, timeout=20_000):
            self.window.open_folder(folder)
        self.settle()

    def dialog(self, kind: type[QDialog]) -> QDialog:
        return next(each for each in self.window.findChildren(kind) if each.isVisible())

    @property
    def told(self) -> str:
        return self.window.notice.sentence.text() if self.window.notice.isVisible() else ""


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    made = Window(qtbot, tmp_path)
    yield made
    made.end()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    app = build_app()
    app.workspaces.create(tmp_path / "Sở Công Thương 2026", Profile("Sở Công Thương", "tỉnh Mẫu", 2026), small_set())
    app.close()
    return tmp_path / "Sở Công Thương 2026"


def test_the_first_start_says_what_to_do(window: Window) -> None:
    page = window.window.shelf.page("start")
    assert window.window.stack.currentWidget() is page
    assert not page.recents.isVisible()
    assert page.new.hasFocus() or page.focusWidget() is page.new
    assert not window.window.status.points.isVisible()


def test_a_workspace_is_opened_scored_and_the_place_remembered(window: Window, folder: Path) -> None:
    window.open(folder)
    assert window.window.page_name() == "overview"
    assert "Sở Công Thương, năm 2026" in window.window.windowTitle()
    window.window.go("score", "1.2")
    form = window.window.shelf.page("score").form
    assert isinstance(form, LeafForm)
    form.pick(1)
    window.settle()
    assert window.window.status.points.text() == "1 / 16,75 điểm"
    assert window.window.status.unanswered.text() == "12 chưa chấm"
    assert window.window.status.saved.text().startswith("đã lưu")
    window.end()
    window.begin()
    assert window.window.shelf.page("start").recents.count() == 1
    window.open(folder)
    assert window.window.page_name() == "score"
    assert window.window.current_leaf() == "1.2"


def test_text_typed_and_not_left_is_stored_by_closing(window: Window, folder: Path) -> None:
    window.open(folder)
    window.window.go("score", "1.2")
    form = window.window.shelf.page("score").form
    form.pick(2)
    form.explanation.setPlainText("Đang chờ quyết định")
    window.end()
    app = build_app()
    app.workspaces.open(folder)
    answer = app.scoring.work().assessment.answer("1.2")
    app.close()
    assert (answer.inputs, answer.explanation) == (Inputs(choice=2), "Đang chờ quyết định")
    window.begin()


def test_undo_and_redo_from_the_menu_say_what_they_did(window: Window, folder: Path) -> None:
    window.open(folder)
    window.window.go("score", "1.2")
    window.window.shelf.page("score").form.pick(1)
    window.settle()
    assert window.window.menu.undo.text() == "&Hoàn tác: Chấm điểm"
    window.window.menu.undo.trigger()
    window.settle()
    assert window.window.status.points.text() == "0 / 16,75 điểm"
    assert window.window.status.saved.text() == "Đã hoàn tác: Chấm điểm 1.2"
    window.window.menu.redo.trigger()
    window.settle()
    assert window.window.status.points.text() == "1 / 16,75 điểm"


@pytest.mark.parametrize("page", ["overview", "score", "evidence", "findings", "report"])
def test_every_page_opens_by_its_button_and_shows_the_board(window: Window, folder: Path, page: str) -> None:
    window.open(folder)
    window.window.buttons[page].click()
    window.settle()
    assert window.window.page_name() == page
    assert window.window.stack.currentWidget() is window.window.shelf.built(page)
    assert window.window.buttons[page].isChecked()


def test_the_parts_of_the_status_line_lead_to_their_pages(window: Window, folder: Path) -> None:
    window.open(folder)
    window.window.status.findings.click()
    assert window.window.page_name() == "findings"
    window.window.status.points.click()
    assert window.window.page_name() == "overview"
    window.window.status.unanswered.click()
    assert window.window.page_name() == "score"


def test_searching_leads_to_a_criterion_without_diacritics(window: Window, folder: Path) -> None:
    window.open(folder)
    field = window.window.search_field
    field.setFocus()
    QTest.keyClicks(field, "tieu chi 1.12")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.window.page_name() == "score"
    assert window.window.current_leaf() == "1.12"


def test_a_folder_that_is_no_workspace_is_told_and_nothing_changes(window: Window, folder: Path, tmp_path: Path) -> None:
    window.open(folder)
    (tmp_path / "trống").mkdir()
    window.window.open_folder(tmp_path / "trống")
    window.settle()
    assert "không phải là thư mục làm việc" in window.told
    window.window.go("score", "1.2")
    window.window.shelf.page("score").form.pick(1)
    window.settle()
    assert window.window.status.points.text() == "1 / 16,75 điểm"


def test_a_workspace_that_cannot_be_made_leaves_the_open_one_as_it_is(window: Window, folder: Path) -> None:
    window.open(folder)
    window.window.menu.new_workspace(None)
    dialog = window.dialog(NewWorkspace)
    assert isinstance(dialog, NewWorkspace)
    window.settle()
    dialog.department.setText("Sở Y tế")
    dialog.folder.setText(str(folder))
    dialog.make.click()
    window.settle()
    assert "đã là một thư mục làm việc" in dialog.fault.text()
    assert window.told == ""
    dialog.department.setText("Sở Y tế tỉnh")
    assert dialog.fault.text() == ""
    dialog.reject()
    window.window.go("score", "1.2")
    window.window.shelf.page("score").form.pick(1)
    window.settle()
    assert window.window.status.points.text() == "1 / 16,75 điểm"


def test_a_damaged_database_offers_its_backups(window: Window, folder: Path) -> None:
    app = build_app()
    app.workspaces.open(folder)
    app.scoring.record("1.2", Inputs(choice=1))
    app.workspaces.back_up()
    app.close()
    database = folder / "parscore.db"
    content = database.read_bytes()
    database.write_bytes(b"x" * 4096 + content[4096:])
    window.window.open_folder(folder)
    window.settle()
    assert "bị hỏng" in window.told
    window.window.notice.buttons[0].click()
    window.settle()
    dialog = window.dialog(BackupList)
    assert dialog.list.topLevelItemCount() >= 1
    with window.qtbot.waitSignal(window.window.usable, timeout=20_000):
        dialog.bring_back.click()
    assert window.window.board is not None
    assert window.window.board.status.points == 1


def test_a_new_workspace_from_a_shipped_set(window: Window, tmp_path: Path) -> None:
    window.window.shelf.page("start").new.click()
    dialog = window.dialog(NewWorkspace)
    window.settle()
    dialog.make.click()
    assert dialog.fault.text() == say("profile.department_missing")
    dialog.department.setText("Sở Tài chính")
    dialog.province.setText("tỉnh Mẫu")
    assert dialog.folder.text().endswith(f"Sở Tài chính {dialog.year.value()}")
    dialog.folder.setText(str(tmp_path / "Sở Tài chính"))
    with window.qtbot.waitSignal(window.window.usable, timeout=20_000):
        dialog.make.click()
    assert window.window.board is not None
    assert window.window.board.criteria.code == "mau-cap-so-2026"
    assert (tmp_path / "Sở Tài chính" / "parscore.db").is_file()


def drop(window: Window, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    none = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
    window.window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *none))


def work_on(window: Window) -> SetWorkshop:
    """What the set editor shows once the file was read."""
    editor = window.dialog(SetEditor)
    window.qtbot.waitUntil(lambda: editor.workshop is not None and not window.bench.busy, timeout=20_000)
    assert editor.workshop is not None
    return editor.workshop


def test_a_table_dropped_on_the_window_is_shown_corrected_kept_and_scored_by(window: Window, tmp_path: Path) -> None:
    drop(window, TABLE)
    workshop = work_on(window)
    assert workshop.source.isVisible()
    assert "lĩnh vực" in workshop.source.counts.text()
    editor = window.dialog(SetEditor)
    workshop.use.click()
    next(box for box in editor.findChildren(QMessageBox) if box.isVisible()).buttons()[0].click()
    window.settle()
    assert editor.done_page is not None
    editor.done_page.make.click()
    dialog = window.dialog(NewWorkspace)
    window.settle()
    assert dialog.criteria.currentData().title == workshop.draft.criteria.title
    dialog.department.setText("Sở Nội vụ")
    dialog.folder.setText(str(tmp_path / "Nội vụ"))
    with window.qtbot.waitSignal(window.window.usable, timeout=20_000):
        dialog.make.click()
    assert window.window.board is not None
    assert window.window.board.profile.department == "Sở Nội vụ"
    assert window.window.board.criteria.title == workshop.draft.criteria.title


def test_a_table_dropped_while_a_year_is_open_is_offered_to_move_to_and_changes_nothing_by_itself(window: Window, folder: Path) -> None:
    window.open(folder)
    drop(window, TABLE)
    work_on(window)
    editor = window.dialog(SetEditor)
    editor.adopt()
    window.settle()
    assert editor.done_page is not None
    editor.done_page.move_year.click()
    move = window.dialog(MoveSet)
    window.settle()
    assert editor.workshop is not None
    assert move.choice.criteria is not None
    assert move.choice.criteria.title == editor.workshop.draft.criteria.title
    move.reject()
    assert window.window.page_name() == "overview"
    assert window.window.board is not None
    assert window.window.board.criteria.title == small_set().title


def test_a_file_that_is_no_table_is_told_in_place_and_nothing_typed_is_lost(window: Window, tmp_path: Path) -> None:
    wrong = tmp_path / "thư.xlsx"
    wrong.write_text("không phải Excel", encoding="utf-8")
    window.window.menu.new_workspace(None)
    dialog = window.dialog(NewWorkspace)
    dialog.department.setText("Sở Y tế")
    dialog.read_table(wrong)
    window.settle()
    editor = next(each for each in dialog.findChildren(SetEditor) if each.isVisible())
    assert "thư.xlsx" in editor.reading.told.text()
    assert editor.reading.other.isVisible()
    assert (dialog.fault.text(), window.told) == ("", "")
    editor.close()
    assert dialog.department.text() == "Sở Y tế"
    dialog.reject()


def test_a_set_of_the_library_is_picked_and_opened_without_a_table(window: Window) -> None:
    window.window.menu.sets.choose_set()
    picker = window.dialog(PickSet)
    window.settle()
    assert picker.sets.count() >= 1
    picker.sets.setFocus()
    QTest.keyClick(picker.sets, Qt.Key.Key_Return)
    workshop = work_on(window)
    assert not workshop.source.isVisible()
    assert workshop.draft.criteria.code == "mau-cap-so-2026"
    window.dialog(SetEditor).close()


def test_an_empty_set_is_begun_from_the_menu(window: Window) -> None:
    window.window.menu.sets.begin_empty()
    assert work_on(window).draft.criteria.fields == ()
    window.dialog(SetEditor).close()


def test_corrections_left_behind_by_a_crash_are_offered_and_gone_once_they_are_dropped(window: Window) -> None:
    window.window.menu.sets.offer_drafts()
    assert window.told == ""
    drop(window, TABLE)
    workshop = work_on(window)
    workshop.outline.go("1")
    workshop.acts.actions["remove"].trigger()
    editor = window.dialog(SetEditor)
    editor.keeper.keep()
    window.settle()
    codes = [node.code for node in workshop.nodes]
    workshop.history.kept()
    editor.keeper.watch(workshop.history)
    editor.close()
    window.qtbot.waitUntil(lambda: not window.window.findChildren(SetEditor))
    window.window.menu.sets.offer_drafts()
    assert "mà chưa lưu" in window.told
    window.window.notice.buttons[0].click()
    assert [node.code for node in work_on(window).nodes] == codes
    again = window.dialog(SetEditor)
    again.close()
    next(button for button in again.findChildren(QPushButton) if button.isVisible() and button.text() == "&Bỏ").click()
    window.settle()
    window.window.menu.sets.offer_drafts()
    assert window.told == ""


def test_a_table_chosen_for_a_new_workspace_is_its_set(window: Window) -> None:
    window.window.menu.new_workspace(None)
    dialog = window.dialog(NewWorkspace)
    window.settle()
    dialog.read_table(TABLE)
    editor = next(each for each in dialog.findChildren(SetEditor) if each.isVisible())
    window.qtbot.waitUntil(lambda: editor.workshop is not None and not window.bench.busy, timeout=20_000)
    assert editor.workshop is not None
    title = editor.workshop.draft.criteria.title
    editor.adopt()
    window.settle()
    window.qtbot.waitUntil(lambda: not dialog.findChildren(SetEditor))
    assert dialog.criteria.currentData().title == title
    dialog.reject()


def test_names_are_corrected_from_the_menu(window: Window, folder: Path) -> None:
    window.open(folder)
    window.window.menu.edit_profile()
    dialog = window.dialog(EditProfile)
    dialog.lines["department"].setText("")
    dialog.keep.click()
    assert dialog.fault.text() == say("profile.department_missing")
    dialog.lines["department"].setText("Sở Công Thương và Du lịch")
    dialog.keep.click()
    window.settle()
    assert "Sở Công Thương và Du lịch" in window.window.windowTitle()


def test_backing_up_from_the_menu_says_where(window: Window, folder: Path) -> None:
    window.open(folder)
    window.window.menu.back_up()
    window.settle()
    assert str(folder / "backups") in window.told


def test_closing_a_workspace_leads_to_the_start_page_and_lets_it_go(window: Window, folder: Path) -> None:
    window.open(folder)
    window.window.close_workspace()
    window.settle()
    assert window.window.page_name() == "start"
    assert not window.bench.app.session.is_open
    other = build_app()
    other.workspaces.open(folder)
    other.close()


def test_a_recent_workspace_that_is_gone_is_said_and_can_be_forgotten(window: Window, folder: Path) -> None:
    window.open(folder)
    window.window.close_workspace()
    window.settle()
    folder.rename(folder.with_name("đã chuyển"))
    page = window.window.shelf.page("start")
    page.refresh()
    assert "Không thấy" in page.recents.item(0).text()
    page.forget.click()
    assert page.recents.count() == 0


def test_long_work_is_asked_about_before_closing(window: Window, folder: Path) -> None:
    window.open(folder)

    def slow(progress: Progress) -> None:
        for number in range(10_000):
            progress.step(number, 10_000)
            QTest.qSleep(1)

    window.bench.do_long("Gắn 3 tệp", None, slow)
    window.qtbot.waitUntil(lambda: window.window.status.stop.isVisible())
    event = QCloseEvent()
    window.window.closeEvent(event)
    assert not event.isAccepted()
    box = window.dialog(QMessageBox)
    assert "Gắn 3 tệp" in box.text()
    box.reject()
    window.window.status.stop.click()
    window.settle()
    assert "Gắn 3 tệp" in window.told
    assert not window.window.status.stop.isVisible()


def test_no_two_things_share_a_shortcut_and_every_menu_entry_says_something(window: Window, folder: Path) -> None:
    window.open(folder)
    keys: dict[str, str] = {}
    for action in window.window.menu.findChildren(QAction):
        shortcut = action.shortcut().toString()
        assert action.text()
        if shortcut:
            assert keys.setdefault(shortcut, action.text()) == action.text()
    assert keys["Ctrl+K"] == say("command.find")


def test_a_bug_shows_a_report_that_can_be_copied(qtbot: QtBot) -> None:
    box = FailureBox("Traceback một", None)
    qtbot.addWidget(box)
    box.add("Traceback hai")
    copy = next(button for button in box.findChildren(QPushButton) if button.text() == say("desk.copy"))
    copy.click()
    from PySide6.QtGui import QGuiApplication

    assert QGuiApplication.clipboard().text() == "Traceback một\nTraceback hai"


def test_f1_shows_the_help_of_the_leaf_or_the_chapter_on_the_page(window: Window, folder: Path) -> None:
    window.open(folder)
    help_here = next(action for action in window.window.menu.findChildren(QAction) if action.shortcut().toString() == "F1")
    window.window.go("score", "1.1")
    help_here.trigger()
    assert window.window.shelf.page("score").form.notes.help.isVisible()
    assert not window.window.findChildren(Guide)
    for page, chapter in (("evidence", "3. Tài liệu kiểm chứng"), ("report", "5. Báo cáo (Ctrl+5)")):
        window.window.go(page, "")
        help_here.trigger()
        guide = window.dialog(Guide)
        assert isinstance(guide, Guide)
        assert guide.text.textCursor().block().text() == chapter
    window.settle()


@pytest.mark.parametrize("page", ["overview", "evidence", "findings", "report", *(f"1.{number}" for number in range(1, 15))])
def test_no_two_things_share_an_alt_key(window: Window, folder: Path, page: str) -> None:
    window.open(folder)
    window.window.go(*(("score", page) if "." in page else (page, "")))
    if "." in page and window.window.shelf.page("score").form.leaf.self_scored:
        window.window.shelf.page("score").form.exempt.check.click()
    window.settle()
    assert ambiguous(window.window) == []


def test_in_large_type_the_names_of_the_pages_stand_whole(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    usual = QApplication.font()
    large = QFont(usual)
    large.setPointSizeF(usual.pointSizeF() * 1.5)
    QApplication.setFont(large)
    try:
        made = Window(qtbot, tmp_path)
        made.open(folder)
        made.window.resize(1000, 620)
        made.window.go("score", "1.2")
        made.settle()
        short = [button.text() for button in made.window.buttons.values() if button.width() < button.sizeHint().width()]
        made.end()
    finally:
        QApplication.setFont(usual)
    assert short == []


def test_undo_goes_to_the_leaf_it_changes(window: Window, folder: Path) -> None:
    window.open(folder)
    window.window.go("score", "1.2")
    window.window.shelf.page("score").form.pick(1)
    window.settle()
    window.window.go("score", "1.12")
    window.window.menu.undo.trigger()
    window.settle()
    assert window.window.current_leaf() == "1.2"


def test_a_place_survives_a_crash(window: Window, folder: Path) -> None:
    window.open(folder)
    window.window.go("score", "1.7")
    window.window._place_timer.timeout.emit()
    again = Preferences(window.home / "cua-so.ini")
    assert again.place(folder) == ("score", "1.7")


def test_restoring_says_what_was_restored_and_what_was_kept(window: Window, folder: Path) -> None:
    window.open(folder)
    window.window.menu.back_up()
    window.settle()
    window.window.menu.show_backups(None)
    window.settle()
    dialog = window.dialog(BackupList)
    assert isinstance(dialog, BackupList)
    with window.qtbot.waitSignal(window.window.usable, timeout=20_000):
        dialog.bring_back.click()
    assert "Đã khôi phục bản lúc" in window.told
    assert "parscore-" in window.told


def test_the_demonstration_is_made_from_the_window(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "Bản mẫu"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with window.qtbot.waitSignal(window.window.usable, timeout=60_000):
        window.window.shelf.page("start").demo.click()
    window.settle()
    assert window.window.board is not None
    assert window.window.board.profile.department == "Sở Công Thương"
    assert window.window.board.status.unanswered > 0
    assert len(window.window.board.documents) >= 40
    assert (target / "parscore.db").is_file()


def test_open_asks_for_a_folder(window: Window, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    with window.qtbot.waitSignal(window.window.usable, timeout=20_000):
        window.window.shelf.page("start").choose.click()
    assert window.window.board is not None
