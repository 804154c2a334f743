"""The table of documents as it stands on the screen: columns chosen and remembered, rows copied as a table."""

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QLineEdit, QMenu, QTableView, QWidget

from parscore.texts import say
from parscore.ui.models.document_table import COLUMNS, DocumentTable
from parscore.ui.preferences import own_settings

WIDTHS = {"number": 16, "issued": 0, "issuer": 18, "title": 34, "files": 18, "codes": 13}
TITLE = COLUMNS.index("title")
HEADER_SETTING = "evidence_page/header"


class DocumentView(QTableView):
    """One line a document; F2 or a double click edits a cell in place."""

    def __init__(self, model: DocumentTable, parent: QWidget | None = None) -> None:
        """Show this model."""
        super().__init__(parent)
        self._documents = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(say("evidence_page.table"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 12)
        self._set_up_header()

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsMovable(True)
        for number, name in enumerate(COLUMNS):
            width = WIDTHS[name] * self.fontMetrics().averageCharWidth()
            if name == "issued":
                width = self.fontMetrics().horizontalAdvance("30/12/2026") + 16
            header.resizeSection(number, max(width, header.sectionSizeHint(number) + 8))
        saved = own_settings().value(HEADER_SETTING)
        if saved is not None:
            header.restoreState(saved)
        header.setMinimumSectionSize(48)
        header.sectionResized.connect(self._section_resized)
        self.setSortingEnabled(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The subject takes the room that the other columns leave."""
        super().resizeEvent(event)
        self._stretch_title()

    def _stretch_title(self) -> None:
        header = self.horizontalHeader()
        others = sum(header.sectionSize(number) for number in range(header.count()) if number != TITLE)
        least = WIDTHS["title"] * self.fontMetrics().averageCharWidth()
        header.resizeSection(TITLE, max(least, self.viewport().width() - others))

    @Slot(int, int, int)
    def _section_resized(self, number: int, _before: int, _now: int) -> None:
        if number != TITLE:
            self._stretch_title()

    def remember(self) -> None:
        """Keep the columns for the next time."""
        own_settings().setValue(HEADER_SETTING, self.horizontalHeader().saveState())

    def select_row(self, place: int) -> None:
        """Make a row the current and only selected one, in view."""
        index = self._documents.index(place, max(0, self.currentIndex().column()))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def commit_typing(self) -> None:
        """Take what is being typed in a cell."""
        editor = self.focusWidget()
        if isinstance(editor, QLineEdit) and self.isAncestorOf(editor):
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def copy_selection(self) -> int:
        """Put the selected rows with the columns shown, in their order, on the clipboard; gives the number of rows."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        header = self.horizontalHeader()
        columns = [header.logicalIndex(number) for number in range(header.count())]
        if places:
            text = self._documents.as_text(places, [column for column in columns if not header.isSectionHidden(column)])
            QGuiApplication.clipboard().setText(text)
        return len(places)

    @Slot(QPoint)
    def _choose_columns(self, at: QPoint) -> None:
        menu = self.column_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def column_menu(self) -> QMenu:
        """A tick for each column; the subject always stays."""
        header, menu = self.horizontalHeader(), QMenu(say("evidence_page.columns"), self)
        for number, name in enumerate(COLUMNS):
            action = menu.addAction(say(f"evidence_page.column_{name}"))
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(number))
            action.setEnabled(name != "title")
            action.toggled.connect(partial(self._show_column, number))
        return menu

    def _show_column(self, number: int, shown: bool) -> None:
        self.horizontalHeader().setSectionHidden(number, not shown)
