"""What is written to a workspace's database, as statements of SQLAlchemy Core; loaded with the first write, not at opening."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update
from sqlalchemy.dialects.sqlite import insert as upsert

from parscore.adapters.database import rows
from parscore.adapters.database.tables import (
    ANSWER,
    BESIDE,
    CRITERIA_SET,
    CRITERIA_VERSION,
    DOCUMENT,
    DOCUMENT_FILE,
    HISTORY,
    LINK,
    WORKSPACE,
)
from parscore.domain.assessment import Answer, Profile
from parscore.domain.beside import Beside, BesideValue
from parscore.domain.evidence import Document, Link
from parscore.services.ports import Event


class SqlWrites:
    """Statements on a connection whose transaction has begun."""

    def __init__(self, connection: Connection) -> None:
        """Write through this connection."""
        self._connection = connection

    def save_profile(self, profile: Profile) -> None:
        """Replace the profile."""
        self._connection.execute(update(WORKSPACE), rows.profile_row(profile))

    def adopt(self, profile: Profile, criteria_row: Mapping[str, object]) -> None:
        """The one row of the workspace and that of its criteria set."""
        self._connection.execute(insert(WORKSPACE), rows.profile_row(profile))
        self.keep_version(criteria_row)

    def keep_version(self, criteria_row: Mapping[str, object]) -> None:
        """Keep a version of the set and score by it from now on."""
        self._connection.execute(insert(CRITERIA_VERSION), criteria_row)
        self.use_version(str(criteria_row["content_sha256"]))

    def use_version(self, sha256: str) -> None:
        """Score by a version that is kept already."""
        self._upsert(CRITERIA_SET, ("id",), ("content_sha256",), [{"id": 1, "content_sha256": sha256}])

    def put_beside(self, kind: str, subject: str, value: BesideValue | None) -> None:
        """Keep what stands beside the answers; None removes the row."""
        if value is None:
            gone = delete(BESIDE).where(BESIDE.c.kind == bindparam("of"), BESIDE.c.subject == bindparam("gone"))
            self._connection.execute(gone, {"of": kind, "gone": subject})
            return
        self._upsert(BESIDE, ("kind", "subject"), ("content",), [rows.beside_row(kind, subject, value)])

    def put_all_beside(self, beside: Beside) -> None:
        """All that stands beside the answers of a new workspace."""
        values: list[dict[str, object]] = [rows.beside_row("past", key, past) for key, past in beside.past.items()]
        values += [rows.beside_row("archive", identity, archived) for identity, archived in beside.archive.items()]
        values += [rows.beside_row("note", key, note) for key, note in beside.notes.items()]
        if values:
            self._connection.execute(insert(BESIDE), values)

    def put_answer(self, key: str, answer: Answer) -> None:
        """Keep an answer; an empty one removes the row."""
        if answer.is_empty:
            self._connection.execute(delete(ANSWER).where(ANSWER.c.leaf == bindparam("gone")), {"gone": key})
            return
        self._upsert(ANSWER, ("leaf",), ("inputs", "explanation", "treatment", "reason", "allowed_by"), [rows.answer_row(key, answer)])

    def put_documents(self, documents: Iterable[Document]) -> None:
        """Add or replace documents with their files."""
        kept = list(documents)
        shown = [rows.document_row(document) for document in kept]
        self._upsert(DOCUMENT, ("id",), ("number", "issued", "issuer", "title", "web"), shown)
        gone = delete(DOCUMENT_FILE).where(DOCUMENT_FILE.c.document == bindparam("of"))
        self._connection.execute(gone, [{"of": document.id} for document in kept])
        files = [row for document in kept for row in rows.file_rows(document)]
        if files:
            self._connection.execute(insert(DOCUMENT_FILE), files)

    def remove_document(self, identity: str) -> None:
        """Remove a document that no link names any more."""
        self._connection.execute(delete(DOCUMENT).where(DOCUMENT.c.id == bindparam("gone")), {"gone": identity})

    def put_links(self, links: Iterable[Link]) -> None:
        """Add links, or change the place of those between the same leaf and document."""
        self._upsert(LINK, ("leaf", "document"), ("place",), [rows.link_row(link) for link in links])

    def remove_link(self, key: str, document: str) -> None:
        """Remove a link."""
        gone = delete(LINK).where(LINK.c.leaf == bindparam("gone"), LINK.c.document == bindparam("of"))
        self._connection.execute(gone, {"gone": key, "of": document})

    def append(self, events: Iterable[Event]) -> None:
        """Append to the history."""
        self._connection.execute(insert(HISTORY), [rows.event_row(event) for event in events])

    def _upsert(self, table: Any, same: tuple[str, ...], changed: tuple[str, ...], values: list[dict[str, object]]) -> None:
        statement = upsert(table)
        new = {name: statement.excluded[name] for name in changed}
        self._connection.execute(statement.on_conflict_do_update(index_elements=list(same), set_=new), values)
