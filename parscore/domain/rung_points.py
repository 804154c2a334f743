"""The points that a rung's sentence states: at its end (": 0,5", "thì được 1 điểm", "75% điểm") or before it ("1 điểm: …").

A figure behind "trừ" takes points away, one behind "mỗi" or beside an operator belongs to a rule of numbers: none of them is read here.
"""

import re
from decimal import Decimal
from functools import lru_cache

from parscore.domain.points import HUNDRED, ZERO, tidy
from parscore.domain.viet_text import clean

NUM = r"\d+(?:[.,]\d+)?"
_UNIT = r"(?:điểm|đ)(?!\w)"
_VERB = r"(?:được|tính|cộng|chấm|đạt|cho|ghi|hưởng|là|bằng)"
_STATED = re.compile(
    rf"(?:\bthì\s+(?:số )?điểm(?: (?:đánh giá|số|chấm|đạt được))?|(?:số )?\bđiểm (?:đánh giá|số|chấm|đạt được))\s*(?:là|bằng|[=:])\s*:?\s*"
    rf"(?P<points>{NUM})\s*(?:{_UNIT})?\s*[.;]?$",
    re.I,
)
_COLON = re.compile(rf"\s*[:：=→]\s*(?:{_VERB}\s+)?(?P<points>{NUM})\s*(?P<unit>{_UNIT})?\s*[.;,]?$", re.I)
_BRACKET = re.compile(rf"\s*[:：=]?\s*[(\[]\s*(?:{_VERB}\s+)?(?P<points>{NUM})\s*{_UNIT}\s*[)\]]\s*[.;,]?$", re.I)
DASH = re.compile(rf"(?<![:：])\s+[-–—]\s+(?P<points>{NUM})\s*{_UNIT}\s*[.;,]?$", re.I)
_SPOKEN = re.compile(rf"[\s,:：]*\b(?:thì\s+)?(?:{_VERB}\s+)+(?P<points>{NUM})\s*{_UNIT}\s*[.;,]?$", re.I)
_FIRST = re.compile(
    rf"^[-+•*–\s]*(?:\(\s*(?P<a>{NUM})\s*{_UNIT}\s*\)\s*[:：–-]?|(?:(?:được|đạt|tính|chấm|cho)\s+)?(?P<b>{NUM})\s*{_UNIT}\s*(?:[:：]"
    r"|\s[-–—]\s|(?=(?:nếu|khi)\b)))\s*",
    re.I,
)
_CLOCK = re.compile(r"\b(?:lúc|trước|sau|hồi|giờ|từ|đến)\s+\d{1,2}\s*:\s*[0-5]\d$", re.I)
_SHARE_EQUALS = re.compile(r"(?:\b[a-z]\s*[/:]\s*[a-z]|tỷ lệ(?: %)?(?: đạt(?: được)?)?|(?<!\w)[a-zđ])\s*=\s*\d+(?:[.,]\d+)?\s*$", re.I)
_TAKEN = re.compile(r"\btrừ(?: (?:đi|điểm|tối đa|không quá|vào|là|mỗi \w+))*\s*[:：=]?\s*$|\b(?:bị|thì|sẽ) giảm\s*[:：=]?\s*$", re.I)
_EACH = re.compile(r"\b(?:mỗi|từng)\b|\bcứ\b", re.I)
_WORDS = re.compile(
    rf"(?:\s*[:：=,]\s*|\s+(?=(?:thì|được|đạt|tính|hưởng|chấm|bằng|không)\b))(?:(?:thì|đạt|được|tính|hưởng|chấm|bằng|là|cho)\s+)*"
    rf"(?P<words>(?:(?:trừ|giảm)\s+)?(?:{NUM}\s*%|một nửa|nửa|½|1/2)\s*(?:tổng\s+)?(?:số\s+)?điểm(?: (?:tối đa"
    r"|chuẩn))?|(?:số )?điểm (?:tối đa|tuyệt đối|chuẩn)"
    r"|không (?:được |đạt |tính |chấm |có |cho )*điểm)\s*[.;,]?$",
    re.I,
)
_FIRST_WORDS = re.compile(
    r"^[-+•*–\s]*(?:(?:được|đạt|tính|chấm|cho)\s+)*(?P<words>(?:số )?điểm tối đa|không (?:được |đạt |tính |chấm |có |cho )*điểm)\s*[:,]?\s*"
    r"(?=(?:nếu|khi|đối với|trong trường hợp)\b)",
    re.I,
)
_INNER = re.compile(
    rf"\s*[:：=]\s*(?P<points>{NUM})\s*{_UNIT}\s*[,;]?\s*(?=(?:nếu|khi|trong trường hợp)\b[^\d]*$"
    r"|\((?![^)]*(?:\d|tối đa|trừ|điểm))[^()]*\)\s*[.;]?$)",
    re.I,
)
_RANGE = re.compile(rf"[:：=]\s*{NUM}$")
_TOO_MANY = Decimal(1000)
_HALF = re.compile(r"nửa|½|1/2")
_PERCENT = re.compile(rf"({NUM})\s*%")


