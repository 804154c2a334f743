from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from parscore.domain.assessment import NotApplicable, Profile
from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.evidence import Document
from parscore.domain.findings import Finding
from parscore.domain.outcome import Inputs
from parscore.domain.report import Report
from parscore.domain.table_draft import TableChoice
from parscore.services.criteria_service import CriteriaService
from parscore.services.demo_service import DemoAnswer, DemoService, DemoYear
from parscore.services.evidence_service import DocumentFields, EvidenceService
from parscore.services.progress import Progress, Silent
from parscore.services.report_service import ReportService
from parscore.services.score_json import score_plain
from parscore.services.scoring_service import ScoringService
from parscore.services.session import Session
from parscore.services.workspace_service import WorkspaceService
from parscore.texts import say
from tests.builders import D, deep_set, small_set
from tests.memory_ports import MemoryFolders

PROFILE = Profile("Sở Công Thương", "Tỉnh Mẫu", 2026)


class Shelf:
    """A source of one set."""

    def list(self) -> tuple[CriteriaSet, ...]:
        return small_set(), small_set(code="so.2026")

    def damaged(self) -> tuple[tuple[Path, Refused], ...]:
        return ((Path("x.yaml"), Refused("criteria.unknown_leaf", code="x")),)

    def get(self, code: str) -> CriteriaSet:
        return small_set(code=code)

    def read_file(self, file: Path) -> CriteriaSet:
        return small_set(code=f"yaml {file.name}")

    def faults(self, file: Path) -> tuple[str, ...]:
        return (f"dòng 1: {file.name}",)


class Draft:
    """What a table reader gives back."""

    def __init__(self, file: Path) -> None:
        self.criteria = small_set(code=f"table {file.name}")
        self.findings = (Finding("error", "table.no_rungs"),)


class Tables:
    def tables(self, file: Path, progress: Progress) -> tuple[TableChoice, ...]:
        progress.step(0, 1)
        return (TableChoice(1, file.name, "", 5, 3),)

    def read(self, file: Path, pick: int | None = None, progress: Progress | None = None) -> Draft:
        return Draft(file if pick is None else file.with_stem(f"{file.stem} {pick}"))


def criteria_service() -> CriteriaService:
    return CriteriaService(Shelf(), Tables())  # type: ignore[arg-type]


def test_a_set_is_chosen_by_code_or_by_the_kind_of_its_file() -> None:
    service = criteria_service()
    assert [service.choose(name)[0].code for name in ("mau", "a.yaml", "b.YML", "c.xlsx")] == [
        "mau",
        "yaml a.yaml",
        "yaml b.YML",
        "table c.xlsx",
    ]
    assert [finding.code for finding in service.choose("c.xlsx")[1]] == ["table.no_rungs"]
    assert {finding.key for finding in service.choose("mau")[1]} >= {"1.14"}
    assert service.choose("so.2026")[0].code == "so.2026"
    assert service.list()[0].code == "nho"
    assert service.read_table(Path("d.xlsx")).criteria.code == "table d.xlsx"
    assert service.read_table(Path("d.xlsx"), 2).criteria.code == "table d 2.xlsx"
    assert [each.name for each in service.tables(Path("d.xlsx"))] == ["d.xlsx"]
    assert service.get("x").code == "x"
    assert service.faults(Path("a.yaml")) == ("dòng 1: a.yaml",)
    assert service.damaged()[0][0].name == "x.yaml"
    assert {finding.key for finding in service.findings(small_set())} >= {"1.14"}


class Writer:
    def write(self, report: Report, out: BinaryIO) -> None:
        out.write(type(report).__name__.encode())


def write_plain(target: Path, fill) -> None:  # type: ignore[no-untyped-def]
    out = BytesIO()
    fill(out)
    target.write_bytes(out.getvalue())


def test_a_report_goes_to_the_writer_of_its_ending(tmp_path: Path) -> None:
    session = Session()
    folders = MemoryFolders()
    WorkspaceService(session, folders).create(tmp_path, PROFILE, deep_set())
    service = ReportService(session, {".pdf": Writer}, write_plain, lambda: date(2026, 11, 24), lambda data: data)  # type: ignore[arg-type]
    assert service.write(tmp_path / "b.PDF").read_bytes() == b"Report"
    assert service.preview() == b"Report"
    assert service.pages(b"x") == b"x"  # type: ignore[comparison-overlap]
    with pytest.raises(Refused) as refusal:
        service.write(tmp_path / "b.odt")
    assert refusal.value.facts == {"file": "b.odt", "known": ".pdf"}


