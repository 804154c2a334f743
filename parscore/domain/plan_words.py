"""The words by which authors call the parts of a plan; which they are is data that can be added to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from parscore.domain.viet_text import search_key

Phrases = tuple[str, ...]
_LONGEST_LABEL = 14
_SIGNS = str.maketrans(dict.fromkeys(",/()-–&+;.:", " "))


@dataclass(frozen=True)
class PlanWords:
    """The vocabulary: phrases of fields with the fillers beside them, of further columns, and of sections."""

    fields: Mapping[str, Phrases]
    fillers: Phrases
    columns: Mapping[str, Phrases]
    sections: Mapping[str, Phrases]

    def field_of(self, label: str) -> str:
        """The field that a label of prose names, "" where it is none: nothing but known words may stand in it."""
        words = _plain(label).split()
        if not words or len(words) > _LONGEST_LABEL:
            return ""
        role = self._phrase_in(" ".join(words), self._fields)
        return role if role and self._only_known(words) else ""

    def roles_of_label(self, label: str) -> Phrases:
        """All fields that a label or a heading names, as "chủ trì, phối hợp" does two."""
        text = f" {_plain(label)} "
        return tuple(role for role, phrases in self._fields.items() if any(f" {each} " in text for each in phrases))

    def column_of(self, heading: str) -> str:
        """The column that a heading names, "" where no word of it is known."""
        text = _plain(heading)
        if text in self._columns["number"]:
            return "number"
        if self._has(text, self._columns["note"]):
            return "note"
        if self._has(text, self._columns["task"]) and not self._has(text, self._strong):
            return "task"
        return self._phrase_in(text, self._fields) or ("section" if self._has(text, self._columns["section"]) else "")

    def speaks_of_tasks(self, heading: str) -> bool:
        """Whether a heading has a word for tasks, whatever else it says."""
        return self._has(_plain(heading), self._columns["task"])

    def is_section(self, title: str, kind: str) -> bool:
        """Whether the title of a section names one of a kind."""
        return self._has(_plain(title), self._sections[kind])

    @cached_property
    def _fields(self) -> Mapping[str, Phrases]:
        return {role: tuple(map(_plain, phrases)) for role, phrases in self.fields.items()}

    @cached_property
    def _columns(self) -> Mapping[str, Phrases]:
        return {role: tuple(map(_plain, phrases)) for role, phrases in self.columns.items()}

    @cached_property
    def _sections(self) -> Mapping[str, Phrases]:
        return {kind: tuple(map(_plain, phrases)) for kind, phrases in self.sections.items()}

    @cached_property
    def _strong(self) -> Phrases:
        return tuple(each for role in ("time", "support", "lead", "product", "budget") for each in self._fields[role])

    @cached_property
    def _all(self) -> tuple[tuple[str, ...], ...]:
        every = [each for phrases in self._fields.values() for each in phrases] + list(map(_plain, self.fillers))
        return tuple(sorted((tuple(each.split()) for each in every), key=len, reverse=True))

    def _only_known(self, words: list[str]) -> bool:
        at = 0
        while at < len(words):
            found = next((each for each in self._all if tuple(words[at : at + len(each)]) == each), None)
            if found is None:
                return False
            at += len(found)
        return True

    def _phrase_in(self, text: str, roles: Mapping[str, Phrases]) -> str:
        """The role whose phrase stands first in the text, that of the longer phrase where two begin together."""
        found = [
            ((f" {text} ").index(f" {each} "), -len(each), role)
            for role, phrases in roles.items()
            for each in phrases
            if f" {each} " in f" {text} "
        ]
        return min(found)[2] if found else ""

    def _has(self, text: str, phrases: Phrases) -> bool:
        within = f" {text} "
        return any(f" {each} " in within for each in phrases)


@lru_cache(maxsize=2048)  # the titles above a line are asked for again at each of its lines
def _plain(text: str) -> str:
    return " ".join(search_key(text).translate(_SIGNS).split())
