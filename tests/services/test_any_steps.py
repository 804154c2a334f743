"""Whatever a person did, undoing all of it brings the year back as it was, and redoing all of it brings it there again."""

import copy
import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from parscore.domain.assessment import NotApplicable, Profile
from parscore.domain.outcome import Inputs
from parscore.services.evidence_service import DocumentFields, EvidenceService
from parscore.services.progress import Silent
from parscore.services.scoring_service import ScoringService
from parscore.services.session import Session
from parscore.services.workspace_service import WorkspaceService
from tests.builders import small_set
from tests.memory_ports import MemoryFolders, State

HOME = Path("so")
KEYS = ("1.1", "1.2", "1.3")


class Person:
    """Does one thing after another by the fall of the dice."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.dice = Random(seed)
        self.session, self.folders = Session(), MemoryFolders()
        WorkspaceService(self.session, self.folders).create(HOME, Profile("Sở", "Tỉnh", 2026), small_set())
        self.scoring, self.evidence = ScoringService(self.session), EvidenceService(self.session)
        self.files = [folder / f"{name}.pdf" for name in "abcd"]
        for at, file in enumerate(self.files):
            file.write_bytes(b"%d" % (at // 2))

    @property
    def state(self) -> State:
        return copy.deepcopy(self.folders.made[HOME].state)

    def act(self) -> None:
        dice, key = self.dice, self.dice.choice(KEYS)
        documents = [row.document.id for row in self.evidence.documents()]
        linked = [document.id for _, document in self.scoring.leaf(key).evidence]
        fields = dice.choice([DocumentFields(), DocumentFields(f"{dice.randint(1, 3)}/KH", title="Kế hoạch")])
        deeds = [
            lambda: self.scoring.record(key, Inputs(ticks=frozenset({1})) if key == "1.3" else Inputs(choice=dice.randint(1, 2)), "vì"),
            lambda: self.scoring.explain(key, dice.choice(["", "a", "b"])),
            lambda: self.scoring.exempt(key, NotApplicable("full", "không phát sinh")),
            lambda: self.scoring.apply(key),
            lambda: self.scoring.clear(key),
            lambda: self.evidence.attach(key, dice.sample(self.files, dice.randint(1, 4)), fields, dice.choice(["", "mục I"]), Silent()),
            lambda: self.evidence.attach_web(key, DocumentFields(web="https://congbao.example"), ""),
            *([lambda: self.evidence.link(key, dice.choice(documents), dice.choice(["", "mục II"]))] if documents else []),
            *([lambda: self.evidence.describe(dice.choice(documents), fields)] if documents else []),
            *([lambda: self.evidence.detach(key, dice.choice(linked))] if linked else []),
            *([lambda: self.evidence.set_place(key, dice.choice(linked), dice.choice(["", "trang 3"]))] if linked else []),
        ]
        dice.choice(deeds)()


def facts(state: State) -> tuple[object, ...]:
    """What the year holds, whatever the order of links."""
    return state.answers, state.documents, sorted((link.key, link.document, link.place) for link in state.links)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_undo_takes_every_step_back_and_redo_brings_it_again(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        person = Person(seed, Path(folder))
        before = [facts(person.state)]
        for _ in range(person.dice.randint(1, 25)):
            person.act()
            if len(person.session.done) == len(before):
                before.append(facts(person.state))
        for expected in before[-2::-1]:
            assert person.scoring.undo() is not None
            assert facts(person.state) == expected
        assert person.scoring.undo() is None
        for expected in before[1:]:
            assert person.scoring.redo() is not None
            assert facts(person.state) == expected
        assert person.scoring.redo() is None