class Source:
    """A demonstration of two leaves that share a document."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def year(self) -> DemoYear:
        documents = {"d": (Document("d", "1/KH", date(2026, 1, 2), "Sở", "Kế hoạch"), "kh.pdf")}
        answers = {
            "1.1": DemoAnswer(Inputs(choice=1), "đủ", None, (("d", "mục I"),)),
            "1.2": DemoAnswer(Inputs(choice=2), None, None, (("d", "mục II"),)),
            "1.3": DemoAnswer(None, "chờ"),
            "1.4": DemoAnswer(None, None, NotApplicable("excluded", "không có", "CV")),
        }
        return DemoYear(PROFILE, "nho", documents, answers)

    def write_document(self, document: Document, target: Path) -> None:
        self.written.append(target.name)
        target.write_bytes(document.number.encode())


class Steps:
    def __init__(self) -> None:
        self.seen: list[tuple[int, int]] = []

    def step(self, done: int, total: int, what: str = "") -> None:
        self.seen.append((done, total))


def test_the_demonstration_is_filled_through_the_same_calls_a_person_makes(tmp_path: Path) -> None:
    session, source, steps = Session(), Source(), Steps()
    workspaces, scoring, evidence = WorkspaceService(session, MemoryFolders()), ScoringService(session), EvidenceService(session)
    demo = DemoService(source, workspaces, criteria_service(), scoring, evidence)
    assert demo.make(tmp_path, steps).profile == PROFILE
    assert steps.seen[-1] == (4, 4)
    assert source.written == ["kh.pdf"]
    assert [link.place for link in scoring.work().evidence.links] == ["mục I", "mục II"]
    assert len(evidence.documents()) == 1
    assert scoring.leaf("1.3").score.answer.explanation == "chờ"
    assert scoring.leaf("1.4").score.state == "not_applicable"
    assert scoring.board().status.undo == "exempt"


def test_the_score_as_plain_values_adds_up(tmp_path: Path) -> None:
    session = Session()
    WorkspaceService(session, MemoryFolders()).create(tmp_path, PROFILE, deep_set())
    scoring, evidence = ScoringService(session), EvidenceService(session)
    scoring.record("1.1", Inputs(choice=2), "chậm")
    scoring.exempt("1.4", NotApplicable("excluded", "không có"))
    (tmp_path / "a.pdf").write_bytes(b"a")
    evidence.attach("1.1", [tmp_path / "a.pdf"], DocumentFields("1/BC", date(2026, 2, 3)), "trang 1", Silent())
    plain = score_plain(scoring.work(), say)
    rescaled = plain.pop("rescaled")
    assert plain["self"] == {"points": "0.5", "max": "4", "declared_max": "4.75", "index": "12.5"}
    assert (rescaled["points"], rescaled["max"], rescaled["left_out"]) == ("0.59", "4.75", "0.75")
    assert rescaled["excluded"] == [{"reason": "không có", "clause": "", "points": "0.75", "codes": ["1.4"], "leaves": ["1.4"]}]
    assert (plain["survey_max"], plain["unanswered"], plain["not_applicable"]) == ("5", 2, 1)
    assert [(field["code"], field["points"], field["max"]) for field in plain["fields"]] == [("1", "0.5", "3"), ("2", "0", "1")]
    first = plain["criteria"][0]
    assert (first["points"], first["state"], first["rule"], first["explanation"]) == ("0.5", "done", "ladder", "chậm")
    assert first["evidence"][0]["date"] == "2026-02-03"
    assert first["evidence"][0]["files"][0]["name"] == "a.pdf"
    assert sum(D(loss["lost"]) for loss in plain["ledger"]) == D("3.5")
    assert {leaf["state"] for leaf in plain["criteria"]} == {"done", "unanswered", "not_applicable", "not_self_scored"}


def test_paths_through_bonus_leaves_and_rows_of_every_node(tmp_path: Path) -> None:
    base = deep_set()
    bonus: Sequence = small_set().fields[0].children[6:7]
    extended = CriteriaSet("x", "x", "1", 2026, base.fields, bonus=tuple(bonus))
    session = Session()
    WorkspaceService(session, MemoryFolders()).create(tmp_path, PROFILE, extended)
    scoring = ScoringService(session)
    assert scoring.leaf("1.7").path == ()
    assert scoring.leaf("1.5").path == ("1. Chỉ đạo", "1.1. Kế hoạch")
    scoring.exempt("1.3", NotApplicable("zero", "x", "y"))
    scoring.exempt("1.4", NotApplicable("zero", "x", "y"))
    rows = {row.key: row for row in scoring.board().rows}
    assert rows["2.1*"].state == "not_applicable"
    assert rows["2.2*"].state == "not_self_scored"
    assert rows["2.2*"].points is None
    assert rows["1"].state == "unanswered"
    assert rows["1.7"].parent == ""
    assert scoring.board().totals("1").leaves == 2
