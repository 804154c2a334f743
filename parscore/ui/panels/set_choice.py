"""Choose a criteria set: one of the library, or out of a file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from parscore.domain.criteria import CriteriaSet
from parscore.domain.findings import Finding
from parscore.texts import say
from parscore.ui.panels.still_choice import StillChoice
from parscore.ui.window_menu import documents
from parscore.ui.workbench import Workbench


class SetChoice(QWidget):
    """`chosen` says that another set was chosen. Files are read on the worker."""

    chosen = Signal()

    def __init__(self, workbench: Workbench, label: str, parent: QWidget | None = None) -> None:
        """Nothing is chosen before the library was listed; `label` has the mnemonic."""
        super().__init__(parent)
        self._workbench = workbench
        self._findings: dict[str, tuple[Finding, ...]] = {}
        self._told: CriteriaSet | None = None
        self.box = StillChoice(self)
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.box.setAccessibleName(label.replace("&", ""))
        self.box.setPlaceholderText(say("sets.none"))
        self.file_button = QPushButton(say("sets.from_file"), self)
        self.file_button.setAccessibleName(f"{label.replace('&', '')} {say('sets.from_file')}")
        named = QLabel(label, self)
        named.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(named)
        row.addWidget(self.box, 1)
        row.addWidget(self.file_button)
        self.file_button.clicked.connect(self._ask_file)
        self.box.currentIndexChanged.connect(self._changed)
        workbench.do(self._list, workbench.app.criteria.list)

    @property
    def criteria(self) -> CriteriaSet | None:
        """The set chosen."""
        found = self.box.currentData()
        return found if isinstance(found, CriteriaSet) else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to look at in the set chosen, where it came out of a file."""
        return () if self.criteria is None else self._findings.get(self.criteria.digest, ())

    def put(self, text: str, criteria: CriteriaSet) -> None:
        """One more set, chosen at once."""
        self.box.addItem(text, criteria)
        self.box.setCurrentIndex(self.box.count() - 1)

    def read(self, file: Path) -> None:
        """Take a set out of a file."""
        self._workbench.do(partial(self._read, file), self._workbench.app.criteria.choose, str(file))

    def _list(self, sets: tuple[CriteriaSet, ...]) -> None:
        for at, each in enumerate(sets):
            self.box.insertItem(at, set_name(each), each)

    @Slot()
    def _ask_file(self) -> None:
        chosen = QFileDialog.getOpenFileName(self, say("dialog.choose_table"), documents(), say("sets.kinds"))[0]
        if chosen:
            self.read(Path(chosen))

    def _read(self, file: Path, found: tuple[CriteriaSet, tuple[Finding, ...]]) -> None:
        self._findings[found[0].digest] = found[1]
        self.put(say("dialog.set_from", file=file.name), found[0])

    @Slot(int)
    def _changed(self, _: int) -> None:
        self.box.setToolTip(self.box.currentText())
        if self.criteria is not self._told:
            self._told = self.criteria
            self.chosen.emit()


def set_name(criteria: CriteriaSet) -> str:
    """A set in one line: first what tells it from others of the same title, for a narrow box shows no more."""
    return say("sets.named", title=criteria.title, marks=set_marks(criteria))


def set_marks(criteria: CriteriaSet) -> str:
    """What tells a set from others of the same title: its decision, year and version, and the name that it is kept by."""
    year = say("sets.year", year=criteria.year) if criteria.year else ""
    marks = (criteria.decision, year, say("sets.version", version=criteria.version), criteria.code)
    return " · ".join(each for each in marks if each)
