"""What an answer holds and what a rule makes of it: the points, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from parscore.domain.bands import Band

InputUnit = Literal["%", "n", "amount"]


@dataclass(frozen=True, slots=True)
class Rung:
    """One line of a scale: the sentence of the table, its points, and the stretch of numbers it stands for."""

    text: str
    points: Decimal | None = None
    band: Band | None = None
    where: str = ""


class Scale(NamedTuple):
    """What every rule needs of its criterion: the maximum, the rungs as printed, and the decimals of computed points."""

    max_points: Decimal
    rungs: tuple[Rung, ...] = ()
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class NumberInput:
    """A number the officer enters: `n` is a count of whole things, `%` a share from 0 to 100, `amount` anything measured."""

    name: str
    label: str
    unit: InputUnit = "n"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The facts of one answer; which of them are used depends on the rule.

    `choice`, `ticks` and `settled` number the rungs (or the facts of a condition) from 1. An empty `ticks` says "none of them",
    None says nothing yet. `settled` is the rung that the officer picked where the table leaves it open.
    """

    choice: int | None = None
    ticks: frozenset[int] | None = None
    values: Mapping[str, Decimal] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)
    points: Decimal | None = None
    settled: int | None = None


NOTHING = Inputs()


@dataclass(frozen=True, slots=True)
class Why:
    """The reason for an outcome: the key of a sentence and its facts, already written as people read them.

    `sentence` is the line of the table that applied; `inputs` pairs each input's label with its value.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    sentence: str = ""
    inputs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the table does not settle: its key and facts, and the rungs (from 1) the officer may pick."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    choices: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Points with their reason; without points the answer is incomplete or, with a question, not settled."""

    points: Decimal | None
    why: Why
    rung: int | None = None
    question: Question | None = None


MISSING = Outcome(None, Why("why.missing"))
