"""Icons from resources/icons, drawn in the palette's colours, and the colours of states."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap

from parscore.paths import shipped

_LIGHT = {
    "done": "#1b7f3b",
    "open": "#8a5a00",
    "question": "#8a3ffc",
    "warning": "#8a5a00",
    "error": "#b3261e",
    "info": "#1a5fb4",
    "not_applicable": "#5e5c64",
    "not_self_scored": "#5e5c64",
}
_DARK = {
    "done": "#7bd88f",
    "open": "#f5c26b",
    "question": "#c9a7ff",
    "warning": "#f5c26b",
    "error": "#ff8a80",
    "info": "#8ab4f8",
    "not_applicable": "#b0aeb6",
    "not_self_scored": "#b0aeb6",
}


class _Drawing:
    """Whether icons are left blank for now."""

    held = False


def hold_icons() -> None:
    """Leave icons blank until `show_icons`: loading what draws them would keep the first paint waiting."""
    _Drawing.held = True


def show_icons() -> None:
    """Draw icons from now on; who shows some already updates."""
    _Drawing.held = False


def is_dark(palette: QPalette) -> bool:
    """Whether text is lighter than the ground it stands on."""
    return palette.color(QPalette.ColorRole.Text).lightness() > palette.color(QPalette.ColorRole.Base).lightness()


def state_colour(name: str, palette: QPalette) -> QColor:
    """The colour of a state, at least 4.5 to 1 on the palette's ground; the text's colour for other names."""
    colours = _DARK if is_dark(palette) else _LIGHT
    return QColor(colours[name]) if name in colours else palette.color(QPalette.ColorRole.Text)


def icon(name: str) -> QIcon:
    """An icon by name in the palette's colours as they are when it is drawn; states have colours of their own."""
    return QIcon(_Drawn(name))


@lru_cache(maxsize=64)
def _source(name: str) -> bytes:
    return (shipped("resources") / "icons" / f"{name}.svg").read_bytes()


class _Drawn(QIconEngine):
    """Draws its file anew for each size and colour, so a change of theme needs no reload."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def clone(self) -> QIconEngine:
        """A copy for Qt."""
        return _Drawn(self._name)

    def pixmap(self, size: object, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon on a transparent ground."""
        made: QPixmap = QPixmap(size)  # type: ignore[call-overload]
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, made.rect(), mode, state)
        painter.end()
        return made

    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, _: QIcon.State) -> None:
        """The icon into a rectangle."""
        if _Drawing.held:
            return
        from PySide6.QtSvg import QSvgRenderer

        palette = QGuiApplication.palette()
        colour = state_colour(self._name, palette)
        if mode == QIcon.Mode.Disabled:
            colour = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        elif mode == QIcon.Mode.Selected:
            colour = palette.color(QPalette.ColorRole.HighlightedText)
        drawing = _source(self._name).replace(b"currentColor", colour.name().encode())
        QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(rect))  # type: ignore[call-overload]
