"""What the points of a scale leave open by themselves, whatever its sentences say."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from parscore.domain.bands import Band
from parscore.domain.outcome import Rung
from parscore.domain.points import ZERO


def point_faults(maximum: Decimal, rungs: tuple[Rung, ...]) -> list[str]:
    """Points missing, a best rung that is not the maximum, a least that is not 0, points that do not go one way."""
    known = [rung.points for rung in rungs if rung.points is not None]
    questions = ["points_missing"] if len(known) < len(rungs) else []
    if known and max(known) != maximum:
        questions.append("top_not_max")
    if known and min(known) != ZERO:
        questions.append("bottom_not_zero")
    if any(following >= each for each, following in pairwise(known)) and any(following <= each for each, following in pairwise(known)):
        questions.append("several_scales" if _starts_again(known) else "not_falling")
    sentences = [rung.text.casefold() for rung in rungs]
    if len(set(sentences)) < len(sentences):
        questions.append("several_scales")
    return list(dict.fromkeys(questions))


def _starts_again(points: list[Decimal]) -> bool:
    """Whether points rise after they fell to 0: "1, 0, 1, 0" are two scales."""
    return any(each == ZERO and following > ZERO and ZERO in points[at + 1 :] for at, (each, following) in enumerate(pairwise(points)))


def measured_faults(maximum: Decimal, rungs: tuple[Rung, ...], bands: list[Band | None], *, complete: bool) -> list[str]:
    """The same for rungs that numbers tell apart: in a complete scale points follow the numbers, in whatever order."""
    questions = point_faults(maximum, rungs)
    if not complete:
        return questions
    return [question for question in questions if question != "not_falling"] + ["not_falling"] * against_measure(rungs, bands)


def against_measure(rungs: tuple[Rung, ...], bands: Sequence[Band | None]) -> bool:
    """Whether a higher stretch earns more here and less there."""
    placed = sorted(
        (_place(band), rung.points) for rung, band in zip(rungs, bands, strict=True) if band is not None and rung.points is not None
    )
    steps = [later[1] - earlier[1] for earlier, later in pairwise(placed)]
    return not (all(step > 0 for step in steps) or all(step < 0 for step in steps))


def _place(band: Band) -> tuple[Decimal, bool]:
    return (Decimal(-1), False) if band.lo is None else (band.lo, not band.lo_incl)
