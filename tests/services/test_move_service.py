"""A year's work taken to another version of its set: what stays, what asks again, what is put away, and the way back."""

from dataclasses import replace
from pathlib import Path

import pytest

from parscore.domain.assessment import NotApplicable, Profile
from parscore.domain.beside import LeafNote, PastAnswer
from parscore.domain.code_map import CodeMap
from parscore.domain.criteria import CriteriaSet, Criterion
from parscore.domain.errors import Refused
from parscore.domain.outcome import Inputs, Rung
from parscore.domain.rules import Bands, Ladder, Manual, NotSelfScored
from parscore.domain.settled_wording import REMEMBERED
from parscore.services.evidence_service import DocumentFields, EvidenceService
from parscore.services.move_json import move_plain
from parscore.services.move_service import MoveService
from parscore.services.progress import Silent
from parscore.services.scoring_service import ScoringService
from parscore.services.session import Edit, Session
from parscore.services.workspace_service import WorkspaceService
from parscore.texts import say
from tests.builders import LADDER_RUNGS, OVERLAPPING_RUNGS, D, small_set
from tests.memory_ports import MemoryFolders, MemoryOfSettled, NoMaps, State, alike, sealed

HOME = Path("so")


PLAN, REPORT = "Ban hành kế hoạch cải cách hành chính hằng năm", "Thực hiện chế độ báo cáo định kỳ"
CHECK, SURVEY = "Kiểm tra các phòng chuyên môn trực thuộc", "Công khai thủ tục hành chính tại bộ phận một cửa"


def leaf(code: str, name: str, points: str = "1", **more: object) -> Criterion:
    return replace(Criterion(code, code, name, D(points), Ladder(), LADDER_RUNGS), **more)  # type: ignore[arg-type]


def set_of(*children: Criterion, **more: object) -> CriteriaSet:
    return sealed(replace(small_set(*children), **more))  # type: ignore[arg-type]


OLD = set_of(leaf("1.1", PLAN), leaf("1.2", REPORT), leaf("1.3", CHECK), leaf("1.4", SURVEY))


class Desk:
    """The services over one workspace in memory, something written at each leaf of OLD."""

    def __init__(self, criteria: CriteriaSet, folder: Path) -> None:
        self.session, self.folders, self.maps, self.memory = Session(), MemoryFolders(), NoMaps(), MemoryOfSettled()
        WorkspaceService(self.session, self.folders).create(HOME, Profile("Sở", "Tỉnh", 2026), criteria)
        self.scoring, self.evidence = ScoringService(self.session), EvidenceService(self.session)
        self.moves = MoveService(self.session, alike, self.maps, sealed, self.memory)
        self.file = folder / "kh.pdf"
        self.file.write_bytes(b"x")

    @property
    def state(self) -> State:
        return self.folders.made[HOME].state

    def answer(self, key: str, number: str = "") -> None:
        self.scoring.record(key, Inputs(choice=2), f"vì {key}")
        self.evidence.attach(key, [self.file], DocumentFields(number), f"mục {key}", Silent())

    def points(self, key: str) -> object:
        return self.scoring.leaf(key).score.points

    def past(self, key: str) -> tuple[PastAnswer, ...]:
        return self.session.work().beside.of_leaf(key)

    def places(self, key: str) -> list[str]:
        return [link.place for link, _ in self.scoring.leaf(key).evidence]

    def facts(self) -> tuple[object, ...]:
        """What the workspace holds, whatever the order of links, and whatever the history says."""
        state = self.state
        links = sorted((link.key, link.document, link.place) for link in state.links)
        return state.criteria, dict(state.answers), dict(state.documents), links, dict(state.beside)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(OLD, tmp_path)
    for key in ("1.1", "1.2", "1.3", "1.4"):
        made.answer(key)
    made.session.do("note", Edit("note", "1.1", None, LeafNote("Văn phòng", "đang làm")))
    return made


