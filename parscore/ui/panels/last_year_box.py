"""What was answered to a leaf last year, folded to one line, to be looked at and taken over for this leaf alone."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from parscore.domain.assessment import Assessment
from parscore.domain.beside import Beside, PastAnswer
from parscore.domain.criteria import Criterion
from parscore.domain.errors import Refused
from parscore.domain.last_year import as_last_year, last_year_of, rule_news
from parscore.domain.points import show_points
from parscore.services.difference_json import detail_text
from parscore.texts import say
from parscore.ui.panels.small_parts import empty_layout, picture_line, words
from parscore.ui.panels.waiting_answers import past_lines


class LastYearBox(QFrame):
    """`wanted` asks for last year's answer as this year's; it brings whether the explanation is to come along.

    `rearranged` says that parts came or went.
    """

    wanted = Signal(bool)
    rearranged = Signal()

    def __init__(self, leaf: Criterion, parent: QWidget | None = None) -> None:
        """Hidden until there is something of last year."""
        super().__init__(parent)
        self._leaf = leaf
        self._shown: object = None
        self.fold = QToolButton(self)
        self.fold.setCheckable(True)
        self.fold.setAutoRaise(True)
        self.fold.setArrowType(Qt.ArrowType.RightArrow)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body = QWidget(self)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.why_not = words("", self.body, faint=True)
        self.explain = QCheckBox(say("last_year.explain"), self.body)
        self.take = QPushButton(say("last_year.take"), self.body)
        self._lay_out()
        self.fold.toggled.connect(self._folded)
        self.take.clicked.connect(self._take)
        self.body.hide()
        self.hide()

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(24, 0, 0, 4)
        inside.setSpacing(4)
        inside.addLayout(self._lines)
        inside.addWidget(self.why_not)
        inside.addWidget(self.explain)
        foot = QHBoxLayout()
        foot.addWidget(self.take)
        foot.addStretch(1)
        inside.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.fold)
        column.addWidget(self.body)

    def show_year(self, assessment: Assessment, beside: Beside) -> None:
        """What stands at the leaf, and whether it can be taken over as things are now."""
        pasts = last_year_of(beside, self._leaf.key)
        self.setVisible(bool(pasts))
        if not pasts:
            return
        answer = assessment.answer(self._leaf.key)
        if self._shown != (pasts, assessment.criteria.digest):
            self._shown = (pasts, assessment.criteria.digest)
            self._fill(assessment, pasts)
        reason, same = "", False
        try:
            taken = as_last_year(assessment, beside, self._leaf.key, explain=False)
            same = taken == answer
        except Refused as refused:
            reason = say(refused.code, **refused.facts)
        self.why_not.setText(say("last_year.same") if same else reason)
        self.why_not.setVisible(same or bool(reason))
        self.take.setVisible(not reason)
        self.take.setEnabled(not same)
        self.explain.setVisible(not reason and bool(pasts[0].answer.explanation))

    def enter(self) -> bool:
        """Unfold, with the keys at what can be done; whether there is something of last year."""
        if self.isHidden():
            return False
        self.fold.setChecked(True)
        ready = self.take.isEnabled() and not self.take.isHidden()
        (self.take if ready else self.fold).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _fill(self, assessment: Assessment, pasts: Sequence[PastAnswer]) -> None:
        empty_layout(self._lines)
        news = False
        for past in pasts:
            changed = rule_news(assessment.criteria, self._leaf, past)
            news = news or bool(changed)
            for line in past_lines(past, self._leaf if len(pasts) == 1 else None):
                self._lines.addWidget(words(line, self.body))
            if changed:
                self._lines.addWidget(picture_line("warning", say("last_year.rule_changed"), self.body))
                for detail in changed:
                    self._lines.addWidget(words(f"– {detail_text(detail, say)}", self.body))
        self.fold.setText(_head(pasts, news=news))
        self.fold.setAccessibleName(self.fold.text())
        self.rearranged.emit()

    @Slot(bool)
    def _folded(self, on: bool) -> None:
        self.fold.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self.body.setVisible(on)
        self.rearranged.emit()

    @Slot()
    def _take(self) -> None:
        self.wanted.emit(self.explain.isVisibleTo(self.body) and self.explain.isChecked())


def _head(pasts: Sequence[PastAnswer], *, news: bool) -> str:
    """One line: the points, and what should make the person look closer."""
    parts = [say("last_year.head", year=pasts[0].year, scores="; ".join(_score(past) for past in pasts))]
    if pasts[0].pairing != "same":
        parts.append(say(f"next.pairing_{pasts[0].pairing}"))
    if news:
        parts.append(say("last_year.head_changed"))
    return " · ".join(parts)


def _score(past: PastAnswer) -> str:
    top = show_points(past.max_points)
    if past.points is not None:
        return say("last_year.score", points=show_points(past.points), max=top)
    return say("last_year.score_exempt" if past.answer.not_applicable is not None else "last_year.score_none", max=top)
