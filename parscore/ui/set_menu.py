"""The menu of criteria sets, and the windows that it opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from parscore.own_folders import drafts_left
from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.workbench import Workbench

if TYPE_CHECKING:
    from parscore.ui.dialogs.set_editor import SetEditor
    from parscore.ui.main_window import MainWindow


class SetMenu(QObject):
    """`new_workspace` brings a set that a new workspace is to be scored by, `move_year` one that the open year is to move to."""

    new_workspace = Signal(object)
    move_year = Signal(object)

    def __init__(self, window: MainWindow, workbench: Workbench, menu: QMenu) -> None:
        """Fill the menu."""
        super().__init__(window)
        self._window = window
        self._workbench = workbench
        self._menu = menu
        self._add("set_read", "Ctrl+I", self.choose_table, "add")
        self._add("set_open", "Ctrl+Shift+O", self.choose_set, "folder")
        self._add("set_new", "", self.begin_empty, "document")

    def _add(self, name: str, keys: str, act: Callable[[], None], picture: str) -> None:
        action = QAction(icon(picture), say(f"command.{name}"), self)
        if keys:
            action.setShortcut(keys)
        action.triggered.connect(lambda _checked=False: act())
        self._menu.addAction(action)

    def choose_table(self) -> None:
        """Ask for the file that was sent, read it and show what was understood."""
        from parscore.ui.window_menu import documents

        chosen = QFileDialog.getOpenFileName(self._window, say("dialog.choose_table"), documents(), say("dialog.table_kinds"))[0]
        if chosen:
            self.read_table(Path(chosen))

    def read_table(self, file: Path) -> None:
        """Read a file that was sent and show what was understood."""
        editor = self._editor()
        editor.open()
        editor.read_file(file)

    def choose_set(self) -> None:
        """Ask which set to look at or to correct."""
        from parscore.ui.dialogs.pick_set import PickSet

        picker = PickSet(self._workbench, self._window)
        picker.picked.connect(self.open_set)
        picker.open()

    def open_set(self, name: str) -> None:
        """Show a set of the library, or one of a file."""
        editor = self._editor()
        editor.open()
        editor.open_set(name)

    def offer_drafts(self) -> None:
        """Say that corrections were left behind by a crash, where there are any, and offer to go on with the newest."""
        left = drafts_left()
        if left:
            go_on = (say("set_editor.go_on_draft"), partial(self._open_draft, left[-1]))
            drop = (say("set_editor.drop_draft"), partial(self._drop_drafts, left))
            self._window.notice.say("warning", say("set_editor.draft_left", name=left[-1].stem), [go_on, drop])

    def _open_draft(self, file: Path) -> None:
        self._window.notice.hide()
        editor = self._editor()
        editor.open()
        editor.open_draft(file)

    def _drop_drafts(self, files: tuple[Path, ...]) -> None:
        self._window.notice.hide()
        for file in files:
            self._workbench.do(None, self._workbench.app.sets.drop_draft, file)

    def begin_empty(self) -> None:
        """Start a set with nothing in it."""
        editor = self._editor()
        editor.open()
        editor.begin_empty(say("set_editor.empty_title"), date.today().year)

    def _editor(self) -> SetEditor:
        from parscore.ui.dialogs.set_editor import SetEditor

        editor = SetEditor(self._workbench, self._window, can_move=self._window.board is not None)
        editor.finished.connect(editor.deleteLater)
        editor.workspace_wanted.connect(self.new_workspace)
        editor.move_wanted.connect(self.move_year)
        return editor
