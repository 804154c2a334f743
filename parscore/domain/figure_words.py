"""A rung's sentence as tokens: figures, and the words around them that say from, up to, above and below."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from parscore.domain.points import canonical
from parscore.domain.viet_text import clean

Kind = Literal["ge", "gt", "le", "lt", "fail", "enough", "to", "up", "down", "num", "blank"]

_WORDS: tuple[tuple[Kind, str], ...] = (
    ("up", r"trở lên|trở đi|hoặc (?:cao |nhiều |lớn )?hơn(?! hoặc)"),
    ("down", r"trở xuống|hoặc (?:ít|thấp|nhỏ) hơn(?! hoặc)"),
    ("ge", r"(?:lớn hơn|cao hơn|nhiều hơn|trên|hơn) hoặc bằng|bằng hoặc (?:lớn hơn|cao hơn|nhiều hơn|trên|hơn)"),
    ("le", r"(?:nhỏ hơn|thấp hơn|ít hơn|dưới) hoặc bằng|bằng hoặc (?:nhỏ hơn|thấp hơn|ít hơn|dưới)"),
    ("ge", r"không (?:dưới|thấp hơn|nhỏ hơn|ít hơn)|ít nhất|tối thiểu|từ"),
    ("le", r"không (?:để |có |được )?(?:vượt quá|quá|vượt|trên|lớn hơn|cao hơn|nhiều hơn|hơn)|tối đa"),
    ("lt", r"nhỏ hơn|thấp hơn|ít hơn|dưới|(?:chưa|không) (?:đến|tới)|(?<=đến )(?:cận|gần)|(?<=tới )(?:cận|gần)"),
    ("fail", r"(?:không|chưa) (?:đạt|đủ|hoàn thành|bảo đảm|đảm bảo)(?: (?:đủ|được|tỷ lệ|tỉ lệ|mức|đến|tới))*"),
    ("gt", r"lớn hơn|cao hơn|nhiều hơn|vượt quá|vượt|trên|hơn|quá"),
    ("to", r"(?:cho |lên |xuống )?(?:đến|tới)|xuống"),
    ("enough", r"đầy đủ|đủ|(?:tất )?cả(?= \d)"),
)
_SIGNS: tuple[tuple[Kind, str], ...] = (("ge", r"≥|>=|=>"), ("le", r"≤|<=|=<"), ("gt", r">"), ("lt", r"<"), ("to", r"[-–—÷~→]+"))
_NUMBER = r"(?<![\w.,/])(?:[1-9]\d{0,2}(?:\.\d{3})+(?![\d.,/]|\s*%)|\d+(?:[.,]\d+)?)(?![\w/])"
_TOKEN = re.compile(
    "|".join(
        [
            rf"(?P<num>{_NUMBER})\s*(?P<percent>%?)",
            r"(?P<blank>(?:\.{2,}|…+|_{2,})\s*%?|(?<![\d\s.…_])\s%|^%)",
            r"(?P<fraction>(?<![\w/])\d/\d(?![\w/]))",
            *(rf"(?P<{kind}{at}>(?<!\w)(?:{words})(?!\w))" for at, (kind, words) in enumerate(_WORDS)),
            *(rf"(?P<{kind}{at}>{signs})" for at, (kind, signs) in enumerate(_SIGNS, len(_WORDS))),
        ]
    )
)
_LETTERS = re.compile(r"(?<![\w/])\(?[a-z]\s*[/:]\s*[a-z]\)?(?![\w/])")
_FIGURE = re.compile(r"(?<![\w.,/])\d+(?:[.,]\d+)?(?![\w/])")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")

_FRACTIONS = {
    "¼": "25%",
    "½": "50%",
    "¾": "75%",
    "⅓": " 1/3 ",
    "⅔": " 2/3 ",
    "⅕": "20%",
    "⅖": "40%",
    "⅗": "60%",
    "⅘": "80%",
    "％": "%",
    "một phần tư": "25%",
    "ba phần tư": "75%",
    "một phần hai": "50%",
    "một phần ba": " 1/3 ",
    "hai phần ba": " 2/3 ",
    "phần trăm": "%",
}
_HALF = re.compile(r"(?<!\w)(?:một )?nửa(?! (?:đầu|cuối|năm|tháng|ngày))(?!\w)")
_PARTS = re.compile(r"(?<![\w/])(\d{1,2})/(\d)(?![\w/])")
_OPS = r"(?:(?:không quá|không vượt quá|từ|trên|dưới|quá|hơn|sau|trước|ít nhất|tối thiểu|tối đa|đến|trong vòng|trong)\s+)*"
_SPAN = r"(?:ngày|tháng|năm|giờ|phút|tuần|quý)\b"
_TIME = (
    re.compile(
        r"\d{1,2}/\d{1,2}/\d{4}|\b(?:ngày|tháng|quý|kỳ)\s+\d{1,2}(?:/\d{1,4}){0,2}(?!\s*%)(?!\d)"
        r"|\b0\d/\d{1,2}\b|\b\d\d/\d\d\b|\b\d{1,2}/\d{4}\b"
    ),
    re.compile(r"\b(?:năm|giai đoạn|nhiệm kỳ)\s+(?:19|20)\d\d(?:\s*(?:-|–|đến|và|,|/)\s*(?:19|20)\d\d)*(?!\s*%)"),
    re.compile(rf"{_OPS}\d+(?:\s*(?:-|–|đến|tới)\s*(?:dưới\s+)?\d+)?\s*{_SPAN}(?:\s+làm việc)?(?:\s+trở (?:lên|xuống|đi))?"),
    re.compile(r"\d{1,2}\s*(?:h|:)\s*\d{2}\b"),
)
_PAPERS = r"nghị định|thông tư|quyết định|kế hoạch|luật|văn bản|công văn|nghị quyết|chỉ thị|tờ trình|hướng dẫn|đề án"
_PLACES = r"mức độ|mức|cấp độ|điều|khoản|mục|điểm [a-zđ]|phụ lục|biểu|mẫu|loại|nhóm|bước|phiên bản|iso"
_CODED = (
    re.compile(rf"\b(?:{_PAPERS})\s+số\s*:?\s*\d[\w/.-]*"),
    re.compile(r"\b\d+(?:/\d+)*/[a-zđ][\w-]*"),
    re.compile(rf"\b(?:{_PLACES})\s+(?:số\s+)?\d+(?:[.:]\d+)*(?:\s*(?:,|và|-)\s*\d+)*(?![\d%])(?!\s*%)(?!,\d)"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One token: its kind, and of a figure its value (None where no decimal holds it) and whether it is a share."""

    kind: Kind
    start: int
    end: int
    value: Decimal | None = None
    percent: bool = False
    sign: bool = False


