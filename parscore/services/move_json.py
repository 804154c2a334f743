"""What a move does, as plain values."""

from typing import Any

from parscore.domain.moving import Fate, MovePlan
from parscore.services.difference_json import Say, change_plain, difference_plain


def move_plain(plan: MovePlan, say: Say) -> dict[str, Any]:
    """The plan with what differs; the counts add up to `total`, one for each leaf at which something was written."""
    return {
        "total": len(plan.fates),
        "counts": dict(plan.counts),
        "leaves": [_fate(fate, say) for fate in plan.fates],
        "difference": difference_plain(plan.difference, say),
    }


def _fate(fate: Fate, say: Say) -> dict[str, Any]:
    leaf = fate.leaf
    told = {"key": leaf.key, "code": leaf.code, "name": leaf.name, "outcome": fate.outcome}
    return {**told, "answered": fate.answered, "documents": fate.documents, "change": change_plain(fate.change, say)}
