"""The score page over a workspace in memory, for tests that use it as a person does."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from parscore.domain.criteria import CriteriaSet
from parscore.domain.outcome import Inputs
from parscore.services.cards import Board
from parscore.ui.pages.score_page import ScorePage
from parscore.ui.panels.leaf_form import LeafForm
from parscore.ui.panels.number_form import NumberForm
from tests.ui.page_desk import PageDesk


class Told:
    """What a page says in the window's strip."""

    def __init__(self, page: ScorePage) -> None:
        self.sentences: list[tuple[str, str]] = []
        page.tell.connect(self._heard)

    def _heard(self, severity: str, sentence: str) -> None:
        self.sentences.append((severity, sentence))


class Scoring:
    """A page over a workspace in memory."""

    def __init__(self, qtbot: QtBot, criteria: CriteriaSet | None = None, width: int = 1270) -> None:
        self.qtbot = qtbot
        self.desk = PageDesk(criteria)
        self.page = ScorePage(self.desk.workbench)
        self.told = Told(self.page)
        qtbot.addWidget(self.page)
        self.page.resize(width, 700)
        self.page.show()
        self.desk.show(self.page)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.desk.workbench.busy)

    def at(self, key: str) -> LeafForm:
        self.page.show_place(key)
        assert isinstance(self.page.form, LeafForm)
        assert self.page.form.key == key
        return self.page.form

    @property
    def form(self) -> LeafForm:
        assert isinstance(self.page.form, LeafForm)
        return self.page.form

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, widget: QWidget | None = None) -> None:
        QTest.keyClick(widget or self.page.list.view, key, modifier)
        self.settle()

    def inputs(self, key: str) -> Inputs:
        return self.desk.memory.state.answers[key].inputs

    @property
    def board(self) -> Board:
        return self.desk.boards[-1]


def texts(box: QWidget) -> str:
    return "\n".join(label.text() for label in box.findChildren(QLabel) if label.isVisibleTo(box))


def numbers(form: LeafForm) -> NumberForm:
    assert isinstance(form.answer, NumberForm)
    return form.answer


def type_in(form: LeafForm, name: str, text: str) -> None:
    line = numbers(form).fields[name].line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def leave_field(form: LeafForm, name: str) -> None:
    numbers(form).fields[name].line.editingFinished.emit()
