"""What the set itself says: decision, issuer, year, whom it is for, how it is counted, classes of results."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from parscore.domain.chosen_rules import show_date
from parscore.domain.criteria import Classification, CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.points import ZERO, read_points, show_points
from parscore.domain.set_draft import SetDraft
from parscore.domain.viet_text import clean
from parscore.services.answer_reading import read_date
from parscore.texts import say
from parscore.ui.panels.small_parts import heading, words
from parscore.ui.panels.value_grid import ValueGrid

_YEARS = range(2000, 2101)
_MOST_DECIMALS = 3


def _title(text: str) -> str:
    made = clean(text)
    if not made:
        raise Refused("set_edit.no_title")
    return made


def _year(text: str) -> int:
    if not (text.strip().isdecimal() and int(text) in _YEARS):
        raise Refused("set_edit.year_unreadable", text=text)
    return int(text)


def _decimals(text: str) -> int:
    if not (text.strip().isdecimal() and int(text) <= _MOST_DECIMALS):
        raise Refused("set_edit.decimals_unreadable", text=text)
    return int(text)


def _points(text: str) -> Any:
    return read_points(text) if text.strip() else None


def _shown(value: Any) -> str:
    return "" if value is None else show_points(value)


FIELDS: dict[str, tuple[Callable[[Any], str], Callable[[str], Any]]] = {
    "title": (str, _title),
    "decision": (str, clean),
    "decided": (lambda day: "" if day is None else show_date(day), lambda text: read_date(text) if text.strip() else None),
    "issuer": (str, clean),
    "year": (lambda year: str(year) if year else "", _year),
    "body": (str, clean),
    "version": (str, _title),
    "max_points": (_shown, _points),
    "bonus_cap": (_shown, _points),
    "decimals": (str, _decimals),
    "notice": (str, clean),
}


class SetHead(QScrollArea):
    """`acted` brings an act's name and what it makes of the draft."""

    acted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """No set yet."""
        super().__init__(parent)
        self._criteria: CriteriaSet | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(self)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.lines: dict[str, QLineEdit] = {}
        for name in FIELDS:
            line = QLineEdit(inside)
            line.setAccessibleName(say(f"set_editor.head_{name}"))
            line.editingFinished.connect(partial(self._left, name))
            self.lines[name] = line
            form.addRow(say(f"set_editor.head_{name}"), line)
        for name in ("decided", "year", "decimals"):
            self.lines[name].setPlaceholderText(say(f"set_editor.hint_{name}"))
        self.classes = ValueGrid(
            say("set_editor.classes"), [say("set_editor.class_name"), say("set_editor.class_from")], 0, frozenset({1}), inside
        )
        self.classes.typed.connect(self._class_typed)
        self.classes.inserted.connect(self._class_added)
        self.classes.dropped.connect(self._class_dropped)
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(8)
        column.addWidget(heading(say("set_editor.head"), inside))
        column.addWidget(words(say("set_editor.head_hint"), inside, faint=True))
        column.addLayout(form)
        column.addWidget(heading(say("set_editor.classes"), inside))
        column.addWidget(words(say("set_editor.classes_hint"), inside, faint=True))
        column.addWidget(self.classes)
        column.addStretch(1)
        self.setWidget(inside)

    def show_set(self, criteria: CriteriaSet) -> None:
        """What the set says as it stands."""
        self._criteria = criteria
        for name, (show, _) in FIELDS.items():
            line, text = self.lines[name], show(getattr(criteria, name))
            if line.text() != text:
                line.setText(text)
                line.setCursorPosition(0)
        self.lines["max_points"].setPlaceholderText(show_points(criteria.declared_total()))
        self.classes.show_rows([(each.name, show_points(each.index_from)) for each in criteria.classes])

    def _left(self, name: str) -> None:
        text = self.lines[name].text()
        if self._criteria is not None and text != FIELDS[name][0](getattr(self._criteria, name)):
            self.acted.emit("head", lambda draft: head_typed(draft, name, text))

    def _put(self, change: Callable[[list[Classification]], object]) -> None:
        before = () if self._criteria is None else self._criteria.classes

        def act(draft: SetDraft) -> SetDraft:
            classes = list(before)
            change(classes)
            return with_head(draft, classes=tuple(classes))

        self.acted.emit("classes", act)

    @Slot(int, int, str)
    def _class_typed(self, row: int, column: int, text: str) -> None:
        def change(classes: list[Classification]) -> None:
            made = {"name": _title(text)} if column == 0 else {"index_from": read_points(text.strip(" %"))}
            classes[row] = replace(classes[row], **made)

        self._put(change)

    @Slot(int)
    def _class_added(self, row: int) -> None:
        self._put(lambda classes: classes.insert(row + 1, Classification(say("set_editor.new_class"), ZERO)))

    @Slot(int)
    def _class_dropped(self, row: int) -> None:
        self._put(lambda classes: classes.pop(row))


def head_typed(draft: SetDraft, name: str, text: str) -> SetDraft:
    """The draft with what was typed into a line about the set; raises Refused where it cannot be read."""
    return with_head(draft, **{name: FIELDS[name][1](text)})


def with_head(draft: SetDraft, **facts: Any) -> SetDraft:
    """The draft with other facts about the set itself."""
    return replace(draft, criteria=replace(draft.criteria, **facts))
