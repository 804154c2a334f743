"""The first page: what parscore is for, the ways to begin, and the workspaces opened before."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.preferences import Preferences

_FOLDER = Qt.ItemDataRole.UserRole


class StartPage(QWidget):
    """Shown when nothing is open."""

    open_folder = Signal(object)
    new_workspace = Signal()
    read_table = Signal()
    make_demo = Signal()
    choose_folder = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        """List what was opened before."""
        super().__init__(parent)
        self._preferences = preferences
        self.recents = QListWidget(self)
        self.recents.setAccessibleName(say("start.recent"))
        self.recents.setIconSize(QSize(24, 24))
        self.recents.setSpacing(2)
        self.recents.itemActivated.connect(self._open)
        self.forget = QPushButton(say("start.forget"), self)
        self.forget.clicked.connect(self._forget)
        self.table = self._way("table", "document")
        self.table.clicked.connect(self.read_table)
        self.new = self._way("new", "add")
        self.new.clicked.connect(self.new_workspace)
        self.choose = self._way("open", "folder")
        self.choose.clicked.connect(self.choose_folder)
        self.demo = self._way("demo", "info")
        self.demo.clicked.connect(self.make_demo)
        self._lay_out()
        self.refresh()

    def _way(self, name: str, picture: str) -> QPushButton:
        button = QPushButton(icon(picture), say(f"start.{name}"), self)
        button.setIconSize(QSize(24, 24))
        button.setMinimumSize(240, 48)
        button.setToolTip(say(f"start.{name}_tip"))
        return button

    def _lay_out(self) -> None:
        title = QLabel(say("start.title"), self)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setBold(True)
        title.setFont(font)
        steps = QLabel(say("start.steps"), self)
        steps.setWordWrap(True)
        steps.setTextFormat(Qt.TextFormat.PlainText)
        ways = QVBoxLayout()
        ways.setSpacing(8)
        for button in (self.table, self.new, self.choose, self.demo):
            ways.addWidget(button)
        ways.addSpacing(16)
        ways.addWidget(steps)
        ways.addStretch(1)
        self._empty = QLabel(say("start.no_recent"), self)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        listed = QVBoxLayout()
        listed.setSpacing(8)
        listed.addWidget(QLabel(say("start.recent"), self))
        listed.addWidget(self._empty)
        listed.addWidget(self.recents, 1)
        listed.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignRight)
        listed.addStretch(0)
        halves = QHBoxLayout()
        halves.setSpacing(32)
        halves.addLayout(ways, 1)
        halves.addLayout(listed, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(32, 24, 32, 24)
        whole.setSpacing(16)
        whole.addWidget(title)
        whole.addWidget(QLabel(say("start.what"), self))
        whole.addLayout(halves, 1)

    def refresh(self) -> None:
        """List the recent workspaces anew; one that is not there is said so."""
        self.recents.clear()
        for recent in self._preferences.recent():
            there = (recent.folder / "parscore.db").is_file()
            place = str(recent.folder) if there else say("start.gone", folder=recent.folder)
            item = QListWidgetItem(icon("folder" if there else "warning"), f"{recent.department} – {recent.year}\n{place}")
            item.setData(_FOLDER, str(recent.folder))
            item.setToolTip(place)
            self.recents.addItem(item)
        some = self.recents.count() > 0
        self._empty.setVisible(not some)
        self.recents.setVisible(some)
        self.forget.setVisible(some)
        if some:
            self.recents.setCurrentRow(0)
            self.recents.setFocus()
        else:
            self.new.setFocus()

    @Slot(QListWidgetItem)
    def _open(self, item: QListWidgetItem) -> None:
        self.open_folder.emit(Path(str(item.data(_FOLDER))))

    @Slot()
    def _forget(self) -> None:
        item = self.recents.currentItem()
        if item is not None:
            self._preferences.forget(Path(str(item.data(_FOLDER))))
            self.refresh()
