"""The report as PDF, laid out by NĐ 30/2020/NĐ-CP, Phụ lục I."""

from io import BytesIO
from typing import Any, BinaryIO

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from parscore.adapters.reports import page_style as page
from parscore.adapters.reports.pdf_tables import table_flowable
from parscore.domain.report import Appendix, Block, Closing, Head, Report
from parscore.domain.report import Paragraph as Text
from parscore.domain.report import Table as Rows

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_NUMBER_SIZE = 13.0
_SIGNATURE_ROOM = 28 * mm
_LINE_ROOM = 5.0
_UNDER_A_HEADING = {"heading": 40 * mm, "subheading": 22 * mm}
_BARE = [
    ("FONT", (0, 0), (-1, -1), page.REGULAR, page.BODY),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
]


class PdfReportWriter:
    """Writes a report as PDF; the same report always gives the same bytes."""

    def write(self, report: Report, out: BinaryIO) -> None:
        """Write the whole report."""
        page.register_faces()
        held = BytesIO()
        document = _Document(held, report)
        document.build(_story(report, document))
        out.write(held.getvalue())


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """Knows where each section starts, so that each counts its own pages."""

    def __init__(self, out: BinaryIO, report: Report) -> None:
        super().__init__(
            out,
            pagesize=A4,
            title=page.printable(report.title),
            author=page.printable(report.author),
            lang="vi-VN",
            initialFontName=page.REGULAR,
            initialFontSize=page.BODY,
            invariant=1,
        )
        self.section_start = 1
        self._made = report.made
        upright = (A4, page.LEFT, page.RIGHT)
        across = (landscape(A4), page.SIDE, page.SIDE)
        self.addPageTemplates(
            [
                self._template("report", *upright, first=True),
                self._template("report-on", *upright),
                self._template("appendix", *across, first=True),
                self._template("appendix-on", *across),
            ]
        )

    def beforeDocument(self) -> None:
        """Date the file by the report's day, so that the same report gives the same file."""
        self.canv.setDateFormatter(lambda *_: f"D:{self._made:%Y%m%d}000000")

    def room(self, *, wide: bool) -> tuple[float, float]:
        """Width and height between the margins, in points."""
        width, height = landscape(A4) if wide else A4
        left, right = (page.SIDE, page.SIDE) if wide else (page.LEFT, page.RIGHT)
        return width - left - right, height - page.TOP - page.BOTTOM

    def _template(self, name: str, size: tuple[float, float], left: float, right: float, *, first: bool = False) -> Any:
        frame = Frame(left, page.BOTTOM, size[0] - left - right, size[1] - page.TOP - page.BOTTOM, 0, 0, 0, 0, id=name)
        number = self._start if first else self._number
        return PageTemplate(name, [frame], onPage=number, pagesize=size, autoNextPageTemplate=f"{name.removesuffix('-on')}-on")

    def _start(self, canvas: Any, _: Any) -> None:
        self.section_start = canvas.getPageNumber()

    def _number(self, canvas: Any, _: Any) -> None:
        width, height = canvas._pagesize
        canvas.setFont(page.REGULAR, _NUMBER_SIZE)
        canvas.drawCentredString(width / 2, height - page.TOP / 2 - 4, str(canvas.getPageNumber() - self.section_start + 1))


class _Line(Flowable):  # type: ignore[misc]
    """A centred solid line of a length in points."""

    def __init__(self, length: float) -> None:
        super().__init__()
        self._length = length
        self._room = 0.0

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """The room it takes."""
        self._room = width
        return width, _LINE_ROOM

    def draw(self) -> None:
        """The line."""
        self.canv.setStrokeColor(black)
        self.canv.setLineWidth(0.75)
        start = (self._room - self._length) / 2
        self.canv.line(start, 1, start + self._length, 1)


def _story(report: Report, document: _Document) -> list[Any]:
    styles = page.styles()
    story: list[Any] = [*_head(report.head, styles), *(_paragraph(text, styles) for text in report.basis)]
    *blocks, last = report.blocks
    for block in blocks:
        story.extend(_block(block, styles, document.room(wide=False)))
    closing = [*_block(last, styles, document.room(wide=False)), Spacer(1, 12), _closing(report.closing, styles)]
    story.append(KeepTogether(closing))
    for appendix in report.appendices:
        story += [NextPageTemplate("appendix"), PageBreak(), *_appendix(appendix, styles, document.room(wide=True))]
    return story


def _block(block: Block, styles: dict[str, Any], room: tuple[float, float]) -> list[Any]:
    if isinstance(block, Rows):
        return [Spacer(1, 6), table_flowable(block, *room), Spacer(1, 6)]
    made = _paragraph(block, styles)
    below = _UNDER_A_HEADING.get(block.style)
    return [CondPageBreak(below), made] if below else [made]


def _paragraph(text: Text, styles: dict[str, Any]) -> Any:
    return Paragraph(page.marked_up(text.text), styles[text.style])


def _width(text: str, face: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(page.printable(text), face, size))


def _head(head: Head, styles: dict[str, Any]) -> list[Any]:
    """Issuer on the left, the nation's name on the right, then the document's kind and subject."""

    def centred(text: str, face: str, size: float) -> Any:
        style = styles["center"].clone(f"c-{face}-{size}", fontName=face, fontSize=size, leading=size * 1.2)
        return Paragraph(page.marked_up(text), style)

    left_width, right_width = 66 * mm, 94 * mm
    issuer = min(_width(head.department, page.BOLD, 12), left_width) / 2.5
    left = [centred(head.parent, page.REGULAR, 12)] if head.parent else []
    left += [centred(head.department, page.BOLD, 12), _Line(issuer)]
    right = [
        centred(NATION, page.BOLD, 12),
        centred(MOTTO, page.BOLD, 13),
        _Line(_width(MOTTO, page.BOLD, 13)),
    ]
    dated = [centred(head.number, page.REGULAR, 13), centred(head.place_and_date, page.ITALIC, 13)]
    top = Table([[left, right], dated], colWidths=[left_width, right_width], style=_BARE)
    subject = min(_width(head.subject, page.BOLD, 14), 120 * mm) / 2.5
    return [
        top,
        Spacer(1, 14),
        centred(head.kind.upper(), page.BOLD, 14),
        centred(head.subject, page.BOLD, 14),
        _Line(subject),
        Spacer(1, 8),
    ]


def _closing(closing: Closing, styles: dict[str, Any]) -> Any:
    left = [Paragraph(page.marked_up(closing.recipients_title), styles["recipients_title"])]
    left += [Paragraph(page.marked_up(line), styles["recipients"]) for line in closing.recipients]
    right = [
        Paragraph(page.marked_up(closing.capacity.upper()), styles["center_bold"]),
        Spacer(1, _SIGNATURE_ROOM),
        Paragraph(page.marked_up(closing.name or " "), styles["center_bold"]),
    ]
    return Table([[left, right]], colWidths=[80 * mm, 80 * mm], style=_BARE)


def _appendix(appendix: Appendix, styles: dict[str, Any], room: tuple[float, float]) -> list[Any]:
    title = styles["center_bold"].clone("appendix_title", fontSize=14, leading=18)
    story: list[Any] = [
        Paragraph(page.marked_up(appendix.label), title),
        Paragraph(page.marked_up(appendix.title.upper()), styles["center_bold"]),
        Paragraph(page.marked_up(appendix.reference), styles["center_italic"]),
        Spacer(1, 8),
    ]
    for block in appendix.blocks:
        story.extend(_block(block, styles, room))
    return story
