"""What can be done to the node where the person stands in a set's tree: each act with its key, in one menu."""

import re
from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from parscore.domain.errors import Refused
from parscore.domain.points import read_points
from parscore.domain.set_draft import SetDraft, lines
from parscore.domain.set_editing import added, in_part, moved, node_to_rung, put_under, removed, rung_to_node, with_maximum
from parscore.texts import say
from parscore.ui.dialogs.pick_node import PickNode
from parscore.ui.models.set_nodes import OWN, SET

Made = SetDraft | tuple[SetDraft, str]


class Workplace(Protocol):
    """Where the acts are done."""

    @property
    def draft(self) -> SetDraft:
        """The draft as it stands."""

    @property
    def key(self) -> str:
        """The row where the person stands."""

    @property
    def rung(self) -> int:
        """The rung where the person stands, from 1; 0 for none."""

    def run(self, name: str, act: Callable[[SetDraft], Made]) -> None:
        """Do an act, or say why it cannot be done; one that gives a key too goes there."""

    def edit_name(self) -> None:
        """Let the person type the name of the current row."""

    def choose_columns(self) -> None:
        """Let the person say which column of the table holds what."""


class SetActions(QObject):
    """The keys work while the tree has the focus."""

    def __init__(self, place: Workplace, tree: QWidget) -> None:
        """Put the acts on the tree."""
        super().__init__(tree)
        self._place = place
        self._tree = tree
        self.menu = QMenu(tree)
        self.actions: dict[str, QAction] = {}
        for name, keys, act in self._acts():
            if not name:
                self.menu.addSeparator()
                continue
            action = QAction(say(f"set_editor.act_{name}"), self)
            if keys:
                action.setShortcut(keys)
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(act)
            self.menu.addAction(action)
            tree.addAction(action)
            self.actions[name] = action
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._context)

    def _acts(self) -> list[tuple[str, str, Callable[..., None]]]:
        return [
            ("name", "", self._place.edit_name),
            ("", "", self._nothing),
            ("out", "Alt+Left", partial(self._move, "out")),
            ("in", "Alt+Right", partial(self._move, "in")),
            ("up", "Alt+Up", partial(self._move, "up")),
            ("down", "Alt+Down", partial(self._move, "down")),
            ("into", "F6", self.put_into),
            ("bonus", "", partial(self._part, "bonus")),
            ("penalty", "", partial(self._part, "penalty")),
            ("field", "", partial(self._part, "field")),
            ("", "", self._nothing),
            ("to_rung", "Ctrl+R", self.to_rung),
            ("to_node", "Ctrl+T", self.to_node),
            ("", "", self._nothing),
            ("add", "Ins", self.add_beside),
            ("add_below", "Ctrl+Ins", self.add_below),
            ("add_field", "Ctrl+Shift+Ins", self.add_field),
            ("remove", "Del", self.remove),
            ("", "", self._nothing),
            ("columns", "", self._place.choose_columns),
        ]

    def _nothing(self) -> None:
        """For the lines between the acts."""

    def _context(self, point: object) -> None:
        self.menu.popup(self._tree.mapToGlobal(point))  # type: ignore[call-overload]

    def _node(self) -> str:
        """The key of the current node; raises Refused("set_edit.pick_node") on a row that is none."""
        if not self._place.key or self._place.key in OWN:
            raise Refused("set_edit.pick_node")
        return self._place.key

    def _move(self, where: str, _checked: bool = False) -> None:
        self._place.run("move", lambda draft: moved(draft, self._node(), where))  # type: ignore[arg-type]

    def _part(self, part: str, _checked: bool = False) -> None:
        self._place.run("part", lambda draft: in_part(draft, self._node(), part))  # type: ignore[arg-type]

    def put_into(self, _checked: bool = False) -> None:
        """Ask under which node the current one is to stand."""
        if self._place.key and self._place.key not in OWN:
            picker = PickNode(self._place.draft, self._place.key, self._tree.window())
            picker.picked.connect(self._put_under)
            picker.open()

    def _put_under(self, parent: str) -> None:
        self._place.run("move", lambda draft: put_under(draft, self._node(), parent))

    def to_rung(self, _checked: bool = False) -> None:
        """The node becomes a rung of the leaf before it, and the person stands there."""

        def act(draft: SetDraft) -> Made:
            key = self._node()
            keys = [line.node.key for line in lines(draft.criteria)]
            made = node_to_rung(draft, key)
            return made, keys[keys.index(key) - 1]

        self._place.run("to_rung", act)

    def to_node(self, _checked: bool = False) -> None:
        """The rung where the person stands becomes a criterion."""

        def act(draft: SetDraft) -> Made:
            key = self._node()
            if not self._place.rung:
                raise Refused("set_edit.pick_rung")
            return rung_to_node(draft, key, self._place.rung)

        self._place.run("to_node", act)

    def add_beside(self, _checked: bool = False) -> None:
        """A new node behind the current one, its name to be typed."""
        if self._place.key in OWN or not self._place.key:
            self.add_field()
            return
        self._add(lambda draft: _added(draft, self._place.key))

    def add_below(self, _checked: bool = False) -> None:
        """A new node as the last child of the current one."""

        def act(draft: SetDraft) -> Made:
            parent = self._node()
            below = _children(draft, parent)
            code = f"{draft.node(parent).code}.{len(below) + 1}".strip(".")
            made, key = added(draft, parent, code, say("set_editor.new_node"))
            return put_under(made, key, parent), key

        self._add(act)

    def add_field(self, _checked: bool = False) -> None:
        """A new field at the end."""

        def act(draft: SetDraft) -> Made:
            last = draft.criteria.fields[-1].code if draft.criteria.fields else "0"
            return added(draft, "", following(last), say("set_editor.new_field"))

        self._add(act)

    def _add(self, act: Callable[[SetDraft], Made]) -> None:
        before = self._place.draft
        self._place.run("add", act)
        if self._place.draft is not before:
            self._place.edit_name()

    def remove(self, _checked: bool = False) -> None:
        """Without the node and what stands under it; undo brings it back."""

        def act(draft: SetDraft) -> Made:
            key = self._node()
            keys = [line.node.key for line in lines(draft.criteria)]
            made = removed(draft, key)
            left = {line.node.key for line in lines(made.criteria)}
            at = keys.index(key)
            near = [*keys[at + 1 :], *reversed(keys[:at])]
            return made, next((each for each in near if each in left), SET)

        self._place.run("remove", act)

    def paste(self, cells: list[list[str]]) -> None:
        """Rows of a spreadsheet as nodes behind the current one: code, name, points; or name alone."""

        def act(draft: SetDraft) -> Made:
            key = "" if self._place.key in OWN else self._place.key
            for cell in cells:
                draft, key = _pasted(draft, key, cell)
            return draft, key

        if cells:
            self._place.run("paste", act)


