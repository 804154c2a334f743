from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from parscore.domain.evidence import Link
from parscore.services.cards import DocumentRow
from parscore.texts import say
from parscore.ui.models.day_text import read_day
from parscore.ui.models.document_table import COLUMNS, DocumentTable
from parscore.ui.models.search_key import natural_key, search_key
from parscore.ui.pages.evidence_page import EvidencePage
from parscore.ui.preferences import own_settings
from tests.ui.page_desk import PageDesk, document

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[PageDesk]:
    made = PageDesk()
    made.add(
        document("a", "10/KH-SCT", date(2026, 3, 5), "Kế hoạch cải cách hành chính", issuer="Sở Công Thương"),
        document("b", "9/KH-SCT", date(2026, 1, 31), "Kế hoạch tuyên truyền"),
        document("c", "", None, "Đề án vị trí việc làm"),
    )
    made.add(document("d", "5/BC-SCT", date(2026, 6, 1), "Báo cáo quý", files=0), key="")
    yield made
    made.workbench.close()


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk) -> EvidencePage:
    own_settings().clear()
    made = EvidencePage(desk.workbench)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    desk.show(made)
    qtbot.waitUntil(lambda: made.model.rowCount() == 4)
    return made


def shown(page: EvidencePage) -> list[str]:
    return [page.model.row_at(place).document.id for place in range(page.model.rowCount())]


def test_every_document_stands_in_the_table_with_what_is_missing_said(page: EvidencePage) -> None:
    texts = [page.model.index(2, column).data() for column in range(len(COLUMNS))]
    assert texts == ["chưa có số", "chưa có", "", "Đề án vị trí việc làm", "tệp c 0.pdf", "1.1"]
    assert page.model.index(3, COLUMNS.index("files")).data() == "không có tệp"
    assert page.model.index(3, COLUMNS.index("codes")).data() == "chưa gắn"


def test_search_needs_no_diacritics_and_chips_narrow(qtbot: QtBot, page: EvidencePage) -> None:
    qtbot.keyClicks(page.search, "de an viec")
    assert shown(page) == ["c"]
    page.search.clear()
    for chip, left in {"unused": ["d"], "incomplete": ["c"], "no_file": ["d"], "all": ["a", "b", "c", "d"]}.items():
        page.chips.choose(chip)
        assert shown(page) == left, chip


def test_a_filter_that_leaves_nothing_says_so_and_lifts_itself(qtbot: QtBot, page: EvidencePage) -> None:
    page.search.setText("không có gì như vậy")
    button = next(each for each in page.findChildren(QPushButton) if each.text() == say("evidence_page.show_all"))
    assert button.isVisible()
    button.click()
    assert len(shown(page)) == 4


def test_numbers_sort_as_numbers_and_the_current_document_stays_current(page: EvidencePage) -> None:
    page.table.select_row(0)
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [each for each in shown(page) if each != "c"] == ["d", "b", "a"]
    assert page.model.row_at(page.table.currentIndex().row()).document.id == "a"
    page.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert shown(page) == ["d", "a", "b", "c"]


def test_a_field_is_stored_when_it_is_left(qtbot: QtBot, desk: PageDesk, page: EvidencePage) -> None:
    page.table.select_row(2)
    page.details.number.setFocus()
    page.details.number.setText(" 77/ĐA-SCT ")
    qtbot.keyClick(page.details.number, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: desk.memory.state.documents["c"].number == "77/ĐA-SCT")
    qtbot.waitUntil(lambda: page.model.row_at(2).document.number == "77/ĐA-SCT")
    assert page.details.number.text().strip() == "77/ĐA-SCT"
    assert [step.label for step in desk.session.done] == ["describe"]


def test_the_subject_is_stored_on_leaving_the_page(qtbot: QtBot, desk: PageDesk, page: EvidencePage) -> None:
    page.table.select_row(1)
    page.details.title.setPlainText("Kế hoạch mới")
    page.leave()
    qtbot.waitUntil(lambda: desk.memory.state.documents["b"].title == "Kế hoạch mới")


