"""A row of small buttons of which exactly one is down: what a list is narrowed to."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget


class FilterChips(QWidget):
    """`picked` brings the name of the chip that a person pressed."""

    picked = Signal(str)

    def __init__(self, texts: Mapping[str, str], parent: QWidget | None = None) -> None:
        """A chip for each name, in order; the first is down."""
        super().__init__(parent)
        self._texts = dict(texts)
        self._group = QButtonGroup(self)
        self._chips: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for name, text in self._texts.items():
            chip = QPushButton(text, self)
            chip.setObjectName(name)
            chip.setCheckable(True)
            chip.setAccessibleName(text.replace("&", ""))
            chip.toggled.connect(self._embolden)
            self._group.addButton(chip)
            self._chips[name] = chip
            row.addWidget(chip)
        row.addStretch(1)
        next(iter(self._chips.values())).setChecked(True)
        self._group.buttonClicked.connect(self._clicked)

    @property
    def chosen(self) -> str:
        """The name of the chip that is down."""
        return next(name for name, chip in self._chips.items() if chip.isChecked())

    def choose(self, name: str) -> None:
        """Press a chip."""
        self._chips[name].click()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Write how many rows each chip would leave."""
        for name, count in counts.items():
            shown = f"{count:,}".replace(",", ".")
            text = f"{self._texts[name]} ({shown})"
            self._chips[name].setText(text)
            self._chips[name].setAccessibleName(text.replace("&", ""))
        self._embolden()

    @Slot()
    def _embolden(self) -> None:
        """The chip that is down stands out in every style; all keep the width they need for that."""
        for chip in self._chips.values():
            font = self.font()
            font.setBold(True)
            chip.setMinimumWidth(QFontMetrics(font).horizontalAdvance(chip.text()) + 24)
            font.setBold(chip.isChecked())
            chip.setFont(font)

    @Slot(QAbstractButton)
    def _clicked(self, button: QAbstractButton) -> None:
        self.picked.emit(button.objectName())
