import json
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from parscore.domain.assessment import NotApplicable, Profile
from parscore.domain.changes import Changes
from parscore.domain.errors import Refused
from parscore.domain.outcome import Inputs
from parscore.domain.rules import NotSelfScored
from parscore.services.evidence_service import DocumentFields, EvidenceService
from parscore.services.progress import Cancelled, Silent
from parscore.services.scoring_service import ScoringService, preview
from parscore.services.session import Session
from parscore.services.workspace_service import WorkspaceService
from tests.builders import D, leaf, small_set
from tests.memory_ports import MemoryFolders, MemoryWorkspace

PROFILE = Profile("Sở Công Thương", "Tỉnh Mẫu", 2026)
HOME = Path("so")


class Desk:
    """The services over one workspace in memory."""

    def __init__(self) -> None:
        self.session = Session()
        self.folders = MemoryFolders()
        self.workspaces = WorkspaceService(self.session, self.folders)
        self.scoring = ScoringService(self.session)
        self.evidence = EvidenceService(self.session)

    @property
    def memory(self) -> MemoryWorkspace:
        return self.folders.made[HOME]


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    made.workspaces.create(HOME, PROFILE, small_set())
    return made


class StopAtOnce:
    def step(self, done: int, total: int, what: str = "") -> None:
        raise Cancelled


def test_nothing_works_before_a_workspace_is_open() -> None:
    with pytest.raises(Refused, match="workspace.none_open"):
        Desk().scoring.board()
    assert not Desk().session.is_open


def test_recording_says_what_changed_and_shows_in_board_and_history(desk: Desk) -> None:
    assert desk.scoring.record("1.1", Inputs(choice=2), "vì chậm") == Changes(frozenset({"1.1"}))
    board = desk.scoring.board()
    row = next(row for row in board.rows if row.key == "1.1")
    assert (row.points, row.state, row.parent, row.is_leaf) == (D("0.5"), "done", "1", True)
    assert board.status.points == D("0.5")
    assert board.status.undo == "record"
    assert board.totals("1").points == D("0.5")
    assert (board.profile, board.criteria, board.documents) == (PROFILE, board.sheet.criteria, {})
    assert board.status.saved_at is not None
    event = desk.memory.state.events[-1]
    assert (event.action, event.subject, event.before) == ("record", "1.1", "")
    assert event.after == '{"choice":2,"explanation":"vì chậm"}'


def test_recording_the_same_again_changes_nothing(desk: Desk) -> None:
    desk.scoring.record("1.1", Inputs(choice=2))
    count = len(desk.memory.state.events)
    assert not desk.scoring.record("1.1", Inputs(choice=2))
    assert len(desk.memory.state.events) == count


def test_a_refused_answer_leaves_the_old_one(desk: Desk) -> None:
    desk.scoring.record("1.1", Inputs(choice=2))
    with pytest.raises(Refused):
        desk.scoring.record("1.1", Inputs(choice=7))
    assert desk.scoring.leaf("1.1").score.points == D("0.5")


