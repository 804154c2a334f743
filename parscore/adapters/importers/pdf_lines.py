"""Characters on a PDF page to lines, and the lines of a cell to its text: what the page wrapped is one line again."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from parscore.domain.viet_syllables import is_syllable

_ITEM = re.compile(r"[-–—+*•●▪◦·]\s*(?=\D)|\(?[a-zđ]\)\s|\d{1,2}[.)]\s+[^\W\d_]|[a-zđ]\s*[:=]\s", re.IGNORECASE)
_ENDS_WITH_STROKE = re.compile(r"\w[/-]$")  # a word may be broken there, as in "Tiêu chí/Tiêu chí thành phần"
_LONG_WORD = re.compile(r"(?=.*[\d/.])\S{7,}|\S{10,}")
_ENDS_WITH_POINTS = re.compile(r"[:：=(]\s*\d+(?:[.,]\d+)?\s*(?:điểm|đ)?\)?\s*[;.]?$|\d\s*điểm\s*[;.]?$", re.IGNORECASE)
_HEAVY = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_CUT_DATE = re.compile(r"(?:\d{1,2}/)?\d{1,2}/(?:2|20|20\d)")
_WHOLE_DATE = re.compile(r"(?:\d{1,2}/)?\d{1,2}/20\d\d")
_SLACK = 2.0
_HALF = 2.5  # of the size of a letter
_WIDEST_PADDING, _USUAL_PADDING = 8.0, 3.0

Break = Literal["new", "same", "unsure"]


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line as it is drawn.

    `pitch` is how far below the line before it stands, 0 for the first, `first` the width of its first word, `bold` whether all is heavy.
    """

    text: str
    x0: float
    x1: float
    top: float
    height: float
    first: float
    space: float
    pitch: float = 0.0
    bold: bool = False


