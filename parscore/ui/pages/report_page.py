"""The report page: the report as it will be printed, saved as PDF or workbook, and put on paper."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QStandardPaths, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QPageSize, QShowEvent
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QSpinBox, QToolButton, QVBoxLayout, QWidget

from parscore.services.cards import Board
from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.opening import open_path
from parscore.ui.panels.notice_strip import NoticeStrip
from parscore.ui.panels.page_list import PageList
from parscore.ui.panels.pdf_view import PdfView, ReportPages, read_pages
from parscore.ui.panels.print_strip import PrintStrip
from parscore.ui.panels.small_parts import heading
from parscore.ui.preferences import own_settings
from parscore.ui.printing import PrintRun, chosen_pages
from parscore.ui.workbench import Workbench

FOLDER_SETTING = "report_page/folder"
QUIET_MS = 400
LONGEST_NAME = 120
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('<>:"/\\|?*\t\r\n', "_"))


def proposed_name(department: str, year: int, suffix: str) -> str:
    """A file name that every system takes, whatever the department is called."""
    whole = say("report_page.file_name", department=department, year="").translate(_NOT_IN_NAMES).strip(" .")
    return f"{whole[:LONGEST_NAME].strip(' .')} {year}{suffix}"


class ReportPage(QWidget):
    """Shows the report as it stands; composes it anew a moment after the score changed, if it is being looked at."""

    go = Signal(str, str)
    tell = Signal(str, str)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        """No report before the first board."""
        super().__init__(parent)
        self._workbench = workbench
        self._board: Board | None = None
        self._pages: ReportPages | None = None
        self._stale = False
        self._asked = 0
        self._saved: Path | None = None
        self.open_path = open_path
        self.view = PdfView(workbench, self)
        self.page_list = PageList(self)
        self.unanswered = NoticeStrip(self)
        self.result = NoticeStrip(self)
        self.print_strip = PrintStrip(self)
        self.page_number = QSpinBox(self)
        self.buttons: dict[str, QPushButton | QToolButton] = {}
        self._count = QLabel(self)
        self._zoom = QLabel(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._build()
        self._connect()
        self._allow()

    def _build(self) -> None:
        title = heading(say("report_page.heading"), self, 1.6)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(title, 1)
        for name, picture in (("save_pdf", "save"), ("save_xlsx", "save"), ("print", "print")):
            self.buttons[name] = QPushButton(icon(picture), say(f"report_page.{name}"), self)
            self.buttons[name].setAccessibleName(self.buttons[name].text().replace("&", ""))
            top.addWidget(self.buttons[name])
        body = QHBoxLayout()
        body.setSpacing(8)
        body.addWidget(self.page_list)
        body.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(top)
        for part in (self.unanswered, self.result, self.print_strip):
            column.addWidget(part)
        column.addLayout(self._build_pager())
        column.addLayout(body, 1)

    def _build_pager(self) -> QHBoxLayout:
        label = QLabel(say("report_page.page_number"), self)
        label.setBuddy(self.page_number)
        self.page_number.setAccessibleName(label.text().replace("&", ""))
        self.page_number.setKeyboardTracking(False)
        self.buttons["fit_width"] = QPushButton(say("report_page.fit_width"), self)
        self.buttons["fit_width"].setAccessibleName(self.buttons["fit_width"].text().replace("&", ""))
        for name, picture in (("previous", "previous"), ("next", "next"), ("zoom_out", "remove"), ("zoom_in", "add")):
            button = QToolButton(self)
            button.setIcon(icon(picture))
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setToolTip(say(f"report_page.{name}"))
            button.setAccessibleName(say(f"report_page.{name}"))
            self.buttons[name] = button
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setMinimumWidth(self.fontMetrics().horizontalAdvance("400 %") + 8)
        pager = QHBoxLayout()
        pager.setSpacing(8)
        for part in (self.buttons["previous"], label, self.page_number, self._count, self.buttons["next"]):
            pager.addWidget(part)
        pager.addStretch(1)
        for part in (self.buttons["zoom_out"], self._zoom, self.buttons["zoom_in"], self.buttons["fit_width"]):
            pager.addWidget(part)
        return pager

    def _connect(self) -> None:
        self._timer.timeout.connect(self._compose)
        self._workbench.refused.connect(self._not_composed)
        self._workbench.broken.connect(self._not_composed)
        self.view.page_changed.connect(self._page_changed)
        self.view.zoomed.connect(self._zoomed)
        self.page_list.chosen.connect(self.view.go_to)
        self.page_number.valueChanged.connect(self._page_typed)
        self.print_strip.ended.connect(self._printed)
        acts: dict[str, tuple[Callable[[], None], list[str]]] = {
            "save_pdf": (self.save_pdf, ["Ctrl+S"]),
            "save_xlsx": (self.save_xlsx, []),
            "print": (self.print_report, ["Ctrl+P"]),
            "previous": (self._previous, []),
            "next": (self._next, []),
            "zoom_in": (self.view.zoom_in, ["Ctrl++", "Ctrl+="]),
            "zoom_out": (self.view.zoom_out, ["Ctrl+-"]),
            "fit_width": (self.view.fit_width, ["Ctrl+0"]),
        }
        for name, (act, keys) in acts.items():
            self.buttons[name].clicked.connect(act)
            action = QAction(self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(act)
            self.addAction(action)
            if keys:
                told = f"{self.buttons[name].accessibleName()} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})"
                self.buttons[name].setToolTip(told)
        head = [self.buttons[name] for name in ("save_pdf", "save_xlsx", "print", "previous")]
        tail = [self.buttons[name] for name in ("next", "zoom_out", "zoom_in", "fit_width")]
        for first, second in pairwise((*head, self.page_number, *tail, self.page_list, self.view)):
            QWidget.setTabOrder(first, second)
        self.setFocusProxy(self.view)

    def show_board(self, board: Board) -> None:
        """Note that the report may say something else now."""
        if self._board is not None and board.folder != self._board.folder:
            self._show_pages(None)
            self.result.hide()
        self._board = board
        count = board.status.unanswered
        if count:
            action = (say("report_page.see_unanswered"), self._go_unanswered)
            self.unanswered.say("warning", say("report_page.unanswered", count=count), [action])
        else:
            self.unanswered.hide()
        self._stale = True
        if self.isVisible():
            self._timer.start(QUIET_MS)

    def show_place(self, key: str) -> None:
        """Go to a page by its number."""
        if key.isdecimal():
            self.view.go_to(int(key) - 1)

    def leave(self) -> None:
        """Nothing is typed here that is kept."""

    def let_go(self) -> None:
        """Close the report shown; the page goes."""
        self._show_pages(None)

    def showEvent(self, event: QShowEvent) -> None:
        """Compose at once what changed while the page was away."""
        super().showEvent(event)
        if self._stale:
            self._timer.start(0)

    @Slot()
    def save_pdf(self) -> None:
        """Ask where, and write the report as PDF."""
        self._save(".pdf", say("report_page.save_pdf_title"), say("report_page.pdf_files"))

    @Slot()
    def save_xlsx(self) -> None:
        """Ask where, and write the table as a workbook."""
        self._save(".xlsx", say("report_page.save_xlsx_title"), say("report_page.xlsx_files"))

    @Slot()
    def print_report(self) -> None:
        """Ask for the printer, and print what is shown."""
        if self._pages is None or self.print_strip.busy:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName(self._proposed("").strip())
        if self.ask_printer(printer, self._pages.count):
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> None:
        """Print the chosen pages on a chosen printer."""
        assert self._pages is not None
        numbers = chosen_pages(printer, self._pages.count, self.view.page)
        if not numbers:
            self.tell.emit("error", say("report_page.no_pages", count=self._pages.count))
            return
        self._allow()
        self.print_strip.follow(PrintRun(self._workbench, self._pages, printer, numbers))
        self._allow()

    def ask_printer(self, printer: QPrinter, count: int) -> bool:
        """The system's print dialog; whether the person wants to print."""
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(say("report_page.print_title"))
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage, True)
        dialog.setMinMax(1, count)
        dialog.setFromTo(1, count)
        return dialog.exec() == QPrintDialog.DialogCode.Accepted

    def ask_file(self, title: str, proposed: Path, kinds: str) -> Path | None:
        """The system's dialog for saving; None where the person gave up."""
        dialog = QFileDialog(self, title, str(proposed.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(proposed.suffix[1:])
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, say("report_page.accept"))
        dialog.setLabelText(QFileDialog.DialogLabel.Reject, say("report_page.reject"))
        dialog.selectFile(proposed.name)
        if dialog.exec() != QFileDialog.DialogCode.Accepted:
            return None
        return Path(dialog.selectedFiles()[0])

    def _proposed(self, suffix: str) -> str:
        assert self._board is not None
        return proposed_name(self._board.profile.department, self._board.profile.year, suffix)

    def _save(self, suffix: str, title: str, kinds: str) -> None:
        if self._board is None:
            return
        settings = own_settings()
        known = Path(str(settings.value(FOLDER_SETTING, "")))
        folder = known if known.is_absolute() and known.is_dir() else _documents()
        target = self.ask_file(title, folder / self._proposed(suffix), kinds)
        if target is not None:
            settings.setValue(FOLDER_SETTING, str(target.parent))
            self._workbench.do(self._written, self._workbench.app.reports.write, target)

    def _written(self, target: Path) -> None:
        self._saved = target
        actions = [(say("report_page.open"), self._open_saved), (say("report_page.open_folder"), self._open_folder)]
        self.result.say("info", say("report_page.saved", file=target), actions)

    @Slot()
    def _open_saved(self) -> None:
        self._open(self._saved)

    @Slot()
    def _open_folder(self) -> None:
        self._open(None if self._saved is None else self._saved.parent)

    def _open(self, path: Path | None) -> None:
        if path is not None and not self.open_path(path):
            self.tell.emit("error", say("report_page.no_program", file=path))

    @Slot(object, str)
    def _printed(self, run: PrintRun, how: str) -> None:
        self._allow()
        name = run.printer.outputFileName() or run.printer.printerName() or say("report_page.default_printer")
        if how == "printed":
            key = "report_page.printed_file" if run.printer.outputFileName() else "report_page.printed"
            self.result.say("info", say(key, count=run.count, printer=name))
        elif how == "stopped":
            self.result.say("warning", say("report_page.print_stopped"))
        else:
            self.result.say("error", say("report_page.print_failed", printer=name))

    @Slot()
    def _compose(self) -> None:
        if self._board is None:
            return
        self._stale = False
        self._asked += 1
        if self._pages is None:
            self.view.say(say("report_page.composing"))
        self._workbench.do(self._composed, _numbered_pages, self._asked, self._workbench)

    def _composed(self, answer: tuple[int, ReportPages]) -> None:
        number, pages = answer
        if number == self._asked:
            self._show_pages(pages)
        else:
            self._workbench.do(None, pages.source.close)

    @Slot(object)
    def _not_composed(self, _failure: object) -> None:
        """Something failed; if the report is still missing then, say so in its place."""
        if self._pages is None and self.isVisible():
            self.view.say(say("report_page.no_preview"))

    def _show_pages(self, pages: ReportPages | None) -> None:
        before, self._pages = self._pages, pages
        self.page_list.show_pages(pages)
        with QSignalBlocker(self.page_number):
            self.page_number.setRange(1, max(1, 0 if pages is None else pages.count))
        self._count.setText("" if pages is None else say("report_page.count", count=pages.count))
        self.view.show_pages(pages)
        if before is not None:
            self._workbench.do(None, before.source.close)
        self._page_changed(self.view.page)
        self._allow()

    def _allow(self) -> None:
        """Let press only what can be done now."""
        for name, button in self.buttons.items():
            if name != "print":
                button.setEnabled(self._pages is not None)
        self.buttons["print"].setEnabled(self._pages is not None and not self.print_strip.busy)

    @Slot(int)
    def _page_changed(self, page: int) -> None:
        with QSignalBlocker(self.page_number):
            self.page_number.setValue(page + 1)
        self.page_list.show_current(page)

    @Slot(int)
    def _page_typed(self, page: int) -> None:
        self.view.go_to(page - 1)

    @Slot(int)
    def _zoomed(self, percent: int) -> None:
        self._zoom.setText(say("report_page.zoom", percent=percent))

    @Slot()
    def _previous(self) -> None:
        self.view.go_to(self.view.page - 1)

    @Slot()
    def _next(self) -> None:
        self.view.go_to(self.view.page + 1)

    @Slot()
    def _go_unanswered(self) -> None:
        assert self._board is not None
        key = next((row.key for row in self._board.rows if row.is_leaf and row.state == "unanswered"), "")
        self.go.emit("score", key)


def _numbered_pages(number: int, workbench: Workbench) -> tuple[int, ReportPages]:
    """The pages with the number of the question, so that an answer overtaken by a newer question is known."""
    return number, read_pages(workbench.app.reports)


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
