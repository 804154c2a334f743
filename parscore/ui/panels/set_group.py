"""A field or criterion above leaves, while a set is corrected: its name, and whether what stands under it adds up."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from parscore.domain.points import show_points
from parscore.texts import say
from parscore.ui.models.set_nodes import SetNode
from parscore.ui.panels.small_parts import empty_layout, heading, picture_line, words


class SetGroup(QWidget):
    """Only shows; codes, names and points are typed in the tree."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 4, 8, 8)
        self._column.setSpacing(8)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.told: list[str] = []

    def show_node(self, node: SetNode, below: Sequence[SetNode], printed: Sequence[str], findings: Sequence[tuple[str, str]]) -> None:
        """A node with what stands directly under it, its printed rows, and findings as severity and sentence."""
        empty_layout(self._column)
        title = say("set_editor.node", code=node.code, name=node.name) if node.code else node.name
        self._column.addWidget(heading(title, self))
        total = sum((each.max_points for each in below), node.max_points - node.max_points)
        facts = {"points": show_points(node.max_points), "count": len(below), "sum": show_points(total)}
        self.told = [say("set_editor.group", **facts)]
        self._column.addWidget(words(self.told[0], self))
        for severity, sentence in findings:
            self.told.append(sentence)
            self._column.addWidget(picture_line(severity, sentence, self))
        if printed:
            self._column.addWidget(words(say("set_editor.printed"), self, faint=True))
            self._column.addWidget(words("\n".join(printed), self))
        self._column.addWidget(words(say("set_editor.group_hint"), self, faint=True))
        self._column.addStretch(1)
