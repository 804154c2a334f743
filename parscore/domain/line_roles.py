"""Which lines of a table begin a criterion and which are rungs, told by points, type face and the lines around them."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from parscore.domain.points import ZERO
from parscore.domain.row_codes import is_answer, is_label, is_note, shape_of, total_in_name
from parscore.domain.table_lines import Line

_SCALE_LENGTH = 2
_FEW_CODES = 10


class Roles:
    """What each line of content is; `lines` are those that are no heading, no total and not blank, in their order."""

    def __init__(self, lines: Sequence[Line], *, own_column: bool, scaled: Sequence[bool]) -> None:
        """`own_column`: rungs have a column of points of their own; `scaled`: which lines hold a scale in a cell of their row."""
        self._lines = lines
        self._own_column = own_column
        self._scaled = scaled
        coded = sum(1 for line in lines if line.code or line.depth)
        self.uncoded = coded * _FEW_CODES <= len(lines)
        bottoms = [line for line in lines if self._bare(line) and line.worth == ZERO]
        self._bulleted = bool(bottoms) and all(line.bulleted for line in bottoms)
        self._elsewhere = not bottoms
        self._said = bool(bottoms) and all(line.said is not None for line in bottoms)
        self.coded_rungs = self._coded_runs()
        self.nodes = self._uncoded_nodes()

    def _bare(self, line: Line) -> bool:
        return not line.code and not line.depth

    def _coded_runs(self) -> set[int]:
        """Coded lines that are a scale: they fall from the maximum above them to 0, or have their points where rungs have them."""
        found: set[int] = set()
        at = 1
        while at < len(self._lines):
            run = self._run_from(at)
            found.update(run)
            at += len(run) or 1
        return found

    def _run_from(self, at: int) -> range:
        above, first = self._lines[at - 1], self._lines[at]
        maximum = above.points if above.points is not None else total_in_name(above.name)[1]
        shape = shape_of(first.code) if first.code and not first.depth else None
        if shape is None or self._scaled[at] or not (above.code or above.depth) or maximum is None:
            return range(0)
        beside = self._own_column and first.points is None and first.rung is not None
        if first.worth != maximum or (shape == shape_of(above.code) and not beside):
            return range(0)
        end = at
        while end < len(self._lines) and shape_of(self._lines[end].code) == shape and not self._scaled[end]:
            end += 1
            if self._lines[end - 1].worth == ZERO:
                break
        values = [line.worth for line in self._lines[at:end]]
        return range(at, end) if beside and _falls(values, maximum, to_zero=False) or _falls(values, maximum) else range(0)

    def _uncoded_nodes(self) -> set[int]:
        """Lines without a code that begin a criterion or a field all the same."""
        found: set[int] = set()
        for at in range(len(self._lines) - 1, -1, -1):
            if self._bare(self._lines[at]) and self._is_node(at, found):
                found.add(at)
        return found

    def _is_node(self, at: int, below: set[int]) -> bool:
        line = self._lines[at]
        if line.bulleted or line.rung is not None or is_note(line.name) or is_answer(line.name) or is_label(line.name) or not line.name:
            return False
        inside = total_in_name(line.name)[1]
        if self._cut_rung(at):
            return False
        if line.said is not None and inside is None:
            return False
        if line.points is None and inside is None:
            before = self._lines[at - 1] if at else None
            goes_on = before is not None and before.face == "caps" and before.points is not None
            return not goes_on and self.uncoded and bool(line.face) and self._heads(at, below) and line.face == "caps"
        if self._scaled[at] or self._falls_under(at):
            return True
        if line.face and self._heads(at, below):
            return True
        return self.uncoded and (self._bulleted or self._elsewhere or self._own_column or (self._said and line.points is not None))

    def _cut_rung(self, at: int) -> bool:
        """Whether the line below ends this one's sentence with the same points, so that both are one rung."""
        below = self._lines[at + 1] if at + 1 < len(self._lines) else None
        return below is not None and self._bare(below) and below.name[:1].islower() and below.said == self._lines[at].points is not None

    def _heads(self, at: int, below: set[int]) -> bool:
        """Whether the next line begins something that may stand under this one."""
        after = at + 1
        if after >= len(self._lines) or after in self.coded_rungs:
            return False
        return bool(self._lines[after].code or self._lines[after].depth) or after in below

    def _falls_under(self, at: int) -> bool:
        """Whether the lines below are a scale of this one: from its points down to 0."""
        line, before = self._lines[at], self._lines[at - 1] if at else None
        values: list[Decimal | None] = []
        bulleted = True
        for under in self._lines[at + 1 :]:
            if not self._bare(under):
                break
            if is_answer(under.name) or (under.worth is None and (is_note(under.name) or is_label(under.name))):
                continue
            values.append(under.worth)
            bulleted = bulleted and under.bulleted
            if under.worth == ZERO:
                break
        if not _falls(values, line.points):
            return False
        return bulleted or before is None or before.points != line.points or self._bare(before)


def _falls(values: Sequence[Decimal | None], maximum: Decimal | None, *, to_zero: bool = True) -> bool:
    """Whether values fall strictly from a maximum, down to 0."""
    known = [each for each in values if each is not None]
    if len(known) < len(values) or len(known) < _SCALE_LENGTH or known[0] != maximum:
        return False
    return all(following < each for each, following in pairwise(known)) and (known[-1] == ZERO or not to_zero)
