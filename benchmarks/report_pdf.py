"""The whole PDF report of 120 leaves and 500 linked documents against plain platypus tables of the same rows.

    python benchmarks/report_pdf.py [--runs 9]

The baseline is what anyone writes first: a `LongTable` in the same face, size and widths for both appendices, cells of more than
a few letters as `Paragraph`, on the same paper, with one head row repeated; no report before them. Both run in turn in one
process; what parscore remembers of texts is forgotten before each run, fonts are loaded before the first.
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, PageBreak, Paragraph, SimpleDocTemplate

from parscore.adapters.reports import page_style
from parscore.adapters.reports.report_pdf import PdfReportWriter
from parscore.domain.assessment import Answer, Assessment, Profile
from parscore.domain.criteria import CriteriaSet, Criterion, Field
from parscore.domain.evidence import Document, EvidenceBook, KeptFile, Link
from parscore.domain.outcome import Inputs, Rung
from parscore.domain.report import Report, Table
from parscore.domain.report_compose import compose_report
from parscore.domain.rules import Ladder
from parscore.domain.year_work import YearWork
from parscore.texts import say

LEAVES, FIELDS, DOCUMENTS = 120, 6, 500
FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"
WORDS = ("kế hoạch", "cải cách", "thủ tục", "hành chính", "giải quyết", "hồ sơ", "đúng hạn", "kiểm tra", "công vụ", "dữ liệu", "người dân")
SHORT = 12
D = Decimal


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count // 2)).capitalize()


def year() -> YearWork:
    """Every leaf answered, explained and shown by documents."""
    chance = random.Random(4)
    rungs = (Rung("Thực hiện đầy đủ, kịp thời", D(1)), Rung("Thực hiện chậm", D("0.5")), Rung("Không thực hiện", D(0)))
    keys = [f"{1 + n // (LEAVES // FIELDS)}.{1 + n % (LEAVES // FIELDS)}" for n in range(LEAVES)]
    leaves = [Criterion(key, key, words(chance, 14), D(1), Ladder(), rungs) for key in keys]
    fields = tuple(Field(str(f + 1), str(f + 1), words(chance, 6), D(20), tuple(leaves[f * 20 : f * 20 + 20])) for f in range(FIELDS))
    answers = {key: Answer(Inputs(choice=1 + n % 3), words(chance, 12) if n % 3 else "") for n, key in enumerate(keys)}
    documents, links = {}, []
    for n in range(DOCUMENTS):
        kept = KeptFile("0" * 64, f"{words(chance, 4)}.pdf", 1)
        issued = date(2026, 1 + n % 12, 1 + n % 28)
        documents[str(n)] = Document(str(n), f"{n}/BC-SCT", issued, "Sở Công Thương", words(chance, 12), files=(kept,))
        links.append(Link(keys[n % LEAVES], str(n), f"mục {n % 9}, trang {n % 20}"))
    criteria = CriteriaSet("do", "Bộ tiêu chí đo", "1", 2026, fields)
    return YearWork(Profile("Sở Công Thương", "Tỉnh Mẫu", 2026), Assessment(criteria, answers), EvidenceBook(documents, tuple(links)))


def ours(report: Report) -> bytes:
    for remembered in (page_style.composed, page_style.printable, page_style.breadth, page_style.lines_of):
        remembered.cache_clear()
    out = BytesIO()
    PdfReportWriter().write(report, out)
    return out.getvalue()


def plain(report: Report) -> bytes:
    """Both appendices as platypus tables."""
    style = ParagraphStyle("cell", fontName="Plain", fontSize=12, leading=14.4)
    grid = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("FONT", (0, 0), (-1, -1), "Plain", 12)]
    story: list[object] = []
    for appendix in report.appendices:
        table = next(block for block in appendix.blocks if isinstance(block, Table))
        total = sum(column.width for column in table.columns)
        rows = [[column.title for column in table.columns]]
        rows += [[Paragraph(escape(cell.text), style) if len(cell.text) > SHORT else cell.text for cell in row.cells] for row in table.rows]
        widths = [column.width / total * 257 * mm for column in table.columns]
        story += [LongTable(rows, colWidths=widths, repeatRows=1, style=grid), PageBreak()]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A4), leftMargin=20 * mm, rightMargin=20 * mm, topMargin=20 * mm, bottomMargin=20 * mm).build(
        story
    )
    return out.getvalue()


def timed(work: Callable[[], bytes]) -> tuple[float, bytes]:
    start = time.perf_counter()
    made = work()
    return (time.perf_counter() - start) * 1000, made


def pages(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    count = len(document)
    document.close()
    return count


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=9)
    runs = options.parse_args().runs
    pdfmetrics.registerFont(TTFont("Plain", str(FONTS / "LiberationSerif-Regular.ttf")))
    report = compose_report(year(), say, date(2026, 12, 1))
    mine, theirs = ours(report), plain(report)
    pairs = [(timed(lambda: ours(report))[0], timed(lambda: plain(report))[0]) for _ in range(runs)]
    own, base = (statistics.median(column) for column in zip(*pairs, strict=True))
    rows = sum(len(block.rows) for appendix in report.appendices for block in appendix.blocks if isinstance(block, Table))
    figures = {
        "rows": rows,
        "parscore_pages": pages(mine),
        "platypus_pages": pages(theirs),
        "parscore_ms": round(own),
        "platypus_ms": round(base),
        "ratio": round(statistics.median(first / second for first, second in pairs), 2),
        "aim": 2,
    }
    print(json.dumps({"benchmark": "report_pdf", **figures}))


if __name__ == "__main__":
    main()
