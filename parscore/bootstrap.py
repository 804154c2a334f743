"""Which adapter fills which port; the only file that knows every side.

Adapters are imported when first used: the window must paint before SQLAlchemy, openpyxl and reportlab are loaded.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from parscore.domain.criteria import CriteriaSet
from parscore.own_folders import user_data
from parscore.paths import shipped
from parscore.services.app import App
from parscore.services.criteria_service import CriteriaService
from parscore.services.evidence_service import EvidenceService
from parscore.services.ports import (
    CodeMapSource,
    CriteriaSource,
    PageSource,
    PlanSources,
    PlanVocabulary,
    ReportWriter,
    SettledMemory,
    TableReader,
    WorkspaceFolders,
)
from parscore.services.report_service import ReportService
from parscore.services.scoring_service import ScoringService
from parscore.services.session import Session
from parscore.services.workspace_service import WorkspaceService

if TYPE_CHECKING:
    from parscore.services.demo_service import DemoSource


class Later:
    """Stands for an object that is made at its first use."""

    def __init__(self, make: Callable[[], Any]) -> None:
        """Remember how to make it."""
        self._make = make
        self._made: Any = None

    def __getattr__(self, name: str) -> Any:
        if self._made is None:
            self._made = self._make()
        return getattr(self._made, name)


def _folders() -> Any:
    from parscore.adapters.files.criteria_kept import keep_criteria, read_kept
    from parscore.adapters.files.workspace_folder import WorkspaceFolderStore

    return WorkspaceFolderStore(dump_set=keep_criteria, load_set=read_kept, clock=now)


def _criteria() -> Any:
    from parscore.adapters.files.criteria_library import CriteriaLibrary

    return CriteriaLibrary([shipped("criteria"), user_data() / "criteria"])


def _tables() -> Any:
    from parscore.adapters.importers.criteria_table import CriteriaTableReader

    return CriteriaTableReader()


def _plans() -> Any:
    from parscore.adapters.importers.plan_files import PlanFileReader

    return PlanFileReader()


def _plan_words() -> Any:
    from parscore.adapters.files.plan_words_toml import PlanWordsFile

    return PlanWordsFile(shipped("resources") / "plan_words.toml")


def _memory() -> Any:
    from parscore.adapters.files.settled_store import SettledStore

    return SettledStore(user_data() / "cau-hoi-da-tra-loi.json")


def _maps() -> Any:
    from parscore.adapters.files.code_map_yaml import CodeMapFiles

    return CodeMapFiles()


def _likeness(one: str, other: str) -> float:
    from parscore.adapters.text_likeness import text_likeness

    return text_likeness(one, other)


def _seal(criteria: CriteriaSet) -> CriteriaSet:
    from parscore.adapters.files.criteria_yaml import with_digest

    return with_digest(criteria)


def _demo() -> Any:
    from parscore.adapters.files.demo_year import ShippedDemo

    return ShippedDemo(shipped("resources") / "demo")


def _pdf() -> ReportWriter:
    from parscore.adapters.reports.report_pdf import PdfReportWriter

    return PdfReportWriter()


def _xlsx() -> ReportWriter:
    from parscore.adapters.reports.report_xlsx import XlsxReportWriter

    return XlsxReportWriter()


def _pages(pdf: bytes) -> PageSource:
    from parscore.adapters.reports.page_pictures import PagePictures

    return PagePictures(pdf)


def _write_whole(target: Path, fill: Callable[[BinaryIO], None]) -> None:
    from parscore.adapters.files.write_whole import write_whole

    write_whole(target, fill)


WRITERS: Mapping[str, Callable[[], ReportWriter]] = {".pdf": _pdf, ".xlsx": _xlsx}


def now() -> datetime:
    """The local time with its offset."""
    return datetime.now().astimezone()


def build_app(today: Callable[[], date] = date.today) -> App:
    """The program's services over the real adapters."""
    session = Session()
    folders = cast(WorkspaceFolders, Later(_folders))
    workspaces = WorkspaceService(session, folders)
    source, tables = cast(CriteriaSource, Later(_criteria)), cast(TableReader, Later(_tables))
    memory = cast(SettledMemory, Later(_memory))
    criteria = CriteriaService(source, tables)
    scoring, evidence = ScoringService(session), EvidenceService(session)

    def demo() -> Any:
        from parscore.services.demo_service import DemoService

        return DemoService(cast("DemoSource", Later(_demo)), workspaces, criteria, scoring, evidence)

    def sets() -> Any:
        from parscore.services.set_service import SetService

        return SetService(source, tables, memory)

    def moves() -> Any:
        from parscore.services.move_service import MoveService

        return MoveService(session, _likeness, cast(CodeMapSource, Later(_maps)), _seal, memory)

    def next_year() -> Any:
        from parscore.services.next_year_service import NextYearService

        return NextYearService(session, folders, workspaces, _likeness)

    def plans() -> Any:
        from parscore.services.plan_service import PlanService

        return PlanService(cast(PlanSources, Later(_plans)), cast(PlanVocabulary, Later(_plan_words)))

    reports = ReportService(session, WRITERS, _write_whole, today, _pages)
    late = [cast(Any, Later(make)) for make in (demo, sets, moves, next_year, plans)]  # not needed to open a workspace
    return App(session, workspaces, criteria, scoring, evidence, reports, *late)
