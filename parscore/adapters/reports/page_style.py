"""Faces, sizes and margins of administrative paper (NĐ 30/2020/NĐ-CP, Phụ lục I), and text made fit to be drawn."""

import re
import unicodedata
from functools import lru_cache
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from parscore.paths import shipped

TOP, BOTTOM, LEFT, RIGHT = 20 * mm, 20 * mm, 30 * mm, 20 * mm
SIDE = 20 * mm
BODY, SMALL, TABLE = 13.0, 11.0, 11.0
FIRST_LINE = 12.7 * mm
REGULAR, BOLD, ITALIC, BOLD_ITALIC = "PS-Serif", "PS-Serif-Bold", "PS-Serif-Italic", "PS-Serif-BoldItalic"
_FACES = {REGULAR: "Regular", BOLD: "Bold", ITALIC: "Italic", BOLD_ITALIC: "BoldItalic"}
MISSING = "□"


@lru_cache(maxsize=1)
def register_faces() -> None:
    """Make the four faces known to reportlab; they are embedded as subsets in every file."""
    folder = shipped("resources") / "fonts"
    for name, face in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / f"LiberationSerif-{face}.ttf")))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)


@lru_cache(maxsize=1)
def _glyphs() -> frozenset[int]:
    register_faces()
    return frozenset(pdfmetrics.getFont(REGULAR).face.charToGlyph)


@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    """NFC, and a visible box for every character that the faces lack: a hole would be a silent loss."""
    composed = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\t", " ")
    known = _glyphs()
    return "".join(char if ord(char) in known or char == "\n" else MISSING for char in composed)


def marked_up(text: str) -> str:
    """Text for a Paragraph: printable, its angle brackets and ampersands kept as text, runs of blanks kept as room to write in."""
    return re.sub("  +", lambda run: "&nbsp;" * len(run[0]), escape(printable(text))).replace("\n", "<br/>")


@lru_cache(maxsize=16384)
def wrapped(text: str, face: str, size: float, width: float) -> str:
    """Text broken into lines that fit a width in points; words longer than the width are cut."""
    register_faces()
    lines = []
    for part in printable(text).split("\n"):
        for line in simpleSplit(part, face, size, width) or [""]:
            lines.extend(_cut(line, face, size, width))
    return "\n".join(lines)


def _cut(line: str, face: str, size: float, width: float) -> list[str]:
    """A line that is still too wide (one long word) in pieces that fit."""
    if pdfmetrics.stringWidth(line, face, size) <= width:
        return [line]
    pieces, piece = [], ""
    for char in line:
        if piece and pdfmetrics.stringWidth(piece + char, face, size) > width:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


def styles() -> dict[str, ParagraphStyle]:
    """The paragraph styles by the names of the report's blocks."""
    register_faces()
    plain = ParagraphStyle("plain", fontName=REGULAR, fontSize=BODY, leading=BODY * 1.25, alignment=TA_LEFT)
    body = ParagraphStyle("body", plain, alignment=TA_JUSTIFY, firstLineIndent=FIRST_LINE, spaceBefore=6)
    return {
        "plain": plain,
        "body": body,
        "heading": ParagraphStyle("heading", body, fontName=BOLD, keepWithNext=1),
        "subheading": ParagraphStyle("subheading", body, fontName=BOLD_ITALIC, keepWithNext=1),
        "basis": ParagraphStyle("basis", body, fontName=ITALIC),
        "item": ParagraphStyle("item", body, spaceBefore=3),
        "note": ParagraphStyle("note", body, fontName=ITALIC, firstLineIndent=0),
        "center": ParagraphStyle("center", plain, alignment=TA_CENTER),
        "center_bold": ParagraphStyle("center_bold", plain, alignment=TA_CENTER, fontName=BOLD),
        "center_italic": ParagraphStyle("center_italic", plain, alignment=TA_CENTER, fontName=ITALIC),
        "recipients_title": ParagraphStyle("recipients_title", plain, fontName=BOLD_ITALIC, fontSize=12, leading=15),
        "recipients": ParagraphStyle("recipients", plain, fontSize=SMALL, leading=SMALL * 1.25),
    }
