"""Fill a demonstration workspace through the same calls that a person makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from parscore.domain.assessment import NotApplicable, Profile
from parscore.domain.evidence import Document
from parscore.domain.outcome import Inputs
from parscore.services.criteria_service import CriteriaService
from parscore.services.evidence_service import DocumentFields, EvidenceService
from parscore.services.progress import Progress
from parscore.services.scoring_service import ScoringService
from parscore.services.workspace_service import Opened, WorkspaceService


@dataclass(frozen=True, slots=True)
class DemoAnswer:
    """An answer of the demonstration year; `evidence` pairs document identities with places."""

    inputs: Inputs | None = None
    explanation: str | None = None
    not_applicable: NotApplicable | None = None
    evidence: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DemoYear:
    """The demonstration year: documents by their own identities with the file name each gets, and answers by leaf key."""

    profile: Profile
    criteria: str
    documents: Mapping[str, tuple[Document, str]] = field(default_factory=dict)
    answers: Mapping[str, DemoAnswer] = field(default_factory=dict)


class DemoSource(Protocol):
    """Where the demonstration year comes from."""

    def year(self) -> DemoYear:
        """The year as shipped."""

    def write_document(self, document: Document, target: Path) -> None:
        """A small real file for a document of the demonstration."""


class DemoService:
    """Makes the demonstration workspace."""

    def __init__(
        self,
        source: DemoSource,
        workspaces: WorkspaceService,
        criteria: CriteriaService,
        scoring: ScoringService,
        evidence: EvidenceService,
    ) -> None:
        """Use these services, as a person would."""
        self._source = source
        self._workspaces = workspaces
        self._criteria = criteria
        self._scoring = scoring
        self._evidence = evidence

    def make(self, folder: Path, progress: Progress) -> Opened:
        """A filled workspace in an empty or missing folder, left open."""
        year = self._source.year()
        opened = self._workspaces.create(folder, year.profile, self._criteria.get(year.criteria))
        from tempfile import TemporaryDirectory

        known: dict[str, str] = {}
        with TemporaryDirectory(prefix="parscore-") as made:
            for number, (key, answer) in enumerate(year.answers.items()):
                progress.step(number, len(year.answers), key)
                self._answer(key, answer)
                for name, place in answer.evidence:
                    self._attach(key, *year.documents[name], place, known, Path(made), progress)
            progress.step(len(year.answers), len(year.answers))
        return opened

    def _answer(self, key: str, answer: DemoAnswer) -> None:
        if answer.inputs is not None:
            self._scoring.record(key, answer.inputs, answer.explanation)
        elif answer.explanation:
            self._scoring.explain(key, answer.explanation)
        if answer.not_applicable is not None:
            self._scoring.exempt(key, answer.not_applicable)

    def _attach(
        self, key: str, document: Document, file_name: str, place: str, known: dict[str, str], made: Path, progress: Progress
    ) -> None:
        if document.id in known:
            self._evidence.link(key, known[document.id], place)
            return
        target = made / file_name
        self._source.write_document(document, target)
        fields = DocumentFields(document.number, document.issued, document.issuer, document.title, document.web)
        _, results = self._evidence.attach(key, [target], fields, place, progress)
        known[document.id] = results[0].document
