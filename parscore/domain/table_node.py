"""A node of a criteria table with everything that its cells say of it."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from parscore.domain.outcome import Rung
from parscore.domain.points import ZERO

MaximumFrom = Literal["", "summed", "said", "of_part", "open"]


@dataclass(slots=True)
class Node:
    """A row with a code: `level` counts from 1 for a field; `max_points` is None where the cell cannot be read.

    `survey` is what the survey's column holds, and `survey_only` says that the maximum stands there alone. `asked` are lines that ask for
    evidence, `inputs` numbers with their letters, `notes` what stands under "Ghi chú", `unread` lines of its cells that are no rung,
    `declared` lines of the cell at `declared_at` that name no number. `maximum_from` says where a maximum that is not printed at
    `maximum_at` was taken from: the sum of the children, a sentence, the cap of the part; or that none holds ("open").
    `split_lines`, `weak_lines` and `differs` are those of CellLines.
    """

    code: str
    name: str
    level: int
    max_points: Decimal | None
    where: str
    row: int
    rungs: list[Rung] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    survey: Decimal | None = None
    survey_only: bool = False
    asked: list[str] = field(default_factory=list)
    inputs: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    declared: list[str] = field(default_factory=list)
    declared_at: str = ""
    split_lines: bool = False
    weak_lines: bool = False
    differs: bool = False
    maximum_from: MaximumFrom = ""
    maximum_at: str = ""

    @property
    def maximum(self) -> Decimal:
        """The maximum, 0 where it could not be read."""
        return self.max_points or ZERO
