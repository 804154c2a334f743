"""The window's menus, and the dialogs that they open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from parscore import __version__
from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.set_menu import SetMenu
from parscore.ui.workbench import Workbench

if TYPE_CHECKING:
    from parscore.domain.changes import Changes
    from parscore.domain.criteria import CriteriaSet
    from parscore.services.cards import Board
    from parscore.services.next_year_service import Begun
    from parscore.services.ports import BackupFile
    from parscore.services.session import Step
    from parscore.ui.dialogs.guide import Guide
    from parscore.ui.main_window import MainWindow

_MOST_CODES = 4


class WindowMenu(QObject):
    """Tệp, Sửa, Xem, Bộ tiêu chí, Trợ giúp."""

    def __init__(self, window: MainWindow, workbench: Workbench) -> None:
        """Fill the window's menu bar."""
        super().__init__(window)
        self._window = window
        self._workbench = workbench
        self._needs_workspace: list[QAction] = []
        self._guide: Guide | None = None
        bar = window.menuBar()
        self._file(bar.addMenu(say("desk.menu_file")))
        self._edit(bar.addMenu(say("desk.menu_edit")))
        self._view(bar.addMenu(say("desk.menu_view")))
        self._sets(bar.addMenu(say("desk.menu_sets")))
        self._help(bar.addMenu(say("desk.menu_help")))
        self._enable(False)

    def _file(self, menu: QMenu) -> None:
        self._add(menu, "new", "Ctrl+N", partial(self.new_workspace, None), "add")
        self._add(menu, "open", "Ctrl+O", self.choose_folder, "folder")
        self._add(menu, "demo", "", self.make_demo, "info")
        self._add(menu, "next_year", "", self.next_year, "next", workspace=True)
        menu.addSeparator()
        self._add(menu, "profile", "", self.edit_profile, "edit", workspace=True)
        self._add(menu, "backup", "", self.back_up, "backup", workspace=True)
        self._add(menu, "backups", "", partial(self.show_backups, None), "backup")
        menu.addSeparator()
        self._add(menu, "close", "Ctrl+W", self._window.close_workspace, "home", workspace=True)
        self._add(menu, "quit", "Ctrl+Q", self._window.close, "close")

    def _edit(self, menu: QMenu) -> None:
        self.undo = self._add(menu, "undo", QKeySequence(QKeySequence.StandardKey.Undo).toString(), self._undo, "undo", workspace=True)
        self.redo = self._add(menu, "redo", "Ctrl+Y", self._redo, "redo", workspace=True)
        menu.addSeparator()
        self._add(menu, "exempt", "", self.exempt_profiles, "not_applicable", workspace=True)
        self._add(menu, "find", "Ctrl+K", self._find, "search", workspace=True)

    def _view(self, menu: QMenu) -> None:
        for number, name in enumerate(self._window.buttons, 1):
            self._add(menu, f"page_{name}", f"Ctrl+{number}", partial(self._window.go, name, ""), name, workspace=True)

    def _sets(self, menu: QMenu) -> None:
        self.sets = SetMenu(self._window, self._workbench, menu)
        self.sets.new_workspace.connect(self.new_workspace)
        self.sets.move_year.connect(self.move_set)
        menu.addSeparator()
        self._add(menu, "compare", "", self.compare_sets, "score")
        self._add(menu, "move", "", partial(self.move_set, None), "next", workspace=True)
        self._add(menu, "archive", "", self.show_archive, "folder", workspace=True)

    def _help(self, menu: QMenu) -> None:
        self._add(menu, "help_here", "F1", self._help_here, "help")
        self._add(menu, "keys", "Shift+F1", self._keys, "help")
        self._add(menu, "guide", "", self.show_guide, "document")
        self._add(menu, "about", "", self._about, "info")

    def _add(self, menu: QMenu, name: str, keys: str, act: Callable[[], Any], picture: str, *, workspace: bool = False) -> QAction:
        action = QAction(icon(picture), say(f"desk.{name}") if name.startswith("page_") else say(f"command.{name}"), self)
        if keys:
            action.setShortcut(keys)
        action.triggered.connect(lambda _checked=False: act())
        menu.addAction(action)
        if workspace:
            self._needs_workspace.append(action)
        return action

    def _enable(self, opened: bool) -> None:
        for action in self._needs_workspace:
            action.setEnabled(opened)

    def show_board(self, board: Board) -> None:
        """Name what can be undone and made again."""
        self._enable(True)
        for action, key, label in ((self.undo, "undo", board.status.undo), (self.redo, "redo", board.status.redo)):
            action.setEnabled(bool(label))
            named = say(f"command.{key}")
            action.setText(f"{named}: {say(f'history.{label}')}" if label else named)

    def new_workspace(self, criteria: CriteriaSet | None = None) -> None:
        """Ask what a new workspace needs and make it; `criteria` are proposed where they are given."""
        from parscore.ui.dialogs.new_workspace import NewWorkspace

        dialog = NewWorkspace(self._workbench, criteria, self._window)
        dialog.created.connect(self._window.show_opened)
        dialog.open()

    def next_year(self) -> None:
        """Ask by which set and where, and begin the next year from this one, what is being typed included."""
        from parscore.ui.dialogs.next_year import NextYearDialog

        if self._window.board is not None:
            self._window.shelf.page(self._window.page_name()).leave()
            dialog = NextYearDialog(self._workbench, self._window.board, self._window)
            dialog.created.connect(self._year_begun)
            dialog.open()

    def _year_begun(self, begun: Begun) -> None:
        from parscore.services.next_year_text import counts_text

        self._window.show_opened(begun.opened, " ".join(counts_text(begun.plan, say)))

    def choose_folder(self) -> None:
        """Ask for the folder of a workspace and open it."""
        chosen = QFileDialog.getExistingDirectory(self._window, say("desk.choose_workspace"), documents())
        if chosen:
            self._window.open_folder(Path(chosen))

    def make_demo(self) -> None:
        """Ask where, and make the demonstration there."""
        chosen = QFileDialog.getSaveFileName(self._window, say("desk.choose_demo"), str(Path(documents()) / say("desk.demo_name")))[0]
        if chosen:
            self._workbench.do_long(say("desk.making_demo"), self._window.show_opened, self._workbench.app.demo.make, Path(chosen))

    def edit_profile(self) -> None:
        """Correct the names of the department."""
        from parscore.ui.dialogs.edit_profile import EditProfile

        if self._window.board is not None:
            EditProfile(self._workbench, self._window.board.profile, self._window).open()

    def compare_sets(self) -> None:
        """What differs between two sets."""
        from parscore.ui.dialogs.set_difference_view import SetDifferenceView

        board = self._window.board
        SetDifferenceView(self._workbench, None if board is None else board.criteria, self._window).open()

    def move_set(self, criteria: CriteriaSet | None = None) -> None:
        """Take the year's work to another version of its set, to `criteria` where given; what is being typed is stored first."""
        from parscore.ui.dialogs.move_set import MoveSet
        from parscore.ui.panels.set_choice import set_name

        self._window.shelf.page(self._window.page_name()).leave()
        dialog = MoveSet(self._workbench, self._window)
        if criteria is not None:
            dialog.choice.put(set_name(criteria), criteria)
        dialog.open()

    def show_archive(self) -> None:
        """What was put away when the set changed."""
        from parscore.ui.dialogs.archive_list import ArchiveList

        if self._window.board is not None:
            ArchiveList(self._window.board, self._window).open()

    def exempt_profiles(self) -> None:
        """Leave out what does not apply to the body, or take that back."""
        from parscore.ui.dialogs.exempt_profiles import ExemptProfiles

        self._window.shelf.page(self._window.page_name()).leave()
        ExemptProfiles(self._workbench, self._window).open()

    def back_up(self) -> None:
        """A backup now."""
        self._workbench.do(self._backed_up, self._workbench.app.workspaces.back_up)

    def _backed_up(self, made: BackupFile) -> None:
        self._window.tell("info", say("desk.backed_up", file=made.path))

    def show_backups(self, folder: Path | None) -> None:
        """List the backups of a workspace, of the open one without a folder, and restore one."""
        from parscore.ui.dialogs.backup_list import BackupList

        if folder is None and self._window.board is not None:
            folder = self._window.board.folder
        if folder is None:
            chosen = QFileDialog.getExistingDirectory(self._window, say("desk.choose_workspace"), documents())
            folder = Path(chosen) if chosen else None
        if folder is not None:
            dialog = BackupList(self._workbench, folder, self._window)
            dialog.restored.connect(self._window.open_folder)
            dialog.open()

    def _undo(self) -> None:
        self._window.shelf.page(self._window.page_name()).leave()
        self._workbench.do(partial(self._told, "desk.undone"), self._workbench.app.scoring.undo)

    def _redo(self) -> None:
        self._workbench.do(partial(self._told, "desk.redone"), self._workbench.app.scoring.redo)

    def _told(self, key: str, done: tuple[Step, Changes] | None) -> None:
        if done is not None:
            step, changes = done
            self._window.show_change(changes)
            codes = _few(self._window.codes(changes))
            what = say(f"history.{step.label}")
            self._window.status.say(say(key, what=f"{what} {codes}".strip()))

    def _find(self) -> None:
        self._window.search_field.setFocus()
        self._window.search_field.selectAll()

    def _keys(self) -> None:
        self._message("command.keys", say("keys.list"))

    def _help_here(self) -> None:
        """The help of the page, or the guide's chapter on it."""
        name = self._window.page_name()
        page = self._window.shelf.page(name)
        if not (hasattr(page, "help_here") and page.help_here()):
            self.show_guide(name)

    def show_guide(self, page: str = "") -> None:
        """The guide, at the chapter on a page where one is named."""
        from parscore.ui.dialogs.guide import Guide

        if self._guide is None:
            self._guide = Guide(self._window)
        self._guide.show()
        self._guide.raise_()
        self._guide.go_to(say(f"guide.{page}") if page else "")

    def _about(self) -> None:
        self._message("command.about", say("desk.about_text", version=__version__))

    def _message(self, title: str, text: str) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, say(title).replace("&", ""), text, parent=self._window)
        box.addButton(say("desk.close"), QMessageBox.ButtonRole.AcceptRole)
        box.open()


def _few(codes: list[str]) -> str:
    """Codes for one line: the first ones, and how many more there are."""
    shown = ", ".join(codes[:_MOST_CODES])
    more = len(codes) - _MOST_CODES
    return say("desk.more_codes", codes=shown, count=more) if more > 0 else shown


def documents() -> str:
    """The person's folder of documents."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or str(Path.home())
