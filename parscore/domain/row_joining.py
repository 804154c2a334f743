"""Rows that only go on with the sentence of the row above, as where a page ends within a row."""

import re
from dataclasses import dataclass, replace

from parscore.domain.rung_text import earns_by_number, split_points
from parscore.domain.table_lines import Line
from parscore.domain.table_node import Node

_ASKS = re.compile(
    r"(?:^|\s)(?:từ|đến|dưới|trên|đạt|hơn|là|và|hoặc|của|về|theo|cho|với|tại|do|bằng|các|những|tỷ lệ|tỉ lệ)$|,$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class LastRow:
    """What the row above became: a node's own row, or its last rung, whose points may have ended its sentence."""

    node: Node | None = None
    rung: bool = False
    said: bool = False

    def takes_in(self, line: Line, below: Line | None) -> bool:
        """Whether a line goes on with this row: it begins in small letters, has no points of its own and no like below it."""
        if self.node is None or line.bulleted or line.points is not None or line.rung is not None:
            return False
        if not (line.name[0].islower() or self._hangs() or self._shouts_on(line)):
            return False
        if earns_by_number(line.name):
            return False
        if self.rung:
            return not self.said and (line.said is None or self.node.rungs[-1].points in {None, line.said})
        like = below is not None and not below.code and below.name[:1].islower() and not below.bulleted
        return line.said is None and not like

    def _shouts_on(self, line: Line) -> bool:
        """Whether a heading in capitals goes on in capitals."""
        return self.node is not None and not self.rung and line.face == "caps" and line.said is None and self.node.name.isupper()

    def _hangs(self) -> bool:
        """Whether the sentence above stops at a word that asks for another."""
        if self.node is None or (self.rung and not self.node.rungs):
            return False
        return bool(_ASKS.search(self.node.rungs[-1].text if self.rung else self.node.name))

    def join(self, line: Line) -> str:
        """Put the line to the name or the rung; the place of a rung that so got its points, else ""."""
        node = self.node
        assert node is not None
        if not self.rung:
            node.name = f"{node.name} {line.name}"
            return ""
        rung = node.rungs.pop()
        text, said = split_points(f"{rung.text} {line.name}", node.max_points)
        node.rungs.append(replace(rung, text=text, points=rung.points if said is None else said))
        node.weak_lines = True
        return rung.where if rung.points is None and said is not None else ""
