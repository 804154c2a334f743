"""What stands beside the answers and earns nothing: earlier answers to look at, dropped leaves kept whole, notes, and moves made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from parscore.domain.assessment import EMPTY, Answer
from parscore.domain.code_map import NO_MAP, CodeMap
from parscore.domain.evidence import Link
from parscore.domain.outcome import MISSING, Why
from parscore.domain.scale_text import ScaleText

Origin = Literal["before_move", "last_year"]
Pairing = Literal["same", "likely", "split", "merged"]
BesideKind = Literal["past", "archive", "note", "move"]


def joined(one: str, other: str, between: str) -> str:
    """Two texts in one, what stands in the first already left out."""
    held = f"{between}{other}{between}" in f"{between}{one}{between}"
    return one if held else between.join(part for part in (one, other) if part)


@dataclass(frozen=True, slots=True)
class LeafNote:
    """Who in the department is in charge of a leaf (đơn vị phụ trách), and what was noted of it."""

    unit: str = ""
    note: str = ""

    def joined(self, other: "LeafNote") -> "LeafNote":
        """This one and what the other adds to it."""
        return LeafNote(joined(self.unit, other.unit, "; "), joined(self.note, other.note, "\n"))


NO_NOTE = LeafNote()


@dataclass(frozen=True, slots=True)
class PastEvidence:
    """A document that proved an earlier answer, by its name then; `document` is its identity, "" where it lies in another workspace."""

    title: str
    place: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """An answer given to a leaf as it stood then, with what it earned and why; `before_move` waits for a person to confirm it.

    `scale` is how the leaf was scored then; `pairing` says how surely it is the leaf at which this stands now, or a part of it.
    """

    origin: Origin
    year: int
    code: str
    name: str
    max_points: Decimal
    points: Decimal | None = None
    answer: Answer = EMPTY
    why: Why = MISSING.why
    evidence: tuple[PastEvidence, ...] = ()
    scale: ScaleText = ScaleText()
    pairing: Pairing = "same"


@dataclass(frozen=True, slots=True)
class Archived:
    """A leaf that the set no longer has, or an answer put away, with all that stood at it; `key` is the leaf's key then."""

    key: str
    past: PastAnswer
    note: LeafNote = NO_NOTE
    older: tuple[PastAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """All of it: earlier answers and notes by leaf key, archived leaves by an identity of their own."""

    past: Mapping[str, tuple[PastAnswer, ...]] = field(default_factory=dict)
    archive: Mapping[str, Archived] = field(default_factory=dict)
    notes: Mapping[str, LeafNote] = field(default_factory=dict)

    def of_leaf(self, key: str) -> tuple[PastAnswer, ...]:
        """The earlier answers that stand at a leaf."""
        return self.past.get(key, ())

    def note(self, key: str) -> LeafNote:
        """The note of a leaf, an empty one where there is none."""
        return self.notes.get(key, NO_NOTE)

    def waiting(self, key: str) -> bool:
        """Whether an answer given before a move waits there to be confirmed."""
        return any(each.origin == "before_move" for each in self.of_leaf(key))


NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class Content:
    """What a move changes of a year's work: answers and links by what they belong to, and what stands beside; `digest` names the set."""

    digest: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    links: Mapping[tuple[str, str], Link] = field(default_factory=dict)
    beside: Beside = Beside()


@dataclass(frozen=True, slots=True)
class MoveRecord:
    """A move that was made: the content before and right after it, so that it can be undone any time later."""

    before: Content
    after: Content
    codes: CodeMap = NO_MAP


BesideValue = tuple[PastAnswer, ...] | Archived | LeafNote | MoveRecord