def test_undo_and_redo_walk_through_answers_and_links(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "kh.pdf"
    file.write_bytes(b"x")
    desk.scoring.record("1.1", Inputs(choice=1))
    desk.evidence.attach("1.1", [file], DocumentFields("12/KH-SCT"), "mục I", Silent())
    undone = desk.scoring.undo()
    assert undone is not None
    assert undone[0].label == "attach"
    assert desk.scoring.leaf("1.1").evidence == ()
    assert desk.memory.state.documents == {}
    desk.scoring.undo()
    assert desk.scoring.leaf("1.1").score.points is None
    assert desk.scoring.undo() is None
    desk.scoring.redo()
    desk.scoring.redo()
    card = desk.scoring.leaf("1.1")
    assert card.score.points == 1
    assert [(link.place, document.number) for link, document in card.evidence] == [("mục I", "12/KH-SCT")]
    assert desk.scoring.redo() is None
    assert [event.action for event in desk.memory.state.events[-2:]] == ["redo", "redo"]


def test_a_new_step_forgets_what_was_undone(desk: Desk) -> None:
    desk.scoring.record("1.1", Inputs(choice=1))
    desk.scoring.undo()
    desk.scoring.record("1.2", Inputs(choice=1))
    assert desk.scoring.redo() is None
    assert desk.scoring.board().status.redo == ""


def test_an_exemption_is_lifted_by_applying_again(desk: Desk) -> None:
    desk.scoring.record("1.1", Inputs(choice=1))
    desk.scoring.exempt("1.1", NotApplicable("excluded", "không phát sinh", "CV 12"))
    assert desk.scoring.leaf("1.1").score.state == "not_applicable"
    desk.scoring.apply("1.1")
    assert desk.scoring.leaf("1.1").score.points == 1
    desk.scoring.clear("1.1")
    assert desk.scoring.leaf("1.1").score.state == "unanswered"
    desk.scoring.explain("1.1", "sẽ bổ sung")
    assert desk.scoring.leaf("1.1").score.answer.explanation == "sẽ bổ sung"


def test_each_file_is_a_document_of_its_own_without_fields_and_one_document_with_them(desk: Desk, tmp_path: Path) -> None:
    files = []
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        (tmp_path / name).write_bytes(name.encode())
        files.append(tmp_path / name)
    changes, results = desk.evidence.attach("1.1", files[:2], DocumentFields(), "", Silent())
    assert [result.outcome for result in results] == ["new", "new"]
    assert len(changes.documents) == 2
    desk.evidence.attach("1.2", files[2:], DocumentFields(number="1/BC"), " trang 2 ", Silent())
    card = desk.scoring.leaf("1.2")
    assert [(link.place, document.number, len(document.files)) for link, document in card.evidence] == [("trang 2", "1/BC", 1)]
    assert [row.codes for row in desk.evidence.documents()] == [("1.1",), ("1.1",), ("1.2",)]


def test_the_same_content_twice_is_recognised_and_its_document_used_again(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"same")
    (tmp_path / "copy of a.pdf").write_bytes(b"same")
    desk.evidence.attach("1.1", [tmp_path / "a.pdf"], DocumentFields("9/QĐ"), "", Silent())
    _, results = desk.evidence.attach("1.2", [tmp_path / "copy of a.pdf"], DocumentFields("khác"), "", Silent())
    assert results[0].outcome == "known"
    assert [document.number for _, document in desk.scoring.leaf("1.2").evidence] == ["9/QĐ"]
    assert len(desk.memory.state.documents) == 1
    _, twice = desk.evidence.attach("1.1", [tmp_path / "a.pdf", tmp_path / "copy of a.pdf"], DocumentFields(), "", Silent())
    assert [result.outcome for result in twice] == ["known", "known"]
    assert len(desk.scoring.leaf("1.1").evidence) == 1
    assert desk.scoring.leaf("1.1").shared[results[0].document] == ("1.1", "1.2")


def test_one_bad_file_does_not_stop_the_others(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"a")
    _, results = desk.evidence.attach("1.1", [tmp_path / "none.pdf", tmp_path / "a.pdf"], DocumentFields("1/KH"), "", Silent())
    assert [result.outcome for result in results] == ["refused", "new"]
    assert results[0].refusal == ("store.missing", {"file": "none.pdf"})
    _, results = desk.evidence.attach("1.2", [tmp_path / "none.pdf"], DocumentFields("1/KH"), "", Silent())
    assert results[0].outcome == "refused"
    assert desk.scoring.leaf("1.2").evidence == ()


def test_a_known_document_takes_the_facts_it_had_not_and_keeps_those_it_had(desk: Desk, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"same")
    desk.evidence.attach("1.1", [tmp_path / "a.pdf"], DocumentFields("9/QĐ"), "", Silent())
    fields = DocumentFields("10/QĐ", date(2026, 2, 1), "Sở", "Quyết định")
    changes, _ = desk.evidence.attach("1.2", [tmp_path / "a.pdf", tmp_path / "b.pdf"], fields, "", Silent())
    [(_, document)] = desk.scoring.leaf("1.2").evidence
    assert (document.number, document.issued, document.issuer, document.title) == ("9/QĐ", date(2026, 2, 1), "Sở", "Quyết định")
    assert changes.documents == {document.id}
    desk.scoring.undo()
    assert desk.evidence.documents()[0].document.issued is None
    (tmp_path / "c.pdf").write_bytes(b"new")
    (tmp_path / "d.pdf").write_bytes(b"new")
    _, results = desk.evidence.attach("1.3", [tmp_path / "c.pdf", tmp_path / "d.pdf"], fields, "", Silent())
    assert [result.outcome for result in results] == ["new", "known"]
    desk.scoring.undo()
    assert desk.scoring.leaf("1.3").evidence == ()
    desk.scoring.redo()
    assert len(desk.scoring.leaf("1.3").evidence) == 1


def test_what_is_typed_is_kept_with_composed_letters_and_without_blanks_around(desk: Desk, tmp_path: Path) -> None:
    def typed(text: str) -> str:
        return f" {unicodedata.normalize('NFD', text)}  "

    (tmp_path / "a.pdf").write_bytes(b"a")
    desk.scoring.record("1.1", Inputs(choice=2), typed("Vì chậm\nđã nhắc"))
    assert desk.scoring.leaf("1.1").score.answer.explanation == "Vì chậm\nđã nhắc"
    desk.scoring.exempt("1.2", NotApplicable("full", typed("Không phát sinh"), typed("Sở Nội vụ")))
    exempt = desk.scoring.leaf("1.2").score.answer.not_applicable
    assert exempt == NotApplicable("full", "Không phát sinh", "Sở Nội vụ")
    desk.evidence.attach("1.1", [tmp_path / "a.pdf"], DocumentFields(typed("1/KH"), title=typed("Kế hoạch")), typed("mục Ý"), Silent())
    [(link, document)] = desk.scoring.leaf("1.1").evidence
    assert (link.place, document.number, document.title) == ("mục Ý", "1/KH", "Kế hoạch")
    desk.workspaces.save_profile(Profile(typed("Sở Nội vụ"), typed("Tỉnh Mẫu"), 2026, place=typed("Đông Hà")))
    assert desk.scoring.board().profile == Profile("Sở Nội vụ", "Tỉnh Mẫu", 2026, place="Đông Hà")


def test_cancelling_links_nothing(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"a")
    with pytest.raises(Cancelled):
        desk.evidence.attach("1.1", [tmp_path / "a.pdf"], DocumentFields(), "", StopAtOnce())
    assert desk.scoring.leaf("1.1").evidence == ()


def test_documents_are_described_linked_placed_and_detached(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"a")
    _, results = desk.evidence.attach("1.1", [tmp_path / "a.pdf"], DocumentFields(), "", Silent())
    document = results[0].document
    fields = DocumentFields(" 5/BC ", date(2026, 3, 1), "Sở", "Báo cáo")
    assert desk.evidence.describe(document, fields).documents == {document}
    desk.evidence.link("1.2", document, "trang 1")
    assert not desk.evidence.link("1.2", document)
    desk.evidence.set_place("1.2", document, "trang 9")
    found = desk.scoring.leaf("1.2").evidence[0]
    assert (found[0].place, found[1].number, found[1].issued) == ("trang 9", "5/BC", date(2026, 3, 1))
    assert desk.evidence.copy_out(document, found[1].files[0].sha256, tmp_path).read_bytes() == b"a"
    desk.evidence.detach("1.2", document)
    assert desk.scoring.leaf("1.2").evidence == ()
    for wrong in (lambda: desk.evidence.detach("1.2", document), lambda: desk.evidence.set_place("1.2", document, "x")):
        with pytest.raises(Refused, match="evidence.not_linked"):
            wrong()
    with pytest.raises(Refused, match="evidence.no_file"):
        desk.evidence.copy_out(document, "0", tmp_path)
    with pytest.raises(Refused, match="evidence.unknown_document"):
        desk.evidence.link("1.2", "nobody")


def test_survey_leaves_take_neither_files_nor_links(desk: Desk, tmp_path: Path) -> None:
    for wrong in (
        lambda: desk.evidence.attach("1.13", [], DocumentFields(), "", Silent()),
        lambda: desk.evidence.link("1.13", "x"),
        lambda: desk.evidence.attach_web("1.13", DocumentFields(web="https://congbao.example"), ""),
    ):
        with pytest.raises(Refused, match="answer.not_self_scored"):
            wrong()


def test_a_web_address_is_evidence(desk: Desk) -> None:
    with pytest.raises(Refused, match="evidence.web_address"):
        desk.evidence.attach_web("1.1", DocumentFields(web="congbao"), "")
    desk.evidence.attach_web("1.1", DocumentFields(title="Công báo", web=" https://congbao.example "), "mục 2")
    assert [document.web for _, document in desk.scoring.leaf("1.1").evidence] == ["https://congbao.example"]


def test_the_card_of_a_leaf_tells_where_it_stands(desk: Desk) -> None:
    card = desk.scoring.leaf("1.5")
    assert card.path == ("1. Chỉ đạo điều hành",)
    assert [finding.code for finding in card.findings] == ["year.unanswered"]
    assert card.findings[0] in desk.scoring.findings()


def test_preview_computes_without_keeping(desk: Desk) -> None:
    work = desk.scoring.work()
    shown = preview(work.assessment, work.assessment.criteria.leaf("1.5"), Inputs(values={"share": D(95)}))
    assert shown.points == 2
    with pytest.raises(Refused):
        preview(work.assessment, work.assessment.criteria.leaf("1.5"), Inputs(values={"share": D(195)}))
    assert desk.scoring.leaf("1.5").score.points is None


def test_workspace_life(desk: Desk) -> None:
    assert desk.workspaces.back_up().reason == "asked"
    assert desk.workspaces.verify(Silent()) == ()
    assert desk.workspaces.backups(HOME)[0].reason == "daily"
    assert desk.workspaces.save_profile(Profile("Sở Nội vụ", "Tỉnh Mẫu", 2026)).everything
    assert not desk.workspaces.save_profile(Profile("Sở Nội vụ", "Tỉnh Mẫu", 2026))
    assert desk.scoring.board().profile.department == "Sở Nội vụ"
    event = desk.memory.state.events[-1]
    assert (json.loads(event.before)["department"], json.loads(event.after)["department"]) == ("Sở Công Thương", "Sở Nội vụ")
    assert desk.workspaces.close() == Changes(everything=True)
    assert desk.memory.closed == 1
    assert desk.workspaces.open(HOME).profile.department == "Sở Nội vụ"
    assert desk.workspaces.restore(Path("khác"), Path("b.db")).name == "saved.db"
    assert desk.session.is_open
    desk.memory.folder = HOME.resolve()
    desk.workspaces.restore(HOME, Path("b.db"))
    assert not desk.session.is_open
    with pytest.raises(Refused, match="workspace.missing"):
        desk.workspaces.open(Path("nowhere"))


@pytest.mark.parametrize(
    ("profile", "code"), [(Profile("  ", "", 2026), "profile.department_missing"), (Profile("Sở", "", 26), "profile.year")]
)
def test_a_workspace_needs_a_department_and_a_year(profile: Profile, code: str) -> None:
    with pytest.raises(Refused, match=code):
        Desk().workspaces.create(HOME, profile, small_set())


def test_a_set_with_nothing_to_score_makes_no_workspace() -> None:
    with pytest.raises(Refused, match="criteria.no_leaves"):
        Desk().workspaces.create(HOME, PROFILE, small_set(leaf("a", NotSelfScored())))


def test_changes_join() -> None:
    joined = Changes(frozenset({"a"})) | Changes(frozenset({"b"}), frozenset({"d"}), everything=True)
    assert (joined.leaves, joined.documents, joined.everything) == ({"a", "b"}, {"d"}, True)
    assert Decimal(bool(Changes())) == 0


def test_what_is_open_stays_open_where_another_cannot_be_opened(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.workspaces.open(Path("không có"))
    desk.scoring.record("1.1", Inputs(choice=1))
    assert desk.scoring.leaf("1.1").score.points == 1


def test_opening_what_is_open_changes_nothing(desk: Desk) -> None:
    desk.scoring.record("1.1", Inputs(choice=1))
    assert desk.workspaces.open(HOME.resolve()).folder == desk.session.workspace.folder
    assert desk.scoring.undo() is not None
