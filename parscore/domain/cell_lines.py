"""Lines inside one cell: rungs with their points, inputs that are named by letters, and what is neither.

Nothing is dropped: a line that is no rung, no named input and no label comes back as unread.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from parscore.domain.errors import Refused
from parscore.domain.points import read_points
from parscore.domain.row_codes import is_label, without_bullet
from parscore.domain.rung_text import earns_by_number, split_points
from parscore.domain.viet_text import clean

_NUM = r"\d+(?:[.,]\d+)?"
_ORDER = re.compile(r"(?:[a-zđ]\)|\(?\d{1,2}\)|\d{1,2}\.(?=\s))")
_FIRST = re.compile(
    rf"(?:(?:mức|đạt|được)\s+)?(?P<points>{_NUM})\s*(?:điểm|đ)\s*(?:[:：–—-]|(?=nếu\b|khi\b))\s*(?P<text>\S.*)", re.IGNORECASE
)
_BARE = re.compile(rf"(?P<text>\S.*[^\s:：=]) (?P<points>{_NUM}) ?(?:điểm|đ)", re.IGNORECASE)
_MEASURES = re.compile(r"\b(?:từ|trên|dưới|đến|đạt|trừ|cộng|được|hơn|quá|mỗi|tối đa|tối thiểu|và|là|còn|[-–/+x])$", re.IGNORECASE)
_ONLY_POINTS = re.compile(rf"\(?(?P<points>{_NUM})\s*(?:điểm|đ)?\)?", re.IGNORECASE)
_INNER = re.compile(rf"[:：=]\s*{_NUM}\s*(?:điểm|đ)?\s*(?:[;,]|\.\s|[-–+•]\s)|[:：=(]\s*{_NUM}\s*(?:điểm|đ)\b", re.IGNORECASE)
_APART = (re.compile(r";\s*"), re.compile(r"\s+[-–+•*]\s+(?=[^\W\d_])"), re.compile(r"\.\s+"), re.compile(r",\s+"))
_LETTER = re.compile(
    r"(?:trong đó\s*[:,]?\s*)?(?P<letter>[a-zđ])\s*(?:là\b|[:：=]|\s[-–]\s)\s*:?\s*(?P<label>[^\W\d_].{4,})", re.IGNORECASE
)
_LETTERS_APART = re.compile(r"\s*[;,.]\s*(?:và\s+)?(?=[a-zđ]\s*(?:là\b|[:：=]))", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:\(?(?P<mark>\d{1,2})[.)])\s+(?=[^\W\d_])")
_RATIO = re.compile(
    r"(?:tính\s+|trong đó\s*:?\s*)?(?:tỷ|tỉ) lệ[^=:;(\d]*(?:=|:|\()\s*\(?\s*[a-z]\s*[/:]\s*[a-z]\s*\)?(?:\s*[x×*]\s*100\s*%?)?\s*\)?", re.I
)
_FEWEST = 2
_ENDS = " ;,."


@dataclass(frozen=True, slots=True)
class CellLines:
    """What the lines of a cell say.

    `rungs` are sentences with their points, `inputs` letters with what they stand for, `unread` lines that are neither. `split` says that
    an unread line parts the rungs, so that they may be several scales; `weak` that points were read by a looser wording; `differs` that
    points written beside the lines are others than those in them.
    """

    rungs: tuple[tuple[str, Decimal | None], ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()
    split: bool = False
    weak: bool = False
    differs: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its bullet; `points` and `weak` as far as it ends or begins with points."""

    text: str
    bulleted: bool
    said: str = ""
    points: Decimal | None = None
    weak: bool = False

    @property
    def is_rung(self) -> bool:
        return bool(self.said) and (self.points is not None or (earns_by_number(self.text) and not says_ratio(self.text)))


def says_ratio(text: str) -> bool:
    """Whether a line only says which number is divided by which: "Tỷ lệ = a/b x 100%"."""
    return bool(_RATIO.fullmatch(text.strip(_ENDS)))


def read_lines(text: str, maximum: Decimal | None, beside: Sequence[Decimal] = ()) -> CellLines:
    """The lines of a cell; `beside` are the points that another cell gives, one for each line."""
    lines = [part for line in _joined(text, maximum) for part in _parts(line, maximum)]
    letters = [(found["letter"].lower(), found["label"].strip(_ENDS)) for line in lines if (found := _letter(line))]
    plain = [line for line in lines if not _letter(line) and not _is_label(line)]
    told = [line.points for line in plain if line.points is not None]
    if beside and not told and len(plain) == len(beside):
        return CellLines(tuple((line.text.rstrip(_ENDS), points) for line, points in zip(plain, beside, strict=True)), tuple(letters))
    rungs, unread, split = _sorted_out(plain)
    rungs = _unnumbered(rungs)
    weak = any(line.weak or (line.points is not None and _INNER.search(line.said)) for line in plain)
    return CellLines(tuple(rungs), tuple(letters), tuple(unread), split, weak, bool(beside) and list(beside) != told)


