"""The services over a workspace in memory, for tests of single pages."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from parscore.domain.assessment import Profile
from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.evidence import Document, KeptFile, Link
from parscore.domain.findings import Finding
from parscore.services.app import App
from parscore.services.cards import Board
from parscore.services.evidence_service import EvidenceService
from parscore.services.move_service import MoveService
from parscore.services.next_year_service import NextYearService
from parscore.services.scoring_service import ScoringService
from parscore.services.session import Session
from parscore.services.workspace_service import WorkspaceService
from parscore.ui.workbench import Workbench
from tests.builders import small_set
from tests.memory_ports import MemoryFolders, MemoryOfSettled, MemoryWorkspace, NoMaps, alike, sealed

HOME = Path("so")
PORTRAIT, LANDSCAPE = (595, 842), (842, 595)


class PlainPages:
    """Pages of one colour; `shapes` are their sizes in points."""

    def __init__(self, shapes: list[tuple[int, int]]) -> None:
        self.shapes = shapes
        self.asked: list[tuple[int, int]] = []
        self.fault: Exception | None = None
        self.closed = False

    @property
    def count(self) -> int:
        return len(self.shapes)

    def picture(self, page: int, dpi: int) -> tuple[int, int, bytes]:
        assert not self.closed
        if self.fault is not None:
            raise self.fault
        self.asked.append((page, dpi))
        width, height = (round(side * dpi / 72) for side in self.shapes[page])
        return width, height, bytes((40 * page % 200, 90, 160, 255)) * (width * height)

    def close(self) -> None:
        self.closed = True


@dataclass
class PlainReports:
    """Reports of plain pages; a written file holds the name of its format."""

    shapes: list[tuple[int, int]] = field(default_factory=lambda: [PORTRAIT, LANDSCAPE, LANDSCAPE, PORTRAIT])
    previews: int = 0
    opened: list[PlainPages] = field(default_factory=list)
    fault: Exception | None = None

    def preview(self) -> bytes:
        self.previews += 1
        return b"%PDF"

    def pages(self, pdf: bytes) -> PlainPages:
        self.opened.append(PlainPages(self.shapes))
        self.opened[-1].fault = self.fault
        return self.opened[-1]

    def write(self, target: Path) -> Path:
        target.write_text(target.suffix, encoding="utf-8")
        return target


@dataclass
class PlainCriteria:
    """Finds what it was told to find in every set."""

    found: tuple[Finding, ...] = ()
    sets: tuple[CriteriaSet, ...] = ()
    files: dict[str, CriteriaSet] = field(default_factory=dict)

    def list(self) -> tuple[CriteriaSet, ...]:
        return self.sets

    def choose(self, name: str) -> tuple[CriteriaSet, tuple[Finding, ...]]:
        if name not in self.files:
            raise Refused("criteria_yaml.missing", file=name)
        return self.files[name], ()

    def findings(self, criteria: CriteriaSet) -> tuple[Finding, ...]:
        return self.found


class PageDesk:
    """A workspace in memory under a workbench; `show` gives its board to a page whenever something changed, as the window does."""

    def __init__(self, criteria: CriteriaSet | None = None) -> None:
        self.session = Session()
        self.folders = MemoryFolders()
        self.reports = PlainReports()
        self.criteria = PlainCriteria()
        workspaces = WorkspaceService(self.session, self.folders)
        self.scoring, self.evidence = ScoringService(self.session), EvidenceService(self.session)
        workspaces.create(HOME, Profile("Sở Công Thương", "Tỉnh Mẫu", 2026), criteria or small_set())
        self.moves = MoveService(self.session, alike, NoMaps(), sealed, MemoryOfSettled())
        made: dict[str, Any] = {
            "session": self.session,
            "workspaces": workspaces,
            "criteria": self.criteria,
            "scoring": self.scoring,
            "evidence": self.evidence,
            "reports": self.reports,
            "moves": self.moves,
            "next_year": NextYearService(self.session, self.folders, workspaces, alike),
        }
        self.app = App(**{each.name: made.get(each.name) for each in fields(App)})
        self.workbench = Workbench(lambda: self.app)
        self.boards: list[Board] = []
        self._show: Callable[[Board], None] | None = None

    @property
    def memory(self) -> MemoryWorkspace:
        return self.folders.made[HOME]

    def add(self, *documents: Document, key: str = "1.1") -> None:
        """Put documents into the workspace, linked to a leaf unless the key is empty."""
        for document in documents:
            self.memory.state.documents[document.id] = document
            if key:
                self.memory.state.links.append(Link(key, document.id))
            for kept in document.files:
                self.memory.store[kept.sha256] = kept.name.encode()
        self.session.forget()

    def show(self, page: Any) -> None:
        """Give the page the board now and after every change."""
        self._show = page.show_board
        self.workbench.changed.connect(self._changed)
        self._changed(None)

    def _changed(self, _changes: object) -> None:
        self.workbench.do(self._shown, self.scoring.board)

    def _shown(self, board: Board) -> None:
        self.boards.append(board)
        assert self._show is not None
        self._show(board)


def document(identity: str, number: str = "", issued: date | None = None, title: str = "", files: int = 1, issuer: str = "") -> Document:
    kept = tuple(KeptFile(f"{identity}{at}", f"tệp {identity} {at}.pdf", 10) for at in range(files))
    return Document(identity, number, issued, issuer, title, "", kept)
