"""Rows of the tables to values of the domain and back."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, cast

from parscore.domain.assessment import Answer, NotApplicable, Profile, Treatment
from parscore.domain.beside import Archived, Beside, BesideValue, LeafNote, MoveRecord, PastAnswer
from parscore.domain.criteria import CriteriaSet
from parscore.domain.evidence import Document, EvidenceBook, KeptFile, Link
from parscore.domain.plain_answer import plain_inputs, read_inputs
from parscore.domain.plain_beside import plain_value, read_archived, read_move, read_note, read_past
from parscore.services.ports import Event

Row = tuple[Any, ...]


def profile_row(profile: Profile) -> dict[str, object]:
    """The one row of `workspace`."""
    return {
        "id": 1,
        "department": profile.department,
        "province": profile.province,
        "year": profile.year,
        "parent": profile.parent,
        "place": profile.place,
        "symbol": profile.symbol,
    }


def read_profile(row: Row) -> Profile:
    """Whose year it is, out of department, province, year, parent, place and symbol."""
    return Profile(*row)


def criteria_row(criteria: CriteriaSet, content: str, adopted_at: datetime) -> dict[str, object]:
    """A row of `criteria_version`; `content` is the set as written."""
    return {
        "code": criteria.code,
        "version": criteria.version,
        "year": criteria.year,
        "digest": criteria.digest,
        "content": content,
        "content_sha256": digest_of(content),
        "adopted_at": adopted_at.isoformat(),
    }


def digest_of(content: str) -> str:
    """The SHA-256 of a text in lower-case hex."""
    return hashlib.sha256(content.encode()).hexdigest()


def answer_row(key: str, answer: Answer) -> dict[str, object]:
    """A row of `answer`; inputs as canonical JSON, numbers in it as canonical text."""
    exempt = answer.not_applicable
    return {
        "leaf": key,
        "inputs": to_text(plain_inputs(answer.inputs)),
        "explanation": answer.explanation,
        "treatment": exempt.treatment if exempt else None,
        "reason": exempt.reason if exempt else None,
        "allowed_by": exempt.allowed_by if exempt else None,
    }


def read_answer(row: Row) -> Answer:
    """One answer."""
    _, inputs, explanation, treatment, reason, allowed_by = row
    exempt = None if treatment is None else NotApplicable(cast(Treatment, treatment), reason, allowed_by)
    return Answer(read_inputs(json.loads(inputs)), explanation, exempt)


def document_row(document: Document) -> dict[str, object]:
    """A row of `document`; its files have rows of their own."""
    return {
        "id": document.id,
        "number": document.number,
        "issued": document.issued.isoformat() if document.issued else None,
        "issuer": document.issuer,
        "title": document.title,
        "web": document.web,
    }


def file_rows(document: Document) -> list[dict[str, object]]:
    """The rows of `document_file` in order."""
    return [
        {"document": document.id, "position": position, "sha256": kept.sha256, "name": kept.name, "size": kept.size}
        for position, kept in enumerate(document.files, 1)
    ]


def link_row(link: Link) -> dict[str, object]:
    """A row of `link`."""
    return {"leaf": link.key, "document": link.document, "place": link.place}


def read_book(documents: Iterable[Row], files: Iterable[Row], links: Iterable[Row]) -> EvidenceBook:
    """All evidence, in the order in which the rows come."""
    kept: dict[str, list[KeptFile]] = {}
    for document, *file in files:
        kept.setdefault(document, []).append(KeptFile(*file))
    found: Mapping[str, Document] = {
        identity: Document(
            identity, number, date.fromisoformat(issued) if issued else None, issuer, title, web, tuple(kept.get(identity, ()))
        )
        for identity, number, issued, issuer, title, web in documents
    }
    return EvidenceBook(found, tuple(Link(*link) for link in links))


def beside_row(kind: str, subject: str, value: BesideValue) -> dict[str, object]:
    """A row of `beside`; the content as canonical JSON."""
    return {"kind": kind, "subject": subject, "content": to_text(plain_value(value))}


def read_beside(found: Iterable[Row]) -> Beside:
    """What stands beside the answers, out of kinds, subjects and contents."""
    past, archive, notes = dict[str, tuple[PastAnswer, ...]](), dict[str, Archived](), dict[str, LeafNote]()
    for kind, subject, content in found:
        if kind == "past":
            past[subject] = _read_past(content)
        elif kind == "archive":
            archive[subject] = _read_archived(content)
        else:
            notes[subject] = read_note(json.loads(content))
    return Beside(past, archive, notes)


def read_moves(found: Iterable[Row]) -> dict[str, MoveRecord]:
    """Moves by identity, out of identities and contents, in the order they were made."""
    return {subject: read_move(json.loads(content)) for subject, content in found}


@lru_cache(maxsize=2048)
def _read_past(content: str) -> tuple[PastAnswer, ...]:
    """Read once, for the year's work is read anew after every change."""
    return tuple(read_past(each) for each in json.loads(content))


@lru_cache(maxsize=2048)
def _read_archived(content: str) -> Archived:
    return read_archived(json.loads(content))


def to_text(plain: object) -> str:
    """Canonical JSON."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def event_row(event: Event) -> dict[str, object]:
    """A row of `history`."""
    return {
        "at": event.at.isoformat(),
        "who": event.who,
        "action": event.action,
        "subject": event.subject,
        "was": event.before,
        "became": event.after,
    }


def read_event(row: Row) -> Event:
    """One entry of the history."""
    at, *rest = row
    return Event(datetime.fromisoformat(at), *rest)