def lines_of(chars: Iterable[Any], *, apart: bool = False) -> list[PdfLine]:
    """The lines that characters stand in, from above; accents drawn apart belong to the letter before them.

    `apart` parts a line where room for several letters is left, as between the two halves of a letterhead.
    """
    rows: list[list[dict[str, Any]]] = []
    for char in sorted(_with_marks(chars), key=lambda each: (each["top"] + each["bottom"], each["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        last = rows[-1][0] if rows else None
        if last is not None and abs(middle - (last["top"] + last["bottom"]) / 2) < 0.5 * max(last["size"], char["size"]):
            rows[-1].append(char)
        else:
            rows.append([char])
    lines: list[PdfLine] = []
    for row in _halves(rows) if apart else rows:
        line = _line(sorted(row, key=lambda each: each["x0"]), lines[-1].top if lines else None)
        if line is not None:
            lines.append(line)
    return lines


def _halves(rows: Iterable[list[dict[str, Any]]]) -> Iterator[list[dict[str, Any]]]:
    """Rows parted where much room is left between two letters."""
    for row in rows:
        half: list[dict[str, Any]] = []
        reached = 0.0
        for char in sorted(row, key=lambda each: each["x0"]):
            seen = bool(char["text"].strip())
            if seen and reached and char["x0"] - reached > _HALF * char["size"]:
                yield half
                half = []
            half.append(char)
            reached = char["x1"] if seen else reached
        yield half


def _with_marks(chars: Iterable[Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for char in chars:
        if found and char["text"] and all(unicodedata.combining(each) for each in char["text"]):
            found[-1] = {**found[-1], "text": found[-1]["text"] + char["text"]}
        else:
            found.append(char)
    return found


def _line(row: Sequence[dict[str, Any]], above: float | None) -> PdfLine | None:
    """The text of characters that stand beside each other; a gap is a blank where none was drawn, a letter drawn twice is one."""
    text, first, before = "", 0.0, None
    seen = [char for char in row if char["text"].strip()]
    if not seen:
        return None
    for char in row:
        if before is not None and char["text"] == before["text"] and abs(char["x0"] - before["x0"]) < 0.1 * char["size"]:
            continue
        gap = before is not None and char["x0"] - before["x1"] > 0.2 * char["size"]
        if gap and not text.endswith(" ") and char["text"].strip():
            text += " "
        if text.strip() and not first and (gap or not char["text"].strip()) and before is not None:
            first = before["x1"] - seen[0]["x0"]
        text += char["text"]
        before = char
    x0, x1, top = seen[0]["x0"], max(char["x1"] for char in seen), min(char["top"] for char in seen)
    size = max(char["size"] for char in seen)
    pitch = 0.0 if above is None else top - above
    bold = all(_HEAVY.search(str(char["fontname"])) for char in seen)
    return PdfLine(text.lstrip(), x0, x1, top, size, first or x1 - x0, 0.25 * size, pitch, bold)


def padding_of(cells: Iterable[tuple[float, Sequence[PdfLine]]]) -> float:
    """How far the lines of cells, each with its left border, stand from it; where all of them are centred this is only supposed."""
    left = min((line.x0 - border for border, lines in cells for line in lines), default=_USUAL_PADDING)
    return _USUAL_PADDING if left > _WIDEST_PADDING else max(left, 0.0)


def flowed(lines: Sequence[PdfLine], limit: float) -> tuple[str, bool]:
    """The text of a cell whose lines may reach as far as `limit`, and whether it is unsure that two lines are one."""
    text, unsure = "", False
    usual = min((line.pitch for line in lines[1:] if line.pitch > 0), default=0.0)
    for at, line in enumerate(lines):
        if not at:
            text = line.text.rstrip()
            continue
        before = lines[at - 1]
        apart = usual and line.pitch > 1.35 * usual + 1
        how: Break = "new" if apart else break_between(before, line, limit)
        cut = how != "new" and (_is_cut_word(before, limit) or _is_cut_syllable(before, line, limit))
        unsure = unsure or how == "unsure" or cut
        glue = "\n" if how == "new" else "" if cut or ends_with_stroke(before.text) else " "
        text += glue + line.text.rstrip()
    return text, unsure


def break_between(before: PdfLine, line: PdfLine, limit: float) -> Break:
    """Whether a line begins anew: where its first word had found room on the line before, somebody broke the line there."""
    start, end = line.text, before.text.rstrip()
    if begins_item(end, start) or before.x1 + before.space + line.first <= limit - _SLACK:
        return "new"
    if not start[0].isupper():
        return "same"
    if _ENDS_WITH_POINTS.search(end) or end.endswith(";"):
        return "new"
    return "unsure" if end.endswith((".", ":")) else "same"


def begins_item(end: str, start: str) -> bool:
    """Whether a line begins as an item of a list does; a stroke between two figures is none."""
    return bool(_ITEM.match(start)) and not (re.match(r"[-–—]\s*\d", start) and end[-1:] in "0123456789%")


def ends_with_stroke(text: str) -> bool:
    """Whether a text ends within a code or a word, as in "NĐ-"."""
    return _ENDS_WITH_STROKE.search(text) is not None


def is_finished(text: str) -> bool:
    """Whether a text ends as sentences and rungs do."""
    plain = text.rstrip()
    return plain.endswith((".", ";", ":")) or bool(_ENDS_WITH_POINTS.search(plain))


def _is_cut_syllable(before: PdfLine, line: PdfLine, limit: float) -> bool:
    """Whether a narrow cell broke a word in two: what ends one line and begins the next makes sense together alone."""
    if before.x1 < limit - 0.8 * before.height or not before.text.split() or not line.text.split():
        return False
    end, start = before.text.split()[-1], line.text.split()[0].rstrip(".,;:)")
    if _CUT_DATE.fullmatch(end) and start.isdigit():
        return _WHOLE_DATE.fullmatch(end + start) is not None
    return start.islower() and is_syllable(end + start) and not is_syllable(start)


def _is_cut_word(line: PdfLine, limit: float) -> bool:
    """Whether a line is the beginning of one word too long for the cell: it fills the cell and is longer than words are."""
    return line.x1 >= limit - 0.6 * line.height and _LONG_WORD.fullmatch(line.text) is not None
