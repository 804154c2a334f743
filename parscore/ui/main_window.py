"""The one window: navigation, the pages, and what is told to the person."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMainWindow, QMessageBox, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from parscore.domain.errors import Refused
from parscore.texts import say
from parscore.ui.find_anything import FindAnything
from parscore.ui.icons import icon
from parscore.ui.page_shelf import PAGES, PageShelf
from parscore.ui.panels.notice_strip import NoticeStrip
from parscore.ui.panels.small_parts import ElidedLabel
from parscore.ui.places import TELLS_ITSELF
from parscore.ui.preferences import Preferences, Recent
from parscore.ui.status_line import StatusLine
from parscore.ui.window_menu import WindowMenu
from parscore.ui.workbench import Workbench

if TYPE_CHECKING:
    from parscore.domain.changes import Changes
    from parscore.services.cards import Board
    from parscore.services.workspace_service import Opened

SMALLEST = QSize(900, 560)
PLACE_MS = 5000
"""How often the place where the person is goes to the settings, so that a crash does not lose it either."""


class MainWindow(QMainWindow):
    """Owns the pages and shows the workspace that is open. `usable` is emitted once a workspace is shown."""

    usable = Signal()

    def __init__(self, workbench: Workbench, preferences: Preferences, parent: QWidget | None = None) -> None:
        """Show the start page."""
        super().__init__(parent)
        self._workbench = workbench
        self.preferences = preferences
        self.board: Board | None = None
        self._page, self._leaf = "start", ""
        self._asked, self._told = Path(), ""
        self._closing = False
        self.setWindowTitle("parscore")
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self._build()
        self.menu = WindowMenu(self, workbench)
        self._connect()
        self._restore_size()
        self._place_timer = QTimer(self)
        self._place_timer.timeout.connect(self._keep_place)
        self._place_timer.start(PLACE_MS)
        self._show_page("start")

    def _build(self) -> None:
        self.notice = NoticeStrip(self)
        self.stack = QStackedWidget(self)
        self.shelf = PageShelf(self._workbench, self.preferences, self)
        self.who = ElidedLabel(self)
        self.search_field = FindAnything(self)
        self.search_field.setFixedWidth(420)
        self._top = QWidget(self)
        top = QHBoxLayout(self._top)
        top.setContentsMargins(8, 4, 8, 4)
        top.addWidget(self.who, 1)
        top.addWidget(self.search_field)
        self._navigation = QWidget(self)
        column = QVBoxLayout(self._navigation)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(4)
        self.buttons = {name: self._button(name, number) for number, name in enumerate(PAGES, 1)}
        for button in self.buttons.values():
            column.addWidget(button)
        column.addStretch(1)
        centre = QWidget(self)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._top)
        right.addWidget(self.notice)
        right.addWidget(self.stack, 1)
        whole = QHBoxLayout(centre)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._navigation)
        whole.addLayout(right, 1)
        self.setCentralWidget(centre)
        self.status = StatusLine(self)
        self.setStatusBar(self.status)

    def _button(self, name: str, number: int) -> QToolButton:
        button = QToolButton(self._navigation)
        button.setText(say(f"desk.page_{name}"))
        button.setIcon(icon(name))
        button.setIconSize(QSize(24, 24))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setAutoRaise(True)
        button.setMinimumSize(button.sizeHint().expandedTo(QSize(84, 56)))
        button.setToolTip(f"{button.text()} (Ctrl+{number})")
        button.clicked.connect(partial(self.go, name, ""))
        return button

    def _connect(self) -> None:
        bench = self._workbench
        bench.changed.connect(self._changed)
        bench.refused.connect(self._refused)
        bench.started.connect(self.status.begin)
        bench.ended.connect(self.status.end)
        bench.stopped.connect(self._stopped)
        self.status.go.connect(self.go)
        self.search_field.chosen.connect(self.go)
        self.shelf.go.connect(self.go)
        self.shelf.tell.connect(self.tell)
        self.shelf.open_folder.connect(self.open_folder)
        self.shelf.new_workspace.connect(self.menu.new_workspace)
        self.shelf.read_table.connect(self.menu.sets.choose_table)
        self.shelf.make_demo.connect(self.menu.make_demo)
        self.shelf.choose_folder.connect(self.menu.choose_folder)

    @Slot(str, str)
    def tell(self, severity: str, sentence: str) -> None:
        """Say something in the strip above the page."""
        self.notice.say(severity, sentence)

    @Slot(str, str)
    def go(self, page: str, place: str) -> None:
        """Show a page, and a leaf or document on it."""
        if self.board is None and page != "start":
            return
        self._leave_page()
        self._show_page(page)
        if place:
            self._leaf = place if page == "score" else self._leaf
            self.shelf.page(page).show_place(place)
        self.shelf.page(page).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_folder(self, folder: Path, told: str = "") -> None:
        """Open a workspace in place of what is open; `told` is said once it is."""
        self._leave_page()
        self._asked, self._told = folder, told
        self._workbench.do(self.show_opened, self._workbench.app.workspaces.open, folder)

    def show_opened(self, opened: Opened, told: str = "") -> None:
        """Show a workspace that a call has just opened; `told` is said with it."""
        profile = opened.profile
        self.preferences.opened(Recent(opened.folder, profile.department, str(profile.year)))
        self.notice.hide()
        for code, facts in opened.notices:
            if code != "backup.made":
                self.tell("info", say(code, **facts))
        if told or self._told:
            self.tell("info", told or self._told)
            self._told = ""
        self._workbench.do(self._first_board, self._workbench.app.scoring.board)

    def close_workspace(self) -> None:
        """Close what is open and show the start page."""
        self._leave_page()
        self._keep_place()
        self._workbench.do(None, self._workbench.app.workspaces.close)
        self.board = None
        self.notice.hide()
        self.shelf.forget()
        self.status.show_status(None)
        self._show_page("start")

    def _first_board(self, board: Board) -> None:
        self.shelf.forget()
        self._show_board(board)
        page, leaf = self.preferences.place(board.folder)
        self._show_page(page if page in PAGES else "overview")
        if leaf:
            self._leaf = leaf
            self.shelf.page("score").show_place(leaf)
        QTimer.singleShot(0, self.usable.emit)

    def _show_board(self, board: Board) -> None:
        self.board = board
        title = say("desk.title", department=board.profile.department, year=board.profile.year)
        self.setWindowTitle(f"{title} – parscore")
        self.who.show_text(f"{title} · {board.criteria.title}")
        self.who.setToolTip(f"{title}\n{board.criteria.title}\n{board.folder}")
        self.search_field.show_board(board, {name: say(f"desk.page_{name}") for name in PAGES})
        from parscore.domain.rescaled_words import side_by_side

        self.status.show_status(board.status, side_by_side(board.sheet, board.sheet.self_totals, say))
        self.menu.show_board(board)
        self.shelf.show_board(board)

    def _show_page(self, name: str) -> None:
        self._page = name
        page = self.shelf.page(name)
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        at_start = name == "start"
        self._navigation.setVisible(not at_start)
        self._top.setVisible(not at_start)
        if at_start:
            self.setWindowTitle("parscore")
            self.shelf.refresh_start()
        else:
            self.buttons[name].setChecked(True)

    def _leave_page(self) -> None:
        if self.board is not None and self._page != "start":
            self.shelf.page(self._page).leave()

    def codes(self, changes: Changes) -> list[str]:
        """The codes of the leaves that a change touched, in the table's order."""
        rows = () if self.board is None else self.board.rows
        return [row.code for row in rows if row.key in changes.leaves]

    def show_change(self, changes: Changes) -> None:
        """On the score page, go to the leaf that a change touched, so that nothing changes out of sight."""
        if self._page == "score" and len(changes.leaves) == 1 and self.current_leaf() not in changes.leaves:
            self.shelf.page("score").show_place(next(iter(changes.leaves)))

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if self.board is not None and self._workbench.app.session.is_open:
            self._workbench.do(self._show_board, self._workbench.app.scoring.board)

    @Slot(object)
    def _refused(self, refusal: Refused) -> None:
        if any(dialog.isVisible() for dialog in self.findChildren(QDialog) if dialog.property(TELLS_ITSELF)):
            return
        sentence = say(refusal.code, **refusal.facts)
        if refusal.code == "workspace.damaged":
            self.notice.say("error", sentence, [(say("desk.see_backups"), partial(self.menu.show_backups, self._asked))])
        else:
            self.tell("error", sentence)

    @Slot(str)
    def _stopped(self, what: str) -> None:
        self.tell("info", say("desk.stopped", what=what))

    def page_name(self) -> str:
        """The page that is shown."""
        return self._page

    def current_leaf(self) -> str:
        """The leaf where the person is, "" for none."""
        score = self.shelf.built("score")
        return str(getattr(score, "current_key", "")) if score is not None else self._leaf

    def _keep_place(self) -> None:
        if self.board is not None:
            self.preferences.keep_place(self.board.folder, self._page, self.current_leaf())

    def _restore_size(self) -> None:
        geometry = self.preferences.bytes("window")
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(QSize(1280, 720).boundedTo(self.screen().availableSize()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take folders and tables of criteria."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A folder is opened; a file is read as a table of criteria."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and paths[0].is_dir():
            self.open_folder(paths[0])
        elif paths:
            self.menu.sets.read_table(paths[0])

    def _ask_to_close(self, what: str) -> None:
        box = QMessageBox(QMessageBox.Icon.Question, "parscore", say("desk.closing", what=what), parent=self)
        box.addButton(say("desk.wait"), QMessageBox.ButtonRole.RejectRole)
        stop = box.addButton(say("desk.stop_and_close"), QMessageBox.ButtonRole.AcceptRole)
        stop.clicked.connect(self._close_now)
        box.open()

    @Slot()
    def _close_now(self) -> None:
        self._closing = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what is being typed and remember where the person was; ask first where long work would be stopped."""
        if self._workbench.long_work and not self._closing:
            event.ignore()
            self._ask_to_close(self._workbench.long_work)
            return
        self._leave_page()
        self._keep_place()
        self.preferences.keep_bytes("window", self.saveGeometry())
        event.accept()