@lru_cache(maxsize=8192)
def split_points(text: str, maximum: Decimal | None) -> tuple[str, Decimal | None]:
    """A rung's sentence without the points it states, and the points; a share of the maximum needs to know it.

    Points behind a dash stay in the sentence as well: beside other rungs they may turn out to be taken away.
    """
    plain = clean(text)
    found = _at_end(plain, maximum)
    if found is not None:
        return found
    words = _WORDS.search(plain)
    if words and maximum is not None and not _EACH.search(plain):
        return plain[: words.start()].strip(), tidy(maximum * _factor(words["words"].lower()))
    first = _FIRST.match(plain)
    if first and plain[first.end() :].strip() and not _EACH.match(plain[first.end() :]):
        return plain[first.end() :].strip(), _exact(first["a"] or first["b"])
    return _within(plain, maximum)


def _within(plain: str, maximum: Decimal | None) -> tuple[str, Decimal | None]:
    """Points before a case or a remark: "…: 0 điểm nếu …", "…: 1 điểm (minh chứng: …)", "không tính điểm nếu …"."""
    inner = _INNER.search(plain)
    if inner and not _EACH.search(plain) and not _TAKEN.search(plain[: inner.start("points")].rstrip()):
        return f"{plain[: inner.start()].strip()} {plain[inner.end() :].strip()}", _exact(inner["points"])
    worded = _FIRST_WORDS.match(plain)
    if worded and maximum is not None:
        return plain[worded.end() :].strip(), tidy(maximum * _factor(worded["words"].lower()))
    return plain, None


def _at_end(plain: str, maximum: Decimal | None) -> tuple[str, Decimal | None] | None:
    if not plain or not (plain[-1].isdigit() or plain[-1] in "mMđĐ.;,)]") or _CLOCK.search(plain):
        return None
    dash = DASH.search(plain)
    if dash and not _RANGE.search(plain[: dash.start()]):
        return plain, _exact(dash["points"])
    for pattern in (_STATED, _COLON, _BRACKET, _SPOKEN):
        found = pattern.search(plain)
        if found and _earns(plain, found, pattern, maximum):
            return plain[: found.start()].strip(" ,"), _exact(found["points"])
    return None


def _earns(plain: str, found: "re.Match[str]", pattern: "re.Pattern[str]", maximum: Decimal | None) -> bool:
    before = plain[: found.start()].rstrip()
    if not before or _TAKEN.search(before) or _TAKEN.search(plain[: found.start("points")].rstrip()):
        return False
    if _exact(found["points"]) >= _TOO_MANY or (pattern is _COLON and _SHARE_EQUALS.search(plain)):
        return False
    if pattern is _SPOKEN and found[0].strip(" ,:：").lower().startswith("đạt"):
        return maximum is not None and _exact(found["points"]) <= maximum
    return True


def _exact(text: str) -> Decimal:
    return tidy(Decimal(text.replace(",", ".")))


def _factor(words: str) -> Decimal:
    """The part of the maximum that words give: "75% điểm", "trừ 50% điểm", "điểm tối đa", "không tính điểm"."""
    share = _PERCENT.search(words)
    if share is not None:
        factor = Decimal(share[1].replace(",", ".")) / HUNDRED
        return 1 - factor if words.startswith(("trừ", "giảm")) else factor
    if words.startswith("không"):
        return ZERO
    return Decimal("0.5") if _HALF.search(words) else Decimal(1)
