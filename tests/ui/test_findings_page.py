from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from parscore.domain.findings import Finding
from parscore.domain.outcome import Inputs
from parscore.domain.rules import Ladder
from parscore.texts import say
from parscore.ui.models.finding_list import FINDING_ROLE, PLACE_ROLE
from parscore.ui.pages.findings_page import FindingsPage
from parscore.ui.text_colours import fainter
from tests.builders import LADDER_RUNGS, leaf, small_set
from tests.ui.page_desk import PageDesk, document

SET_FAULT = Finding("warning", "year.no_rule", "'BẢNG'!A7", "", {"code": "9.9"})

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[PageDesk]:
    made = PageDesk()
    made.criteria.found = (SET_FAULT,)
    made.add(document("x", "", None, "Tờ trình"), key="1.1")
    made.add(document("y", "1/BC", None, "Báo cáo", files=0), key="")
    made.scoring.record("1.1", Inputs(choice=1))
    made.scoring.record("1.2", Inputs(choice=1))
    yield made
    made.workbench.close()


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk) -> FindingsPage:
    made = FindingsPage(desk.workbench)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    desk.show(made)
    qtbot.waitUntil(lambda: any(group.name == "set" for group in made.model.groups))
    return made


def groups(page: FindingsPage) -> dict[str, int]:
    return {group.name: len(group.lines) for group in page.model.groups}


def find(page: FindingsPage, text: str) -> QModelIndex:
    for number in range(page.model.rowCount()):
        head = page.model.index(number, 0)
        for place in range(page.model.rowCount(head)):
            index = page.model.index(place, 0, head)
            if text in index.data():
                return index
    raise AssertionError(text)


def test_findings_stand_under_heads_with_their_counts(page: FindingsPage) -> None:
    board = page._board
    assert board is not None
    expected = {each: sum(finding.severity == each for finding in board.findings) for each in ("error", "warning", "info")}
    assert groups(page) == {**{name: count for name, count in expected.items() if count}, "set": 1}
    heads = [page.model.index(number, 0).data() for number in range(page.model.rowCount())]
    assert say("findings_page.group_warning", count=expected["warning"]) in heads
    assert heads[-2] == say("findings_page.group_set", count=1)


def test_a_finding_says_what_and_where(page: FindingsPage) -> None:
    missing = find(page, say("finding.year.no_evidence", code="1.2"))
    assert missing.data(PLACE_ROLE) == "1.2. Tiêu chí 1.2"
    of_set = find(page, say("finding.year.no_rule", code="9.9"))
    assert of_set.data(PLACE_ROLE) == "Trong bảng: ô A7"
    assert of_set.data(Qt.ItemDataRole.AccessibleTextRole) == "Tiêu chí 9.9 chưa có quy tắc tính điểm. Trong bảng: ô A7"


def test_enter_and_double_click_go_to_the_leaf(qtbot: QtBot, page: FindingsPage) -> None:
    page.view.setCurrentIndex(find(page, say("finding.year.no_evidence", code="1.2")))
    page.view.setFocus()
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert gone.args == ["score", "1.2"]
    with qtbot.waitSignal(page.go) as gone:
        page.view.doubleClicked.emit(find(page, "1.3"))
    assert gone.args == ["score", "1.3"]


def test_a_finding_about_a_document_goes_to_it(qtbot: QtBot, page: FindingsPage) -> None:
    page.view.setCurrentIndex(find(page, say("finding.year.document_without_file", document="1/BC – Báo cáo")))
    with qtbot.waitSignal(page.go) as gone:
        page.go_button.click()
    assert gone.args == ["evidence", "1/BC – Báo cáo"]


def test_a_fault_of_the_set_leads_nowhere_and_says_so(page: FindingsPage) -> None:
    page.view.setCurrentIndex(find(page, "9.9"))
    assert not page.go_button.isEnabled()
    assert any(label.text() == say("findings_page.hint_none") for label in page.findChildren(QLabel))


def test_a_severity_can_be_shown_alone(page: FindingsPage) -> None:
    page.chips.choose("info")
    assert set(groups(page)) == {"info"}
    page.show_place("warning")
    assert set(groups(page)) == {"warning", "set"}


def test_what_is_current_stays_current_when_the_score_changes(qtbot: QtBot, desk: PageDesk, page: FindingsPage) -> None:
    page.view.setCurrentIndex(find(page, "1.7"))
    before = sum(groups(page).values())
    desk.workbench.do(None, desk.scoring.record, "1.4", Inputs(ticks=frozenset({1, 2, 3})), "")
    qtbot.waitUntil(lambda: len(desk.boards) == 2)
    assert sum(groups(page).values()) == before
    assert page.view.currentIndex().data(FINDING_ROLE).key == "1.7"


def test_the_place_of_a_leaf_is_brought_into_view(page: FindingsPage) -> None:
    page.show_place("1.9")
    assert page.view.currentIndex().data(FINDING_ROLE).key == "1.9"


def test_all_is_well_is_said(qtbot: QtBot) -> None:
    desk = PageDesk(small_set(leaf("1", Ladder(), "1", LADDER_RUNGS)))
    desk.add(document("x", "1/KH", None, "Kế hoạch"), key="1")
    from datetime import date

    desk.add(document("x", "1/KH", date(2026, 1, 5), "Kế hoạch"), key="")
    desk.scoring.record("1", Inputs(choice=1))
    page = FindingsPage(desk.workbench)
    qtbot.addWidget(page)
    page.show()
    desk.show(page)
    qtbot.waitUntil(lambda: bool(desk.boards) and not desk.workbench.busy)
    assert page.model.rowCount() == 0
    well = next(label for label in page.findChildren(QLabel) if label.text() == say("findings_page.all_well"))
    assert well.isVisible()
    desk.workbench.close()


@pytest.mark.parametrize(("text", "ground"), [("#000000", "#ffffff"), ("#ffffff", "#1e1e1e"), ("#eeeeee", "#2b2b2b")])
def test_text_that_stands_back_is_still_read(text: str, ground: str) -> None:
    def light(colour: QColor) -> float:
        parts = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in colour.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(text))
    palette.setColor(QPalette.ColorRole.Base, QColor(ground))
    low, high = sorted((light(fainter(palette)), light(QColor(ground))))
    assert (high + 0.05) / (low + 0.05) >= 4.5