def test_codes_shift_and_every_answer_stays_with_its_criterion(desk: Desk) -> None:
    new = set_of(
        leaf("1.1", "Phân công lãnh đạo phụ trách"), leaf("1.2", PLAN), leaf("1.3", REPORT), leaf("1.4", CHECK), leaf("1.5", SURVEY)
    )
    moved = desk.moves.move(new)
    assert moved.plan.counts == {"kept": 4, "asks": 0, "candidates": 0, "archived": 0}
    assert moved.changes.everything
    assert moved.backup is not None
    assert desk.folders.made[HOME].backups_made == ["move"]
    assert [desk.points(key) for key in ("1.1", "1.2", "1.3", "1.4", "1.5")] == [None, D("0.5"), D("0.5"), D("0.5"), D("0.5")]
    assert (desk.scoring.leaf("1.2").score.answer.explanation, desk.places("1.2")) == ("vì 1.1", ["mục 1.1"])
    assert desk.session.work().beside.note("1.2") == LeafNote("Văn phòng", "đang làm")
    assert desk.session.work().beside.note("1.1") == LeafNote()
    assert [each.digest for each in desk.moves.versions()] == [OLD.digest, new.digest]


def test_a_changed_scale_asks_again_with_the_answer_before_beside_it_and_uncounted(desk: Desk) -> None:
    lower = (LADDER_RUNGS[0], Rung("Ban hành không kịp thời", D("0.25")), LADDER_RUNGS[2])
    new = set_of(leaf("1.1", PLAN, rungs=lower), leaf("1.2", REPORT, "2"), leaf("1.3", CHECK), leaf("1.4", SURVEY))
    assert desk.moves.move(new).plan.counts == {"kept": 2, "asks": 2, "candidates": 0, "archived": 0}
    assert (desk.points("1.1"), desk.points("1.2"), desk.points("1.3")) == (None, None, D("0.5"))
    [past] = desk.past("1.1")
    assert (past.points, past.max_points, past.answer.inputs, past.why.sentence) == (D("0.5"), 1, Inputs(choice=2), LADDER_RUNGS[1].text)
    assert desk.places("1.1") == ["mục 1.1"]
    assert "year.past_waiting" in {finding.code for finding in desk.scoring.findings()}
    desk.moves.take_past("1.1", 0)
    assert (desk.points("1.1"), desk.past("1.1")) == (D("0.25"), ())
    assert desk.scoring.leaf("1.1").score.answer.explanation == "vì 1.1"


def test_a_dropped_criterion_is_archived_whole_and_its_document_stays(desk: Desk) -> None:
    desk.moves.move(set_of(leaf("1.2", REPORT), leaf("1.3", CHECK), leaf("1.4", SURVEY)))
    [archived] = desk.session.work().beside.archive.values()
    assert (archived.key, archived.note, archived.past.answer.explanation) == ("1.1", LeafNote("Văn phòng", "đang làm"), "vì 1.1")
    assert [each.place for each in archived.past.evidence] == ["mục 1.1"]
    assert len(desk.evidence.documents()) == 1


def test_one_that_others_score_now_is_archived(desk: Desk) -> None:
    new = set_of(leaf("1.1", PLAN, rule=NotSelfScored()), leaf("1.2", REPORT), leaf("1.3", CHECK), leaf("1.4", SURVEY))
    plan = desk.moves.preview(new)
    assert plan.counts == {"kept": 3, "asks": 0, "candidates": 0, "archived": 1}


def test_a_split_criterion_stands_beside_each_of_its_parts_until_one_is_chosen(desk: Desk) -> None:
    parts = (leaf("1.1", f"{PLAN} đúng hạn", "0.5", rungs=LADDER_RUNGS[1:]), leaf("1.2", f"{PLAN} đủ nội dung", "0.5"))
    new = set_of(*parts, leaf("1.3", REPORT), leaf("1.4", CHECK), leaf("1.5", SURVEY))
    assert desk.moves.move(new).plan.counts == {"kept": 3, "asks": 0, "candidates": 1, "archived": 0}
    assert [[each.answer.explanation for each in desk.past(key)] for key in ("1.1", "1.2")] == [["vì 1.1"], ["vì 1.1"]]
    assert (desk.places("1.1"), desk.session.work().beside.note("1.2").unit) == ([], "Văn phòng")
    desk.scoring.explain("1.1", "viết mới")
    desk.moves.take_past("1.1", 0)
    assert (desk.places("1.1"), desk.scoring.leaf("1.1").score.answer.explanation) == (["mục 1.1"], "viết mới\nvì 1.1")
    desk.moves.put_past_away("1.2", 0)
    assert desk.past("1.2") == ()
    assert [each.key for each in desk.session.work().beside.archive.values()] == ["1.2"]


