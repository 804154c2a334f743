"""The pages, each built when first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from parscore.ui.preferences import Preferences
from parscore.ui.workbench import Workbench

if TYPE_CHECKING:
    from parscore.services.cards import Board

PAGES = ("overview", "score", "evidence", "findings", "report")


class PageShelf(QObject):
    """Builds pages and passes on what they ask for; a page that was not built hears of no board until it is."""

    go = Signal(str, str)
    tell = Signal(str, str)
    open_folder = Signal(object)
    new_workspace = Signal()
    read_table = Signal()
    make_demo = Signal()
    choose_folder = Signal()

    def __init__(self, workbench: Workbench, preferences: Preferences, parent: QWidget) -> None:
        """No page is built yet."""
        super().__init__(parent)
        self._workbench = workbench
        self._preferences = preferences
        self._window = parent
        self._pages: dict[str, Any] = {}
        self._board: Board | None = None

    def page(self, name: str) -> Any:
        """A page by name, built now if it was not before."""
        if name not in self._pages:
            self._pages[name] = self._build(name)
            if self._board is not None and name != "start":
                self._pages[name].show_board(self._board)
        return self._pages[name]

    def built(self, name: str) -> Any:
        """A page by name if it was built, else None."""
        return self._pages.get(name)

    def show_board(self, board: Board) -> None:
        """Give every built page the new board."""
        self._board = board
        for name, page in self._pages.items():
            if name != "start":
                page.show_board(board)

    def forget(self) -> None:
        """Drop the pages of a workspace that is no longer shown."""
        self._board = None
        for name in [name for name in self._pages if name != "start"]:
            page = self._pages.pop(name)
            if name == "report":
                page.let_go()
            page.deleteLater()

    def refresh_start(self) -> None:
        """List the recent workspaces anew."""
        self.page("start").refresh()

    def _build(self, name: str) -> Any:
        if name == "start":
            return self._start()
        made = _make(name, self._workbench, self._window)
        made.go.connect(self.go)
        made.tell.connect(self.tell)
        return made

    def _start(self) -> Any:
        from parscore.ui.pages.start_page import StartPage

        made = StartPage(self._preferences, self._window)
        made.open_folder.connect(self.open_folder)
        made.new_workspace.connect(self.new_workspace)
        made.read_table.connect(self.read_table)
        made.make_demo.connect(self.make_demo)
        made.choose_folder.connect(self.choose_folder)
        return made


def _make(name: str, workbench: Workbench, window: QWidget) -> Any:
    """Import a page only when it is wanted: each costs time at the start."""
    if name == "overview":
        from parscore.ui.pages.overview_page import OverviewPage

        return OverviewPage(workbench, window)
    if name == "score":
        from parscore.ui.pages.score_page import ScorePage

        return ScorePage(workbench, window)
    if name == "evidence":
        from parscore.ui.pages.evidence_page import EvidencePage

        return EvidencePage(workbench, window)
    if name == "findings":
        from parscore.ui.pages.findings_page import FindingsPage

        return FindingsPage(workbench, window)
    from parscore.ui.pages.report_page import ReportPage

    return ReportPage(workbench, window)