def name_and_lines(text: str, maximum: Decimal | None) -> tuple[str, str]:
    """A name and the lines of rungs behind it in the same cell; no lines where they hold no rung."""
    rows = [row for row in text.splitlines() if clean(row)]
    lines = [_line(row, maximum) for row in rows]
    at = next((at for at, line in enumerate(lines) if at and (line.bulleted or line.is_rung)), 0)
    found = [line for line in _joined("\n".join(rows[at:]), maximum) if line.is_rung] if at else []
    if len(found) < 2 and not any(line.bulleted for line in found):
        return text, ""
    name = rows[:at]
    while len(name) > 1 and is_label(name[-1]):
        name.pop()
    return "\n".join(name), "\n".join(rows[at:])


def points_beside(text: str) -> tuple[Decimal, ...]:
    """Points that stand one under the other in a cell; none where anything else stands among them."""
    rows = [clean(row) for row in text.splitlines() if clean(row)]
    found = [_ONLY_POINTS.fullmatch(without_bullet(row).strip(_ENDS)) for row in rows]
    try:
        return tuple(read_points(each["points"]) for each in found if each is not None) if all(found) else ()
    except Refused:
        return ()


def _line(row: str, maximum: Decimal | None) -> _Line:
    plain = clean(row)
    text = without_bullet(plain)
    return _read(text, text != plain or bool(_ORDER.match(text)), maximum)


def _read(text: str, bulleted: bool, maximum: Decimal | None) -> _Line:
    """A line with its points: at its end, at its beginning ("1 điểm: …"), or at its end without a sign before them."""
    bare = text.rstrip(_ENDS)
    said, points = split_points(bare, maximum)
    if points is not None:
        return _Line(text, bulleted, said, points)
    first = _FIRST.fullmatch(bare)
    if first:
        return _Line(text, bulleted, first["text"], read_points(first["points"]))
    last = None if earns_by_number(bare) else _BARE.fullmatch(bare)
    if last and not _MEASURES.search(last["text"]):
        return _Line(text, bulleted, last["text"].rstrip(" .…_→=>"), read_points(last["points"]), weak=True)
    return _Line(text, bulleted, bare)


def _joined(text: str, maximum: Decimal | None) -> list[_Line]:
    """The lines, those that go on in the next one put together."""
    lines: list[_Line] = []
    for row in text.splitlines():
        if not without_bullet(clean(row)):
            continue
        line = _line(row, maximum)
        if lines and _goes_on(lines[-1], line):
            before = lines.pop()
            sign = ": " if _ONLY_POINTS.fullmatch(line.text.rstrip(_ENDS)) and not before.text.endswith(":") else " "
            line = _read(f"{before.text}{sign}{line.text}", before.bulleted, maximum)
        lines.append(line)
    return lines


def _goes_on(before: _Line, line: _Line) -> bool:
    if line.bulleted or before.points is not None or _letter(line) or _letter(before):
        return False
    if _ONLY_POINTS.fullmatch(line.text.rstrip(_ENDS)):
        return not _ONLY_POINTS.fullmatch(before.text.rstrip(_ENDS))
    return not before.text.endswith(":") and not _is_label(before) and (before.bulleted or line.text[0].islower())


def _parts(line: _Line, maximum: Decimal | None) -> list[_Line]:
    """A line as several rungs where each part of it has its own points, or as several letters with what they stand for."""
    if _letter(line):
        return [_Line(part, line.bulleted, part) for part in _LETTERS_APART.split(line.text)]
    for apart in _APART:
        parts = [_read(without_bullet(part), line.bulleted, maximum) for part in apart.split(line.text) if part.strip(_ENDS)]
        if len(parts) > 1 and all(part.said and part.points is not None and not part.weak for part in parts):
            return parts
    return [line]


def _letter(line: _Line) -> "re.Match[str] | None":
    return None if line.is_rung else _LETTER.fullmatch(line.text)


def _is_label(line: _Line) -> bool:
    return is_label(line.text) if line.points is None else line.said.lower() == "điểm tối đa"


def _unnumbered(rungs: list[tuple[str, Decimal | None]]) -> list[tuple[str, Decimal | None]]:
    """The rungs without the numbers "1.", "2." … that count them, where they count all of them in their order."""
    marks = [_NUMBERED.match(text) for text, _ in rungs]
    order = [mark["mark"] for mark in marks if mark is not None]
    if len(order) < _FEWEST or len(order) < len(rungs):
        return rungs
    if [int(number) for number in order] != list(range(1, len(order) + 1)):
        return rungs
    return [(_NUMBERED.sub("", text), points) for text, points in rungs]


def _sorted_out(lines: list[_Line]) -> tuple[list[tuple[str, Decimal | None]], list[str], bool]:
    """Rungs and unread lines: one that stands among rungs as they do is a rung that lost its points."""
    places = [at for at, line in enumerate(lines) if line.is_rung]
    bulleted = any(lines[at].bulleted for at in places)
    rungs: list[tuple[str, Decimal | None]] = []
    unread, split = [], False
    for at, line in enumerate(lines):
        among = bool(places) and places[0] < at < places[-1]
        if line.is_rung or (not line.text.endswith(":") and (line.bulleted if bulleted else among)):
            rungs.append((line.said, line.points))
        else:
            unread.append(line.text)
            split = split or among
    return rungs, unread, split