def test_merged_criteria_wait_together_with_all_their_evidence(desk: Desk) -> None:
    new = set_of(leaf("1.1", PLAN, "2"), leaf("1.3", CHECK), leaf("1.4", SURVEY))
    desk.session.do("note", Edit("note", "1.2", None, LeafNote("Phòng B", "đang làm")))
    moved = desk.moves.move(new, CodeMap({"1.1": ("1.1",), "1.2": ("1.1",)}))
    assert moved.plan.counts == {"kept": 2, "asks": 2, "candidates": 0, "archived": 0}
    assert [each.answer.explanation for each in desk.past("1.1")] == ["vì 1.1", "vì 1.2"]
    assert desk.places("1.1") == ["mục 1.1; mục 1.2"]
    assert desk.session.work().beside.note("1.1") == LeafNote("Văn phòng; Phòng B", "đang làm")


def test_a_pair_that_is_only_likely_asks_with_its_evidence_beside_it(desk: Desk) -> None:
    new = set_of(leaf("1.1", f"{PLAN} cấp xã"), leaf("1.2", REPORT), leaf("1.3", CHECK), leaf("1.4", SURVEY))
    assert desk.moves.move(new).plan.counts == {"kept": 3, "asks": 1, "candidates": 0, "archived": 0}
    assert (desk.points("1.1"), desk.places("1.1")) == (None, [])
    desk.moves.take_past("1.1", 0)
    assert (desk.points("1.1"), desk.places("1.1")) == (D("0.5"), ["mục 1.1"])


def test_an_explanation_alone_an_exemption_and_what_moves_to_the_bonus(desk: Desk) -> None:
    desk.scoring.clear("1.1")
    desk.scoring.explain("1.1", "sẽ bổ sung")
    desk.scoring.exempt("1.2", NotApplicable("full", "không phát sinh", "CV 1"))
    desk.scoring.exempt("1.3", NotApplicable("zero", "không phát sinh", "CV 1"))
    moved = replace(leaf("A", SURVEY), key="A")
    new = set_of(leaf("1.1", PLAN, rule=Manual()), leaf("1.2", REPORT), leaf("1.3", CHECK, "2"), bonus=(moved,))
    assert desk.moves.move(new, CodeMap({"1.4": ("A",)})).plan.counts == {"kept": 2, "asks": 2, "candidates": 0, "archived": 0}
    assert desk.scoring.leaf("1.1").score.answer.explanation == "sẽ bổ sung"
    assert desk.points("1.2") == 1
    desk.moves.take_past("1.3", 0)
    assert desk.points("1.3") == 0
    assert [each.origin for each in desk.past("A")] == ["before_move"]


def test_evidence_alone_that_waits_is_linked_without_touching_what_was_answered_since(desk: Desk) -> None:
    desk.scoring.clear("1.1")
    desk.moves.move(set_of(leaf("1.1", f"{PLAN} cấp xã"), leaf("1.2", REPORT), leaf("1.3", CHECK), leaf("1.4", SURVEY)))
    desk.scoring.record("1.1", Inputs(choice=1))
    desk.moves.take_past("1.1", 0)
    assert (desk.points("1.1"), desk.places("1.1")) == (1, ["mục 1.1"])


def test_evidence_that_is_linked_already_is_not_linked_twice(desk: Desk) -> None:
    desk.moves.move(set_of(leaf("1.1", f"{PLAN} cấp xã"), leaf("1.2", REPORT), leaf("1.3", CHECK), leaf("1.4", SURVEY)))
    desk.evidence.attach("1.1", [desk.file], DocumentFields(), "mục mới", Silent())
    desk.moves.take_past("1.1", 0)
    assert desk.places("1.1") == ["mục mới"]


def test_an_earlier_answer_that_waits_goes_along_with_its_criterion(desk: Desk) -> None:
    desk.moves.move(set_of(leaf("1.1", PLAN, "2"), leaf("1.2", REPORT), leaf("1.3", CHECK), leaf("1.4", SURVEY)))
    assert desk.moves.move(set_of(leaf("1.4", PLAN, "2"), leaf("1.5", REPORT))).plan.counts["kept"] == 2
    assert [each.answer.explanation for each in desk.past("1.4")] == ["vì 1.1"]


