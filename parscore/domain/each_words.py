"""So many points each: "mỗi sáng kiến được 0,5 điểm, tối đa 2 điểm", "0,5 điểm/mô hình"."""

import re
from decimal import Decimal
from functools import lru_cache

from parscore.domain.input_words import each_of
from parscore.domain.outcome import Rung
from parscore.domain.points import ZERO, tidy
from parscore.domain.rule_proposal import Proposal, proposed
from parscore.domain.rules import Count, Manual
from parscore.domain.viet_text import clean

_NUM = r"\d+(?:[.,]\d+)?"
_UNIT = r"(?:điểm|đ)(?!\w)"
_START = r"[-+•*–\s]*(?:cứ\s+)?(?:có\s+)?(?:mỗi|với mỗi|đối với mỗi|từng|cứ(?= 0?1\b| một\b))\s+(?:(?:có\s+)?0?1\s+|một\s+)?"
_EARN = r"[\s,:=]*(?:(?:thì|sẽ|được|cộng|tính|đạt|chấm|thưởng|cộng thêm|cho|ghi|hưởng)\s+)*"
_CAP = (
    r"(?:\s*[,;.(–-]*\s*(?:(?:nhưng|và|tổng|tổng cộng|tổng số|điểm|số|mức|cộng|được)\s+)*(?:tối đa"
    r"|không quá|không vượt quá|cao nhất|nhiều nhất)(?:\s+(?:không quá|là|được))*\s*"
    rf"(?:(?P<cap>{_NUM})\s*{_UNIT}|(?P<most>(?:số\s+)?điểm (?:tối đa|chuẩn).*))\s*\)?)?"
)
_PATTERNS = (
    re.compile(rf"{_START}(?P<things>.+?){_EARN}(?P<each>{_NUM})\s*{_UNIT}{_CAP}", re.I),
    re.compile(
        rf"[-+•*–\s]*(?:(?:được|cộng|tính|chấm|đạt|thưởng)\s+)*(?P<each>{_NUM})\s*{_UNIT}\s*(?:/"
        rf"|(?:cho|đối với|với)\s+(?:mỗi|một|01|1)|mỗi)\s*(?:0?1\s+)?(?P<things>[^,;(]+?){_CAP}",
        re.I,
    ),
    re.compile(rf"[-+•*–\s]*(?P<things>[^,;:]+?){_EARN}(?P<each>{_NUM})\s*{_UNIT}\s*/\s*(?P<unit>[^,;(]+?){_CAP}", re.I),
)
_SPLIT_OFF = re.compile(rf"{_START}(?P<things>.+?)(?:\s+(?:được|cộng|tính|đạt|thì|chấm))*", re.I)
_ANY = re.compile(
    rf"\bmỗi\b.*?\b{_NUM}\s*{_UNIT}|\b{_NUM}\s*{_UNIT}\s*(?:/(?!\s*(?:không|chưa)\b)|(?:cho|đối với"
    rf"|với)\s+(?:mỗi|một)|mỗi)|\bcứ\b.*\b{_NUM}\s*{_UNIT}",
    re.I,
)
_EACH = re.compile(r"^[-+•*–\s]*(?:cứ\s+)?(?:có\s+)?(?:mỗi|cứ|từng)\b", re.I)
_CAP_ALONE = re.compile(rf"[-+•*–\s]*{_CAP[:-1]}\.?", re.I)
_MORE = re.compile(r"\bđiểm\b|\bmỗi\b|\bcứ\b|\btối đa\b|\btrừ\b", re.I)
_NUMBERED = re.compile(r"\d|\bthứ\b|\btrở (?:đi|lên)\b", re.I)
_NONE = re.compile(r"^[-+•*–\s]*(?:không|chưa)\b", re.I)


@lru_cache(maxsize=1024)
def earns_each(text: str) -> bool:
    """Whether a sentence gives points for each of something."""
    return bool(_ANY.search(clean(text)))


def counted_each(maximum: Decimal, rungs: tuple[Rung, ...]) -> Proposal | None:
    """A count with so many points each, capped at the maximum; None where no sentence says "mỗi"."""
    giving = [rung for rung in rungs if earns_each(rung.text) or (rung.points and _EACH.match(clean(rung.text)))]
    if not giving:
        return None
    if len(giving) > 1:
        return proposed(Manual(), rungs, ["several_each"])
    read = _read(giving[0], maximum)
    if read is None:
        return proposed(Manual(), rungs, ["several_each"])
    each, things, cap, doubtful = read
    questions = ["each"] if doubtful else []
    for rung in rungs:
        if rung is not giving[0]:
            cap, asked = _beside(rung, cap, maximum)
            questions += asked
    if cap is None:
        questions.append("each")
    elif cap != maximum:
        questions.append("several_each")
    return proposed(Count(each_of("count", things, "Số lượng"), each), rungs, questions)


def _beside(rung: Rung, cap: Decimal | None, maximum: Decimal) -> tuple[Decimal | None, list[str]]:
    """The cap and the questions that a line beside leaves."""
    alone = _CAP_ALONE.fullmatch(clean(rung.text))
    if alone and (alone["cap"] or alone["most"] or rung.points):
        return (_exact(alone["cap"]) if alone["cap"] else maximum), []
    if rung.points == ZERO and _NONE.match(clean(rung.text)):
        return cap, []
    return cap, ["each" if rung.points in {ZERO, maximum} else "several_each"]


def _read(rung: Rung, maximum: Decimal) -> tuple[Decimal, str, Decimal | None, bool] | None:
    """Points each, of what, the cap stated with them, and whether the wording asks for a look."""
    plain = clean(rung.text).rstrip(" .;")
    for pattern in _PATTERNS:
        found = pattern.fullmatch(plain)
        if found and not _MORE.search(found["things"]):
            unit = found.groupdict().get("unit")
            things = f"{clean(unit)} {found['things'][:1].lower()}{found['things'][1:]}" if unit else found["things"]
            cap = _exact(found["cap"]) if found["cap"] else maximum if found["most"] else None
            return _exact(found["each"]), things, cap, bool(unit or _NUMBERED.search(things))
    alone = _SPLIT_OFF.fullmatch(plain)
    if alone and rung.points and not earns_each(plain) and not _MORE.search(alone["things"]):
        return rung.points, alone["things"], None, bool(_NUMBERED.search(alone["things"]))
    return None


def _exact(text: str) -> Decimal:
    return tidy(Decimal(text.replace(",", ".")))
