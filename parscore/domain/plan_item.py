"""A task as the source writes it, before its words are understood."""

from collections.abc import Sequence
from dataclasses import dataclass, field

CORE = ("lead", "support", "product", "time")


@dataclass(slots=True)
class PlanItem:
    """The section, the label, the text and the fields of one task; each field is a list of its lines, in their order.

    `numbers` are the lines it stands in; `unsure` names what was supposed while reading it.
    """

    section_no: str
    section: str
    label: str
    text: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    subsection_no: str = ""
    subsection: str = ""
    goal_repeated: bool = False
    unsure: list[str] = field(default_factory=list)

    def add(self, role: str, lines: Sequence[str]) -> None:
        """More lines of a field; what stands there already is not repeated."""
        there = self.fields.setdefault(role, [])
        there += [line for line in lines if line and line not in there]

    def lines_of(self, role: str) -> tuple[str, ...]:
        """The lines of a field."""
        return tuple(self.fields.get(role, ()))