def test_a_note_alone_goes_to_a_criterion_that_is_only_likely_the_same(desk: Desk) -> None:
    desk.scoring.clear("1.1")
    desk.evidence.detach("1.1", desk.evidence.documents()[0].document.id)
    desk.moves.move(set_of(leaf("1.1", f"{PLAN} cấp xã"), leaf("1.2", REPORT), leaf("1.3", CHECK), leaf("1.4", SURVEY)))
    assert (desk.session.work().beside.note("1.1").unit, desk.past("1.1")) == ("Văn phòng", ())


def test_a_workspace_without_any_answer_takes_the_new_set_without_ado(tmp_path: Path) -> None:
    desk = Desk(OLD, tmp_path)
    moved = desk.moves.move(set_of(leaf("1.1", CHECK)))
    assert (moved.plan.fates, moved.backup) == ((), None)
    assert desk.session.work().assessment.criteria.leaf("1.1").name == CHECK


def test_previewing_changes_nothing_and_the_same_or_an_empty_set_is_refused(desk: Desk) -> None:
    before = desk.facts()
    plan = desk.moves.preview(set_of(leaf("1.1", PLAN)))
    assert sum(plan.counts.values()) == len(plan.fates) == 4
    assert desk.facts() == before
    for new, code in ((OLD, "move.same_set"), (set_of(leaf("1", PLAN, rule=NotSelfScored())), "criteria.no_leaves")):
        with pytest.raises(Refused, match=code):
            desk.moves.preview(new)


def test_undoing_a_move_brings_back_everything_and_redoing_makes_it_again(desk: Desk) -> None:
    before = desk.facts()
    desk.moves.move(set_of(leaf("1.1", REPORT), leaf("1.2", CHECK, "2")))
    after = desk.facts()
    undone = desk.scoring.undo()
    assert undone is not None
    assert (undone[0].label, undone[1].everything) == ("move", True)
    assert desk.facts() == before
    desk.scoring.redo()
    assert desk.facts() == after


def reopened(desk: Desk) -> None:
    desk.session.done.clear()
    desk.session.forget()


def test_a_move_is_undone_after_reopening_too(desk: Desk) -> None:
    before = desk.facts()
    desk.moves.move(set_of(leaf("1.1", REPORT), leaf("1.2", CHECK, "2")))
    reopened(desk)
    back = desk.moves.undo_move()
    assert (back.criteria, back.archived, back.changes.everything) == (OLD, (), True)
    assert desk.facts() == before
    with pytest.raises(Refused, match=r"move\.nothing_to_undo"):
        desk.moves.undo_move()
    desk.scoring.undo()
    assert desk.session.work().assessment.criteria != OLD


def test_two_moves_are_undone_one_after_the_other_each_with_its_own_archive(desk: Desk) -> None:
    states = [desk.facts()]
    for new in (set_of(leaf("1.2", REPORT), leaf("1.3", CHECK)), set_of(leaf("1.2", REPORT, "2"))):
        desk.moves.move(new)
        states.append(desk.facts())
    assert len(desk.session.work().beside.archive) == 3
    reopened(desk)
    for expected in (states[1], states[0]):
        desk.moves.undo_move()
        assert desk.facts() == expected


def test_what_was_written_after_a_move_is_archived_when_the_move_is_undone(desk: Desk) -> None:
    before = desk.facts()
    desk.moves.move(set_of(leaf("1.1", REPORT), leaf("1.2", CHECK, "2"), leaf("1.3", "Sáng kiến mới của sở")))
    desk.scoring.record("1.3", Inputs(choice=1), "mới")
    desk.evidence.attach_web("1.1", DocumentFields(web="https://a.example"), "trang 2")
    desk.session.do("note", Edit("note", "1.2", None, LeafNote("Phòng C")))
    desk.moves.put_past_away("1.2", 0)
    reopened(desk)
    back = desk.moves.undo_move()
    assert set(back.archived) == {"1.1", "1.2", "1.3"}
    archived = list(desk.session.work().beside.archive.values())
    told = {(each.key, each.past.answer.explanation, each.note.unit, len(each.past.evidence)) for each in archived}
    assert told == {("1.2", "vì 1.3", "", 0), ("1.1", "", "", 1), ("1.2", "", "Phòng C", 0), ("1.3", "mới", "", 0)}
    assert desk.facts()[:2] == before[:2]
    assert desk.facts()[3] == before[3]


