"""Faces, sizes and margins of administrative paper (NĐ 30/2020/NĐ-CP, Phụ lục I), and text made fit to be drawn."""

import re
import unicodedata
from functools import lru_cache
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from parscore.paths import shipped

TOP, BOTTOM, LEFT, RIGHT = 20 * mm, 20 * mm, 30 * mm, 20 * mm
SIDE = 20 * mm
BODY, SMALL, TABLE = 13.0, 11.0, 12.0
FIRST_LINE = 12.7 * mm
REGULAR, BOLD, ITALIC, BOLD_ITALIC = "PS-Serif", "PS-Serif-Bold", "PS-Serif-Italic", "PS-Serif-BoldItalic"
_FACES = {REGULAR: "Regular", BOLD: "Bold", ITALIC: "Italic", BOLD_ITALIC: "BoldItalic"}
MISSING = "□"
_BREAK_AFTER = "/-_.,;:)"
_A_HAIR = 1e-6


@lru_cache(maxsize=1)
def register_faces() -> None:
    """Make the four faces known to reportlab; they are embedded as subsets in every file."""
    folder = shipped("resources") / "fonts"
    for name, face in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / f"LiberationSerif-{face}.ttf")))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)
    rl_config.useA85 = 0  # plain compressed streams: a fifth smaller, and no time lost on a text encoding


@lru_cache(maxsize=1)
def _glyphs() -> frozenset[int]:
    """What every face can draw."""
    register_faces()
    return frozenset.intersection(*(frozenset(pdfmetrics.getFont(name).face.charToGlyph) for name in _FACES))


@lru_cache(maxsize=8192)
def composed(text: str) -> str:
    """NFC, one kind of line end, plain blanks, and none of the marks that show nothing (soft hyphens, byte order marks)."""
    whole = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\t", " ")
    return "".join(char for char in whole if char.isascii() or unicodedata.category(char) != "Cf")


@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    """Composed text with a visible box for every character that the faces lack: a hole would be a silent loss."""
    known = _glyphs()
    return "".join(char if ord(char) in known or char == "\n" else MISSING for char in composed(text))


def marked_up(text: str) -> str:
    """Text for a Paragraph: printable, its angle brackets and ampersands kept as text, runs of blanks kept as room to write in."""
    return re.sub("  +", lambda run: "&nbsp;" * len(run[0]), escape(printable(text))).replace("\n", "<br/>")


@lru_cache(maxsize=32768)
def breadth(text: str, face: str) -> float:
    """The width of a printable text at a size of 1."""
    return float(pdfmetrics.stringWidth(text, face, 1.0))


@lru_cache(maxsize=16384)
def lines_of(text: str, face: str, size: float, width: float) -> tuple[tuple[str, str], ...]:
    """Composed text in lines that fit a width in points, each with what stood in its break's place: a blank, nothing, or a line end."""
    register_faces()
    return tuple(line for part in text.split("\n") for line in _filled(part, face, width / size + _A_HAIR))


def _filled(part: str, face: str, room: float) -> list[tuple[str, str]]:
    """One part's words set into lines of a room in ems; a word longer than a line is cut."""
    blank = breadth(" ", face)
    lines: list[tuple[str, str]] = []
    words: list[str] = []
    used = -blank
    for word in part.split():
        wide = breadth(word, face)
        if words and used + blank + wide > room:
            lines.append((" ".join(words), " "))
            words, used = [], -blank
        if wide > room:
            *full, word = _cut(word, face, room)
            lines.extend((piece, "") for piece in full)
            wide = breadth(word, face)
        words.append(word)
        used += blank + wide
    return [*lines, (" ".join(words), "\n")]


def _cut(word: str, face: str, room: float) -> list[str]:
    """A word in pieces that fit, cut behind a stroke or a point where it has one."""
    pieces, piece, used = [], "", 0.0
    for char in word:
        wide = breadth(char, face)
        if piece and used + wide > room:
            at = max(piece.rfind(mark) for mark in _BREAK_AFTER) + 1 or len(piece)
            pieces.append(piece[:at])
            piece = piece[at:]
            used = sum(breadth(each, face) for each in piece)
        piece += char
        used += wide
    return [*pieces, piece]


def styles() -> dict[str, ParagraphStyle]:
    """The paragraph styles by the names of the report's blocks."""
    register_faces()
    plain = ParagraphStyle("plain", fontName=REGULAR, fontSize=BODY, leading=BODY * 1.25, alignment=TA_LEFT)
    whole = {"allowWidows": 0, "allowOrphans": 0}
    body = ParagraphStyle("body", plain, alignment=TA_JUSTIFY, firstLineIndent=FIRST_LINE, spaceBefore=6, **whole)
    return {
        "plain": plain,
        "body": body,
        "heading": ParagraphStyle("heading", body, fontName=BOLD),
        "subheading": ParagraphStyle("subheading", body, fontName=BOLD_ITALIC),
        "basis": ParagraphStyle("basis", body, fontName=ITALIC),
        "item": body,
        "note": ParagraphStyle("note", body, fontName=ITALIC, firstLineIndent=0),
        "center": ParagraphStyle("center", plain, alignment=TA_CENTER),
        "center_bold": ParagraphStyle("center_bold", plain, alignment=TA_CENTER, fontName=BOLD),
        "center_italic": ParagraphStyle("center_italic", plain, alignment=TA_CENTER, fontName=ITALIC),
        "recipients_title": ParagraphStyle("recipients_title", plain, fontName=BOLD_ITALIC, fontSize=12, leading=15),
        "recipients": ParagraphStyle("recipients", plain, fontSize=SMALL, leading=SMALL * 1.25),
    }
