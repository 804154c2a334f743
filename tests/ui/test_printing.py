from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from parscore.ui.panels.pdf_view import ReportPages, read_pages
from parscore.ui.printing import PrintRun, chosen_pages, fitted
from tests.ui.page_desk import LANDSCAPE, PORTRAIT, PageDesk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[PageDesk]:
    made = PageDesk()
    yield made
    made.workbench.close()


def a4_printer(target: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setOutputFileName(str(target))
    return printer


def print_it(qtbot: QtBot, desk: PageDesk, printer: QPrinter, numbers: list[int] | None = None) -> tuple[str, ReportPages]:
    pages = read_pages(desk.reports)  # type: ignore[arg-type]
    run = PrintRun(desk.workbench, pages, printer, list(range(pages.count)) if numbers is None else numbers)
    with qtbot.waitSignal(run.ended, timeout=30000) as ended:
        run.start()
    return ended.args[0], pages


def sizes(target: Path) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(target.read_bytes())
    found = [tuple(round(side) for side in document[number].get_size()) for number in range(len(document))]
    document.close()
    return found  # type: ignore[return-value]


def test_every_page_lies_on_paper_turned_its_way(qtbot: QtBot, desk: PageDesk, tmp_path: Path) -> None:
    how, _ = print_it(qtbot, desk, a4_printer(tmp_path / "a.pdf"))
    assert how == "printed"
    qtbot.waitUntil(lambda: desk.reports.opened[1].closed)
    assert sizes(tmp_path / "a.pdf") == [PORTRAIT, LANDSCAPE, LANDSCAPE, PORTRAIT]


def test_pages_fill_their_paper_without_stretching(qtbot: QtBot, desk: PageDesk, tmp_path: Path) -> None:
    desk.reports.shapes = [LANDSCAPE, (400, 400)]
    print_it(qtbot, desk, a4_printer(tmp_path / "a.pdf"))
    document = pypdfium2.PdfDocument((tmp_path / "a.pdf").read_bytes())
    wide = document[0].render(scale=0.25).to_pil()
    square = document[1].render(scale=0.25).to_pil()
    document.close()
    assert all(wide.getpixel(at)[:3] != (255, 255, 255) for at in ((2, 2), (wide.width - 3, wide.height - 3)))
    middle, top = (square.width // 2, square.height // 2), (square.width // 2, 4)
    assert square.getpixel(middle)[:3] != (255, 255, 255)
    assert square.getpixel(top)[:3] == (255, 255, 255)


def test_pictures_are_no_finer_than_300_dots_per_inch(qtbot: QtBot, desk: PageDesk, tmp_path: Path) -> None:
    desk.reports.shapes = [PORTRAIT]
    printer = a4_printer(tmp_path / "a.pdf")
    assert printer.resolution() > 300
    print_it(qtbot, desk, printer)
    assert max(dpi for _, dpi in desk.reports.opened[1].asked) == 300


def test_a_range_is_printed_alone(qtbot: QtBot, desk: PageDesk, tmp_path: Path) -> None:
    printer = a4_printer(tmp_path / "a.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    print_it(qtbot, desk, printer, chosen_pages(printer, 4))
    assert sizes(tmp_path / "a.pdf") == [LANDSCAPE, LANDSCAPE]


def with_range(text: str) -> QPrinter:
    printer = QPrinter()
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString(text))
    return printer


def test_chosen_pages() -> None:
    assert chosen_pages(QPrinter(), 3) == [0, 1, 2]
    assert chosen_pages(with_range("1,3-4"), 6) == [0, 2, 3]
    assert chosen_pages(with_range("9"), 6) == []
    current = QPrinter()
    current.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert chosen_pages(current, 6, 4) == [4]
    backwards = QPrinter()
    backwards.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert chosen_pages(backwards, 3) == [2, 1, 0]


def test_a_picture_fits_the_paper() -> None:
    assert fitted(QSize(100, 200), QRect(0, 0, 1000, 1000)) == QRect(250, 0, 500, 1000)
    assert fitted(QSize(400, 100), QRect(0, 0, 200, 200)) == QRect(0, 75, 200, 50)


def test_stopping_prints_no_further_page(qtbot: QtBot, desk: PageDesk, tmp_path: Path) -> None:
    desk.reports.shapes = [PORTRAIT] * 30
    pages = read_pages(desk.reports)  # type: ignore[arg-type]
    run = PrintRun(desk.workbench, pages, a4_printer(tmp_path / "a.pdf"), list(range(30)))
    seen: list[Any] = []
    run.moved.connect(lambda done, total: (seen.append(done), run.stop() if done == 2 else None))
    with qtbot.waitSignal(run.ended, timeout=30000) as ended:
        run.start()
    assert ended.args == ["stopped"]
    assert seen == [0, 1, 2]


@pytest.mark.qt_log_ignore("Returned false", extend=True)
def test_a_printer_that_takes_nothing_is_told(qtbot: QtBot, desk: PageDesk, tmp_path: Path) -> None:
    how, _ = print_it(qtbot, desk, a4_printer(tmp_path / "khong-co" / "a.pdf"))
    assert how == "failed"


def test_a_page_that_cannot_be_drawn_ends_the_run(qtbot: QtBot, desk: PageDesk, tmp_path: Path) -> None:
    pages = read_pages(desk.reports)  # type: ignore[arg-type]
    desk.reports.fault = ValueError("hong")
    run = PrintRun(desk.workbench, pages, a4_printer(tmp_path / "a.pdf"), [0])
    with qtbot.waitSignals([run.ended, desk.workbench.broken], timeout=20000):
        run.start()
