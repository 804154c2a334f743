"""The open workspace, shared by the services: one for the program at a time."""

import json
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal

from parscore.domain.assessment import EMPTY, Answer, Assessment
from parscore.domain.beside import BesideValue, MoveRecord
from parscore.domain.changes import Changes
from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.evidence import Document, Link
from parscore.domain.plain_answer import plain_answer
from parscore.domain.plain_beside import plain_value
from parscore.domain.year_work import YearWork
from parscore.services.ports import Unit, Workspace

Kind = Literal["answer", "document", "link", "criteria", "past", "archive", "note", "move"]
Fact = Answer | Document | Link | CriteriaSet | BesideValue | None


@dataclass(frozen=True, slots=True)
class Edit:
    """One fact of the workspace before and after; None where there is none."""

    kind: Kind
    subject: str
    before: Fact
    after: Fact

    def reversed(self) -> "Edit":
        """The edit that takes this one back."""
        return Edit(self.kind, self.subject, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Step:
    """What one act of the person did, undone and redone as a whole; `label` is a key under [history]."""

    label: str
    edits: tuple[Edit, ...]


class Session:
    """Holds the open workspace, the year's work as last read, and the steps that can be undone."""

    def __init__(self) -> None:
        """Nothing is open yet."""
        self._workspace: Workspace | None = None
        self._work: YearWork | None = None
        self.done: list[Step] = []
        self.undone: list[Step] = []

    @property
    def workspace(self) -> Workspace:
        """The open workspace; raises Refused("workspace.none_open")."""
        if self._workspace is None:
            raise Refused("workspace.none_open")
        return self._workspace

    @property
    def is_open(self) -> bool:
        """Whether a workspace is open."""
        return self._workspace is not None

    def put(self, workspace: Workspace | None) -> None:
        """Close what is open and hold another workspace, or none."""
        if self._workspace is not None:
            self._workspace.close()
        self._workspace = workspace
        self.forget()
        self.done.clear()
        self.undone.clear()

    def forget(self) -> None:
        """Read the year's work anew at the next question."""
        self._work = None

    def begin(self) -> AbstractContextManager[Unit]:
        """A transaction on the open workspace."""
        return self.workspace.begin()

    def work(self) -> YearWork:
        """The year's work as it stands; nobody else writes, the workspace is locked."""
        if self._work is None:
            with self.begin() as unit:
                self._work = read_work(unit)
        return self._work

    def do(self, label: str, *edits: Edit) -> Changes:
        """Make the edits that change something in one transaction, with the history, and remember them for undo."""
        real = tuple(edit for edit in edits if edit.before != edit.after)
        if not real:
            return Changes()
        changes = self._apply(label, real)
        self.done.append(Step(label, real))
        self.undone.clear()
        return changes

    def step_back(self) -> tuple[Step, Changes] | None:
        """Undo the last step; None where there is none."""
        return self._replay(self.done, self.undone, "undo", lambda step: tuple(edit.reversed() for edit in reversed(step.edits)))

    def step_forward(self) -> tuple[Step, Changes] | None:
        """Redo the step undone last; None where there is none."""
        return self._replay(self.undone, self.done, "redo", lambda step: step.edits)

    def _replay(
        self, source: list[Step], target: list[Step], label: str, edits: Callable[[Step], tuple[Edit, ...]]
    ) -> tuple[Step, Changes] | None:
        if not source:
            return None
        step = source[-1]
        changes = self._apply(label, edits(step))
        target.append(source.pop())
        return step, changes

    def _apply(self, label: str, edits: tuple[Edit, ...]) -> Changes:
        with self.begin() as unit:
            for edit in edits:
                _write(unit, edit)
                unit.note(label, edit.subject, _shown(edit.before), _shown(edit.after))
            unit.commit()
        self.forget()
        return _changes(edits)


def read_work(unit: Unit) -> YearWork:
    """The year's work as a transaction sees it."""
    return YearWork(unit.profile(), Assessment(unit.criteria(), unit.answers()), unit.evidence(), unit.beside())


def new_identity() -> str:
    """A name that nothing else has."""
    return os.urandom(16).hex()


def _write(unit: Unit, edit: Edit) -> None:
    """Bring one fact to its `after`."""
    if edit.kind == "answer":
        unit.put_answer(edit.subject, edit.after if isinstance(edit.after, Answer) else EMPTY)
    elif edit.kind == "document":
        if isinstance(edit.after, Document):
            unit.put_document(edit.after)
        else:
            unit.remove_document(edit.subject)
    elif edit.kind == "link":
        _write_link(unit, edit)
    elif edit.kind == "criteria":
        assert isinstance(edit.after, CriteriaSet)
        unit.use_set(edit.after)
    else:
        assert not isinstance(edit.after, Answer | Document | Link | CriteriaSet)
        unit.put_beside(edit.kind, edit.subject, edit.after)


def _write_link(unit: Unit, edit: Edit) -> None:
    if isinstance(edit.after, Link):
        unit.put_link(edit.after)
    else:
        assert isinstance(edit.before, Link)
        unit.remove_link(edit.before.key, edit.before.document)


def _shown(value: Fact) -> str:
    """A fact as canonical JSON for the history; of a move, whose facts stand in edits of their own, the sets alone."""
    if value is None or value == EMPTY:
        return ""
    plain: object
    if isinstance(value, Answer):
        plain = plain_answer(value)
    elif isinstance(value, CriteriaSet):
        plain = {"code": value.code, "version": value.version, "digest": value.digest}
    elif isinstance(value, MoveRecord):
        plain = {"from": value.before.digest, "to": value.after.digest}
    elif isinstance(value, Document):
        plain = {
            "number": value.number,
            "date": value.issued.isoformat() if value.issued else "",
            "issuer": value.issuer,
            "title": value.title,
            "web": value.web,
            "files": [[kept.sha256, kept.name, kept.size] for kept in value.files],
        }
    elif isinstance(value, Link):
        plain = {"key": value.key, "document": value.document, "place": value.place}
    else:
        plain = plain_value(value)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _changes(edits: tuple[Edit, ...]) -> Changes:
    leaves, documents = set(), set()
    for edit in edits:
        if edit.kind in {"answer", "past", "note"}:
            leaves.add(edit.subject)
        elif edit.kind == "document":
            documents.add(edit.subject)
        for value in (edit.before, edit.after):
            if isinstance(value, Link):
                leaves.add(value.key)
                documents.add(value.document)
    return Changes(frozenset(leaves), frozenset(documents), any(edit.kind in {"criteria", "archive"} for edit in edits))
