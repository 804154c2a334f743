"""One transaction on a workspace's database.

Reading goes through SQLite's own cursor, three times as fast for lists and without loading SQLAlchemy; writing through SQLAlchemy Core on
the same connection.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from parscore.adapters.database import rows
from parscore.adapters.database.engine import DamagedDatabase, Database
from parscore.domain.assessment import Answer, Profile
from parscore.domain.beside import Beside, BesideKind, BesideValue, MoveRecord
from parscore.domain.criteria import CriteriaSet
from parscore.domain.evidence import Document, EvidenceBook, Link
from parscore.services.ports import Event, SetVersion

if TYPE_CHECKING:
    from parscore.adapters.database.sql_writes import SqlWrites

LoadSet = Callable[[str, str], CriteriaSet]


@dataclass(slots=True)
class Memory:
    """What need not be read again while the workspace is open: parsed sets by their content's digest, and the evidence as committed."""

    load_set: LoadSet
    dump_set: Callable[[CriteriaSet], str]
    sets: dict[str, CriteriaSet] = field(default_factory=dict)
    evidence: EvidenceBook | None = None


class SqlUnit:
    """A transaction that begins with its first statement. Evidence and history are written in bulk, before a read or the commit."""

    def __init__(self, database: Database, memory: Memory, clock: Callable[[], datetime], who: str) -> None:
        """Work on a database that has no transaction yet."""
        self._database = database
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
        return rows.read_profile(_only(self._read("SELECT department, province, year, parent, place, symbol FROM workspace")))

    def save_profile(self, profile: Profile) -> None:
        """Replace the profile."""
        self._writes().save_profile(profile)

    def criteria(self) -> CriteriaSet:
        """The set the answers are scored by, parsed once."""
        (digest,) = _only(self._read("SELECT content_sha256 FROM criteria_set"))
        if digest not in self._memory.sets:
            query = "SELECT content, code FROM criteria_version JOIN criteria_set USING (content_sha256)"
            self._remember(digest, *_only(self._read(query)))
        return self._memory.sets[digest]

    def version(self, digest: str) -> CriteriaSet | None:
        """A version of the set that this workspace has or had, by the digest that the set itself has."""
        kept = self._kept(digest)
        return self._memory.sets[kept] if kept else None

    def versions(self) -> tuple[SetVersion, ...]:
        """Every version this workspace has or had, in the order they came."""
        found = self._read("SELECT code, version, year, digest, adopted_at FROM criteria_version ORDER BY seq")
        return tuple(SetVersion(code, version, year, digest, datetime.fromisoformat(at)) for code, version, year, digest, at in found)

    def use_set(self, criteria: CriteriaSet) -> None:
        """Score by another version from now on; the one before stays kept."""
        kept = self._kept(criteria.digest)
        if kept and self._memory.sets[kept] == criteria:
            self._writes().use_version(kept)
            return
        content = self._memory.dump_set(criteria)
        self._memory.sets[rows.digest_of(content)] = criteria
        self._writes().keep_version(rows.criteria_row(criteria, content, self._clock()))

    def beside(self) -> Beside:
        """Earlier answers, archived leaves and notes."""
        return rows.read_beside(self._read("SELECT kind, subject, content FROM beside WHERE kind <> 'move' ORDER BY seq"))

    def moves(self) -> dict[str, MoveRecord]:
        """The moves made and not undone, in order."""
        return rows.read_moves(self._read("SELECT subject, content FROM beside WHERE kind = 'move' ORDER BY seq"))

    def put_beside(self, kind: BesideKind, subject: str, value: BesideValue | None) -> None:
        """Keep an earlier answer, an archived leaf, a note or a move; None removes it."""
        self._writes().put_beside(kind, subject, value)

    def answers(self) -> dict[str, Answer]:
        """All answers by leaf key."""
        found = self._read("SELECT leaf, inputs, explanation, treatment, reason, allowed_by FROM answer")
        return {row[0]: rows.read_answer(row) for row in found}

    def put_answer(self, key: str, answer: Answer) -> None:
        """Keep an answer; an empty one removes the row."""
        self._writes().put_answer(key, answer)

    def evidence(self) -> EvidenceBook:
        """All documents and links."""
        if self._evidence_changed or self._memory.evidence is None:
            book = rows.read_book(
                self._read("SELECT id, number, issued, issuer, title, web FROM document ORDER BY seq"),
                self._read("SELECT document, sha256, name, size FROM document_file ORDER BY document, position"),
                self._read("SELECT leaf, document, place FROM link ORDER BY seq"),
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
        self._writes().remove_document(identity)

    def put_link(self, link: Link) -> None:
        """Add a link, or change the place of the one between the same leaf and document."""
        self._evidence_changed = True
        self._links[link.key, link.document] = link

    def remove_link(self, key: str, document: str) -> None:
        """Remove a link."""
        self._evidence_changed = True
        self._writes().remove_link(key, document)

    def note(self, action: str, subject: str, before: str, after: str) -> None:
        """Append to the history, with the time and the person's name."""
        self._events.append(Event(self._clock(), self._who, action, subject, before, after))

    def history(self, limit: int) -> tuple[Event, ...]:
        """The newest events first."""
        found = self._read(f"SELECT at, who, action, subject, was, became FROM history ORDER BY seq DESC LIMIT {int(limit)}")
        return tuple(rows.read_event(row) for row in found)

    def adopt(self, profile: Profile, criteria: CriteriaSet, content: str, beside: Beside) -> None:
        """Fill a new database; `content` is the set as written."""
        self._writes().adopt(profile, rows.criteria_row(criteria, content, self._clock()))
        self._writes().put_all_beside(beside)

    def commit(self) -> None:
        """Keep everything, durably."""
        self._flush()
        if self._evidence_changed:
            self._memory.evidence = None
        if self._begun:
            self._database.commit()
        self._begun = self._evidence_changed = False

    def undo(self) -> None:
        """Forget what was not committed; harmless after a commit."""
        self._documents.clear()
        self._links.clear()
        self._events.clear()
        if self._begun:
            self._database.rollback()
        self._begun = self._evidence_changed = False

    def _read(self, query: str, *facts: str) -> list[tuple[Any, ...]]:
        self._flush()
        self._begin("BEGIN")
        return self._database.bare.execute(query, facts).fetchall()

    def _kept(self, digest: str) -> str:
        """The content's SHA-256 of a version, which is parsed then; "" where there is none."""
        found = self._read("SELECT content_sha256, content, code FROM criteria_version WHERE digest = ? ORDER BY seq LIMIT 1", digest)
        if found and found[0][0] not in self._memory.sets:
            self._remember(*found[0])
        return str(found[0][0]) if found else ""

    def _remember(self, sha256: str, content: str, code: str) -> None:
        """Parse a set once; its content must be as it was kept."""
        if rows.digest_of(content) != sha256:
            raise DamagedDatabase("criteria set")
        self._memory.sets[sha256] = self._memory.load_set(content, code)

    def _writes(self) -> "SqlWrites":
        """What writes, after what was gathered and with the transaction begun."""
        self._flush()
        return self._writing()

    def _writing(self) -> "SqlWrites":
        from parscore.adapters.database.sql_writes import SqlWrites

        writes = SqlWrites(self._database.connection)
        self._begin("BEGIN IMMEDIATE")
        return writes

    def _begin(self, how: str) -> None:
        if not self._begun:
            self._database.bare.execute(how)
            self._begun = True

    def _flush(self) -> None:
        """Write what was gathered: documents before the links that name them."""
        if self._documents:
            self._writing().put_documents(self._documents.values())
            self._documents.clear()
        if self._links:
            self._writing().put_links(self._links.values())
            self._links.clear()
        if self._events:
            self._writing().append(self._events)
            self._events.clear()


def _only(found: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """The one row that every workspace has."""
    if not found:
        raise DamagedDatabase("no row")
    return found[0]
