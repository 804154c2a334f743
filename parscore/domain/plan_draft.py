"""A plan as it was understood, before anybody took it over: tasks, targets, deadlines of reports, and what became of every line."""

from collections.abc import Mapping
from dataclasses import dataclass

from parscore.domain.deadlines import Deadline
from parscore.domain.document_head import Head
from parscore.domain.findings import Finding
from parscore.domain.target_words import TargetReading


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task with its fields as read, and as printed; `unsure` names what was supposed while reading it."""

    section_no: str
    section: str
    label: str
    text: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    products: tuple[str, ...]
    deadline: Deadline
    printed: Mapping[str, str]
    numbers: tuple[int, ...]
    where: str
    subsection_no: str = ""
    subsection: str = ""
    unsure: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How it is called in a sentence: its label and the beginning of its text."""
        above = self.subsection_no or self.section_no
        place = self.label if above and self.label.startswith(f"{above}.") else ".".join(each for each in (above, self.label) if each)
        begin = self.text if len(self.text) <= _LONGEST_NAME else self.text[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"
        return f"{place} {begin}".strip()


_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """A target with where it stands; `reading` is None where no number says what is to be reached."""

    text: str
    reading: TargetReading | None
    numbers: tuple[int, ...]
    where: str


@dataclass(frozen=True, slots=True)
class ReportDeadline:
    """When a report is to be sent; `day` is None of one that only recurs."""

    name: str
    period: str
    day: str | None
    before: bool
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """All of it; `kinds` says of every line, counted from 1, what it was taken for."""

    file: str
    head: Head
    year: int
    tasks: tuple[TaskDraft, ...]
    targets: tuple[TargetDraft, ...]
    reports: tuple[ReportDeadline, ...]
    findings: tuple[Finding, ...]
    kinds: Mapping[int, str]
