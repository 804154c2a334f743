"""A new year begun over workspaces in memory: what goes over, what does not, and a leaf answered as last year."""

from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from parscore.domain.assessment import Profile
from parscore.domain.beside import LeafNote
from parscore.domain.code_map import NO_MAP
from parscore.domain.errors import Refused
from parscore.domain.outcome import Inputs
from parscore.services.next_year_service import NextYearService
from parscore.services.next_year_text import counts_text, gone_text, new_text, unsure_text
from parscore.services.progress import Cancelled, Silent
from parscore.services.scoring_service import ScoringService
from parscore.services.session import Session
from parscore.services.workspace_service import WorkspaceService
from parscore.texts import say
from tests.builders import small_set
from tests.memory_ports import MemoryFolders

OLD, NEW = Path("so 2026"), Path("so 2027")
SET = small_set()
NEXT = replace(SET, year=2027, fields=(replace(SET.fields[0], children=SET.fields[0].children[1:]),))


def alike(one: str, other: str) -> float:
    return 100 * SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


class Desk:
    def __init__(self) -> None:
        self.session, self.folders = Session(), MemoryFolders()
        self.workspaces = WorkspaceService(self.session, self.folders)
        self.scoring = ScoringService(self.session)
        self.next_year = NextYearService(self.session, self.folders, self.workspaces, alike)


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    made.workspaces.create(OLD, Profile("Sở Công Thương", "Tỉnh Mẫu", 2026), SET)
    made.scoring.record("1.2", Inputs(choice=2), "chưa có")
    made.scoring.note("1.2", "Phòng  Kế hoạch ", " hỏi chị Lan\n")
    made.scoring.note("1.1", unit="Phòng A")
    return made


def test_a_note_is_written_seen_undone_and_made_again(desk: Desk) -> None:
    assert desk.session.work().beside.note("1.2") == LeafNote("Phòng Kế hoạch", "hỏi chị Lan")
    assert desk.scoring.note("1.2", note="khác").leaves == {"1.2"}
    assert desk.session.work().beside.note("1.2") == LeafNote("Phòng Kế hoạch", "khác")
    row = next(row for row in desk.scoring.board().rows if row.key == "1.2")
    assert (row.unit, row.note) == ("Phòng Kế hoạch", "khác")
    desk.scoring.undo()
    assert desk.session.work().beside.note("1.2").note == "hỏi chị Lan"
    desk.scoring.redo()
    event = desk.folders.made[OLD].state.events[-1]
    assert (event.action, event.subject, event.after) == ("redo", "1.2", '{"note":"khác","unit":"Phòng Kế hoạch"}')
    desk.scoring.note("1.2", "", "")
    assert "1.2" not in desk.session.work().beside.notes
    assert not desk.scoring.note("1.2", "", "")
    with pytest.raises(Refused, match="answer.not_self_scored"):
        desk.scoring.note("1.13", "Phòng A")


def test_a_new_year_begins_with_units_and_notes_and_without_answers_and_the_old_one_stays(desk: Desk) -> None:
    before = desk.folders.made[OLD].state
    plan = desk.next_year.preview(OLD, NEXT, NO_MAP, Silent())
    assert list(desk.folders.made) == [OLD]
    begun = desk.next_year.begin(OLD, NEW, NEXT, None, NO_MAP, Silent())
    assert begun.opened.profile == Profile("Sở Công Thương", "Tỉnh Mẫu", 2027)
    assert desk.folders.made[OLD].state == before
    board = desk.scoring.board()
    assert board.folder == NEW
    assert board.status.unanswered == board.status.leaves == 12
    assert board.documents == {}
    assert board.work.beside.notes == {"1.2": LeafNote("Phòng Kế hoạch", "hỏi chị Lan")}
    assert [archived.note for archived in board.work.beside.archive.values()] == [LeafNote("Phòng A")]
    assert plan.counts == begun.plan.counts
    told = counts_text(begun.plan, say)
    assert told[0] == "Năm mới có 12 tiêu chí tự chấm: 12 có năm trước để đối chiếu, 0 mới."
    assert told[1] == "Năm trước có 13 tiêu chí tự chấm: 12 còn ở năm mới, 1 không còn."
    assert new_text(begun.plan, say) == ()
    assert gone_text(begun.plan, say) == ("1.1. Tiêu chí 1.1 (1 điểm)",)


def test_what_is_new_or_unsure_is_listed(desk: Desk) -> None:
    children = (
        replace(SET.fields[0].children[0], name="Kiểm tra công vụ", code="9", key="9"),
        replace(NEXT.fields[0].children[0], name="Tiêu chí 1.2 xã"),
    )
    other = replace(NEXT, fields=(replace(SET.fields[0], children=children),))
    plan = desk.next_year.preview(OLD, other, NO_MAP, Silent())
    assert new_text(plan, say) == ("9. Kiểm tra công vụ (1 điểm)",)
    assert unsure_text(plan, say) == ("1.2. Tiêu chí 1.2 (1 điểm) → 1.2. Tiêu chí 1.2 xã (1 điểm) – ghép theo lời văn gần giống",)
    assert counts_text(plan, say)[-1].startswith("1 tiêu chí cần xem lại")


def test_a_year_that_is_not_later_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused) as caught:
        desk.next_year.begin(OLD, NEW, NEXT, 2026, NO_MAP, Silent())
    assert say(caught.value.code, **caught.value.facts).startswith("Năm mới 2026 phải sau năm trước 2026.")
    assert list(desk.folders.made) == [OLD]


@pytest.mark.parametrize("step", [0, 1, 2])
def test_stopping_makes_nothing(desk: Desk, step: int) -> None:
    class Stop:
        def step(self, done: int, total: int, what: str = "") -> None:
            if done == step:
                raise Cancelled

    names = iter(range(100))
    other = replace(
        NEXT,
        fields=(replace(SET.fields[0], children=tuple(replace(each, name=f"Khác hẳn {next(names)}") for each in SET.fields[0].children)),),
    )
    with pytest.raises(Cancelled):
        desk.next_year.begin(OLD, NEW, other, 2027, NO_MAP, Stop())
    assert list(desk.folders.made) == [OLD]
    assert desk.session.workspace.folder == OLD


def test_a_leaf_is_answered_as_last_year_in_one_step_that_can_be_undone(desk: Desk) -> None:
    desk.next_year.begin(OLD, NEW, NEXT, None, NO_MAP, Silent())
    assert desk.next_year.answer_as_last_year("1.2", True).leaves == {"1.2"}
    score = desk.scoring.leaf("1.2").score
    assert (score.points, score.answer.explanation) == (0, "chưa có")
    assert not desk.next_year.answer_as_last_year("1.2", True)
    undone = desk.scoring.undo()
    assert undone is not None
    assert undone[0].label == "as_last_year"
    assert desk.scoring.leaf("1.2").score.answer.is_empty
    with pytest.raises(Refused, match="last_year.unanswered"):
        desk.next_year.answer_as_last_year("1.3", False)
