"""Colours of text that stands back, taken from the palette."""

from PySide6.QtGui import QColor, QPalette


def fainter(palette: QPalette) -> QColor:
    """The text's colour drawn a third of the way to the ground it stands on; still over 4.5 to 1 in light and dark."""
    text, ground = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
    return QColor((2 * text.red() + ground.red()) // 3, (2 * text.green() + ground.green()) // 3, (2 * text.blue() + ground.blue()) // 3)
