"""What the services need from the outside; the adapters fill these, the tests bring their own."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from parscore.domain.assessment import Answer, Profile
from parscore.domain.beside import Beside, BesideKind, BesideValue, MoveRecord
from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.evidence import Document, EvidenceBook, KeptFile, Link
from parscore.services.progress import Progress

if TYPE_CHECKING:
    from parscore.domain.code_map import CodeMap
    from parscore.domain.plan_source import PlanSource
    from parscore.domain.plan_words import PlanWords
    from parscore.domain.report import Report
    from parscore.domain.settled_wording import Settled
    from parscore.domain.table_draft import ColumnChoice, TableChoice, TableDraft


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the history: who changed what, from what, to what, when (local time with its offset).

    `action` is a key under [history] in vi.toml, `subject` a leaf key or document identity; `before` and `after` are canonical JSON,
    "" where there was nothing.
    """

    at: datetime
    who: str
    action: str
    subject: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class SetVersion:
    """A version of the criteria set that a workspace has or had, and when it was taken up."""

    code: str
    version: str
    year: int
    digest: str
    at: datetime


class Unit(Protocol):
    """One transaction on a workspace; nothing is kept unless `commit` was called."""

    def profile(self) -> Profile:
        """Whose workspace it is."""

    def save_profile(self, profile: Profile) -> None:
        """Replace the profile."""

    def criteria(self) -> CriteriaSet:
        """The set the answers are scored by."""

    def answers(self) -> dict[str, Answer]:
        """All answers by leaf key."""

    def put_answer(self, key: str, answer: Answer) -> None:
        """Keep an answer; an empty one removes the row."""

    def evidence(self) -> EvidenceBook:
        """All documents and links."""

    def put_document(self, document: Document) -> None:
        """Add or replace a document with its files."""

    def remove_document(self, identity: str) -> None:
        """Remove a document that no link names any more."""

    def put_link(self, link: Link) -> None:
        """Add a link, or change the place of the one between the same leaf and document."""

    def remove_link(self, key: str, document: str) -> None:
        """Remove a link."""

    def note(self, action: str, subject: str, before: str, after: str) -> None:
        """Append to the history, with the time and the person's name."""

    def history(self, limit: int) -> tuple[Event, ...]:
        """The newest events first."""

    def version(self, digest: str) -> CriteriaSet | None:
        """A version of the set that this workspace has or had, by its digest."""

    def versions(self) -> tuple[SetVersion, ...]:
        """Every version this workspace has or had, in the order they came."""

    def use_set(self, criteria: CriteriaSet) -> None:
        """Score by another version from now on; the one before stays kept."""

    def beside(self) -> Beside:
        """Earlier answers, archived leaves and notes."""

    def moves(self) -> dict[str, MoveRecord]:
        """The moves made and not undone by identity, in order."""

    def put_beside(self, kind: BesideKind, subject: str, value: BesideValue | None) -> None:
        """Keep an earlier answer, an archived leaf, a note or a move; None removes it."""

    def commit(self) -> None:
        """Keep everything, durably."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one file handed to the store; `known` when its content was there already, `refused` when it could not be kept."""

    source: Path
    kept: KeptFile | None = None
    known: bool = False
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that is not as it was kept: `kind` is "missing", "changed", "unreadable" or "stray" of a file, or "database"."""

    kind: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup of the database, newest first in lists; `reason` is "daily", "migration", "restore", "asked" or "move"."""

    path: Path
    at: datetime
    reason: str
    size: int


class Workspace(Protocol):
    """An open workspace: locked for this program until closed."""

    @property
    def folder(self) -> Path:
        """Where it lies."""

    @property
    def notices(self) -> tuple[tuple[str, dict[str, object]], ...]:
        """What opening it had to do, as text keys and facts: a stale lock taken over, a backup made, a database brought up."""

    def begin(self) -> AbstractContextManager[Unit]:
        """A transaction; leaving it without commit undoes it."""

    def keep(self, files: Sequence[Path], progress: Progress) -> tuple[Kept, ...]:
        """Copy files into the store under their SHA-256, whole and durable, a result for each in order.

        One bad file does not stop the others. Cancelled, or on a full disk, nothing new stays behind.
        """

    def copy_out(self, kept: KeptFile, folder: Path) -> Path:
        """Write a kept file under its own name into a folder, checked against its SHA-256."""

    def verify(self, progress: Progress) -> tuple[Damage, ...]:
        """Compare database and store: integrity, every kept file's content, files that nothing names."""

    def back_up(self, reason: str) -> BackupFile:
        """A consistent copy of the database; the ten newest are kept."""

    def close(self) -> None:
        """Let it go; harmless when called twice."""


