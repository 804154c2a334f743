"""Open things with the system's programs."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_path(path: Path) -> bool:
    """Open a file or a folder with the program the system has for it; False where it has none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_web(address: str) -> bool:
    """Open a web address in the browser."""
    return QDesktopServices.openUrl(QUrl(address))
