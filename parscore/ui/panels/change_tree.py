"""Groups of lines with what there is to say of each under it; long lines wrap, and a doubt stands out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem, QWidget

from parscore.ui.icons import icon

_LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line with its details; `subject` is what the page knows it by, `doubt` marks it as to be confirmed."""

    text: str
    details: tuple[str, ...] = ()
    doubt: bool = False
    subject: object = None


class _Wrapped(QStyledItemDelegate):
    """Gives each row the height that its text takes when it is wrapped: a tree asks for the height of one line only."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the wrapped text."""
        hint = super().sizeHint(option, index)
        tree = self.parent()
        assert isinstance(tree, ChangeTree)
        levels, above = 1, index.parent()
        while above.isValid():
            levels, above = levels + 1, above.parent()
        self.initStyleOption(option, index)
        margin = 2 * (tree.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1)
        picture = 0 if option.icon.isNull() else option.decorationSize.width() + margin
        width = max(80, tree.viewport().width() - levels * tree.indentation() - picture - 2 * margin)
        room = QRect(0, 0, width, 100_000)
        height = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, option.text).height()
        return QSize(hint.width(), max(hint.height(), height) + 4)


class ChangeTree(QTreeWidget):
    """Only read."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Empty; `name` is what a screen reader says."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setColumnCount(1)
        self.setWordWrap(True)
        self.setItemDelegate(_Wrapped(self))
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().sectionResized.connect(self._rewrap)

    def _rewrap(self) -> None:
        """Rows get the height that their new width asks for."""
        self.scheduleDelayedItemsLayout()

    def show_groups(self, groups: Sequence[tuple[str, Sequence[ChangeLine]]]) -> None:
        """Other groups, those without lines left out."""
        self.clear()
        for title, lines in groups:
            if not lines:
                continue
            group = QTreeWidgetItem(self, [title])
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for line in lines:
                self._put(group, line)
            group.setExpanded(True)

    def _put(self, group: QTreeWidgetItem, line: ChangeLine) -> None:
        item = QTreeWidgetItem(group, [line.text])
        item.setToolTip(0, line.text)
        item.setData(0, _LINE, line)
        if line.doubt:
            item.setIcon(0, icon("question"))
        for detail in line.details:
            under = QTreeWidgetItem(item, [detail])
            under.setToolTip(0, detail)
            under.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setExpanded(True)

    @property
    def current_line(self) -> ChangeLine | None:
        """The line chosen, None for none."""
        item = self.currentItem()
        found = None if item is None else item.data(0, _LINE)
        return found if isinstance(found, ChangeLine) else None
