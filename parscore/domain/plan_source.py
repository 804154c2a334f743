"""What stands in the file of a plan, line by line, whatever kind of file it was."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parscore.domain.findings import Finding
from parscore.domain.viet_text import clean

_BREAKS = re.compile(r"<\s*(?:br|/p|/div|/li|/ul|/ol)\b[^>]*>", re.IGNORECASE)
_ITEMS = re.compile(r"<\s*li\b[^>]*>", re.IGNORECASE)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_STARS = re.compile(r"(?<!^)\*+|^\*+(?!\s)")
_BOLD = re.compile(r"\*\*.+\*\*|<b>.+</b>|<strong>.+</strong>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PlanCell:
    """A cell of a table; `goes_on` where the cell above it reaches down to here."""

    text: str = ""
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the source, or a row of a table where it has cells.

    `after_gap` says that an empty line or more room stands before it; `table` counts the tables from 1.
    """

    number: int
    text: str
    where: str
    bold: bool = False
    after_gap: bool = False
    cells: tuple[PlanCell, ...] = ()
    table: int = 0


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A file read: its name, its lines and what was found while reading."""

    name: str
    lines: tuple[PlanLine, ...]
    findings: tuple[Finding, ...] = ()


def without_marks(text: str) -> str:
    """The text without stars and tags of other formats; items of their lists and their breaks are lines of their own."""
    plain = _TAGS.sub("", _ITEMS.sub("\n- ", _BREAKS.sub("\n", text))) if "<" in text else text
    lines = [clean(_STARS.sub("", line.strip()) if "*" in line else line) for line in plain.split("\n")]
    return re.sub(r"(?m)^- - ", "- ", "\n".join(line for line in lines if line))


def is_marked_bold(text: str) -> bool:
    """Whether all of a text stands between marks of heavy type."""
    return _BOLD.fullmatch(text.strip()) is not None


def numbered(lines: Sequence[PlanLine]) -> tuple[PlanLine, ...]:
    """The lines counted from 1 in their order."""
    return tuple(PlanLine(at, line.text, line.where, line.bold, line.after_gap, line.cells, line.table) for at, line in enumerate(lines, 1))
