"""Attach documents to leaves, describe them, and let them go."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from parscore.domain.assessment import Assessment
from parscore.domain.changes import Changes
from parscore.domain.errors import Refused
from parscore.domain.evidence import Document, EvidenceBook, KeptFile, Link
from parscore.services.cards import AttachedFile, DocumentRow
from parscore.services.ports import Kept
from parscore.services.progress import Progress
from parscore.services.session import Edit, Session, new_identity

_ADDRESS = re.compile(r"https?://[^\s/.]+(?:\.[^\s/.]+)+(?:[/?#:]\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DocumentFields:
    """What is known of a document when it is attached; all may be empty."""

    number: str = ""
    issued: date | None = None
    issuer: str = ""
    title: str = ""
    web: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known yet."""
        return self == DocumentFields()

    def put_into(self, document: Document) -> Document:
        """The document with these fields in place of its own."""
        number, issuer, title, web = (_composed(text) for text in (self.number, self.issuer, self.title, self.web))
        return replace(document, number=number, issued=self.issued, issuer=issuer, title=title, web=web)

    def fill(self, document: Document) -> Document:
        """The document with these fields where it has none."""
        known = DocumentFields(
            document.number or self.number,
            document.issued or self.issued,
            document.issuer or self.issuer,
            document.title or self.title,
            document.web or self.web,
        )
        return known.put_into(document)


class EvidenceService:
    """One method for each thing a person does with evidence."""

    def __init__(self, session: Session) -> None:
        """Work on the session's workspace."""
        self._session = session

    def attach(
        self, key: str, files: Sequence[Path], fields: DocumentFields, place: str, progress: Progress
    ) -> tuple[Changes, tuple[AttachedFile, ...]]:
        """Keep the files and link them to a leaf; gives what became of each file, in order.

        With fields the files are the parts of one document, without them each is a document of its own. Content that is there already is
        not kept twice: its document is linked, and takes the fields that it had not. Nothing is linked when the work is cancelled.
        """
        assessment = self._session.work().assessment
        leaf = assessment.criteria.leaf(key)
        if not leaf.self_scored:
            raise Refused("answer.not_self_scored")
        kept = self._session.workspace.keep(files, progress)
        book = self._session.work().evidence
        planner = _Planner(leaf.key, _composed(place), book)
        results = planner.one_document(kept, fields) if not fields.is_empty else planner.each_its_own(kept)
        return self._session.do("attach", *planner.edits), results

    def attach_web(self, key: str, fields: DocumentFields, place: str) -> Changes:
        """Link a web address as evidence; one without "https://" before it gets that. Raises Refused("evidence.web_address")."""
        address = fields.web.strip()
        if "://" not in address:
            address = f"https://{address}"
        if not _ADDRESS.fullmatch(address):
            raise Refused("evidence.web_address", address=fields.web.strip())
        leaf = self._session.work().assessment.criteria.leaf(key)
        if not leaf.self_scored:
            raise Refused("answer.not_self_scored")
        document = replace(fields, web=address).put_into(Document(new_identity()))
        link = Link(leaf.key, document.id, _composed(place))
        return self._session.do("attach", Edit("document", document.id, None, document), Edit("link", document.id, None, link))

    def link(self, key: str, document: str, place: str = "") -> Changes:
        """Let a known document prove one more leaf."""
        work = self._session.work()
        leaf = work.assessment.criteria.leaf(key)
        if not leaf.self_scored:
            raise Refused("answer.not_self_scored")
        self._document(document)
        before = _link_of(work.evidence, leaf.key, document)
        if before is not None and not place:
            return Changes()
        return self._session.do("attach", Edit("link", document, before, Link(leaf.key, document, _composed(place))))

    def set_place(self, key: str, document: str, place: str) -> Changes:
        """Say where in the document the leaf is proven."""
        leaf = self._session.work().assessment.criteria.leaf(key)
        before = _link_of(self._session.work().evidence, leaf.key, document)
        if before is None:
            raise Refused("evidence.not_linked", code=leaf.code)
        return self._session.do("place", Edit("link", document, before, replace(before, place=_composed(place))))

    def describe(self, document: str, fields: DocumentFields) -> Changes:
        """Correct number, date, issuer, subject and address of a document."""
        before = self._document(document)
        return self._session.do("describe", Edit("document", document, before, fields.put_into(before)))

    def detach(self, key: str, document: str) -> Changes:
        """Take a document off a leaf. The document stays known, so that it can be linked again."""
        leaf = self._session.work().assessment.criteria.leaf(key)
        before = _link_of(self._session.work().evidence, leaf.key, document)
        if before is None:
            raise Refused("evidence.not_linked", code=leaf.code)
        return self._session.do("detach", Edit("link", document, before, None))

    def copy_out(self, document: str, sha256: str, folder: Path) -> Path:
        """A copy of a kept file to look at, under its own name; the kept one stays as it is."""
        kept = next((each for each in self._document(document).files if each.sha256 == sha256), None)
        if kept is None:
            raise Refused("evidence.no_file")
        return self._session.workspace.copy_out(kept, folder)

    def documents(self) -> tuple[DocumentRow, ...]:
        """All documents with the codes of the leaves they prove."""
        work = self._session.work()
        return tuple(DocumentRow(each, _codes(work.assessment, work.evidence, each.id)) for each in work.evidence.documents.values())

    def _document(self, identity: str) -> Document:
        document = self._session.work().evidence.documents.get(identity)
        if document is None:
            raise Refused("evidence.unknown_document", document=identity)
        return document


