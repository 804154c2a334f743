from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from parscore.domain.errors import Refused
from parscore.domain.outcome import Inputs
from parscore.texts import say
from parscore.ui.pages.report_page import ReportPage, proposed_name
from parscore.ui.panels.pdf_view import PROBE_DPI
from tests.ui.page_desk import PORTRAIT, PageDesk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[PageDesk]:
    made = PageDesk()
    yield made
    made.workbench.close()


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk) -> ReportPage:
    made = ReportPage(desk.workbench)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    desk.show(made)
    qtbot.waitUntil(lambda: made.view.picture_dpi(0) > 0)
    return made


def settled(qtbot: QtBot, desk: PageDesk) -> None:
    qtbot.waitUntil(lambda: not desk.workbench.busy)


def test_only_what_is_in_view_is_drawn_sharply(qtbot: QtBot, desk: PageDesk) -> None:
    desk.reports.shapes = [PORTRAIT] * 40
    page = ReportPage(desk.workbench)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    desk.show(page)
    qtbot.waitUntil(lambda: page.view.picture_dpi(0) > 0)
    settled(qtbot, desk)
    sharp = {number for number, dpi in desk.reports.opened[0].asked if dpi != PROBE_DPI}
    assert sharp == {0, 1}
    page.view.go_to(30)
    qtbot.waitUntil(lambda: page.view.picture_dpi(30) > 0)
    settled(qtbot, desk)
    assert not {number for number, dpi in desk.reports.opened[0].asked if dpi != PROBE_DPI} & set(range(5, 27))
    assert page.view.picture_dpi(0) == 0
    assert page.page_number.value() == 31


def test_pages_are_turned_by_number_buttons_and_list(qtbot: QtBot, desk: PageDesk, page: ReportPage) -> None:
    assert page.page_number.maximum() == 4
    page.buttons["next"].click()
    assert page.view.page == 1
    page.page_number.setValue(4)
    assert page.view.page == 3
    page.buttons["previous"].click()
    assert page.page_number.value() == 3
    page.page_list.setCurrentIndex(page.page_list.model().index(0, 0))
    assert page.page_number.value() == 1
    page.show_place("2")
    assert page.page_list.currentIndex().row() == 1