class WorkspaceFolders(Protocol):
    """Makes and opens workspaces."""

    def create(self, folder: Path, profile: Profile, criteria: CriteriaSet, beside: Beside = ...) -> Workspace:
        """A new workspace in an empty or missing folder, whole or not at all; `beside` stands beside its leaves from the start."""

    def look(self, folder: Path) -> AbstractContextManager[Unit]:
        """Read a workspace of any known age as it stands, without a lock and without changing anything there; it may be open."""

    def open(self, folder: Path) -> Workspace:
        """Open, lock, back up and migrate."""

    def backups(self, folder: Path) -> tuple[BackupFile, ...]:
        """The good backups of a closed or open workspace."""

    def restore(self, folder: Path, backup: Path) -> Path:
        """Put a backup in the database's place after saving what stood there; gives the path of what was saved. The workspace is closed."""


class CriteriaSource(Protocol):
    """Where criteria sets come from."""

    def list(self) -> tuple[CriteriaSet, ...]:
        """Shipped and own sets."""

    def damaged(self) -> tuple[tuple[Path, Refused], ...]:
        """Own files that cannot be read, and why."""

    def get(self, code: str) -> CriteriaSet:
        """One set by code."""

    def read_file(self, file: Path) -> CriteriaSet:
        """A set from a YAML file."""

    def faults(self, file: Path) -> tuple[str, ...]:
        """Every fault of a YAML file, a sentence with its line each."""

    def keep(self, criteria: CriteriaSet, file: Path | None) -> tuple[CriteriaSet, Path, Path | None]:
        """Write a set into a YAML file or, without one, into the person's own folder under a free code.

        Gives the set as it is read again, its file, and where another file of the same name was set aside, if there was one.
        """


class SettledMemory(Protocol):
    """Questions about scales that a person settled, by wording."""

    def load(self) -> "dict[str, Settled]":
        """All that is remembered."""

    def add(self, settled: "dict[str, Settled]") -> None:
        """Remember more."""


class TableReader(Protocol):
    """Reads a criteria table as the province sends it."""

    def tables(self, file: Path, progress: Progress = ...) -> "tuple[TableChoice, ...]":
        """What there is to pick from in a file."""

    def read(self, file: Path, pick: int | None = None, progress: Progress = ..., columns: "ColumnChoice | None" = None) -> "TableDraft":
        """What was understood of the picked table, or of the first of criteria, by chosen columns if any; nothing is kept."""


class PlanSources(Protocol):
    """Reads files of plans."""

    def read(self, file: Path, progress: Progress = ...) -> "PlanSource":
        """The lines of a file; raises Refused for one that cannot be read."""


class PlanVocabulary(Protocol):
    """The words by which the parts of a plan are known."""

    def words(self) -> "PlanWords":
        """All of them; raises Refused where they cannot be read."""


class CodeMapSource(Protocol):
    """Code maps in files."""

    def read(self, file: Path) -> "CodeMap":
        """The map of a file."""

    def write(self, file: Path, codes: "CodeMap") -> None:
        """Write a map, whole or not at all."""


class ReportWriter(Protocol):
    """Lays a report out in one format."""

    def write(self, report: "Report", out: BinaryIO) -> None:
        """Write the whole report."""


class PageSource(Protocol):
    """The pages of a laid-out report as pictures, counted from 0; opened, drawn and closed on one thread."""

    @property
    def count(self) -> int:
        """The number of pages."""

    def picture(self, page: int, dpi: int) -> tuple[int, int, bytes]:
        """Width, height and RGBA rows without padding of one page at this many dots per inch."""

    def close(self) -> None:
        """Let the pages go; harmless when called twice."""


class WholeFile(Protocol):
    """Writes a file that appears whole or not at all."""

    def __call__(self, target: Path, fill: "Filler") -> None:
        """Write beside the target, then swap it in."""


class Filler(Protocol):
    """Fills an open file."""

    def __call__(self, out: BinaryIO) -> None:
        """Write the content."""
