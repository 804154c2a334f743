"""Whatever two sets are: nothing written is lost in a move, and undoing it brings the year back as it was."""

import hashlib
from dataclasses import replace
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from parscore.domain.assessment import Profile
from parscore.domain.beside import LeafNote
from parscore.domain.evidence import Document, Link
from parscore.domain.moving import with_leaf
from parscore.services.move_service import MoveService
from parscore.services.scoring_service import ScoringService
from parscore.services.session import Edit, Session
from parscore.services.workspace_service import WorkspaceService
from tests.domain.random_years import changed, year_of
from tests.memory_ports import MemoryFolders, MemoryOfSettled, NoMaps, alike, sealed

HOME = Path("so")


class Year:
    """A random year in a workspace, with documents and notes at its leaves."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        year = year_of(seed)
        self.session, self.folders = Session(), MemoryFolders()
        filled = [leaf for leaf in year.criteria.leaves() if leaf.self_scored]
        first = next(iter(year.criteria.leaves()))
        criteria = year.criteria if filled else with_leaf(year.criteria, replace(first, rule=None))
        WorkspaceService(self.session, self.folders).create(HOME, Profile("Sở", "Tỉnh", 2026), sealed(criteria))
        self.state = self.folders.made[HOME].state
        self.state.answers.update({key: answer for key, answer in year.answers.items() if not answer.is_empty})
        self.state.documents.update({name: Document(name, f"{name}/KH") for name in "abc"})
        for leaf in filled:
            self.state.links += [Link(leaf.key, name, f"mục {leaf.key}") for name in "abc" if self.dice.random() < 0.3]
            if self.dice.random() < 0.3:
                self.state.beside["note", leaf.key] = LeafNote(f"Phòng {leaf.key}")
        self.session.forget()
        self.moves = MoveService(self.session, alike, NoMaps(), sealed, MemoryOfSettled())

    def facts(self) -> tuple[object, ...]:
        state = self.folders.made[HOME].state
        links = sorted((link.key, link.document, link.place) for link in state.links)
        return state.criteria, dict(state.answers), dict(state.documents), links, dict(state.beside)

    def told(self) -> set[str]:
        """Every explanation, place in a document and unit that stands anywhere, and every set of inputs."""
        work = self.session.work()
        pasts = [*(each for found in work.beside.past.values() for each in found)]
        pasts += [each for found in work.beside.archive.values() for each in (found.past, *found.older)]
        notes = [*work.beside.notes.values(), *(found.note for found in work.beside.archive.values())]
        answers = [*work.assessment.answers.values(), *(each.answer for each in pasts)]
        places = [*(link.place for link in work.evidence.links), *(each.place for past in pasts for each in past.evidence)]
        shown = [*map(repr, answers), *(part for place in places for part in place.split("; "))]
        return {*shown, *(unit for note in notes for unit in note.unit.split("; "))} - {"", repr(work.assessment.answer("?"))}


def next_set(year: Year, seed: int):  # type: ignore[no-untyped-def]
    criteria = changed(year.session.work().assessment.criteria, seed)
    return sealed(replace(criteria, version="2")) if any(leaf.self_scored for leaf in criteria.leaves()) else None


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 2**32), st.booleans())
def test_nothing_is_lost_in_a_move_and_undoing_it_brings_the_year_back(seed: int, other: int, at_once: bool) -> None:
    year = Year(seed)
    new = next_set(year, other)
    if new is None:
        return
    before, told = year.facts(), year.told()
    moved = year.moves.move(new)
    assert sum(moved.plan.counts.values()) == len(moved.plan.fates)
    assert told <= year.told()
    keys = {leaf.key for leaf in new.leaves() if leaf.self_scored}
    work = year.session.work()
    assert {*work.assessment.answers, *work.beside.past, *work.beside.notes, *(link.key for link in work.evidence.links)} <= keys
    if at_once:
        ScoringService(year.session).undo()
    else:
        year.session.done.clear()
        assert year.moves.undo_move().archived == ()
    assert year.facts() == before


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 2**32), st.integers(0, 2**32))
def test_nothing_is_lost_when_a_move_is_undone_after_more_work(seed: int, other: int, third: int) -> None:
    year, dice = Year(seed), Random(third)
    new = next_set(year, other)
    if new is None:
        return
    old = year.session.work().assessment.criteria
    year.moves.move(new)
    for leaf in new.leaves():
        if leaf.self_scored and dice.random() < 0.5:
            note = year.session.work().beside.notes.get(leaf.key)
            ScoringService(year.session).explain(leaf.key, f"sau {leaf.key}")
            year.session.do("note", Edit("note", leaf.key, note, LeafNote(f"Sau {leaf.key}")))
    told = {text for text in year.told() if "sau " in text or "Sau " in text}
    assert year.moves.undo_move().criteria == old
    assert told <= year.told()


def test_the_seal_of_these_tests_tells_sets_apart() -> None:
    first, second = (year_of(seed).criteria for seed in (1, 2))
    assert sealed(first).digest != sealed(second).digest
    assert len(sealed(first).digest) == len(hashlib.sha256().hexdigest())