class _Planner:
    """Turns kept files into edits for one leaf, each content linked once."""

    def __init__(self, key: str, place: str, book: EvidenceBook) -> None:
        self._key = key
        self._place = place
        self._book = book
        self._by_content = {kept.sha256: document.id for document in book.documents.values() for kept in document.files}
        self._linked = {link.document for link in book.links if link.key == key}
        self.edits: list[Edit] = []

    def each_its_own(self, kept: Sequence[Kept]) -> tuple[AttachedFile, ...]:
        """A document for each new content."""
        return tuple(self._refused(each) or self._one(each) for each in kept)

    def one_document(self, kept: Sequence[Kept], fields: DocumentFields) -> tuple[AttachedFile, ...]:
        """One document with all new contents; known contents keep their own document."""
        identity = new_identity()
        fresh: list[KeptFile] = []
        results = []
        for each in kept:
            refused = self._refused(each)
            if refused or each.kept is None:
                results.append(refused)
            elif self._by_content.get(each.kept.sha256) == identity:
                results.append(AttachedFile(each.source, "known", each.kept, identity))
            elif each.kept.sha256 in self._by_content:
                results.append(self._one(each))
                self._fill(self._by_content[each.kept.sha256], fields)
            else:
                fresh.append(each.kept)
                self._by_content[each.kept.sha256] = identity
                results.append(AttachedFile(each.source, "new", each.kept, identity))
        if fresh:
            self._add(fields.put_into(Document(identity, files=tuple(fresh))))
        return tuple(result for result in results if result is not None)

    def _one(self, each: Kept) -> AttachedFile:
        assert each.kept is not None
        known = self._by_content.get(each.kept.sha256)
        if known is not None:
            self._link(known)
            return AttachedFile(each.source, "known", each.kept, known)
        document = Document(new_identity(), files=(each.kept,))
        self._by_content[each.kept.sha256] = document.id
        self._add(document)
        return AttachedFile(each.source, "new", each.kept, document.id)

    def _fill(self, identity: str, fields: DocumentFields) -> None:
        """Give a document that was there already the fields that it had not."""
        before = self._book.documents[identity]
        self.edits.append(Edit("document", before.id, before, fields.fill(before)))

    def _add(self, document: Document) -> None:
        self.edits.append(Edit("document", document.id, None, document))
        self._link(document.id)

    def _link(self, document: str) -> None:
        if document not in self._linked:
            self._linked.add(document)
            self.edits.append(Edit("link", document, None, Link(self._key, document, self._place)))

    @staticmethod
    def _refused(each: Kept) -> AttachedFile | None:
        if each.refused is None:
            return None
        return AttachedFile(each.source, "refused", refusal=(each.refused.code, each.refused.facts))


def _link_of(book: EvidenceBook, key: str, document: str) -> Link | None:
    return next((link for link in book.links if link.key == key and link.document == document), None)


def _codes(assessment: Assessment, book: EvidenceBook, document: str) -> tuple[str, ...]:
    keys = set(book.leaves_of(document))
    return tuple(leaf.code for leaf in assessment.criteria.leaves() if leaf.key in keys)


def _composed(text: str) -> str:
    """A text of one line as people know it: NFC, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())
