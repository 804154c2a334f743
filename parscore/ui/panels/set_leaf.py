"""A leaf of a set that is being corrected: its questions, the printed sentences, its rule, its rungs, an example, documents asked for."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from parscore.domain.bands import Band
from parscore.domain.criteria import Criterion, EvidenceAsked
from parscore.domain.outcome import Rung
from parscore.domain.points import read_points, show_points
from parscore.domain.set_draft import SetDraft
from parscore.domain.set_editing import with_evidence, with_rungs
from parscore.domain.settled_wording import questions_of
from parscore.domain.settling import confirmed
from parscore.domain.typed_bands import show_lower, show_upper, with_lower, with_upper
from parscore.domain.viet_text import clean
from parscore.texts import say
from parscore.ui.models.set_nodes import state_of
from parscore.ui.panels.set_questions import SetQuestions
from parscore.ui.panels.set_rule_form import SetRuleForm
from parscore.ui.panels.set_tryout import SetTryout
from parscore.ui.panels.small_parts import heading, words
from parscore.ui.panels.value_grid import ValueGrid

_BESIDE = 620
"""From this width on the printed sentences stand beside the rule instead of above it."""


class SetLeaf(QScrollArea):
    """`acted` brings an act's name and what it makes of the draft; `settled` says that a question was answered or the leaf confirmed."""

    acted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """No leaf yet."""
        super().__init__(parent)
        self._leaf: Criterion | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.name = heading("", self)
        self.state = words("", self, faint=True)
        self.questions = SetQuestions(self)
        self.printed = words("", self)
        self.printed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.rule = SetRuleForm(self)
        heads = [say(f"set_editor.rung_{name}") for name in ("text", "points", "lower", "upper")]
        self.rungs = ValueGrid(say("set_editor.rungs"), heads, 0, frozenset({1, 2, 3}), self)
        self.rungs_hint = words(say("set_editor.rungs_hint"), self, faint=True)
        self.tryout = SetTryout(self)
        asked = [say(f"set_editor.asked_{name}") for name in ("kind", "issuer", "due")]
        self.evidence = ValueGrid(say("set_editor.asked"), asked, 0, parent=self)
        self.asked_hint = words(say("set_editor.asked_hint"), self, faint=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        inside = QWidget(self)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(16)
        printed = QVBoxLayout()
        printed.setSpacing(2)
        self._printed_head = words(say("set_editor.printed"), self, faint=True)
        printed.addWidget(self._printed_head)
        printed.addWidget(self.printed)
        printed.addStretch(1)
        self._halves.addLayout(printed, 1)
        self._halves.addWidget(self.rule, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(8)
        for part in (self.name, self.state, self.questions):
            column.addWidget(part)
        column.addLayout(self._halves)
        below: tuple[QWidget, ...] = (
            self.rungs,
            self.rungs_hint,
            self.tryout,
            heading(say("set_editor.asked"), self),
            self.evidence,
            self.asked_hint,
        )
        for each in below:
            column.addWidget(each)
        column.addStretch(1)
        self.setWidget(inside)

    def _connect(self) -> None:
        self.questions.chosen.connect(self._chosen)
        self.questions.confirmed.connect(self.confirm)
        self.rule.acted.connect(self.acted)
        self.rungs.typed.connect(self._rung_typed)
        self.rungs.inserted.connect(self._rung_added)
        self.rungs.dropped.connect(self._rung_dropped)
        self.rungs.shifted.connect(self._rung_shifted)
        self.rungs.pasted.connect(self._rungs_pasted)
        self.evidence.typed.connect(self._evidence_typed)
        self.evidence.inserted.connect(self._evidence_added)
        self.evidence.dropped.connect(self._evidence_dropped)
        self.evidence.pasted.connect(self._evidence_pasted)

    def show_leaf(self, draft: SetDraft, leaf: Criterion, printed: Sequence[str]) -> None:
        """A leaf as it stands, and what the table printed about it."""
        other = self._leaf is None or self._leaf.key != leaf.key
        before, self._leaf = self._leaf, leaf
        self.name.setText(say("set_editor.node", code=leaf.code, name=leaf.name) if leaf.code else leaf.name)
        points = say("set_editor.max_points", points=show_points(leaf.max_points))
        self.state.setText(f"{points} · {say(f'set_editor.state_{state_of(leaf)}')}")
        if before is None or before != leaf:
            self.questions.ask(leaf, questions_of(leaf, draft.as_read.get(leaf.key)))
        self.printed.setText("\n".join(printed))
        self.printed.setVisible(bool(printed))
        self._halves.setStretch(0, 1 if printed else 0)
        self._printed_head.setVisible(bool(printed))
        self.rule.show_leaf(leaf)
        self.rungs.show_rows([_rung_texts(rung) for rung in leaf.rungs])
        self.tryout.show_leaf(draft.criteria, leaf)
        self.evidence.show_rows([(each.kind, each.issuer, each.due) for each in leaf.evidence_asked])
        if other:
            self.verticalScrollBar().setValue(0)

    def show_rung(self, where: frozenset[str]) -> None:
        """Bring the rung of these cells of the file into sight."""
        rungs = () if self._leaf is None else self._leaf.rungs
        at = next((at for at, rung in enumerate(rungs) if rung.where in where), -1)
        if at >= 0:
            self.rungs.go(at)
            self.ensureWidgetVisible(self.rungs)

    def pick(self, number: int) -> bool:
        """Answer the open questions by a choice's number; whether there is such a choice."""
        return self.questions.pick(number)

    @Slot()
    def confirm(self) -> None:
        """Take the leaf as it was read."""
        if self._leaf is not None:
            key = self._leaf.key
            self.acted.emit("confirm", lambda draft: draft.with_node(key, confirmed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        beside = self.viewport().width() >= _BESIDE
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    @Slot(object)
    def _chosen(self, made: Criterion) -> None:
        self.acted.emit("settle", lambda draft: draft.with_node(made.key, lambda _: made))

    def _put_rungs(self, name: str, change: Callable[[], tuple[Rung, ...]]) -> None:
        if self._leaf is not None:
            key = self._leaf.key
            self.acted.emit(name, lambda draft: with_rungs(draft, key, change()))

    @property
    def _rungs(self) -> tuple[Rung, ...]:
        return () if self._leaf is None else self._leaf.rungs

    @Slot(int, int, str)
    def _rung_typed(self, row: int, column: int, text: str) -> None:
        rungs = self._rungs
        self._put_rungs("rungs", lambda: (*rungs[:row], _typed(rungs[row], column, text), *rungs[row + 1 :]))

    @Slot(int)
    def _rung_added(self, row: int) -> None:
        rungs = self._rungs
        new = Rung(say("set_editor.new_rung"))
        self._put_rungs("rungs", lambda: (*rungs[: row + 1], new, *rungs[row + 1 :]))
        self.rungs.go(min(row + 1, len(self._rungs) - 1))

    @Slot(int)
    def _rung_dropped(self, row: int) -> None:
        rungs = self._rungs
        self._put_rungs("rungs", lambda: (*rungs[:row], *rungs[row + 1 :]))

    @Slot(int, int)
    def _rung_shifted(self, row: int, step: int) -> None:
        rungs = list(self._rungs)
        if 0 <= row + step < len(rungs):
            rungs[row], rungs[row + step] = rungs[row + step], rungs[row]
            self._put_rungs("rungs", lambda: tuple(rungs))
            self.rungs.go(row + step, max(0, self.rungs.currentIndex().column()))

    @Slot(int, object)
    def _rungs_pasted(self, row: int, cells: list[list[str]]) -> None:
        """Rows of a spreadsheet behind the current rung: text, then points, then bounds."""
        rungs = self._rungs
        at = row + 1 if rungs else 0

        def change() -> tuple[Rung, ...]:
            made = []
            for line in cells:
                rung = Rung(clean(line[0]))
                for column, text in enumerate(line[1:4], 1):
                    rung = _typed(rung, column, text) if text else rung
                made.append(rung)
            return (*rungs[:at], *made, *rungs[at:])

        self._put_rungs("rungs", change)

    def _put_asked(self, change: Callable[[list[EvidenceAsked]], object]) -> None:
        if self._leaf is not None:
            key, asked = self._leaf.key, list(self._leaf.evidence_asked)
            change(asked)
            self.acted.emit("evidence", lambda draft: with_evidence(draft, key, tuple(asked)))

    @Slot(int, int, str)
    def _evidence_typed(self, row: int, column: int, text: str) -> None:
        field = ("kind", "issuer", "due")[column]
        self._put_asked(lambda asked: asked.__setitem__(row, replace(asked[row], **{field: clean(text)})))

    @Slot(int)
    def _evidence_added(self, row: int) -> None:
        self._put_asked(lambda asked: asked.insert(row + 1, EvidenceAsked(say("set_editor.new_asked"))))

    @Slot(int)
    def _evidence_dropped(self, row: int) -> None:
        self._put_asked(lambda asked: asked.pop(row))

    @Slot(int, object)
    def _evidence_pasted(self, row: int, cells: list[list[str]]) -> None:
        new = [EvidenceAsked(*(clean(cell) for cell in line[:3])) for line in cells if line[0]]
        self._put_asked(lambda asked: asked.__setitem__(slice(row + 1, row + 1), new))


def _rung_texts(rung: Rung) -> tuple[str, ...]:
    points = "" if rung.points is None else show_points(rung.points)
    return rung.text, points, show_lower(rung.band), show_upper(rung.band)


def _typed(rung: Rung, column: int, text: str) -> Rung:
    """A rung with what was typed into one of its cells; raises Refused."""
    if column == 0:
        return replace(rung, text=clean(text))
    if column == 1:
        return replace(rung, points=read_points(text) if text.strip() else None)
    band: Band | None = with_lower(rung.band, text) if column == 2 else with_upper(rung.band, text)
    return replace(rung, band=band)


def printed_lines(draft: SetDraft, key: str, rows: Sequence[str]) -> tuple[str, ...]:
    """What the table printed of a leaf: its rows, or where there is no table the leaf as it was first read."""
    leaf = draft.as_read.get(key)
    if rows or leaf is None:
        return tuple(rows)
    told = [f"{leaf.name} ({show_points(leaf.max_points)})"]
    told += [rung.text if rung.points is None else f"– {rung.text}: {show_points(rung.points)}" for rung in leaf.rungs]
    return tuple(told)
