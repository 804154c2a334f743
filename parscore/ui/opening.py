"""Open things with the system's programs."""

from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from parscore.domain.evidence import Document
from parscore.texts import say
from parscore.ui.workbench import Workbench


def open_path(path: Path) -> bool:
    """Open a file or a folder with the program the system has for it; False where it has none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_web(address: str) -> bool:
    """Open a web address in the browser."""
    return QDesktopServices.openUrl(QUrl(address))


class KeptFileOpener(QObject):
    """Opens copies of kept files, so that no program can change the kept ones; the copies go with this object.

    `tell` brings a severity and a sentence.
    """

    tell = Signal(str, str)

    def __init__(self, workbench: Workbench, parent: QObject | None = None) -> None:
        """No copy is made yet."""
        super().__init__(parent)
        self._workbench = workbench
        self._copies: QTemporaryDir | None = None
        self.open_path, self.open_web = open_path, open_web

    @Slot(str, str)
    def open_kept(self, document: str, sha256: str) -> None:
        """Open one file of a document."""
        if self._copies is None:
            self._copies = QTemporaryDir()
        self._workbench.do(self._copied_out, self._workbench.app.evidence.copy_out, document, sha256, Path(self._copies.path()))

    @Slot(str)
    def open_address(self, address: str) -> None:
        """Open a web address."""
        if not self.open_web(address):
            self.tell.emit("error", say("evidence_page.no_program", file=address))

    def open_document(self, document: Document | None) -> None:
        """Open the first file of a document, or its address."""
        if document is None:
            self.tell.emit("info", say("evidence_page.nothing_selected"))
        elif document.files:
            self.open_kept(document.id, document.files[0].sha256)
        elif document.web:
            self.open_address(document.web)
        else:
            self.tell.emit("info", say("evidence_page.no_file_to_open"))

    def _copied_out(self, file: Path) -> None:
        if not self.open_path(file):
            self.tell.emit("error", say("evidence_page.no_program", file=file.name))
