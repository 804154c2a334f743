"""A workspace in memory that behaves as the one on disk does, for tests of the services."""

import copy
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from parscore.domain.assessment import Answer, Profile
from parscore.domain.beside import NOTHING_BESIDE, Beside, BesideKind, BesideValue, MoveRecord
from parscore.domain.code_map import CodeMap
from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.evidence import Document, EvidenceBook, KeptFile, Link
from parscore.domain.settled_wording import Settled
from parscore.services.ports import BackupFile, Damage, Event, Kept, SetVersion, Workspace
from parscore.services.progress import Progress

AT = datetime(2026, 11, 24, 10, 32, tzinfo=UTC)


@dataclass
class State:
    """What one workspace holds."""

    profile: Profile
    criteria: CriteriaSet
    answers: dict[str, Answer] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    versions: list[CriteriaSet] = field(default_factory=list)
    beside: dict[tuple[str, str], BesideValue] = field(default_factory=dict)


class MemoryUnit:
    """One transaction over a copy of the state."""

    def __init__(self, owner: "MemoryWorkspace") -> None:
        self._owner = owner
        self._state = copy.deepcopy(owner.state)

    def profile(self) -> Profile:
        return self._state.profile

    def save_profile(self, profile: Profile) -> None:
        self._state.profile = profile

    def criteria(self) -> CriteriaSet:
        return self._state.criteria

    def version(self, digest: str) -> CriteriaSet | None:
        return next((each for each in (self._state.criteria, *self._state.versions) if each.digest == digest), None)

    def versions(self) -> tuple[SetVersion, ...]:
        had = (*self._state.versions, self._state.criteria)
        return tuple(
            SetVersion(each.code, each.version, each.year, each.digest, AT) for each in {each.digest: each for each in had}.values()
        )

    def use_set(self, criteria: CriteriaSet) -> None:
        self._state.versions.append(self._state.criteria)
        self._state.criteria = criteria

    def beside(self) -> Beside:
        def of(kind: str) -> dict[str, Any]:
            return {subject: value for (each, subject), value in self._state.beside.items() if each == kind}

        return Beside(of("past"), of("archive"), of("note"))

    def moves(self) -> dict[str, MoveRecord]:
        return {subject: value for (_, subject), value in self._state.beside.items() if isinstance(value, MoveRecord)}

    def put_beside(self, kind: BesideKind, subject: str, value: BesideValue | None) -> None:
        if value is None:
            self._state.beside.pop((kind, subject), None)
        else:
            self._state.beside[kind, subject] = value

    def answers(self) -> dict[str, Answer]:
        return dict(self._state.answers)

    def put_answer(self, key: str, answer: Answer) -> None:
        self._state.answers.pop(key, None)
        if not answer.is_empty:
            self._state.answers[key] = answer

    def evidence(self) -> EvidenceBook:
        return EvidenceBook(dict(self._state.documents), tuple(self._state.links))

    def put_document(self, document: Document) -> None:
        self._state.documents[document.id] = document

    def remove_document(self, identity: str) -> None:
        assert not any(link.document == identity for link in self._state.links)
        del self._state.documents[identity]

    def put_link(self, link: Link) -> None:
        assert link.document in self._state.documents
        same = [at for at, each in enumerate(self._state.links) if (each.key, each.document) == (link.key, link.document)]
        if same:
            self._state.links[same[0]] = link
        else:
            self._state.links.append(link)

    def remove_link(self, key: str, document: str) -> None:
        self._state.links = [each for each in self._state.links if (each.key, each.document) != (key, document)]

    def note(self, action: str, subject: str, before: str, after: str) -> None:
        self._state.events.append(Event(AT, "thử", action, subject, before, after))

    def history(self, limit: int) -> tuple[Event, ...]:
        return tuple(reversed(self._state.events))[:limit]

    def commit(self) -> None:
        self._owner.state = self._state


