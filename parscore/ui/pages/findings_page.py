"""The findings page: what to look at before handing in, each with the way to where it is mended."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from parscore.domain.findings import Finding
from parscore.services.cards import Board
from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.models.finding_list import FINDING_ROLE, PLACE_ROLE, SEVERITIES, FindingList, finding_groups
from parscore.ui.panels.filter_chips import FilterChips
from parscore.ui.panels.small_parts import heading
from parscore.ui.text_colours import fainter
from parscore.ui.workbench import Workbench

PAD = 6


class FindingLines(QStyledItemDelegate):
    """Paints a finding on two lines: the sentence, and fainter under it where it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines for a finding and room above a head; all the same height, so that thousands stay quick."""
        return QSize(200, 2 * option.fontMetrics.lineSpacing() + 2 * PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The row as the style paints it, with our two lines for the text."""
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        head, place = index.data(FINDING_ROLE) is None, index.data(PLACE_ROLE) or ""
        text, picture, rect = whole.text, QIcon(whole.icon), QRect(whole.rect)
        whole.text, whole.icon = "", QIcon()
        whole.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, whole.widget)
        painter.save()
        line, size = whole.fontMetrics.lineSpacing(), whole.decorationSize.height() or 16
        if head:
            font = whole.font
            font.setBold(True)
            painter.setFont(font)
            rect.setTop(rect.bottom() - line - 2 * PAD)
        top = rect.top() + PAD
        picture.paint(painter, QRect(rect.left() + PAD, top + (line - size) // 2, size, size))
        left = rect.left() + size + 3 * PAD
        room = QRect(left, top, rect.right() - left - PAD, line)
        chosen = bool(whole.state & QStyle.StateFlag.State_Selected)
        painter.setPen(whole.palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text))
        painter.drawText(
            room, Qt.AlignmentFlag.AlignVCenter, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        )
        if place:
            if not chosen:
                painter.setPen(fainter(whole.palette))
            below = room.translated(0, line)
            painter.drawText(
                below, Qt.AlignmentFlag.AlignVCenter, whole.fontMetrics.elidedText(place, Qt.TextElideMode.ElideMiddle, below.width())
            )
        painter.restore()


class FindingsPage(QWidget):
    """All findings of the year and of the criteria set, grouped; Enter or a double click goes to the leaf."""

    go = Signal(str, str)
    tell = Signal(str, str)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        """No findings before the first board."""
        super().__init__(parent)
        self._workbench = workbench
        self._board: Board | None = None
        self._of_set: tuple[Finding, ...] = ()
        self._set_digest: str | None = None
        self.model = FindingList(self)
        self.view = QTreeView(self)
        self.chips = FilterChips({"all": say("findings_page.all"), **{each: say(f"findings_page.{each}") for each in SEVERITIES}}, self)
        self.go_button = QPushButton(icon("next"), say("findings_page.go"), self)
        self._hint = QLabel(self)
        self._nothing = QLabel(self)
        self._nothing_icon = QLabel(self)
        self._stack = QStackedWidget(self)
        self._build()

    def _build(self) -> None:
        title = heading(say("findings_page.heading"), self, 1.6)
        self.view.setModel(self.model)
        self.view.setItemDelegate(FindingLines(self.view))
        self.view.setHeaderHidden(True)
        self.view.setUniformRowHeights(True)
        self.view.setRootIsDecorated(True)
        self.view.setExpandsOnDoubleClick(False)
        self.view.setAccessibleName(say("findings_page.list"))
        self.view.doubleClicked.connect(self._go_to)
        self.view.selectionModel().currentChanged.connect(self._moved)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            enter = QAction(self.view)
            enter.setShortcut(key)
            enter.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            enter.triggered.connect(self._go_current)
            self.view.addAction(enter)
        self.chips.picked.connect(self._narrow)
        self.go_button.clicked.connect(self._go_current)
        empty = QWidget(self)
        middle = QVBoxLayout(empty)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing_icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle.addStretch(1)
        middle.addWidget(self._nothing_icon)
        middle.addWidget(self._nothing)
        middle.addStretch(2)
        self._hint.setWordWrap(True)
        self._stack.addWidget(self.view)
        self._stack.addWidget(empty)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for part in (title, self.chips):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)
        QWidget.setTabOrder(self.chips, self.view)
        QWidget.setTabOrder(self.view, self.go_button)
        self.setFocusProxy(self.view)
        self._moved(QModelIndex(), QModelIndex())

    def show_board(self, board: Board) -> None:
        """Show the findings of a new board; those of the set are asked for when the set is another one."""
        self._board = board
        if board.criteria.digest != self._set_digest:
            self._set_digest = board.criteria.digest
            self._of_set = ()
            self._workbench.do(self._set_checked, self._workbench.app.criteria.findings, board.criteria)
        self._refresh()

    def show_place(self, key: str) -> None:
        """Select the first finding of a leaf, or narrow to a severity."""
        if key in SEVERITIES:
            self.chips.choose(key)
            return
        for number, group in enumerate(self.model.groups):
            for place, line in enumerate(group.lines):
                if line.finding.key == key and key:
                    self.view.setCurrentIndex(self.model.index(place, 0, self.model.index(number, 0)))
                    return

    def leave(self) -> None:
        """Nothing is typed here."""

    def _set_checked(self, findings: tuple[Finding, ...]) -> None:
        self._of_set = findings
        self._refresh()

    @Slot(str)
    def _narrow(self, _name: str) -> None:
        self._refresh()

    def _refresh(self) -> None:
        """Show the groups anew; what was current and folded stays so."""
        if self._board is None:
            return
        year, chosen = self._board.findings, self.chips.chosen
        current = self.view.currentIndex().data(FINDING_ROLE)
        at, folded = self.view.verticalScrollBar().value(), self._folded()
        names = {row.key: f"{row.code}. {row.name}" for row in self._board.rows}
        self.model.show_groups(finding_groups(year, self._of_set, names, "" if chosen == "all" else chosen))
        for number, group in enumerate(self.model.groups):
            self.view.setExpanded(self.model.index(number, 0), group.name not in folded)
        counts = {each: sum(1 for finding in (*year, *self._of_set) if finding.severity == each) for each in SEVERITIES}
        self.chips.show_counts({"all": sum(counts.values()), **counts})
        found = QModelIndex() if current is None else self.model.index_of(current)
        first = self.model.index(0, 0, self.model.index(0, 0)) if self.model.groups else QModelIndex()
        self.view.setCurrentIndex(found if found.isValid() else first)
        self.view.verticalScrollBar().setValue(at)
        all_well = not any(counts.values())
        self._nothing.setText(say("findings_page.all_well" if all_well else "findings_page.none_of_kind"))
        self._nothing_icon.setPixmap(icon("done" if all_well else "search").pixmap(QSize(32, 32)))
        self._stack.setCurrentIndex(0 if self.model.groups else 1)
        self._moved(self.view.currentIndex(), QModelIndex())

    def _folded(self) -> set[str]:
        return {group.name for number, group in enumerate(self.model.groups) if not self.view.isExpanded(self.model.index(number, 0))}

    def _target(self, index: QModelIndex) -> tuple[str, str] | None:
        """The page and key where a finding is mended; None where there is no such place."""
        finding = index.data(FINDING_ROLE) if index.isValid() else None
        if finding is None:
            return None
        if finding.key:
            assert self._board is not None
            return ("score", finding.key) if finding.key in self._board.sheet.leaves else None
        return ("evidence", str(finding.facts["document"])) if "document" in finding.facts else None

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        target = self._target(index)
        self.go_button.setEnabled(target is not None)
        of_set = index.isValid() and index.data(FINDING_ROLE) is not None and target is None
        self._hint.setText(say("findings_page.hint_none" if of_set else "findings_page.hint") if self.model.groups else "")

    @Slot()
    def _go_current(self) -> None:
        index = self.view.currentIndex()
        if index.isValid() and index.data(FINDING_ROLE) is None:
            self.view.setExpanded(index, not self.view.isExpanded(index))
            return
        self._go_to(index)

    @Slot(QModelIndex)
    def _go_to(self, index: QModelIndex) -> None:
        target = self._target(index)
        if target is not None:
            self.go.emit(*target)
