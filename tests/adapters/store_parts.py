"""Workspaces for tests: a store over a small criteria set, a clock that stands still until it is moved, and files to attach."""

import hashlib
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from parscore.adapters.files.workspace_folder import OpenWorkspace, WorkspaceFolderStore
from parscore.domain.assessment import Answer, Profile
from parscore.domain.criteria import CriteriaSet, Criterion, Field
from parscore.domain.evidence import Document, KeptFile, Link
from parscore.domain.outcome import Inputs, Rung
from parscore.domain.rules import Ladder
from parscore.services.progress import Cancelled

ONE = Decimal(1)
LEAVES = tuple(
    Criterion(f"1.{number}", f"1.{number}", f"Tiêu chí {number}", ONE, Ladder(), (Rung("Có", ONE), Rung("Không", Decimal(0))))
    for number in range(1, 4)
)
SMALL_SET = CriteriaSet("thu-2026", "Bộ thử", "1", 2026, (Field("1", "1", "Lĩnh vực", Decimal(3), LEAVES),), digest="d" * 64)
PROFILE = Profile("Sở Công Thương", "Tỉnh Mẫu", 2026, "UBND tỉnh Mẫu", "Mẫu", "SCT")
VIETNAM = timezone(timedelta(hours=7))


class Clock:
    """Local time as a test sets it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 10, 32, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        return self.now


class Sets:
    """Writes a set as its code and reads it back; counts the readings."""

    def __init__(self) -> None:
        self.known = {SMALL_SET.code: SMALL_SET}
        self.read = 0

    def dump(self, criteria: CriteriaSet) -> str:
        return criteria.code

    def load(self, text: str, name: str) -> CriteriaSet:
        self.read += 1
        return self.known[text]


def new_store(clock: Clock | None = None, sets: Sets | None = None) -> WorkspaceFolderStore:
    sets = sets or Sets()
    return WorkspaceFolderStore(dump_set=sets.dump, load_set=sets.load, clock=clock or Clock())


class Watched:
    """Progress that remembers, and gives up at a step when told so."""

    def __init__(self, cancel_at: int = 0) -> None:
        self.steps: list[tuple[int, int, str]] = []
        self._cancel_at = cancel_at

    def step(self, done: int, total: int, what: str = "") -> None:
        self.steps.append((done, total, what))
        if len(self.steps) == self._cancel_at:
            raise Cancelled


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def put(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def answered(workspace: OpenWorkspace, key: str, choice: int, explanation: str = "") -> None:
    with workspace.begin() as unit:
        unit.put_answer(key, Answer(Inputs(choice=choice), explanation))
        unit.note("record", key, "", str(choice))
        unit.commit()


def attached(workspace: OpenWorkspace, key: str, identity: str, kept: KeptFile) -> None:
    with workspace.begin() as unit:
        unit.put_document(Document(identity, files=(kept,)))
        unit.put_link(Link(key, identity))
        unit.note("attach", identity, "", kept.sha256)
        unit.commit()
