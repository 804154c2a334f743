"""Leave out of the scale what does not apply to the body: the set's own cases, those in force, and one that is written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from parscore.domain.applicability import Exempting, Node
from parscore.domain.assessment import Treatment
from parscore.domain.changes import Changes
from parscore.domain.criteria import Applicability, Criterion, leaves_of
from parscore.domain.errors import Refused
from parscore.domain.points import ZERO, show_points
from parscore.domain.rescaled_words import side_by_side
from parscore.domain.scoresheet import ScoreSheet
from parscore.services.cards import ProfilePreview, Profiles
from parscore.texts import say
from parscore.ui.icons import state_colour
from parscore.ui.panels.exempt_box import TREATMENTS
from parscore.ui.panels.small_parts import words
from parscore.ui.panels.still_choice import StillChoice
from parscore.ui.places import TELLS_ITSELF
from parscore.ui.workbench import Workbench

_OWN = Applicability("", "", ("",))
_TYPED_MS = 300


class ExemptProfiles(QDialog):
    """Shows what a case leaves out and both totals before anything is applied; a case that is in force can be lifted."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        """List the cases; the first one is shown."""
        super().__init__(parent)
        self._workbench = workbench
        self._known = Profiles((), ())
        self._form = QFormLayout()
        self.setProperty(TELLS_ITSELF, True)
        self.setWindowTitle(say("exempt_dialog.title"))
        self.resize(860, 620)
        self.what = words(say("exempt_dialog.what"), self)
        self.case = StillChoice(self)
        self.case.setSizeAdjustPolicy(StillChoice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.case.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.name, self.clause, self.codes = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.treatment = StillChoice(self)
        for each in TREATMENTS:
            self.treatment.addItem(say(f"form.exempt_{each}"), each)
        self.tree = QTreeWidget(self)
        self.said, self.doubts = words("", self), words("", self)
        self.before, self.after = words("", self), words("", self)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._build()
        self._connect()
        self._list()

    def _build(self) -> None:
        form = self._form
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        parts = {"case": self.case, "name": self.name, "clause": self.clause, "codes": self.codes, "treatment": self.treatment}
        for key, part in parts.items():
            label = QLabel(say(f"exempt_dialog.{key}"), self)
            label.setBuddy(part)
            part.setAccessibleName(label.text().replace("&", "").rstrip(":"))
            form.addRow(label, part)
        for line, key in ((self.name, "name_hint"), (self.clause, "clause_hint"), (self.codes, "codes_hint")):
            line.setPlaceholderText(say(f"exempt_dialog.{key}"))
        self.tree.setHeaderLabels([say(f"exempt_dialog.column_{key}") for key in ("node", "state", "points")])
        self.tree.setAccessibleName(say("exempt_dialog.tree"))
        self.tree.setAlternatingRowColors(True)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        palette = self.doubts.palette()
        palette.setColor(self.doubts.foregroundRole(), state_colour("error", palette))
        self.doubts.setPalette(palette)
        self.apply, self.lift, close = (QPushButton(say(key), self) for key in ("exempt_dialog.apply", "exempt_dialog.lift", "desk.close"))
        buttons = QDialogButtonBox(self)
        for button, role in ((self.apply, "ActionRole"), (self.lift, "ActionRole"), (close, "RejectRole")):
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole[role])
        close.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setSpacing(8)
        whole.addWidget(self.what)
        whole.addLayout(form)
        whole.addWidget(self.doubts)
        whole.addWidget(self.tree, 1)
        for part in (self.before, self.after, self.said, buttons):
            whole.addWidget(part)

    def _connect(self) -> None:
        self.case.activated.connect(self._picked)
        for line in (self.name, self.clause, self.codes):
            line.textEdited.connect(self._edited)
        self.treatment.activated.connect(self._preview)
        self._typed.timeout.connect(self._preview)
        self.apply.clicked.connect(self._apply)
        self.lift.clicked.connect(self._lift)
        self._workbench.refused.connect(self._refused)

    def _list(self, chosen: Applicability | None = None) -> None:
        """Read the cases anew; this one is shown, else the first."""
        self._workbench.do(partial(self._fill, chosen), self._workbench.app.scoring.profiles)

    def _fill(self, chosen: Applicability | None, known: Profiles) -> None:
        self._known = known
        self.case.clear()
        for each in known.all:
            key = "exempt_dialog.in_force" if known.in_force(each) else "exempt_dialog.not_in_force"
            self.case.addItem(say(key, name=each.name.rstrip(" .")), each)
            self.case.setItemData(self.case.count() - 1, f"{each.name}\n{each.clause}", Qt.ItemDataRole.ToolTipRole)
        self.case.addItem(say("exempt_dialog.own"), _OWN)
        if not known.all:
            self.what.setText(say("exempt_dialog.none"))
        self.case.setCurrentIndex(_place(known.all, chosen))
        self._show_case()

    @property
    def profile(self) -> Applicability:
        """The case as the lines have it now; that of the set keeps its own codes."""
        picked = self._picked_profile
        clause, name = self.clause.text().strip(), self.name.text().strip()
        if picked is _OWN:
            return Applicability(name, clause, (self.codes.text(),))
        return replace(picked, clause=clause)

    @property
    def _picked_profile(self) -> Applicability:
        picked = self.case.currentData()
        return picked if isinstance(picked, Applicability) else _OWN

    @Slot(int)
    def _picked(self, _at: int) -> None:
        self.said.clear()
        self._show_case()

    def _show_case(self) -> None:
        """The lines of the case that is picked; what the set or the leaves say is not written here."""
        picked, own = self._picked_profile, self._picked_profile is _OWN
        self.name.setText(picked.name)
        self.clause.setText(picked.clause)
        self.codes.setText("; ".join(picked.codes))
        self.clause.setReadOnly(self._known.in_force(picked))
        self.clause.setCursorPosition(0)
        for line in (self.name, self.codes):
            self._form.setRowVisible(line, own)
        self.case.setToolTip(f"{picked.name}\n{picked.clause}".strip())
        self._preview()

    @Slot()
    def _edited(self) -> None:
        self.apply.setEnabled(False)
        self.said.clear()
        self._typed.start()

    @Slot()
    def _preview(self) -> None:
        """Ask what the case would do as it stands."""
        self._typed.stop()
        self.apply.setEnabled(False)
        self.lift.setEnabled(False)
        scoring, profile, treatment = self._workbench.app.scoring, self.profile, self.treatment.currentData()
        lifted = self._known.in_force(profile)
        then = partial(self._show, (profile, treatment), lifted)
        if lifted:
            self._workbench.do(then, scoring.preview_lift, profile)
        else:
            self._workbench.do(then, scoring.preview_profile, profile, treatment)

    def _show(self, asked: tuple[Applicability, Treatment], lifted: bool, shown: ProfilePreview) -> None:
        if asked != (self.profile, self.treatment.currentData()):
            return
        self.treatment.setEnabled(not lifted)
        empty = self._picked_profile is _OWN and not self.codes.text().strip()
        told = [] if empty else [say(f"finding.{each.code}", **each.facts) for each in shown.findings]
        changing = shown.effect is not None and bool(shown.effect.changed)
        if shown.effect is not None and not changing:
            told.append(say("exempt_dialog.nothing_to_do"))
        if changing and not lifted and not self.clause.text().strip():
            told.append(say("exempt_dialog.clause_missing"))
        self.doubts.setText("\n".join(told))
        self.doubts.setVisible(bool(told))
        self._show_tree(shown)
        self.before.setText(say("exempt_dialog.now", totals=_totals(shown.before)))
        key = "exempt_dialog.then_lifted" if lifted else "exempt_dialog.then"
        self.after.setText(say(key, totals=_totals(shown.after)) if shown.after is not None and changing else "")
        self.apply.setEnabled(changing and not lifted and bool(self.clause.text().strip()))
        self.lift.setEnabled(changing and lifted)

    def _show_tree(self, shown: ProfilePreview) -> None:
        self.tree.clear()
        for node in shown.nodes:
            item = self._item(node, shown)
            for leaf in leaves_of(node) if node.children else ():
                if leaf.self_scored:
                    item.addChild(self._item(leaf, shown))
            self.tree.addTopLevelItem(item)
        self.tree.expandAll()

    def _item(self, node: Node, shown: ProfilePreview) -> QTreeWidgetItem:
        state = ""
        if isinstance(node, Criterion) and node.is_leaf:
            state = say(f"state.{shown.before.leaves[node.key].state}")
            if shown.effect is not None and node in shown.effect.exempt_already:
                state = say("exempt_dialog.kept", state=state)
        own = sum((leaf.max_points for leaf in leaves_of(node) if leaf.self_scored), ZERO)
        item = QTreeWidgetItem([say("score.node", code=node.code, name=node.name), state, show_points(own)])
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(0, item.text(0))
        return item

    @Slot()
    def _apply(self) -> None:
        self.apply.setEnabled(False)
        profile = self.profile
        scoring = self._workbench.app.scoring
        self._workbench.do(partial(self._applied, profile), scoring.exempt_profile, profile, self.treatment.currentData())

    def _applied(self, profile: Applicability, done: tuple[Changes, Exempting]) -> None:
        effect = done[1]
        counts = {"changed": len(effect.changed), "answered": len(effect.answered), "already": len(effect.exempt_already)}
        name = (profile.name or profile.clause).rstrip(" .")
        self.said.setText(say("cli.exempted_all", name=name, points=show_points(effect.points), **counts))
        self._list(profile)

    @Slot()
    def _lift(self) -> None:
        self.lift.setEnabled(False)
        profile = self.profile
        self._workbench.do(partial(self._lifted, profile), self._workbench.app.scoring.lift_profile, profile)

    def _lifted(self, profile: Applicability, done: tuple[Changes, Exempting]) -> None:
        counts = {"changed": len(done[1].changed), "answered": len(done[1].answered)}
        self.said.setText(say("cli.lifted", name=(profile.name or profile.clause).rstrip(" ."), **counts))
        self._list(profile)

    @Slot(object)
    def _refused(self, refusal: Refused) -> None:
        self.doubts.setText(say(refusal.code, **refusal.facts))
        self.doubts.show()


def _place(cases: Sequence[Applicability], chosen: Applicability | None) -> int:
    """Where a case stands in the list: by name and clause, else by name; the first place where it does not."""
    if chosen is None:
        return 0
    name = chosen.name or chosen.clause
    exact = [at for at, each in enumerate(cases) if (each.name, each.clause) == (name, chosen.clause)]
    return next(iter((*exact, *(at for at, each in enumerate(cases) if each.name == name), 0)))


def _totals(sheet: ScoreSheet) -> str:
    """The points on what is attainable, and raw and rescaled where something is left out."""
    totals = sheet.self_totals
    shown = say("desk.points", points=show_points(totals.points), max=show_points(totals.attainable))
    return f"{shown}. {side_by_side(sheet, totals, say)}".strip()