def test_zoom_and_width(qtbot: QtBot, page: ReportPage) -> None:
    fitted = page.view.zoom
    page.resize(1300, 700)
    qtbot.waitUntil(lambda: page.view.zoom > fitted)
    page.view.zoom_to(100)
    qtbot.keyClick(page, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert page.view.zoom == 80
    page.buttons["zoom_in"].click()
    page.buttons["zoom_in"].click()
    assert page.view.zoom == 125
    qtbot.waitUntil(lambda: page.view.picture_dpi(page.view.page) == 120)
    page.buttons["fit_width"].click()
    assert page.view.zoom not in {100, 125}


def test_zooming_keeps_the_page_that_is_read(page: ReportPage) -> None:
    page.view.go_to(2)
    page.view.zoom_to(200)
    assert page.view.page == 2
    page.view.zoom_to(50)
    assert page.view.page == 2


def test_the_preview_follows_the_score_once_it_is_quiet(qtbot: QtBot, desk: PageDesk, page: ReportPage) -> None:
    before = desk.reports.previews
    for choice in (1, 2, 3):
        desk.workbench.do(None, desk.scoring.record, "1.1", Inputs(choice=choice))
    qtbot.waitUntil(lambda: desk.reports.previews > before)
    settled(qtbot, desk)
    assert desk.reports.previews == before + 1
    assert [each.closed for each in desk.reports.opened] == [True, False]


def test_a_hidden_page_composes_nothing(qtbot: QtBot, desk: PageDesk, page: ReportPage) -> None:
    page.hide()
    before = desk.reports.previews
    desk.workbench.do(None, desk.scoring.record, "1.1", Inputs(choice=1))
    qtbot.waitUntil(lambda: len(desk.boards) == 2)
    assert not page._timer.isActive()
    assert desk.reports.previews == before
    page.show()
    qtbot.waitUntil(lambda: desk.reports.previews == before + 1)


def test_unanswered_leaves_are_told_with_the_way_to_the_first(qtbot: QtBot, desk: PageDesk, page: ReportPage) -> None:
    count = desk.boards[0].status.unanswered
    assert page.unanswered.isVisible()
    assert page.unanswered.sentence.text() == say("report_page.unanswered", count=count)
    with qtbot.waitSignal(page.go) as gone:
        page.unanswered.buttons[0].click()
    assert gone.args == ["score", "1.1"]


@pytest.mark.parametrize(("button", "suffix"), [("save_pdf", ".pdf"), ("save_xlsx", ".xlsx")])
def test_saving_writes_tells_the_path_and_remembers_the_folder(
    qtbot: QtBot, tmp_path: Path, page: ReportPage, button: str, suffix: str
) -> None:
    proposals: list[Path] = []
    opened: list[Path] = []

    def answer(title: str, proposed: Path, kinds: str) -> Path:
        proposals.append(proposed)
        return tmp_path / f"báo cáo{suffix}"

    page.ask_file, page.open_path = answer, lambda path: not opened.append(path)  # type: ignore[method-assign]
    page.buttons[button].click()
    qtbot.waitUntil(page.result.isVisible)
    target = tmp_path / f"báo cáo{suffix}"
    assert target.read_text(encoding="utf-8") == suffix
    assert proposals[0].name == f"Báo cáo tự chấm điểm Sở Công Thương 2026{suffix}"
    assert page.result.sentence.text() == say("report_page.saved", file=target)
    for each in page.result.buttons:
        each.click()
    assert opened == [target, tmp_path]
    page.buttons[button].click()
    assert proposals[1].parent == tmp_path


def test_giving_up_saving_writes_nothing(qtbot: QtBot, desk: PageDesk, page: ReportPage) -> None:
    page.ask_file = lambda title, proposed, kinds: None  # type: ignore[method-assign]
    page.save_pdf()
    settled(qtbot, desk)
    assert not page.result.isVisible()


def test_a_saved_file_without_a_program_is_told(qtbot: QtBot, tmp_path: Path, page: ReportPage) -> None:
    page.ask_file, page.open_path = lambda *_: tmp_path / "a.pdf", lambda path: False  # type: ignore[method-assign]
    page.save_pdf()
    qtbot.waitUntil(page.result.isVisible)
    with qtbot.waitSignal(page.tell) as told:
        page.result.buttons[0].click()
    assert told.args[0] == "error"


def test_printing_runs_in_the_page(qtbot: QtBot, tmp_path: Path, page: ReportPage) -> None:
    target = tmp_path / "in.pdf"

    def choose(printer: QPrinter, count: int) -> bool:
        printer.setOutputFileName(str(target))
        assert count == 4
        return True

    page.ask_printer = choose  # type: ignore[method-assign]
    with qtbot.waitSignal(page.print_strip.ended, timeout=20000):
        page.buttons["print"].click()
        assert not page.buttons["print"].isEnabled()
        assert page.print_strip.isVisible()
    assert page.result.sentence.text() == say("report_page.printed_file", count=4, printer=target)
    assert target.read_bytes().startswith(b"%PDF")
    assert page.buttons["print"].isEnabled()


def test_a_range_without_pages_is_told(qtbot: QtBot, page: ReportPage) -> None:
    printer = QPrinter()
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(9, 12)
    with qtbot.waitSignal(page.tell) as told:
        page.print_to(printer)
    assert told.args == ["error", say("report_page.no_pages", count=4)]


def test_a_report_that_cannot_be_composed_says_so(qtbot: QtBot) -> None:
    desk = PageDesk()

    def refuse() -> bytes:
        raise Refused("workspace.none_open")

    desk.reports.preview = refuse  # type: ignore[method-assign]
    page = ReportPage(desk.workbench)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(desk.workbench.refused):
        desk.show(page)
    qtbot.waitUntil(lambda: page.view.message == say("report_page.no_preview"))
    assert not page.buttons["print"].isEnabled()
    desk.workbench.close()


def test_names_that_no_system_takes_are_mended() -> None:
    assert proposed_name('Sở "A/B": C?', 2026, ".pdf") == "Báo cáo tự chấm điểm Sở _A_B__ C_ 2026.pdf"
    assert proposed_name("Sở.", 2026, ".pdf") == "Báo cáo tự chấm điểm Sở 2026.pdf"
    assert len(proposed_name("Sở " * 200, 2026, ".xlsx")) < 140


def test_an_answer_overtaken_by_a_newer_question_is_dropped(qtbot: QtBot, desk: PageDesk, page: ReportPage) -> None:
    page._compose()
    page._compose()
    qtbot.waitUntil(lambda: len(desk.reports.opened) == 3)
    settled(qtbot, desk)
    assert [each.closed for each in desk.reports.opened] == [True, True, False]


def test_keys_work_wherever_the_focus_is_in_the_window(qtbot: QtBot, page: ReportPage) -> None:
    asked: list[str] = []
    page.ask_file = lambda title, proposed, kinds: asked.append(title)  # type: ignore[method-assign, func-returns-value]
    page.ask_printer = lambda printer, count: bool(asked.append(f"{count}"))  # type: ignore[method-assign, func-returns-value]
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked == [say("report_page.save_pdf_title"), "4"]


def test_every_control_has_a_name_for_screen_readers(page: ReportPage) -> None:
    assert all(button.accessibleName() for button in page.buttons.values())
    assert page.view.accessibleName()
    assert page.view.accessibleDescription() == say("report_page.page_of", page=1, count=4)
