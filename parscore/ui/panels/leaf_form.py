"""The form of one leaf: its answer, what it earns and why, the explanation, not applicable, and what the set asks for."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from parscore.domain.assessment import Assessment, NotApplicable
from parscore.domain.beside import LeafNote
from parscore.domain.changes import Changes
from parscore.domain.errors import Refused
from parscore.domain.outcome import NOTHING, Inputs, Question
from parscore.domain.points import show_points
from parscore.domain.scoresheet import LeafScore
from parscore.services.cards import Board, LeafCard
from parscore.services.scoring_service import leaf_card, preview
from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.panels.answer_form import make_answer_form
from parscore.ui.panels.exempt_box import ExemptBox
from parscore.ui.panels.last_year_box import LastYearBox
from parscore.ui.panels.leaf_notes import LeafNotes
from parscore.ui.panels.note_fields import NoteFields
from parscore.ui.panels.outcome_box import OutcomeBox
from parscore.ui.panels.rule_form import NO_MODIFIERS
from parscore.ui.panels.rule_strip import RuleStrip
from parscore.ui.panels.small_parts import heading, words
from parscore.ui.panels.stored_text import StoredText
from parscore.ui.panels.waiting_answers import WaitingAnswers
from parscore.ui.workbench import Workbench


class LeafForm(QWidget):
    """One leaf for as long as it is shown. What is typed is stored when the person leaves a field, or by `store`.

    `cleared` brings the code of a leaf whose answer was taken away, `rearranged` says that parts came or went.
    """

    cleared = Signal(str)
    rearranged = Signal()

    def __init__(self, workbench: Workbench, board: Board, key: str, parent: QWidget | None = None) -> None:
        """The form of the leaf of this key."""
        super().__init__(parent)
        self._workbench = workbench
        self._assessment: Assessment = board.work.assessment
        card = leaf_card(board.work, board.findings, key)
        self.leaf = card.leaf
        self._score = card.score
        self._settled: tuple[Inputs, int] | None = None
        self._settling = False
        self._overwrite = False
        self.answer = make_answer_form(self.leaf, self)
        self.rule, self.waiting = RuleStrip(self.leaf, self), WaitingAnswers(self.leaf, self)
        self.outcome = OutcomeBox(self.leaf, self)
        self.last_year = LastYearBox(self.leaf, self)
        self.explanation = StoredText(4, self)
        self.noted = NoteFields(self)
        self.exempt = ExemptBox(self)
        self.notes = LeafNotes(self)
        self.clear_button = QPushButton(icon("clear"), say("form.clear"), self)
        self.covered = words(say("form.exempt_covers"), self, faint=True)
        self._build(board, card)
        self._connect()
        self._show_card(card, force=True)
        self._show_beside(board)

    def _build(self, board: Board, card: LeafCard) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addWidget(words(" › ".join(card.path), self, faint=True))
        name = say("score.node", code=self.leaf.code, name=self.leaf.name) if self.leaf.code else self.leaf.name
        column.addWidget(heading(name, self, 1.2))
        column.addWidget(words(self._place(board), self))
        column.addWidget(self.rule)
        column.addWidget(self.waiting)
        column.addWidget(self.covered)
        if self.answer is None:
            column.addWidget(words(self._nothing_to_do(), self))
        else:
            column.addWidget(self.answer)
        column.addWidget(self.outcome)
        column.addWidget(self.last_year)
        label = QLabel(say("form.explanation"), self)
        label.setBuddy(self.explanation)
        self.explanation.setPlaceholderText(say("form.explanation_hint"))
        self.explanation.setAccessibleName(label.text().replace("&", ""))
        for part in (label, self.explanation, self.noted, self.exempt, self.notes):
            column.addWidget(part)
        foot = QHBoxLayout()
        self.clear_button.setToolTip(say("form.clear_hint"))
        foot.addWidget(self.clear_button)
        foot.addStretch(1)
        column.addLayout(foot)
        if not self.leaf.self_scored:
            for idle in (self.outcome, label, self.explanation, self.noted, self.exempt, self.clear_button):
                idle.hide()

    def _place(self, board: Board) -> str:
        leaves = [leaf.key for leaf in board.criteria.leaves() if leaf.self_scored]
        kind = say(f"kind.{self.leaf.rule.kind}") if self.leaf.rule is not None else "–"
        facts = {"max": show_points(self.leaf.max_points), "kind": kind}
        if self.key not in leaves:
            return say("form.place_others", **facts)
        return say("form.place", number=leaves.index(self.key) + 1, count=len(leaves), **facts)

    def _nothing_to_do(self) -> str:
        if self.leaf.rule is None:
            return say("form.no_rule")
        why = self._score.outcome.why
        return say("form.not_self_scored", why=say(why.code, **why.facts), max=show_points(self.leaf.max_points))

    def _connect(self) -> None:
        if self.answer is not None:
            self.answer.edited.connect(self._edited)
            self.answer.left.connect(self._answer_left)
        self.outcome.settled.connect(self._settle)
        self.outcome.rearranged.connect(self.rearranged)
        self.outcome.nothing_arose.connect(self.exempt.propose)
        self.explanation.left.connect(self._explain)
        self.noted.written.connect(self._note)
        self.last_year.wanted.connect(self._take_last_year)
        self.last_year.rearranged.connect(self.rearranged)
        self.exempt.exempted.connect(self._exempt)
        self.exempt.applied.connect(self._apply)
        self.clear_button.clicked.connect(self._clear)
        self.rule.settled.connect(self._settle_rule)
        self._workbench.refused.connect(self.rule.ask_again)
        self.rule.confirmed.connect(self._confirm_rule)
        self.waiting.taken.connect(self._take_past)
        self.waiting.put_away.connect(self._put_past_away)
        self.waiting.rearranged.connect(self.rearranged)

    @property
    def key(self) -> str:
        """The leaf's key."""
        return self.leaf.key

    def show_board(self, board: Board) -> None:
        """What is stored now; what is typed and not stored stays."""
        self._assessment = board.work.assessment
        self._show_card(leaf_card(board.work, board.findings, self.key), force=self._overwrite)
        self._overwrite = False
        self._show_beside(board)

    def _show_beside(self, board: Board) -> None:
        beside = board.work.beside
        self.waiting.show_past(beside.of_leaf(self.key))
        self.noted.show_stored(beside.note(self.key), {note.unit for note in beside.notes.values() if note.unit})
        self.last_year.show_year(self._assessment, beside)

    def _show_card(self, card: LeafCard, *, force: bool = False) -> None:
        self._score = card.score
        answer = card.score.answer
        base = replace(answer.inputs, settled=None)
        if not self._settling:
            self._settled = None if answer.inputs.settled is None else (base, answer.inputs.settled)
        exempt = answer.not_applicable is not None
        if self.answer is not None:
            self.answer.show_stored(base, force=force)
            self.answer.setEnabled(not exempt)
        self.covered.setVisible(exempt and answer.inputs != NOTHING)
        self.explanation.show_stored(answer.explanation, force=force)
        self.exempt.show_stored(answer.not_applicable, force=force)
        self.notes.show_card(card)
        self.clear_button.setEnabled(not answer.is_empty)
        self._show_outcome()

    def _show_outcome(self) -> None:
        """The points of what stands in the form, stored or still being typed."""
        form, answer = self.answer, self._score.answer
        if form is None or answer.not_applicable is not None:
            self.outcome.show_score(self._score, None)
            if form is not None:
                form.show_outcome(None)
            return
        typed = self._typed_inputs()
        if typed is None:
            form.show_outcome(None)
            self.outcome.show_unreadable(self._score)
            return
        score = self._score if typed == answer.inputs else preview(self._assessment, self.leaf, typed)
        form.show_outcome(score.outcome)
        self.outcome.show_score(score, self._question(score), stored=typed == answer.inputs)

    def _question(self, score: LeafScore) -> Question | None:
        """The question that the answer raises, also where the officer has settled it."""
        inputs = score.answer.inputs
        if inputs.settled is None:
            return score.outcome.question
        return preview(self._assessment, self.leaf, replace(inputs, settled=None)).outcome.question

    def _typed_inputs(self) -> Inputs | None:
        """What stands in the form, with the rung settled for just these inputs; None where it cannot be, the reason beside its field."""
        assert self.answer is not None
        reading = self.answer.read()
        faults: Mapping[str, Refused] = reading.faults
        if not faults:
            try:
                preview(self._assessment, self.leaf, reading.inputs)
            except Refused as refused:
                faults = {self.answer.fault_field(refused): refused}
        self.answer.show_faults(faults)
        if faults:
            return None
        if self._settled is not None and self._settled[0] == reading.inputs:
            return replace(reading.inputs, settled=self._settled[1])
        return reading.inputs

    def store(self) -> str:
        """Hand over everything typed; gives the sentence that says what could not be, "" where all was."""
        self._explain()
        self._note()
        self.exempt.store()
        if self.exempt.incomplete:
            return say("form.exempt_not_yet")
        return self._store_answer()

    def _store_answer(self) -> str:
        if self.answer is None or self.exempt.on:
            return ""
        inputs = self._typed_inputs()
        if inputs is None:
            return self._first_fault()
        if inputs != self._score.answer.inputs:
            self._workbench.do(partial(self._confirm, inputs), self._workbench.app.scoring.record, self.key, inputs)
        return ""

    @property
    def has_fault(self) -> bool:
        """Whether something is typed that cannot be stored."""
        return self.answer is not None and bool(self._first_fault())

    def _first_fault(self) -> str:
        assert self.answer is not None
        reading = self.answer.read()
        if reading.faults:
            refused = next(iter(reading.faults.values()))
            return say(refused.code, **refused.facts)
        try:
            preview(self._assessment, self.leaf, reading.inputs)
        except Refused as refused:
            return say(refused.code, **refused.facts)
        return ""

    def _confirm(self, inputs: Inputs, _changes: object) -> None:
        self._settling = False
        if self.answer is not None:
            self.answer.confirm(replace(inputs, settled=None))

    @Slot()
    def _edited(self) -> None:
        self._show_outcome()

    @Slot()
    def _answer_left(self) -> None:
        """Store what is typed. Whoever pressed Enter in a field is brought to the question that it raised."""
        field = self.focusWidget()
        self._store_answer()
        self._show_outcome()
        if isinstance(field, QLineEdit) and field.hasFocus() and self.answer is not None and self.answer.isAncestorOf(field):
            self.outcome.focus_question()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers answer here as they do in the tree, where no text field took them."""
        number = event.key() - Qt.Key.Key_0
        if event.modifiers() in NO_MODIFIERS and 1 <= number <= 9 and self.pick(number):
            event.accept()
        else:
            super().keyPressEvent(event)

    @Slot(int)
    def _settle(self, rung: int) -> None:
        assert self.answer is not None
        reading = self.answer.read()
        if not reading.faults:
            self._settled, self._settling = (reading.inputs, rung), True
            self._answer_left()

    @Slot(int, int)
    def _settle_rule(self, question: int, choice: int) -> None:
        """What is typed is stored first, so that it goes along into the new version of the set."""
        self.store()
        self._workbench.do(None, self._workbench.app.moves.settle, self.key, question, choice)

    @Slot()
    def _confirm_rule(self) -> None:
        self.store()
        self._workbench.do(None, self._workbench.app.moves.confirm, self.key)

    @Slot(int)
    def _take_past(self, number: int) -> None:
        self._workbench.do(None, self._workbench.app.moves.take_past, self.key, number)

    @Slot(int)
    def _put_past_away(self, number: int) -> None:
        self._workbench.do(None, self._workbench.app.moves.put_past_away, self.key, number)

    @Slot()
    def _explain(self) -> None:
        text = self.explanation.text
        if self.explanation.pending:
            self._workbench.do(partial(self._explained, text), self._workbench.app.scoring.explain, self.key, text)

    def _explained(self, text: str, _changes: object) -> None:
        self.explanation.confirm(text)

    @Slot()
    def _note(self) -> None:
        typed = self.noted.typed
        if self.noted.pending:
            self._workbench.do(partial(self._noted, typed), self._workbench.app.scoring.note, self.key, typed.unit, typed.note)

    def _noted(self, typed: LeafNote, _changes: object) -> None:
        self.noted.confirm(typed)

    @Slot(bool)
    def _take_last_year(self, explain: bool) -> None:
        self._workbench.do(self._took_last_year, self._workbench.app.next_year.answer_as_last_year, self.key, explain)

    def _took_last_year(self, changes: Changes) -> None:
        """What was typed and not stored gives way to the answer that was taken, once."""
        self._overwrite = bool(changes)

    @Slot(object)
    def _exempt(self, said: NotApplicable) -> None:
        self._workbench.do(None, self._workbench.app.scoring.exempt, self.key, said)

    @Slot()
    def _apply(self) -> None:
        self._workbench.do(None, self._workbench.app.scoring.apply, self.key)

    @Slot()
    def _clear(self) -> None:
        self._workbench.do(self._cleared, self._workbench.app.scoring.clear, self.key)

    def _cleared(self, _changes: object) -> None:
        """Fields give way to the empty answer once; the board that follows says so too."""
        if self.answer is not None:
            self.answer.show_stored(NOTHING, force=True)
        self.explanation.show_stored("", force=True)
        self.exempt.show_stored(None, force=True)
        self.cleared.emit(self.leaf.code)

    def pick(self, number: int) -> bool:
        """Press the line of this number, or answer the open question by it; whether there is one."""
        if self.answer is None or self.exempt.on:
            return False
        return self.answer.pick(number) or self.outcome.pick(number)

    def focus_first(self) -> None:
        """Bring the person to where the answer begins."""
        if self.exempt.on:
            self.exempt.reason.setFocus()
        elif self.answer is not None:
            self.answer.focus_first()

    def typed(self) -> dict[str, str]:
        """The texts of the answer's fields, to be put back later."""
        return {} if self.answer is None else self.answer.typed()

    def retype(self, texts: Mapping[str, str]) -> None:
        """Put texts of the answer's fields back, as typed and not stored."""
        if self.answer is not None:
            self.answer.retype(texts)
            self._show_outcome()