def test_choosing_another_document_stores_what_was_typed(qtbot: QtBot, desk: PageDesk, page: EvidencePage) -> None:
    page.table.select_row(0)
    page.details.issuer.setText("UBND tỉnh")
    page.table.select_row(1)
    qtbot.waitUntil(lambda: desk.memory.state.documents["a"].issuer == "UBND tỉnh")
    assert page.details.document == "b"
    assert page.details.issuer.text() == ""


def test_a_date_that_is_none_is_told_and_the_rest_is_stored(qtbot: QtBot, desk: PageDesk, page: EvidencePage) -> None:
    page.table.select_row(0)
    page.details.issued.setText("31/02/2026")
    page.details.web.setText("https://vi.du")
    with qtbot.waitSignal(page.tell) as told:
        page.leave()
    assert told.args == ["error", say("answer.date_unreadable", text="31/02/2026")]
    qtbot.waitUntil(lambda: desk.memory.state.documents["a"].web == "https://vi.du")
    assert desk.memory.state.documents["a"].issued == date(2026, 3, 5)


def test_a_refresh_leaves_what_is_being_typed_alone(qtbot: QtBot, desk: PageDesk, page: EvidencePage) -> None:
    page.table.select_row(0)
    page.details.number.setText("11/KH")
    page.details.title.setPlainText("")
    desk.workbench.do(None, desk.evidence.set_place, "1.1", "a", "mục II")
    qtbot.waitUntil(lambda: len(desk.boards) > 1 and not desk.workbench.busy)
    assert page.details.number.text() == "11/KH"


def test_cells_are_edited_in_place(qtbot: QtBot, desk: PageDesk, page: EvidencePage) -> None:
    page.table.setCurrentIndex(page.model.index(1, COLUMNS.index("issued")))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("1/2/2026")
    page.leave()
    qtbot.waitUntil(lambda: desk.memory.state.documents["b"].issued == date(2026, 2, 1))
    assert not page.model.flags(page.model.index(0, COLUMNS.index("codes"))) & Qt.ItemFlag.ItemIsEditable


def test_an_edit_does_not_move_the_row_away(qtbot: QtBot, desk: PageDesk, page: EvidencePage) -> None:
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    before = shown(page)
    desk.workbench.do(None, desk.evidence.describe, "d", desk.evidence.documents()[3].document and fields("999/BC"))
    qtbot.waitUntil(lambda: page.model.row_at(before.index("d")).document.number == "999/BC")
    assert shown(page) == before


def fields(number: str) -> object:
    from parscore.services.evidence_service import DocumentFields

    return DocumentFields(number)


def test_the_selection_is_copied_as_a_table_of_the_columns_shown(page: EvidencePage) -> None:
    page.table.setColumnHidden(COLUMNS.index("files"), True)
    page.table.selectAll()
    page.copy_selection()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "Số, ký hiệu\tNgày\tCơ quan ban hành\tTrích yếu\tTiêu chí dùng"
    assert lines[1] == "10/KH-SCT\t05/03/2026\tSở Công Thương\tKế hoạch cải cách hành chính\t1.1"
    assert len(lines) == 5


def test_columns_chosen_are_remembered(qtbot: QtBot, desk: PageDesk, page: EvidencePage) -> None:
    menu = page.table.column_menu()
    menu.actions()[COLUMNS.index("issuer")].setChecked(False)
    page.hide()
    again = EvidencePage(desk.workbench)
    qtbot.addWidget(again)
    assert again.table.isColumnHidden(COLUMNS.index("issuer"))
    again.table.setColumnHidden(COLUMNS.index("issuer"), False)
    again.table.remember()


def test_a_file_is_opened_as_a_copy(qtbot: QtBot, page: EvidencePage) -> None:
    opened: list[Path] = []
    page.opener.open_path = lambda path: not opened.append(path)
    page.table.select_row(0)
    page.buttons["open"].click()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].name == "tệp a 0.pdf"
    assert opened[0].read_bytes() == "tệp a 0.pdf".encode()


def test_a_file_without_a_program_is_told(qtbot: QtBot, page: EvidencePage) -> None:
    page.opener.open_path = lambda path: False
    page.table.select_row(0)
    with qtbot.waitSignal(page.tell) as told:
        page.details.open_file.emit("a", "a0")
    assert told.args == ["error", say("evidence_page.no_program", file="tệp a 0.pdf")]


