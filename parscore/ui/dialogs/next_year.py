"""Begin the next year from the year that is open: by which set, where, and what goes over, shown before anything is made."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.domain.last_year import NextYear
from parscore.services.cards import Board
from parscore.services.next_year_service import Begun
from parscore.services.next_year_text import counts_text
from parscore.texts import say
from parscore.ui.dialogs.set_difference_view import change_groups, change_line
from parscore.ui.panels.change_tree import ChangeLine, ChangeTree
from parscore.ui.panels.pair_correction import PairCorrection
from parscore.ui.panels.set_choice import SetChoice, set_name
from parscore.ui.panels.small_parts import words
from parscore.ui.places import TELLS_ITSELF
from parscore.ui.tasks import WorkProgress
from parscore.ui.workbench import Workbench


class NextYearDialog(QDialog):
    """`created` brings the Begun once the new year is made; the year before stays as it is."""

    created = Signal(object)

    def __init__(self, workbench: Workbench, board: Board, parent: QWidget | None = None) -> None:
        """Start with the year after the open one, beside its folder."""
        super().__init__(parent)
        self._workbench = workbench
        self._board = board
        self._work: WorkProgress | None = None
        self._own_folder = self._making = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty(TELLS_ITSELF, True)
        self.setWindowTitle(say("next.title"))
        self.resize(820, 640)
        self.year = QSpinBox(self)
        self.year.setRange(board.profile.year + 1, 2100)
        self.folder = QLineEdit(self)
        self.choice = SetChoice(workbench, say("next.criteria"), self)
        self.said = words("", self)
        self.plan = ChangeTree(say("next.plan"), self)
        self.pairs = PairCorrection(workbench, self.plan, self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.fault = words("", self)
        self._lay_out()
        self._connect()
        self._propose_folder()
        self.choice.put(say("sets.used", name=set_name(board.criteria)), board.criteria)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.browse = QPushButton(say("next.browse"), self)
        for name, field, button in (
            ("year", self.year, None),
            ("folder", self.folder, self.browse),
        ):
            label = QLabel(say(f"next.{name}"), self)
            label.setBuddy(field)
            field.setAccessibleName(label.text().replace("&", "").rstrip(":"))
            row = QHBoxLayout()
            row.addWidget(field, 0 if button is None else 1)
            if button is None:
                row.addStretch(1)
            else:
                row.addWidget(button)
            form.addRow(label, row)
        buttons = QDialogButtonBox(self)
        self.make, self.cancel = QPushButton(say("next.make"), self), QPushButton(say("next.cancel"), self)
        self.make.setDefault(True)
        self.make.setEnabled(False)
        buttons.addButton(self.make, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.cancel, QDialogButtonBox.ButtonRole.RejectRole)
        whole = QVBoxLayout(self)
        profile = self._board.profile
        told = say("next.from", department=profile.department, year=profile.year, folder=self._board.folder)
        whole.addWidget(words(told, self))
        whole.addWidget(self.choice)
        whole.addLayout(form)
        whole.addWidget(self.fault)
        whole.addWidget(self.said)
        whole.addWidget(self.plan, 1)
        whole.addWidget(self.pairs)
        whole.addWidget(self.bar)
        whole.addWidget(buttons)

    def _connect(self) -> None:
        self.browse.clicked.connect(self._browse)
        self.year.valueChanged.connect(self._propose_folder)
        self.folder.textEdited.connect(self._folder_typed)
        self.choice.chosen.connect(self._chosen)
        self.pairs.corrected.connect(self._preview)
        self.make.clicked.connect(self._make)
        self.cancel.clicked.connect(self.reject)
        self._workbench.refused.connect(self._refused)
        self._workbench.stopped.connect(self._stopped)

    @Slot()
    def _chosen(self) -> None:
        self.pairs.begin()
        self._preview()

    @Slot()
    def _preview(self) -> None:
        """Show what would go over by the set chosen."""
        chosen = self.choice.criteria
        self.fault.clear()
        self._stop()
        if chosen is not None:
            self.year.setValue(max(self._board.profile.year + 1, chosen.year))
            method, folder = self._workbench.app.next_year.preview, self._board.folder
            self._begin(self._workbench.do_long(say("next.comparing"), self._show_plan, method, folder, chosen, self.pairs.codes))

    def _show_plan(self, plan: NextYear) -> None:
        self._end()
        if plan.difference.new is self.choice.criteria:
            self.said.setText("\n".join(counts_text(plan, say)))
            self.plan.show_groups(plan_groups(plan, self.choice.findings))
            self.pairs.show_for(plan.difference.new)
            self.make.setEnabled(True)

    @Slot()
    def _make(self) -> None:
        chosen, folder = self.choice.criteria, self.folder.text().strip()
        if not folder:
            self.folder.setFocus(Qt.FocusReason.OtherFocusReason)
            self.fault.setText(say("dialog.folder_missing"))
            return
        self.fault.clear()
        self._making = True
        where = self._board.folder, Path(folder)
        method = self._workbench.app.next_year.begin
        self._begin(self._workbench.do_long(say("next.making"), self._made, method, *where, chosen, self.year.value(), self.pairs.codes))

    def _made(self, begun: Begun) -> None:
        self._making = False
        self._end()
        self.created.emit(begun)
        self.accept()

    def _begin(self, work: WorkProgress) -> None:
        """Long work goes on: show how far it is, and let only stopping be asked for."""
        self._work = work
        self.make.setEnabled(False)
        self.bar.setRange(0, 0)
        self.bar.show()
        work.moved.connect(self._moved)

    def _end(self) -> None:
        self._work = None
        self.bar.hide()

    @Slot(int, int, str)
    def _moved(self, done: int, total: int, _what: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()
            self._end()

    def reject(self) -> None:
        """Stop what goes on. While a year is being made the dialog stays to hear whether it was: it is open then, and must be shown."""
        if self._making and self._work is not None:
            self._work.stop()
            self.cancel.setEnabled(False)
            self.fault.setText(say("next.stopping"))
            return
        self._stop()
        super().reject()

    @Slot()
    def _stopped(self) -> None:
        if self._making:
            self._making = False
            self.reject()

    @Slot()
    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("dialog.choose_folder"), self.folder.text())
        if chosen:
            self._own_folder = True
            self.folder.setText(chosen)

    @Slot(str)
    def _folder_typed(self, _text: str) -> None:
        self._own_folder = True

    @Slot()
    def _propose_folder(self) -> None:
        """Beside the open year, named as it is but for the year."""
        if self._own_folder:
            return
        old, year = self._board.folder, str(self.year.value())
        before = str(self._board.profile.year)
        name = old.name.replace(before, year) if before in old.name else f"{old.name} {year}"
        self.folder.setText(str(old.with_name(name)))

    @Slot(object)
    def _refused(self, refusal: Refused) -> None:
        self._making = False
        self._end()
        self.cancel.setEnabled(True)
        self.pairs.revert()
        self.make.setEnabled(self.plan.topLevelItemCount() > 0 or bool(self.said.text()))
        self.fault.setText(say(refusal.code, **refusal.facts))


def plan_groups(plan: NextYear, findings: Sequence[Finding]) -> list[tuple[str, list[ChangeLine]]]:
    """What is to be confirmed, then every other difference, then what there is to look at in the new set."""
    unsure = plan.difference.unsure
    told = [ChangeLine(say(f"finding.{each.code}", **each.facts)) for each in findings]
    return [
        (say("sets.group", name=say("next.head_unsure"), count=len(unsure)), [change_line(each) for each in unsure]),
        *change_groups(plan.difference, unsure),
        (say("next.head_findings", count=len(findings)), told),
    ]
