"""The ledger of lost points: where they went, why, and what would win them back."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from parscore.domain.criteria import Criterion
from parscore.domain.outcome import Why
from parscore.domain.points import ZERO
from parscore.domain.scoresheet import ScoreSheet


@dataclass(frozen=True, slots=True)
class Loss:
    """Points of one leaf that were not earned; `open` while the leaf is unanswered, so that they may yet be."""

    leaf: Criterion
    lost: Decimal
    kind: Literal["lost", "open"]
    why: Why


def ledger(sheet: ScoreSheet) -> tuple[Loss, ...]:
    """Every leaf of the fields that earned less than it could, in the table's order.

    The sum of `lost` is exactly the attainable less the achieved points of the sheet.
    """
    losses = []
    for score in sheet.field_leaves():
        totals = sheet.nodes[score.leaf.key]
        lost = totals.attainable - totals.points
        if lost != ZERO:
            losses.append(Loss(score.leaf, lost, "open" if score.state == "unanswered" else "lost", score.outcome.why))
    return tuple(losses)
