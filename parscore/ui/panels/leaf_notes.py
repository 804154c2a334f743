"""What stands under a leaf's answer: the evidence that the set asks for, the set's help, and what the checks say."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from parscore.domain.criteria import EvidenceAsked
from parscore.domain.findings import Finding
from parscore.services.cards import LeafCard
from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.panels.small_parts import empty_layout, heading, picture_line, words


class LeafNotes(QWidget):
    """Only read; the help folds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing to say yet."""
        super().__init__(parent)
        self._asked, self._findings = QVBoxLayout(), QVBoxLayout()
        self.help_button = QToolButton(self)
        self.help_button.setText(say("form.help"))
        self.help_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.help_button.setIcon(icon("help"))
        self.help_button.setCheckable(True)
        self.help_button.setAutoRaise(True)
        self.help_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.help = words("", self)
        self.help.hide()
        self.help_button.toggled.connect(self.help.setVisible)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._findings, self._asked):
            part.setSpacing(2)
            column.addLayout(part)
        column.addWidget(self.help_button)
        column.addWidget(self.help)

    def show_card(self, card: LeafCard) -> None:
        """What belongs to a leaf."""
        self.help.setText(card.leaf.help or say("form.no_help"))
        empty_layout(self._findings)
        for finding in card.findings:
            self._findings.addWidget(picture_line(finding.severity, _told(finding), self))
        empty_layout(self._asked)
        if card.leaf.self_scored:
            self._show_asked(card.leaf.evidence_asked, len(card.evidence))

    def _show_asked(self, asked: Sequence[EvidenceAsked], attached: int) -> None:
        self._asked.addWidget(heading(say("form.asked"), self))
        for each in asked:
            # Which document satisfies which line is the officer's to say: a tick here would claim more than is known.
            self._asked.addWidget(picture_line("document" if attached else "open", asked_text(each), self))
        if not asked:
            self._asked.addWidget(words(say("form.asked_none"), self))
        told = say("form.asked_have", count=attached) if attached else say("form.asked_missing")
        self._asked.addWidget(words(told, self))

    @Slot()
    def toggle_help(self) -> None:
        """Unfold the help, or fold it."""
        self.help_button.toggle()


def asked_text(asked: EvidenceAsked) -> str:
    """What is asked for in one line: the document, who issues it, by when."""
    parts = [asked.kind]
    if asked.issuer:
        parts.append(say("form.asked_issuer", issuer=asked.issuer))
    if asked.due:
        parts.append(say("form.asked_due", due=asked.due))
    return "; ".join(parts)


def _told(finding: Finding) -> str:
    return say(f"finding.{finding.code}", **finding.facts)