def test_the_machine_reads_what_becomes_of_each_answer(desk: Desk) -> None:
    plain = move_plain(desk.moves.preview(set_of(leaf("1.1", REPORT), leaf("1.2", CHECK, "2"))), say)
    assert (plain["total"], plain["counts"]) == (4, {"kept": 1, "asks": 1, "candidates": 0, "archived": 2})
    assert [(each["code"], each["outcome"], each["documents"]) for each in plain["leaves"]][:2] == [
        ("1.1", "archived", 1),
        ("1.2", "kept", 1),
    ]


def test_a_map_is_read_and_written_through_the_service(desk: Desk) -> None:
    desk.moves.write_map(Path("a"), CodeMap({"1": ("2",)}))
    assert desk.moves.read_map(Path("a")).entries == {"1": ("2",)}


OPEN = leaf("1.1", PLAN, "2", rule=Bands(), rungs=OVERLAPPING_RUNGS, sure="open", open=("gap", "overlap"))


def test_settling_a_question_makes_a_new_version_in_which_only_this_leaf_differs(tmp_path: Path) -> None:
    desk = Desk(set_of(OPEN, leaf("1.2", REPORT)), tmp_path)
    desk.scoring.record("1.1", Inputs(values={"share": D(70)}), "vì")
    assert desk.points("1.1") is None
    assert desk.moves.settle("1.1", 1, 0).everything
    assert desk.moves.settle("1.1", 0, 0).everything
    work = desk.session.work()
    assert (work.assessment.criteria.version, work.assessment.criteria.leaf("1.1").open) == ("3", ())
    assert work.assessment.criteria.replaces == desk.moves.versions()[1].digest
    assert desk.moves.difference(OLD, OLD).is_same
    assert desk.points("1.1") == 2
    assert [event.action for event in desk.state.events[-2:]] == ["settle", "settle"]
    desk.scoring.undo()
    desk.scoring.undo()
    assert desk.session.work().assessment.criteria.leaf("1.1") == OPEN


def test_what_was_settled_here_is_proposed_by_the_next_set_with_the_same_wording_to_be_looked_at(tmp_path: Path) -> None:
    desk = Desk(set_of(OPEN, leaf("1.2", REPORT)), tmp_path)
    desk.moves.settle("1.1", 1, 0)
    assert desk.memory.known == {}, "one question of the leaf is still open"
    desk.moves.settle("1.1", 0, 0)
    settled = desk.session.work().assessment.criteria.leaf("1.1")
    newer = set_of(replace(OPEN, key="2.1", code="2.1"), leaf("1.2", REPORT), year=2027)
    desk.moves.move(newer)
    used = desk.session.work().assessment.criteria
    again = used.leaf("2.1")
    assert (again.rungs, again.rule) == (settled.rungs, settled.rule)
    assert (again.sure, again.open) == ("check", (REMEMBERED,))
    assert (used.replaces, used.version) == (newer.digest, "2")
    with pytest.raises(Refused, match=r"move\.same_set"):
        desk.moves.preview(newer)


def test_what_was_confirmed_as_read_is_remembered_too_but_not_what_is_only_remembered(tmp_path: Path) -> None:
    desk = Desk(set_of(OPEN, leaf("1.2", REPORT)), tmp_path)
    desk.moves.confirm("1.1")
    [known] = desk.memory.known.values()
    assert known.rungs == OPEN.rungs
    desk.memory.known.clear()
    asked = Desk(set_of(replace(OPEN, sure="check", open=(REMEMBERED,)), leaf("1.2", REPORT)), tmp_path)
    asked.moves.confirm("1.1")
    assert asked.memory.known == {}


def test_settling_before_anything_was_answered_leaves_nothing_waiting(tmp_path: Path) -> None:
    desk = Desk(set_of(OPEN, leaf("1.2", REPORT)), tmp_path)
    desk.moves.settle("1.1", 1, 0)
    assert (desk.past("1.1"), desk.state.answers) == ((), {})
    assert desk.folders.made[HOME].backups_made == []