@lru_cache(maxsize=8192)
def prepared(text: str) -> str:
    """The sentence in small letters, fractions as shares, without dates, spans of time and numbers of documents."""
    plain = clean(text).lower()
    for coded in _CODED:
        plain = coded.sub(" ; ", plain)
    for words, share in _FRACTIONS.items():
        plain = plain.replace(words, share)
    plain = _PARTS.sub(_share, _HALF.sub("50%", plain))
    for time in _TIME:
        plain = time.sub(" ; ", plain)
    return _shares_of_letters(plain)


@lru_cache(maxsize=8192)
def names_time(text: str) -> bool:
    """Whether a sentence names a day or a span of days, months or years; the year of the plan is none."""
    plain = clean(text).lower()
    for coded in _CODED:
        plain = coded.sub(" ; ", plain)
    return any(time.search(plain) for time in (_TIME[0], _TIME[2]))


def _shares_of_letters(plain: str) -> str:
    """In percent what stands beside b/a, as in "0,8 ≤ b/a < 1": where two letters make the ratio, figures up to one are parts of it."""
    if "%" in plain or not _LETTERS.search(plain):
        return plain
    bare = _LETTERS.sub(" tỷ lệ ", plain)
    found = [Decimal(each.replace(",", ".")) for each in _FIGURE.findall(bare)]
    if not found or max(found) > 1:
        return plain
    return _FIGURE.sub(lambda each: f"{canonical(100 * Decimal(each[0].replace(',', '.'))).replace('.', ',')}%", bare)


@lru_cache(maxsize=8192)
def remainder(text: str) -> str:
    """What a sentence says beside its figures and their words, in small letters."""
    plain = prepared(text)
    parts, at = [], 0
    for token in _tokens(plain):
        parts.append(plain[at : token.start()])
        at = token.end()
    return clean(" ".join([*parts, plain[at:]]))


def _share(found: "re.Match[str]") -> str:
    """A fraction up to one as a percentage, where a decimal can hold it."""
    top, bottom = int(found[1]), int(found[2])
    if found[1].startswith("0") or not 0 < top <= bottom or 100 * top % bottom:
        return found[0]
    return f"{100 * top // bottom}%"


@lru_cache(maxsize=8192)
def _tokens(plain: str) -> tuple["re.Match[str]", ...]:
    return tuple(_TOKEN.finditer(plain))


def figures(plain: str) -> list[Figure]:
    """The tokens of a prepared sentence, in order."""
    return [_figure(found) for found in _tokens(plain)]


def _figure(found: "re.Match[str]") -> Figure:
    name = str(found.lastgroup)
    start, end = found.span()
    if name in {"num", "percent"}:
        text = found["num"]
        value = Decimal(text.replace(".", "")) if _THOUSANDS.fullmatch(text) and not found["percent"] else Decimal(text.replace(",", "."))
        return Figure("num", start, end, value, bool(found["percent"]))
    if name == "fraction":
        return Figure("num", start, end, None, True)
    if name == "blank":
        return Figure("blank", start, end, None, "%" in found[0])
    kind: Kind = name.rstrip("0123456789")  # type: ignore[assignment]
    return Figure(kind, start, end, sign=int(name[len(kind) :]) >= len(_WORDS))
