"""The next year begun from the window."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from parscore.paths import shipped
from parscore.texts import say
from parscore.ui.dialogs.next_year import NextYearDialog
from tests.ui.mnemonics import ambiguous
from tests.ui.test_main_window import Window, folder, window

__all__ = ["folder", "window"]

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise", "grabbing the keyboard")


def begun(shown: Window) -> NextYearDialog:
    shown.window.menu.next_year()
    dialog = shown.dialog(NextYearDialog)
    assert isinstance(dialog, NextYearDialog)
    shown.settle()
    return dialog


def test_the_next_year_is_shown_before_it_is_made_and_opened_then(window: Window, folder: Path) -> None:
    window.open(folder)
    app = window.bench.app
    app.scoring.note("1.1", "Phòng A")
    dialog = begun(window)
    assert dialog.year.value() == 2027
    assert Path(dialog.folder.text()) == folder.with_name("Sở Công Thương 2027")
    assert dialog.said.text().startswith("Năm mới có 13 tiêu chí tự chấm: 13 có năm trước để đối chiếu, 0 mới.")
    with window.qtbot.waitSignal(window.window.usable, timeout=20_000):
        dialog.make.click()
    assert window.window.board is not None
    assert window.window.board.profile.year == 2027
    assert window.window.board.folder == folder.with_name("Sở Công Thương 2027")
    assert "Chuyển sang: đơn vị phụ trách của 1 tiêu chí" in window.told


def test_what_is_wrong_is_said_in_the_dialog_and_another_set_or_map_is_compared_anew(
    window: Window,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.open(folder)
    dialog = begun(window)
    dialog.folder.setText("")
    dialog.make.click()
    assert dialog.fault.text() == say("dialog.folder_missing")
    dialog.folder.setText(str(folder))
    dialog.make.click()
    window.settle()
    assert "đã là một thư mục làm việc" in dialog.fault.text()
    assert dialog.make.isEnabled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "khác"))
    dialog.browse.click()
    dialog.year.setValue(2030)
    assert dialog.folder.text() == str(tmp_path / "khác")
    dialog.choice.read(shipped("criteria") / "mau-cap-so-2026.yaml")
    window.settle()
    assert dialog.said.text().startswith("Năm mới có 85 tiêu chí tự chấm:")
    before = dialog.said.text()
    file = tmp_path / "map.yaml"
    file.write_text('"1.1": "1.1.1"\n"1.2": "1.1.2"\n', encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    dialog.pairs.read_map.click()
    window.settle()
    assert dialog.said.text() != before
    dialog.pairs.take_map(tmp_path / "không có.yaml")
    window.settle()
    assert "không có.yaml" in dialog.fault.text()
    assert dialog.make.isEnabled()
    dialog.cancel.click()
    assert not (tmp_path / "khác").exists()


def test_opening_it_stops_nothing_and_each_letter_leads_to_one_place(window: Window, folder: Path) -> None:
    window.open(folder)
    dialog = begun(window)
    assert "Đã dừng" not in window.told
    assert ambiguous(dialog) == []


def test_a_pair_is_corrected_where_the_difference_is_shown(window: Window, folder: Path) -> None:
    window.open(folder)
    dialog = begun(window)
    dialog.choice.read(shipped("criteria") / "mau-cap-so-2026.yaml")
    window.settle()
    before = dialog.said.text()
    roots = [dialog.plan.topLevelItem(at) for at in range(dialog.plan.topLevelItemCount())]
    gone = next(root for root in roots if root.text(0).startswith("Bị bỏ"))
    leaves = [gone.child(at) for at in range(gone.childCount())]
    dialog.plan.setCurrentItem(next(leaf for leaf in leaves if leaf.text(0).startswith("1.")))
    assert dialog.pairs.becomes.currentText() == say("sets.dropped")
    at = dialog.pairs.becomes.findText("1.1.1. ", Qt.MatchFlag.MatchStartsWith)
    dialog.pairs.becomes.setCurrentIndex(at)
    dialog.pairs.becomes.activated.emit(at)
    window.settle()
    assert dialog.pairs.codes.entries
    assert dialog.said.text() != before
    dialog.choice.box.setCurrentIndex(0)
    window.settle()
    assert not dialog.pairs.codes.entries, "corrections are of one set"


def test_giving_up_while_it_is_made_leaves_the_open_year_and_nothing_new(window: Window, folder: Path) -> None:
    window.open(folder)
    dialog, held = begun(window), threading.Event()
    window.bench.do(None, held.wait)
    dialog.make.click()
    dialog.cancel.click()
    assert dialog.isVisible()
    assert dialog.fault.text() == say("next.stopping")
    held.set()
    window.settle()
    window.qtbot.waitUntil(lambda: not any(each.isVisible() for each in window.window.findChildren(NextYearDialog)))
    assert window.window.board is not None
    assert window.window.board.folder == window.bench.app.session.workspace.folder == folder
    assert not folder.with_name("Sở Công Thương 2027").exists()


def test_another_set_chosen_while_one_is_compared_is_the_one_shown(window: Window, folder: Path) -> None:
    window.open(folder)
    dialog, held = begun(window), threading.Event()
    window.bench.do(None, held.wait)
    dialog.choice.box.setCurrentIndex(0)
    dialog.choice.box.setCurrentIndex(dialog.choice.box.count() - 1)
    held.set()
    window.settle()
    assert dialog.said.text().startswith("Năm mới có 13 tiêu chí tự chấm:")
    assert dialog.make.isEnabled()
    assert not dialog.bar.isVisible()
