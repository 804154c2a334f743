"""Evidence (tài liệu kiểm chứng): documents, the files kept of them, and where in them a leaf is proven."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the store; `sha256` is its content's identity in lower-case hex, `size` its bytes, `name` as the officer knew it."""

    sha256: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Document:
    """One document with its files. `issued` is the day it was issued, not the day it was attached; `web` is an address that proves as well.

    Texts are "" and the date None where they are not known yet.
    """

    id: str
    number: str = ""
    issued: date | None = None
    issuer: str = ""
    title: str = ""
    web: str = ""
    files: tuple[KeptFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A document proves a leaf; `place` says where in it (mục, trang)."""

    key: str
    document: str
    place: str = ""


@dataclass(frozen=True)
class EvidenceBook:
    """All documents of a workspace by identity, and their links in the order they were made."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    links: tuple[Link, ...] = ()

    def of_leaf(self, key: str) -> tuple[tuple[Link, Document], ...]:
        """The links of a leaf with their documents, in the order they were attached."""
        return tuple((link, self.documents[link.document]) for link in self._by_leaf.get(key, ()))

    def leaves_of(self, document: str) -> tuple[str, ...]:
        """The keys of the leaves that a document proves."""
        return tuple(link.key for link in self._by_document.get(document, ()))

    def is_used(self, document: str) -> bool:
        """Whether a document proves any leaf."""
        return document in self._by_document

    def counts(self) -> dict[str, int]:
        """The number of documents of every leaf that has any."""
        found: dict[str, int] = {}
        for link in self.links:
            found[link.key] = found.get(link.key, 0) + 1
        return found

    @cached_property
    def _by_leaf(self) -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.key, []).append(link)
        return found

    @cached_property
    def _by_document(self) -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.document, []).append(link)
        return found