class MemoryWorkspace:
    """An open workspace in memory; `store` maps SHA-256 to content."""

    def __init__(self, folder: Path, state: State) -> None:
        self.folder = folder
        self.state = state
        self.notices: tuple[tuple[str, dict[str, object]], ...] = ()
        self.store: dict[str, bytes] = {}
        self.closed = 0
        self.backups_made: list[str] = []

    @contextmanager
    def begin(self) -> Iterator[MemoryUnit]:
        yield MemoryUnit(self)

    def keep(self, files: Sequence[Path], progress: Progress) -> tuple[Kept, ...]:
        results = []
        for number, file in enumerate(files):
            progress.step(number, len(files), file.name)
            if not file.is_file():
                results.append(Kept(file, refused=Refused("store.missing", file=file.name)))
                continue
            content = file.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            results.append(Kept(file, KeptFile(digest, file.name, len(content)), digest in self.store))
            self.store[digest] = content
        return tuple(results)

    def copy_out(self, kept: KeptFile, folder: Path) -> Path:
        target = folder / kept.name
        target.write_bytes(self.store[kept.sha256])
        return target

    def verify(self, progress: Progress) -> tuple[Damage, ...]:
        progress.step(1, 1)
        named = {kept for document in self.state.documents.values() for kept in document.files}
        return tuple(Damage("missing", kept.name, kept.sha256) for kept in named if kept.sha256 not in self.store)

    def back_up(self, reason: str) -> BackupFile:
        self.backups_made.append(reason)
        return BackupFile(self.folder / "backups" / "b.db", AT, reason, 1)

    def close(self) -> None:
        self.closed += 1


class MemoryFolders:
    """Workspaces by folder, for as long as the test lasts."""

    def __init__(self) -> None:
        self.made: dict[Path, MemoryWorkspace] = {}
        self.restored: list[Path] = []

    def create(self, folder: Path, profile: Profile, criteria: CriteriaSet, beside: Beside = NOTHING_BESIDE) -> Workspace:
        if folder in self.made:
            raise Refused("workspace.exists", folder=folder)
        stood: dict[tuple[str, str], BesideValue] = {("past", key): past for key, past in beside.past.items()}
        stood |= {("archive", identity): each for identity, each in beside.archive.items()}
        stood |= {("note", key): note for key, note in beside.notes.items()}
        self.made[folder] = MemoryWorkspace(folder, State(profile, criteria, beside=stood))
        return self.made[folder]

    @contextmanager
    def look(self, folder: Path) -> Iterator[MemoryUnit]:
        if folder not in self.made:
            raise Refused("workspace.missing", folder=folder)
        yield MemoryUnit(self.made[folder])

    def open(self, folder: Path) -> Workspace:
        if folder not in self.made:
            raise Refused("workspace.missing", folder=folder)
        return self.made[folder]

    def backups(self, folder: Path) -> tuple[BackupFile, ...]:
        return (BackupFile(folder / "b.db", AT, "daily", 1),)

    def restore(self, folder: Path, backup: Path) -> Path:
        self.restored.append(backup)
        return folder / "saved.db"


def alike(one: str, other: str) -> float:
    """How alike two wordings are, word by word."""
    return 100 * SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def sealed(criteria: CriteriaSet) -> CriteriaSet:
    """A set with a digest of what it says."""
    return replace(criteria, digest=hashlib.sha256(repr(replace(criteria, digest="")).encode()).hexdigest())


class NoMaps:
    """Code maps by file, for as long as the test lasts."""

    def __init__(self) -> None:
        self.kept: dict[Path, CodeMap] = {}

    def read(self, file: Path) -> CodeMap:
        if file not in self.kept:
            raise Refused("map.unreadable", file=file.name, line=1)
        return self.kept[file]

    def write(self, file: Path, codes: CodeMap) -> None:
        self.kept[file] = codes


class MemoryOfSettled:
    """Questions that were settled, by wording, kept in a dictionary."""

    def __init__(self) -> None:
        self.known: dict[str, Settled] = {}

    def load(self) -> dict[str, Settled]:
        return dict(self.known)

    def add(self, settled: dict[str, Settled]) -> None:
        self.known |= settled
