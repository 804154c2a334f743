"""The strip that shows a print run: how far it is, and the way to stop it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from parscore.texts import say
from parscore.ui.printing import PrintRun


class PrintStrip(QWidget):
    """Shown while a run prints. `ended` brings the run and "printed", "stopped" or "failed"."""

    ended = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is printed yet."""
        super().__init__(parent)
        self._run: PrintRun | None = None
        self._sentence = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(say("report_page.print_title"))
        self.stop_button = QPushButton(say("report_page.stop_printing"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._sentence)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop_button)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether a run is printing."""
        return self._run is not None

    def follow(self, run: PrintRun) -> None:
        """Start a run and show how far it is."""
        self._run = run
        run.setParent(self)
        run.moved.connect(self._moved)
        run.ended.connect(self._ended)
        self.stop_button.clicked.connect(run.stop)
        self.stop_button.setEnabled(True)
        self.show()
        run.start()

    @Slot(int, int)
    def _moved(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._sentence.setText(say("report_page.printing", done=min(done + 1, total), total=total))

    @Slot(str)
    def _ended(self, how: str) -> None:
        run, self._run = self._run, None
        assert run is not None
        self.hide()
        self.ended.emit(run, how)
        run.deleteLater()
