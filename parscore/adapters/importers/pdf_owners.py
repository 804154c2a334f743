"""Which cell each letter of a PDF page belongs to: mostly the one it stands in, but text may run over the borders of its cell."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Box = tuple[float, float, float, float]
_OVER = 0.2


@dataclass(slots=True)
class _Run:
    """Letters that were drawn one after the other on one line."""

    chars: list[Any] = field(default_factory=list)
    owner: int | None = None

    @property
    def box(self) -> Box:
        chars = self.chars
        return (
            min(char["x0"] for char in chars),
            min(char["top"] for char in chars),
            max(char["x1"] for char in chars),
            max(char["bottom"] for char in chars),
        )


def shared_out(chars: Sequence[Any], cells: Sequence[Box]) -> tuple[list[list[Any]], list[Any]]:
    """The letters of each cell, and those that stand in none."""
    held: list[list[Any]] = [[] for _ in cells]
    outside: list[Any] = []
    runs = _runs(chars, _standing_in(chars, cells))
    for block in _blocks(runs):
        _take_back(block, cells)
        for run in block:
            (outside if run.owner is None else held[run.owner]).extend(run.chars)
    return held, outside


def _standing_in(chars: Sequence[Any], cells: Sequence[Box]) -> list[int | None]:
    """By the middle of each letter."""
    middles = sorted(((char["top"] + char["bottom"]) / 2, at) for at, char in enumerate(chars))
    heights = [middle for middle, _ in middles]
    owners: list[int | None] = [None] * len(chars)
    for number, (x0, top, x1, bottom) in enumerate(cells):
        for _, at in middles[bisect_left(heights, top) : bisect_right(heights, bottom)]:
            if owners[at] is None and x0 <= (chars[at]["x0"] + chars[at]["x1"]) / 2 < x1:
                owners[at] = number
    return owners


def _runs(chars: Sequence[Any], owners: Sequence[int | None]) -> list[_Run]:
    """Letters without a gap stay together across a border between columns, and belong where they begin."""
    runs: list[_Run] = []
    for char, owner in zip(chars, owners, strict=True):
        before = runs[-1].chars[-1] if runs else None
        gap = None if before is None or abs(char["top"] - before["top"]) >= 1 else char["x0"] - before["x1"]
        close = gap is not None and abs(gap) < 0.1 * char["size"]
        if runs and (close or (gap is not None and 0 <= gap < 3 * char["size"] and runs[-1].owner == owner)):
            runs[-1].chars.append(char)
        else:
            runs.append(_Run([char], owner))
    return runs


def _blocks(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Lines that were drawn one after the other, each close under the one before."""
    blocks: list[list[_Run]] = []
    last: Box | None = None
    for run in runs:
        box = run.box
        height = box[3] - box[1]
        under = last is not None and 0.7 * height < box[1] - last[1] < 1.6 * height and box[0] < last[2] and last[0] < box[2]
        if under:
            blocks[-1].append(run)
        else:
            blocks.append([run])
        last = box
    return blocks


def _take_back(block: list[_Run], cells: Sequence[Box]) -> None:
    """Where a line of a block is crossed by a border between rows, the block is too high for its cell: all of it belongs to its middle."""
    owners = {run.owner for run in block}
    if len(owners) < 2 or not any(_is_crossed(run.box, cells[owner]) for run in block for owner in owners if owner is not None):
        return
    boxes = [run.box for run in block]
    x, y = (boxes[0][0] + boxes[0][2]) / 2, (boxes[0][1] + boxes[-1][3]) / 2
    for number, (x0, top, x1, bottom) in enumerate(cells):
        if x0 <= x < x1 and top <= y < bottom:
            for run in block:
                run.owner = number
            return


def _is_crossed(line: Box, cell: Box) -> bool:
    """Whether the upper or lower border of a cell goes through a line and not only touches it."""
    over = _OVER * (line[3] - line[1])
    return any(line[1] + over < border < line[3] - over for border in (cell[1], cell[3]))