def _added(draft: SetDraft, after: str) -> tuple[SetDraft, str]:
    part = next(line for line in lines(draft.criteria) if line.node.key == after)
    word = "set_editor.new_field" if part.depth == 0 and part.part == "field" else "set_editor.new_node"
    return added(draft, after, following(part.node.code), say(word))


def _pasted(draft: SetDraft, after: str, cells: list[str]) -> tuple[SetDraft, str]:
    code, name, *rest = cells if len(cells) > 1 else ["", cells[0]]
    made, key = added(draft, after, code, name)
    return (with_maximum(made, key, read_points(rest[0])), key) if rest and rest[0] else (made, key)


def _children(draft: SetDraft, parent: str) -> list[str]:
    ordered = lines(draft.criteria)
    at = next(at for at, line in enumerate(ordered) if line.node.key == parent)
    found = []
    for line in ordered[at + 1 :]:
        if line.part != ordered[at].part or line.depth <= ordered[at].depth:
            break
        if line.depth == ordered[at].depth + 1:
            found.append(line.node.key)
    return found


def following(code: str) -> str:
    """The code after one: its last number and one more; "" where it ends in no number."""
    found = re.fullmatch(r"(.*?)(\d+)(\.?)", code)
    return f"{found[1]}{int(found[2]) + 1}{found[3]}" if found else ""