def test_another_family_asks_again_for_what_was_typed_before(tmp_path: Path) -> None:
    asked = leaf("1.1", PLAN, sure="check", open=("survey",))
    desk = Desk(set_of(asked, leaf("1.2", REPORT)), tmp_path)
    desk.answer("1.1")
    desk.moves.settle("1.1", 0, 1)
    assert desk.session.work().assessment.criteria.leaf("1.1").rule == NotSelfScored("survey")
    assert [each.answer.inputs for each in desk.past("1.1")] == [Inputs(choice=2)]
    assert desk.session.work().assessment.answer("1.1").is_empty


def test_inputs_that_a_settled_rule_refuses_wait_beside_it(tmp_path: Path) -> None:
    desk = Desk(set_of(leaf("1.1", PLAN, sure="open", open=("not_falling",)), leaf("1.2", REPORT)), tmp_path)
    desk.session.do("record", Edit("answer", "1.1", None, replace(desk.session.work().assessment.answer("1.1"), inputs=Inputs(choice=9))))
    desk.moves.settle("1.1", 0, 0)
    assert [each.answer.inputs for each in desk.past("1.1")] == [Inputs(choice=9)]


def test_a_reading_is_confirmed_as_it_is(tmp_path: Path) -> None:
    desk = Desk(set_of(leaf("1.1", PLAN, sure="check"), leaf("1.2", REPORT)), tmp_path)
    desk.answer("1.1")
    desk.moves.confirm("1.1")
    assert (desk.session.work().assessment.criteria.leaf("1.1").sure, desk.points("1.1")) == ("sure", D("0.5"))
    blocked = Desk(set_of(leaf("1.1", PLAN, sure="open", open=("points_missing",)), leaf("1.2", REPORT)), tmp_path)
    with pytest.raises(Refused, match=r"set_edit\.still_open"):
        blocked.moves.confirm("1.1")


def test_questions_choices_and_earlier_answers_that_are_not_there_are_refused(desk: Desk, tmp_path: Path) -> None:
    asked = Desk(set_of(OPEN), tmp_path)
    refusals = [
        (lambda: asked.moves.settle("1.1", 7, 0), "settle.no_such_question"),
        (lambda: asked.moves.settle("1.1", 0, 9), "settle.no_such_choice"),
        (lambda: desk.moves.take_past("1.1", 0), "past.no_such"),
    ]
    for call, code in refusals:
        with pytest.raises(Refused) as caught:
            call()
        assert caught.value.code == code
        assert say(code, **caught.value.facts)


def test_an_earlier_answer_that_says_nothing_has_nothing_to_take(desk: Desk) -> None:
    nothing = PastAnswer("before_move", 2026, "1.1", PLAN, D(1))
    desk.session.do("note", Edit("past", "1.1", None, (nothing,)))
    with pytest.raises(Refused, match=r"past\.nothing"):
        desk.moves.take_past("1.1", 0)


def test_last_years_answer_is_not_taken_over_unlooked_at_nor_put_away(desk: Desk) -> None:
    given = desk.session.work().assessment.answer("1.2")
    desk.session.do("note", Edit("past", "1.1", None, (PastAnswer("last_year", 2025, "1.1", PLAN, D(1), D("0.5"), given),)))
    for act in (desk.moves.take_past, desk.moves.put_past_away):
        with pytest.raises(Refused, match=r"past\.of_last_year"):
            act("1.1", 0)
    assert not desk.session.work().beside.waiting("1.1")


def test_last_years_answer_knows_that_its_leaf_was_split_merged_or_only_likely_found_again(desk: Desk) -> None:
    for key in ("1.1", "1.2", "1.3", "1.4"):
        pasts = (PastAnswer("last_year", 2025, key, "Tên", D(1), pairing="likely" if key == "1.4" else "same"),)
        desk.session.do("note", Edit("past", key, None, pasts))
    new = set_of(leaf("a", "Một"), leaf("b", "Hai"), leaf("c", "Ba"), leaf("1.4", SURVEY))
    desk.moves.move(new, CodeMap({"1.1": ("a", "b"), "1.2": ("c",), "1.3": ("c",)}))
    pairings = {key: [each.pairing for each in desk.past(key) if each.origin == "last_year"] for key in ("a", "b", "c", "1.4")}
    assert pairings == {"a": ["split"], "b": ["split"], "c": ["merged", "merged"], "1.4": ["likely"]}
