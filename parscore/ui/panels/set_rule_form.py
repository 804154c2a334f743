"""The rule of a leaf, corrected by hand: who scores, which family, its settings, its facts or failings."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from parscore.domain.criteria import Criterion
from parscore.domain.errors import Refused
from parscore.domain.measured_rules import DeductionItem
from parscore.domain.outcome import NumberInput
from parscore.domain.points import read_points, show_points
from parscore.domain.rules import FAMILIES, Conditions, Deduction, NotSelfScored, Rule
from parscore.domain.set_draft import SetDraft
from parscore.domain.set_editing import reread, with_kind, with_rule
from parscore.domain.viet_text import clean
from parscore.texts import say
from parscore.ui.panels.rule_settings import Setting, settings_of
from parscore.ui.panels.still_choice import StillChoice
from parscore.ui.panels.value_grid import ValueGrid

Act = Callable[[SetDraft], SetDraft]
WHO = ("self", "survey", "leaders", "other")
KINDS = tuple(kind for kind in FAMILIES if kind != NotSelfScored.kind)


class SetRuleForm(QWidget):
    """`acted` brings an act's name and what it makes of the draft."""

    acted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """No leaf yet."""
        super().__init__(parent)
        self._leaf: Criterion | None = None
        self._made_for: tuple[str, str] = ("", "")
        self.who = StillChoice(self)
        self.who.setAccessibleName(say("set_editor.who").rstrip(":"))
        for name in WHO:
            self.who.addItem(say(f"set_editor.who_{name}"), name)
        self.kind = StillChoice(self)
        self.kind.setAccessibleName(say("set_editor.kind").rstrip(":"))
        for kind in KINDS:
            self.kind.addItem(say(f"kind.{kind}"), kind)
        self.reread = QPushButton(say("set_editor.reread"), self)
        self.reread.setAutoDefault(False)
        self.reread.setToolTip(say("set_editor.reread_tip"))
        self.reread.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.fields: dict[str, QWidget] = {}
        self.facts = ValueGrid(say("set_editor.facts"), [say("set_editor.facts")], 0, parent=self)
        self.items = ValueGrid(say("set_editor.items"), [say("set_editor.items"), say("set_editor.column_each")], 0, frozenset({1}), self)
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.addRow(say("set_editor.who"), self.who)
        self._form.addRow(say("set_editor.kind"), self.kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._form)
        column.addWidget(self.facts)
        column.addWidget(self.items)
        column.addWidget(self.reread)
        self._connect()

    def _connect(self) -> None:
        self.who.activated.connect(self._who_chosen)
        self.kind.activated.connect(self._kind_chosen)
        self.reread.clicked.connect(self._reread_clicked)
        self.facts.typed.connect(self._fact_typed)
        self.facts.inserted.connect(self._fact_added)
        self.facts.dropped.connect(self._fact_dropped)
        self.items.typed.connect(self._item_typed)
        self.items.inserted.connect(self._item_added)
        self.items.dropped.connect(self._item_dropped)

    def show_leaf(self, leaf: Criterion) -> None:
        """The rule of a leaf as it stands."""
        self._leaf = leaf
        rule = leaf.rule
        by = rule.by if isinstance(rule, NotSelfScored) else "self"
        self.who.setCurrentIndex(max(0, self.who.findData(by)))
        self.kind.setEnabled(by == "self")
        self.kind.setCurrentIndex(-1 if rule is None else self.kind.findData(rule.kind))
        wanted = (leaf.key, rule.kind if rule else "")
        if wanted != self._made_for:
            self._made_for = wanted
            self._make_fields(rule)
        if rule is not None:
            for setting in settings_of(rule):
                self._fill(setting, rule)
        self.facts.setVisible(isinstance(rule, Conditions))
        self.facts.show_rows([(fact,) for fact in rule.facts] if isinstance(rule, Conditions) else [])
        self.items.setVisible(isinstance(rule, Deduction))
        shown = [(item.number.label, show_points(item.each)) for item in rule.items] if isinstance(rule, Deduction) else []
        self.items.show_rows(shown)
        self.reread.setVisible(bool(leaf.rungs))

    def _make_fields(self, rule: Rule | None) -> None:
        while self._form.rowCount() > 2:
            self._form.removeRow(2)
        self.fields = {}
        for setting in settings_of(rule) if rule is not None else ():
            field = self._field(setting)
            field.setAccessibleName(say(f"set_editor.setting_{setting.name}").replace("&", ""))
            self.fields[setting.name] = field
            if setting.flag:
                self._form.addRow(field)
            else:
                self._form.addRow(say(f"set_editor.setting_{setting.name}"), field)

    def _field(self, setting: Setting) -> QWidget:
        if setting.flag:
            box = QCheckBox(say(f"set_editor.setting_{setting.name}"), self)
            box.clicked.connect(partial(self._set, setting))
            return box
        if setting.options:
            combo = StillChoice(self)
            for value, shown in setting.options:
                combo.addItem(shown, value)
            combo.activated.connect(partial(self._set, setting))
            return combo
        line = QLineEdit(self)
        line.editingFinished.connect(partial(self._set, setting))
        return line

    def _fill(self, setting: Setting, rule: Rule) -> None:
        field, text = self.fields[setting.name], setting.show(rule)
        if isinstance(field, QCheckBox):
            field.setChecked(bool(text))
        elif isinstance(field, StillChoice):
            field.setCurrentIndex(field.findData(text))
        elif isinstance(field, QLineEdit) and field.text() != text:
            field.setText(text)
            field.setCursorPosition(0)

    def _set(self, setting: Setting, *_: object) -> None:
        """Hand on what stands in a field, where that differs from the rule."""
        leaf, field = self._leaf, self.fields[setting.name]
        if leaf is None or leaf.rule is None:
            return
        if isinstance(field, QCheckBox):
            text = "1" if field.isChecked() else ""
        elif isinstance(field, StillChoice):
            text = str(field.currentData())
        else:
            text = cast(QLineEdit, field).text()
        if text != setting.show(leaf.rule):
            key, rule = leaf.key, leaf.rule
            self.acted.emit("rule", lambda draft: with_rule(draft, key, setting.put(rule, text)))

    @Slot()
    def _who_chosen(self) -> None:
        leaf, by = self._leaf, str(self.who.currentData())
        if leaf is None or by == (leaf.rule.by if isinstance(leaf.rule, NotSelfScored) else "self"):
            return
        key = leaf.key
        if by != "self":
            self.acted.emit("who", lambda draft: with_kind(draft, key, NotSelfScored.kind, by))
        elif leaf.rungs:
            self.acted.emit("who", lambda draft: _scored_here(draft, key))
        else:
            self.acted.emit("who", lambda draft: with_kind(draft, key, "manual"))

    @Slot()
    def _kind_chosen(self) -> None:
        leaf, kind = self._leaf, str(self.kind.currentData())
        if leaf is not None and (leaf.rule is None or leaf.rule.kind != kind):
            key = leaf.key
            self.acted.emit("kind", lambda draft: with_kind(draft, key, kind))

    @Slot()
    def _reread_clicked(self) -> None:
        if self._leaf is not None:
            key = self._leaf.key
            self.acted.emit("reread", lambda draft: reread(draft, key))

    def _put_rule(self, change: Callable[[], Rule]) -> None:
        """Hand on another rule; `change` may refuse once the act is done."""
        if self._leaf is not None:
            key = self._leaf.key
            self.acted.emit("rule", lambda draft: with_rule(draft, key, change()))

    def _facts(self) -> tuple[str, ...]:
        rule = None if self._leaf is None else self._leaf.rule
        return rule.facts if isinstance(rule, Conditions) else ()

    @Slot(int, int, str)
    def _fact_typed(self, row: int, _column: int, text: str) -> None:
        facts = self._facts()
        self._put_rule(lambda: Conditions((*facts[:row], _worded(text), *facts[row + 1 :])))

    @Slot(int)
    def _fact_added(self, row: int) -> None:
        facts = self._facts()
        self._put_rule(lambda: Conditions((*facts[: row + 1], say("set_editor.new_fact"), *facts[row + 1 :])))

    @Slot(int)
    def _fact_dropped(self, row: int) -> None:
        facts = self._facts()
        self._put_rule(lambda: Conditions((*facts[:row], *facts[row + 1 :])))

    def _items(self) -> tuple[DeductionItem, ...]:
        rule = None if self._leaf is None else self._leaf.rule
        return rule.items if isinstance(rule, Deduction) else ()

    @Slot(int, int, str)
    def _item_typed(self, row: int, column: int, text: str) -> None:
        items = self._items()

        def change() -> Rule:
            item = items[row]
            item = replace(item, number=replace(item.number, label=_worded(text))) if column == 0 else replace(item, each=read_points(text))
            return self._with_items(*items[:row], item, *items[row + 1 :])

        self._put_rule(change)

    @Slot(int)
    def _item_added(self, row: int) -> None:
        items = self._items()
        taken = {item.number.name for item in items}
        name = next(f"n{at}" for at in range(1, len(items) + 2) if f"n{at}" not in taken)
        new = DeductionItem(NumberInput(name, say("set_editor.new_item")), read_points("0,25"))
        self._put_rule(lambda: self._with_items(*items[: row + 1], new, *items[row + 1 :]))

    @Slot(int)
    def _item_dropped(self, row: int) -> None:
        items = self._items()
        self._put_rule(lambda: self._with_items(*items[:row], *items[row + 1 :]))

    def _with_items(self, *items: DeductionItem) -> Deduction:
        """The rule with other kinds of failing, all else as it was."""
        rule = None if self._leaf is None else self._leaf.rule
        return replace(rule, items=items) if isinstance(rule, Deduction) else Deduction(items)


def _scored_here(draft: SetDraft, key: str) -> SetDraft:
    """A leaf that the department scores after all: the rule is proposed anew, picking a rung where it comes out as scored elsewhere."""
    made = reread(draft, key)
    return with_kind(made, key, "ladder") if isinstance(made.node(key).rule, NotSelfScored) else made


def _worded(text: str) -> str:
    made = clean(text)
    if not made:
        raise Refused("set_edit.no_name")
    return made
