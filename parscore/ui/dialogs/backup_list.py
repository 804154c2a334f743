"""The backups of a workspace, and bringing one back."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from parscore.domain.errors import Refused
from parscore.services.ports import BackupFile
from parscore.texts import say
from parscore.ui.places import TELLS_ITSELF
from parscore.ui.workbench import Workbench

_BACKUP = Qt.ItemDataRole.UserRole


class BackupList(QDialog):
    """Says what restoring does before it is done; what stands now is kept as one more backup."""

    restored = Signal(object, str)

    def __init__(self, workbench: Workbench, folder: Path, parent: QWidget | None = None) -> None:
        """List the backups of this workspace."""
        super().__init__(parent)
        self._workbench = workbench
        self._folder = folder
        self.setProperty(TELLS_ITSELF, True)
        self.setWindowTitle(say("dialog.backups_title"))
        self.resize(640, 400)
        self.said = QLabel(say("dialog.backups_what"), self)
        self.said.setWordWrap(True)
        self.list = QTreeWidget(self)
        self.list.setHeaderLabels([say("dialog.backup_time"), say("dialog.backup_reason"), say("dialog.backup_size")])
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName(say("dialog.backups_title"))
        buttons = QDialogButtonBox(self)
        self.bring_back = QPushButton(say("dialog.restore"), self)
        self.bring_back.setEnabled(False)
        self.bring_back.clicked.connect(self._restore)
        close = QPushButton(say("desk.close"), self)
        close.clicked.connect(self.reject)
        buttons.addButton(self.bring_back, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.addWidget(self.said)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.list.itemSelectionChanged.connect(self._selected)
        workbench.refused.connect(self._refused)
        workbench.do(self._fill, workbench.app.workspaces.backups, folder)

    def _fill(self, backups: tuple[BackupFile, ...]) -> None:
        for each in backups:
            size = say("dialog.kilobytes", size=max(1, each.size // 1024))
            item = QTreeWidgetItem([f"{each.at:%d/%m/%Y %H:%M}", say(f"dialog.reason_{each.reason}"), size])
            item.setData(0, _BACKUP, each)
            self.list.addTopLevelItem(item)
        for column in range(3):
            self.list.resizeColumnToContents(column)
        if backups:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        else:
            self.said.setText(say("dialog.no_backups"))

    @Slot()
    def _selected(self) -> None:
        self.bring_back.setEnabled(self.list.currentItem() is not None)

    @Slot()
    def _restore(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            backup: BackupFile = item.data(0, _BACKUP)
            self._chosen = backup
            self.bring_back.setEnabled(False)
            self._workbench.do(self._done, self._workbench.app.workspaces.restore, self._folder, backup.path)

    def _done(self, saved: Path) -> None:
        self.restored.emit(self._folder, say("dialog.restored", time=f"{self._chosen.at:%H:%M %d/%m/%Y}", file=saved.name))
        self.accept()

    @Slot(object)
    def _refused(self, refusal: Refused) -> None:
        self.said.setText(say(refusal.code, **refusal.facts))
        self._selected()
