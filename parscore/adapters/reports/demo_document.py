"""A one-page PDF for a document of the demonstration, in the program's own font."""

from pathlib import Path
from unicodedata import normalize

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from parscore.domain.evidence import Document
from parscore.paths import shipped
from parscore.texts import say

FONT = "parscore-demo"
_WIDTH = 160 * mm


def write_demo_document(document: Document, target: Path) -> None:
    """Issuer, number, date and subject, and that it is only a sample."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        registerFont(TTFont(FONT, str(shipped("resources") / "fonts" / "LiberationSerif-Regular.ttf")))
    canvas = Canvas(str(target), pagesize=A4, initialFontName=FONT, invariant=1)
    issued = f"{document.issued:%d/%m/%Y}" if document.issued else "…/…/……"
    lines = [
        (13.0, document.issuer.upper()),
        (13.0, say("demo.number", number=document.number or "……")),
        (13.0, say("demo.date", date=issued)),
        (15.0, document.title),
        (12.0, say("demo.notice")),
    ]
    y = A4[1] - 30 * mm
    for size, text in lines:
        for line in _wrapped(normalize("NFC", text), size):
            canvas.setFont(FONT, size)
            canvas.drawString(25 * mm, y, line)
            y -= size * 1.5
        y -= 6
    canvas.save()


def _wrapped(text: str, size: float) -> list[str]:
    from reportlab.lib.utils import simpleSplit

    return list(simpleSplit(text, FONT, size, _WIDTH))
