"""One transaction on a workspace's database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import CursorResult

from parscore.adapters.database import rows
from parscore.adapters.database.engine import DamagedDatabase
from parscore.adapters.database.tables import ANSWER, CRITERIA_SET, DOCUMENT, DOCUMENT_FILE, HISTORY, LINK, WORKSPACE
from parscore.domain.assessment import Answer, Profile
from parscore.domain.criteria import CriteriaSet
from parscore.domain.evidence import Document, EvidenceBook, Link
from parscore.services.ports import Event

LoadSet = Callable[[str, str], CriteriaSet]


@dataclass(slots=True)
class Memory:
    """What need not be read again while the workspace is open: parsed sets by their content's digest, and the evidence as committed."""

    load_set: LoadSet
    sets: dict[str, CriteriaSet] = field(default_factory=dict)
    evidence: EvidenceBook | None = None


class SqlUnit:
    """A transaction that begins with its first statement. Evidence and history are written in bulk, before a read or the commit."""

    def __init__(self, connection: Connection, memory: Memory, clock: Callable[[], datetime], who: str) -> None:
        """Work on a connection that has no transaction yet."""
        self._connection = connection
        self._memory = memory
        self._clock = clock
        self._who = who
        self._begun = False
        self._evidence_changed = False
        self._documents: dict[str, Document] = {}
        self._links: dict[tuple[str, str], Link] = {}
        self._events: list[Event] = []

    def profile(self) -> Profile:
        """Whose workspace it is."""
        return rows.read_profile(_only(self._read(select(WORKSPACE)).first()))

    def save_profile(self, profile: Profile) -> None:
        """Replace the profile."""
        self._write(update(WORKSPACE), rows.profile_row(profile))

    def criteria(self) -> CriteriaSet:
        """The set the answers are scored by, parsed once."""
        digest = _only(self._read(select(CRITERIA_SET.c.content_sha256)).first())[0]
        if digest not in self._memory.sets:
            row = _only(self._read(select(CRITERIA_SET.c.content, CRITERIA_SET.c.code)).first())
            if rows.digest_of(row.content) != digest:
                raise DamagedDatabase("criteria set")
            self._memory.sets[digest] = self._memory.load_set(row.content, row.code)
        return self._memory.sets[digest]

    def answers(self) -> dict[str, Answer]:
        """All answers by leaf key."""
        return {row.leaf: rows.read_answer(row) for row in self._read(select(ANSWER))}

    def put_answer(self, key: str, answer: Answer) -> None:
        """Keep an answer; an empty one removes the row."""
        if answer.is_empty:
            self._write(delete(ANSWER).where(ANSWER.c.leaf == bindparam("gone")), {"gone": key})
            return
        statement = upsert(ANSWER)
        changed = {name: statement.excluded[name] for name in ("inputs", "explanation", "treatment", "reason", "allowed_by")}
        self._write(statement.on_conflict_do_update(index_elements=["leaf"], set_=changed), rows.answer_row(key, answer))

    def evidence(self) -> EvidenceBook:
        """All documents and links."""
        if self._evidence_changed or self._memory.evidence is None:
            book = rows.read_book(
                self._read(select(DOCUMENT).order_by(DOCUMENT.c.seq)),
                self._read(select(DOCUMENT_FILE).order_by(DOCUMENT_FILE.c.document, DOCUMENT_FILE.c.position)),
                self._read(select(LINK).order_by(LINK.c.seq)),
            )
            if self._evidence_changed:
                return book
            self._memory.evidence = book
        return self._memory.evidence

    def put_document(self, document: Document) -> None:
        """Add or replace a document with its files."""
        self._evidence_changed = True
        self._documents[document.id] = document

    def remove_document(self, identity: str) -> None:
        """Remove a document that no link names any more."""
        self._evidence_changed = True
        self._write(delete(DOCUMENT).where(DOCUMENT.c.id == bindparam("gone")), {"gone": identity})

    def put_link(self, link: Link) -> None:
        """Add a link, or change the place of the one between the same leaf and document."""
        self._evidence_changed = True
        self._links[link.key, link.document] = link

    def remove_link(self, key: str, document: str) -> None:
        """Remove a link."""
        self._evidence_changed = True
        gone = delete(LINK).where(LINK.c.leaf == bindparam("gone"), LINK.c.document == bindparam("of"))
        self._write(gone, {"gone": key, "of": document})

    def note(self, action: str, subject: str, before: str, after: str) -> None:
        """Append to the history, with the time and the person's name."""
        self._events.append(Event(self._clock(), self._who, action, subject, before, after))

    def history(self, limit: int) -> tuple[Event, ...]:
        """The newest events first."""
        return tuple(rows.read_event(row) for row in self._read(select(HISTORY).order_by(HISTORY.c.seq.desc()).limit(limit)))

    def adopt(self, profile: Profile, criteria: CriteriaSet, content: str) -> None:
        """Fill a new database; `content` is the set as written."""
        self._write(insert(WORKSPACE), rows.profile_row(profile))
        self._write(insert(CRITERIA_SET), rows.criteria_row(criteria, content, self._clock()))

    def commit(self) -> None:
        """Keep everything, durably."""
        self._flush()
        if self._evidence_changed:
            self._memory.evidence = None
        if self._begun:
            self._connection.commit()
        self._begun = self._evidence_changed = False

    def undo(self) -> None:
        """Forget what was not committed; harmless after a commit."""
        self._documents.clear()
        self._links.clear()
        self._events.clear()
        if self._begun:
            self._connection.rollback()
        self._begun = self._evidence_changed = False

    def _read(self, statement: Any) -> CursorResult[Any]:
        self._flush()
        self._begin("BEGIN")
        return self._connection.execute(statement)

    def _write(self, statement: Any, values: Mapping[str, object]) -> None:
        self._flush()
        self._begin("BEGIN IMMEDIATE")
        self._connection.execute(statement, values)

    def _begin(self, how: str) -> None:
        if not self._begun:
            self._connection.exec_driver_sql(how)
            self._begun = True

    def _flush(self) -> None:
        """Write what was gathered: documents before the links that name them."""
        if not (self._documents or self._links or self._events):
            return
        self._begin("BEGIN IMMEDIATE")
        if self._documents:
            self._flush_documents(list(self._documents.values()))
            self._documents.clear()
        if self._links:
            statement = upsert(LINK)
            kept = statement.on_conflict_do_update(index_elements=["leaf", "document"], set_={"place": statement.excluded.place})
            self._connection.execute(kept, [rows.link_row(link) for link in self._links.values()])
            self._links.clear()
        if self._events:
            self._connection.execute(insert(HISTORY), [rows.event_row(event) for event in self._events])
            self._events.clear()

    def _flush_documents(self, documents: list[Document]) -> None:
        statement = upsert(DOCUMENT)
        changed = {name: statement.excluded[name] for name in ("number", "issued", "issuer", "title", "web")}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["id"], set_=changed), [rows.document_row(document) for document in documents]
        )
        gone = delete(DOCUMENT_FILE).where(DOCUMENT_FILE.c.document == bindparam("of"))
        self._connection.execute(gone, [{"of": document.id} for document in documents])
        files = [row for document in documents for row in rows.file_rows(document)]
        if files:
            self._connection.execute(insert(DOCUMENT_FILE), files)


def _only(row: Any) -> Any:
    """The one row that every workspace has."""
    if row is None:
        raise DamagedDatabase("no row")
    return row