def test_the_way_to_the_criteria(qtbot: QtBot, desk: PageDesk, page: EvidencePage) -> None:
    page.table.select_row(0)
    with qtbot.waitSignal(page.go) as gone:
        page.buttons["go"].click()
    assert gone.args == ["score", "1.1"]
    page.table.select_row(3)
    assert not page.buttons["go"].isEnabled()
    assert not page.buttons["open"].isEnabled()


def test_a_document_is_found_for_another_page_even_through_a_filter(qtbot: QtBot, page: EvidencePage) -> None:
    page.chips.choose("unused")
    page.show_place("10/KH-SCT – Kế hoạch cải cách hành chính")
    assert page.details.document == "a"
    assert page.chips.chosen == "all"


def test_the_store_is_verified_and_the_damage_told_with_counts(qtbot: QtBot, desk: PageDesk, page: EvidencePage) -> None:
    page.buttons["verify"].click()
    qtbot.waitUntil(page.strip.isVisible)
    assert page.strip.sentence.text() == say("evidence_page.verified", files=3, documents=4)
    desk.memory.store.clear()
    page.buttons["verify"].click()
    qtbot.waitUntil(lambda: "3 chỗ hỏng" in page.strip.sentence.text())
    assert "thiếu 3 tệp" in page.strip.sentence.text()
    page.strip.buttons[0].click()
    assert QGuiApplication.clipboard().text().count("Thiếu tệp") == 3
    assert page.buttons["verify"].isEnabled()


def test_an_empty_workspace_says_where_documents_come_from(qtbot: QtBot) -> None:
    desk = PageDesk()
    page = EvidencePage(desk.workbench)
    qtbot.addWidget(page)
    page.show()
    desk.show(page)
    qtbot.waitUntil(lambda: bool(desk.boards) and not desk.workbench.busy)
    button = next(each for each in page.findChildren(QPushButton) if each.text() == say("evidence_page.empty_go"))
    with qtbot.waitSignal(page.go) as gone:
        button.click()
    assert gone.args == ["score", ""]
    desk.workbench.close()


def test_a_hidden_page_fetches_when_it_is_seen(qtbot: QtBot, desk: PageDesk) -> None:
    page = EvidencePage(desk.workbench)
    qtbot.addWidget(page)
    desk.show(page)
    qtbot.waitUntil(lambda: bool(desk.boards) and not desk.workbench.busy)
    assert page.model.rowCount() == 0
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)


def test_five_thousand_documents_are_narrowed_and_sorted() -> None:
    rows = [
        DocumentRow(
            document(str(at), f"{at}/KH-SCT", date(2026, 1 + at % 12, 1 + at % 28), "Kế hoạch cải cách hành chính năm " * 5), ("1.1",)
        )
        for at in range(5000)
    ]
    model = DocumentTable()
    model.show_rows(rows)
    model.narrow("ke hoach 499", "all")
    model.narrow("", "all")
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.show_rows(rows)
    assert model.rowCount() == 5000
    assert model.row_at(0).document.number == "4999/KH-SCT"


@pytest.mark.parametrize(
    ("text", "day"), [("5/3/2026", date(2026, 3, 5)), ("05-03-2026", date(2026, 3, 5)), ("2026-3-5", date(2026, 3, 5)), (" ", None)]
)
def test_days_as_people_write_them(text: str, day: date | None) -> None:
    assert read_day(text) == day


def test_search_keys() -> None:
    assert search_key("  Quyết  ĐỊNH số 1 ") == "quyet dinh so 1"
    assert sorted(["10/KH", "9/KH", "Số 2"], key=natural_key) == ["9/KH", "10/KH", "Số 2"]


def test_links_to_more_criteria_offer_a_choice(qtbot: QtBot, desk: PageDesk, page: EvidencePage) -> None:
    desk.memory.state.links.append(Link("1.2", "a"))
    desk.session.forget()
    desk.workbench.do(None, desk.evidence.set_place, "1.1", "a", "trang 2")
    qtbot.waitUntil(lambda: page.model.row_at(0).codes == ("1.1", "1.2"))
    with qtbot.waitSignal(page.go) as gone:
        page.details.go_leaf.emit("1.2")
    assert gone.args == ["score", "1.2"]
