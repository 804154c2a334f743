"""Exempting by a profile: one step for all its leaves, told in counts, taken back whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from parscore.domain.assessment import NotApplicable, Profile
from parscore.domain.criteria import Applicability, CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.outcome import Inputs
from parscore.domain.rules import YesNo
from parscore.services.scoring_service import ScoringService
from parscore.services.session import Session
from parscore.services.workspace_service import WorkspaceService
from tests.builders import D, leaf, rungs, small_set
from tests.memory_ports import MemoryFolders, MemoryWorkspace

HOME = Path("so")
CASE = Applicability("Cơ quan không có TTHC", "Hướng dẫn 12/HD-SNV", ("1.2", "1.5", "1.9"))


class Desk:
    def __init__(self, criteria: CriteriaSet) -> None:
        self.session, self.folders = Session(), MemoryFolders()
        self.scoring = ScoringService(self.session)
        WorkspaceService(self.session, self.folders).create(HOME, Profile("Sở", "Tỉnh", 2026), criteria)

    @property
    def memory(self) -> MemoryWorkspace:
        return self.folders.made[HOME]


@pytest.fixture
def desk() -> Desk:
    return Desk(small_set())


def test_all_leaves_are_exempted_in_one_step_that_one_undo_takes_back(desk: Desk) -> None:
    desk.scoring.record("1.2", Inputs(choice=1))
    desk.scoring.exempt("1.9", NotApplicable("full", "Không phát sinh", "CV 1"))
    before = dict(desk.memory.state.answers)
    changes, effect = desk.scoring.exempt_profile(CASE)
    assert changes.leaves == {"1.2", "1.5"}
    assert [[each.key for each in group] for group in (effect.changed, effect.answered, effect.exempt_already)] == [
        ["1.2", "1.5"],
        ["1.2"],
        ["1.9"],
    ]
    assert len(effect.changed) + len(effect.exempt_already) == 3
    assert desk.memory.state.answers["1.2"].inputs == Inputs(choice=1)
    assert [event.action for event in desk.memory.state.events[-2:]] == ["exempt_profile"] * 2
    assert desk.scoring.board().status.undo == "exempt_profile"
    desk.scoring.undo()
    assert desk.memory.state.answers == before


def test_a_profile_is_lifted_in_one_step_and_answers_count_again(desk: Desk) -> None:
    desk.scoring.record("1.2", Inputs(choice=1))
    desk.scoring.exempt_profile(CASE)
    assert desk.scoring.profiles().applied == (CASE,)
    changes, effect = desk.scoring.lift_profile(CASE)
    assert changes.leaves == {"1.2", "1.5", "1.9"}
    assert [each.key for each in effect.answered] == ["1.2"]
    assert desk.scoring.leaf("1.2").score.points == 1
    assert desk.scoring.profiles().applied == ()
    desk.scoring.undo()
    assert desk.scoring.profiles().applied == (CASE,)


def test_applying_twice_changes_nothing_the_second_time(desk: Desk) -> None:
    desk.scoring.exempt_profile(CASE)
    changes, effect = desk.scoring.exempt_profile(CASE, "zero")
    assert not changes
    assert (effect.changed, len(effect.exempt_already)) == ((), 3)


def test_nothing_is_exempted_where_one_code_is_not_there(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"finding\.applicability\.unknown"):
        desk.scoring.exempt_profile(Applicability("x", "y", ("1.2", "4.9")))
    assert desk.memory.state.answers == {}


def test_the_preview_shows_both_totals_and_keeps_nothing(desk: Desk) -> None:
    desk.scoring.record("1.12", Inputs(points=D("0.5")), "lời")
    shown = desk.scoring.preview_profile(Applicability("x", "", CASE.codes))
    assert [node.key for node in shown.nodes] == ["1.2", "1.5", "1.9"]
    assert shown.after is not None
    assert (shown.before.self_totals.left_out, shown.after.self_totals.left_out) == (0, 4)
    assert desk.scoring.profiles().applied == ()
    unclear = desk.scoring.preview_profile(Applicability("x", "", ("1.2 đến 1.5",)))
    assert (unclear.after, unclear.effect, [each.code for each in unclear.findings]) == (None, None, ["applicability.stretch"])
    desk.scoring.exempt_profile(CASE)
    lift = desk.scoring.preview_lift(CASE)
    assert lift.after is not None
    assert (lift.before.self_totals.left_out, lift.after.self_totals.left_out) == (4, 0)
    assert len(lift.nodes) == 3


def test_the_sets_own_profiles_are_listed() -> None:
    own = replace(small_set(leaf("1.1", YesNo(), "1", rungs(("Có", "1"), ("Không", "0")))), applicability=(CASE,))
    assert Desk(own).scoring.profiles().of_set == (CASE,)
