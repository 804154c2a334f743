"""The user guide in a window of its own, open beside the work."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from parscore.paths import shipped
from parscore.texts import say

GUIDE = "huong-dan.md"


class Guide(QDialog):
    """Shows the whole guide, at a chapter where one is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the guide out."""
        super().__init__(parent)
        self.setWindowTitle(say("command.guide").replace("&", ""))
        self.resize(760, 600)
        self.text = QTextBrowser(self)
        self.text.setOpenExternalLinks(True)
        self.text.setMarkdown((shipped("resources") / "docs" / GUIDE).read_text(encoding="utf-8"))
        self.text.setAccessibleName(self.windowTitle())
        buttons = QDialogButtonBox(self)
        close = QPushButton(say("desk.close"), self)
        close.clicked.connect(self.close)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        whole = QVBoxLayout(self)
        whole.addWidget(self.text, 1)
        whole.addWidget(buttons)

    def go_to(self, heading: str) -> None:
        """Bring a chapter to the top; the beginning where there is no such heading."""
        block = self.text.document().begin()
        found = block
        while block.isValid():
            if block.blockFormat().headingLevel() and heading in block.text():
                found = block
                break
            block = block.next()
        self.text.setTextCursor(QTextCursor(self.text.document().lastBlock()))
        self.text.setTextCursor(QTextCursor(found))
        self.text.ensureCursorVisible()
