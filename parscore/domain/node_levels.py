"""How deep a line stands: by its column, its code or its type face; and, where these mislead, by the points that must add up."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from parscore.domain.points import ZERO
from parscore.domain.row_codes import shape_of
from parscore.domain.table_lines import UNDER, Line
from parscore.domain.table_node import Node

_FACES = ("caps", "bold", "")
_DEEPEST = 8
_MOST_STEPS = 20


class Levels:
    """Shapes of codes nest in the order in which they first appear; dots go one deeper each."""

    def __init__(self, faces: Sequence[str]) -> None:
        """`faces` are those of the lines that begin something in a table without codes, none in one with codes."""
        self._kinds: dict[str, int] = {}
        self._faces = {face: rank for rank, face in enumerate((face for face in _FACES if face in faces), 1)}
        self._seen: dict[str, int] = {}
        self._anchor = 0

    def of_line(self, line: Line, stack: Sequence[Node], following: Line | None) -> int:
        """The level of a line under what is open above it; what is no code stands beside the row before it."""
        if line.depth == UNDER:
            return self._anchor + 1
        self._anchor = self._own_level(line, stack, following)
        return self._anchor

    def _own_level(self, line: Line, stack: Sequence[Node], following: Line | None) -> int:
        if line.depth:
            for depth in range(1, line.depth + 1):
                self._kinds.setdefault(f"column{depth}", len(self._kinds))
            return line.depth
        if not line.code:
            return self._faces.get(line.face, 0) or self._of_face(line, stack, following)
        return self.of_code(line.code, stack)

    def of_code(self, code: str, stack: Sequence[Node]) -> int:
        """The level of a code."""
        shape = shape_of(code)
        if shape is None:
            return stack[-1].level if stack else 1
        if shape[0] == "lower" and stack:  # letters stand below whatever they are first seen under
            same = [node.level for node in stack if (other := shape_of(node.code)) is not None and other[0] == "lower"]
            return same[-1] if same else stack[-1].level + (0 if stack[-1].rungs else 1)
        return self._kinds.setdefault(shape[0], len(self._kinds)) + shape[1]

    def _of_face(self, line: Line, stack: Sequence[Node], following: Line | None) -> int:
        """A line without a code among lines with codes: as deep as the one before it in the same type, else by what stands around it."""
        kind = f"face {line.face}"
        heads = following is not None and bool(following.code)
        if heads and kind in self._seen:
            return self._seen[kind]
        if not heads:
            return stack[-1].level if stack and (stack[-1].rungs or not stack[-1].code) else (stack[-1].level + 1 if stack else 1)
        if not stack:
            level = self._kinds.setdefault(kind, len(self._kinds)) + 1
        else:
            level = max(1, self.of_code(following.code, stack) - 1) if following is not None else 1
        return self._seen.setdefault(kind, level)


def nested(nodes: Sequence[Node], levels: Sequence[int]) -> list[Node]:
    """The nodes as a tree: each under the last one before it that is less deep."""
    roots: list[Node] = []
    stack: list[tuple[int, Node]] = []
    for node, level in zip(nodes, levels, strict=True):
        while stack and stack[-1][0] >= level:
            stack.pop()
        node.children.clear()
        node.level = len(stack) + 1
        (stack[-1][1].children if stack else roots).append(node)
        stack.append((level, node))
    return roots


def levels_by_points(nodes: Sequence[Node]) -> list[int] | None:
    """Levels at which every maximum is the sum of those below it; None where no such tree takes in every node.

    A node with rungs is a leaf; one without takes as many of the next nodes as make up its maximum, and is a leaf where none do.
    """
    return _Taking(nodes).levels() if all(node.max_points for node in nodes) else None


class _Taking:
    """Goes down the nodes; gives up where the search grows too long."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._levels: list[int] = []
        self._steps = 0

    def levels(self) -> list[int] | None:
        at = 0
        while at < len(self._nodes):
            at = self._taken(at, 1)
        return self._levels if self._steps < _MOST_STEPS * len(self._nodes) else None

    def _taken(self, at: int, level: int) -> int:
        """The place behind a node and all below it, whose levels are put down."""
        node = self._nodes[at]
        self._levels.append(level)
        self._steps += 1
        if node.rungs or level == _DEEPEST or self._steps >= _MOST_STEPS * len(self._nodes):
            return at + 1
        before, total, after = len(self._levels), ZERO, at + 1
        while after < len(self._nodes) and total < node.maximum:
            total += self._nodes[after].maximum
            after = self._taken(after, level + 1)
        if total == node.maximum:
            return after
        del self._levels[before:]
        return at + 1


def sum_faults(nodes: Sequence[Node]) -> int:
    """How many nodes have another maximum than their children together."""
    return sum(1 for node in walked(nodes) if node.children and node.max_points != _total(node.children))


def bare_leaves(nodes: Sequence[Node]) -> int:
    """How many leaves have no scale."""
    return sum(1 for node in walked(nodes) if not node.children and not node.rungs)


def walked(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes and all below them in their order."""
    for node in nodes:
        yield node
        yield from walked(node.children)


def _total(nodes: Sequence[Node]) -> Decimal:
    return sum((node.maximum for node in nodes), ZERO)
