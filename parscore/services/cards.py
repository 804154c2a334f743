"""What screens show: frozen pictures of the workspace, made on the worker and read by the window."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

from parscore.domain.applicability import Exempting, Node
from parscore.domain.assessment import Profile
from parscore.domain.criteria import Applicability, CriteriaSet, Criterion
from parscore.domain.evidence import Document, KeptFile, Link
from parscore.domain.findings import Finding
from parscore.domain.scoresheet import LeafScore, ScoreSheet, State, Totals
from parscore.domain.year_work import YearWork


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A line of the score tree. `parent` is a node key, "" for a field; `points` is None where there are none to show.

    `state` of a node with children is "done" when nothing under it is unanswered; `open_question` marks a leaf that awaits a choice.
    `unit` is in charge of a leaf, `note` what was noted of it.
    """

    key: str
    parent: str
    code: str
    name: str
    is_leaf: bool
    max_points: Decimal
    points: Decimal | None
    attainable: Decimal
    state: State
    open_question: bool
    documents: int
    findings: int
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """The figures of the status bar. `final_points` includes bonus and penalty."""

    points: Decimal
    attainable: Decimal
    declared_max: Decimal
    final_points: Decimal
    unanswered: int
    leaves: int
    errors: int
    warnings: int
    notes: int
    saved_at: datetime | None
    undo: str
    redo: str


@dataclass(frozen=True, slots=True)
class Board:
    """All that the score page and the overview need, consistent in itself."""

    folder: Path
    work: YearWork
    rows: tuple[NodeRow, ...]
    findings: tuple[Finding, ...]
    status: Status

    @property
    def profile(self) -> Profile:
        """Whose year it is."""
        return self.work.profile

    @property
    def criteria(self) -> CriteriaSet:
        """The set the answers are scored by."""
        return self.work.assessment.criteria

    @property
    def sheet(self) -> ScoreSheet:
        """The score of the answers."""
        return self.work.sheet

    @property
    def documents(self) -> Mapping[str, Document]:
        """All documents by identity."""
        return self.work.evidence.documents

    def totals(self, key: str) -> Totals:
        """The totals of a node."""
        return self.sheet.nodes[key]


@dataclass(frozen=True, slots=True)
class LeafCard:
    """One leaf with everything the form and the evidence panel show; `path` are the names above it, field first."""

    leaf: Criterion
    path: tuple[str, ...]
    score: LeafScore
    evidence: tuple[tuple[Link, Document], ...]
    findings: tuple[Finding, ...]
    shared: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with the codes of the leaves that it proves."""

    document: Document
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """What became of one file: "new", "known" (the same content was there already and is used again) or "refused".

    `refusal` is a text key with its facts.
    """

    source: Path
    outcome: Literal["new", "known", "refused"]
    kept: KeptFile | None = None
    document: str = ""
    refusal: tuple[str, Mapping[str, object]] | None = None


@dataclass(frozen=True, slots=True)
class ProfilePreview:
    """What applying or lifting a profile would do; `after` and `effect` are None where it can do nothing, and `findings` may say why.

    `nodes` are what it leaves out or brings back.
    """

    nodes: tuple[Node, ...]
    findings: tuple[Finding, ...]
    before: ScoreSheet
    after: ScoreSheet | None = None
    effect: Exempting | None = None


@dataclass(frozen=True, slots=True)
class Profiles:
    """The profiles of a set, and those that exempt leaves now, whether they are the set's or were written by hand."""

    of_set: tuple[Applicability, ...]
    applied: tuple[Applicability, ...]

    def in_force(self, profile: Applicability) -> bool:
        """Whether leaves are exempt by this name and clause."""
        return any((each.name, each.clause) == (profile.name, profile.clause) for each in self.applied)

    @property
    def all(self) -> tuple[Applicability, ...]:
        """The set's, then the others in force."""
        own = {(each.name, each.clause) for each in self.of_set}
        return (*self.of_set, *(each for each in self.applied if (each.name, each.clause) not in own))
