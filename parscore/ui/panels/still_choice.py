"""A box to choose from that stays as it is while a page is rolled past it."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class StillChoice(QComboBox):
    """The wheel rolls what the box stands in; it never chooses."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Hand the wheel on."""
        event.ignore()
