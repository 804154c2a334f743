"""Points taken away: "mỗi hồ sơ trễ hạn trừ 0,25 điểm; trừ không quá số điểm tối đa"."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from parscore.domain.input_words import each_of
from parscore.domain.measured_rules import DeductionItem
from parscore.domain.outcome import Rung
from parscore.domain.points import HUNDRED, ZERO, tidy
from parscore.domain.rule_proposal import Proposal, proposed
from parscore.domain.rules import Deduction
from parscore.domain.viet_text import clean

_NUM = r"\d+(?:[.,]\d+)?"
_AMOUNT = (
    rf"(?P<amount>{_NUM})\s*(?:(?P<share>%)\s*(?:tổng\s+)?(?:số\s+)?(?:điểm|đ)(?!\w)(?: (?:tối đa"
    r"|chuẩn))?|(?:điểm|đ)(?!\w)|(?=\s*(?:/|$)))"
)
_OFF = r"(?:thì\s+|sẽ\s+|bị\s+|được\s+)*(?:trừ(?:\s+(?:đi|điểm))?|điểm trừ|giảm trừ|giảm)(?:\s+(?:đi|là))?\s*[:=]?\s*"
_PER = r"\s*(?:/|(?:cho|đối với|với|trên|tính trên)\s+(?:mỗi|một|từng|01|1)|mỗi|từng)\s*(?:01\s+|1\s+|một\s+)?"
_ONE = r"(?:0?1|một)\b"
_EACH = r"[-+•*–\s]*(?:nếu\s+|trường hợp\s+)?(?:cứ\s+)?(?:có\s+)?(?:mỗi|cứ|từng|với mỗi|đối với mỗi)\s+(?:(?:có\s+)?0?1\s+|một\s+)?"
_PATTERNS = (
    re.compile(rf"(?:(?P<of>[^:\d]{{3,80}})[:,]\s*)?{_EACH}(?P<things>.+?)[\s,:;–-]*\s*{_OFF}{_AMOUNT}\s*", re.I),
    re.compile(rf"[-+•*–\s]*{_OFF}{_AMOUNT}{_PER}(?P<things>.+?)", re.I),
    re.compile(rf"[-+•*–\s]*(?P<things>.+?)[\s,:;–-]*\s*{_OFF}{_AMOUNT}{_PER}(?P<unit>[^\d]+?)", re.I),
    re.compile(rf"[-+•*–\s]*(?P<things>.+?)\s*[:,]?\s*[-–−]\s?{_AMOUNT}{_PER}(?P<unit>[^\d]+?)", re.I),
)
_ONCE = re.compile(rf"[-+•*–\s]*(?:nếu\s+|trường hợp\s+|có\s+)*(?P<things>.+?)[\s,:;–-]*\s*{_OFF}{_AMOUNT}\s*", re.I)
_ANY = re.compile(
    rf"\btrừ\b(?:\s+(?:đi|điểm|là|tối đa|không quá))*\s*[:=]?\s*{_NUM}\s*(?:%\s*(?:số\s+)?)?(?:điểm"
    rf"|đ)(?!\w)|(?<!ngoại )(?<!loại )\btrừ\s*[:=]?\s*{_NUM}\s*(?:/|$|[;.)])|[-–−]\s?{_NUM}\s*(?:điểm|đ)\s*(?:/|cho mỗi|mỗi)",
    re.I,
)
_CAP = re.compile(
    r"[-+•*–(\s]*(?:(?:nhưng|và|tổng|điểm|số|mức|trừ|bị|điểm trừ|tổng số|đến|cho|khi)\s+)*(?:tối đa"
    r"|không quá|không vượt quá|không vượt|đến hết|hết|tối đa không quá)"
    rf"(?:\s+(?:không quá|là|trừ|bị trừ))*\s*[:=]?\s*(?:(?P<cap>{_NUM})\s*(?:điểm|đ)?|(?P<all>(?:tổng\s+)?(?:số\s+)?điểm(?: (?:tối đa"
    r"|chuẩn|của .*|đã .*))*|về 0(?: điểm)?|0 điểm)?)\s*\)?",
    re.I,
)
_UNTIL = re.compile(r"[-(\s]*(?:cho )?đến (?:khi )?(?:hết|bằng) (?:số )?(?:điểm|0)(?: điểm)?(?: tối đa)?(?: của .*)?\)?", re.I)
_SPLIT = re.compile(
    r"\s*(?:[;\n]|\.(?=\s|$)|,(?=\s*(?:nhưng|trừ|tối đa|không quá|mỗi|cứ|tổng|điểm trừ|đến))"
    r"|\b(?:và|hoặc)\b(?=\s+(?:mỗi|cứ|trừ))|(?=\bnhưng\s+(?:tổng|trừ|không quá|tối đa|điểm trừ))|(?=\())\s*"
)
_MORE = re.compile(r"\btrừ\b|\bđiểm\b|\bmỗi\b|\bcứ\b|\btối đa\b", re.I)
_UNNAMED = "Số trường hợp"
_BULLET = re.compile(r"^[-+•*–\s]+")


@dataclass(slots=True)
class _Found:
    """What the sentences of a leaf take away."""

    items: list[DeductionItem] = field(default_factory=list)
    most: Decimal | None = None
    questions: list[str] = field(default_factory=list)

    def cap(self, most: Decimal | None) -> None:
        """All together take no more than this."""
        if most is not None:
            self.most = most if self.most is None else min(most, self.most)

    def settle_caps(self, maximum: Decimal) -> None:
        """Caps of the kinds stay apart where every kind has one; else one is of all together, and asked about where there are several."""
        caps = [item.most for item in self.items]
        if len(caps) == 1 or None in caps:
            for each in caps:
                self.cap(each)
            self.items = [replace(item, most=None) for item in self.items]
        elif self.items:
            self.items = [replace(item, most=None if item.most == maximum else item.most) for item in self.items]
            self.questions.append("deduction")
        if self.most is not None and self.most >= maximum:
            self.most = None
        if self.most is not None and len(self.items) > 1:
            self.questions.append("deduction_cap")


@lru_cache(maxsize=1024)
def takes_points(text: str) -> bool:
    """Whether a sentence takes points away by a figure."""
    return bool(_ANY.search(clean(text)))


def deductions(maximum: Decimal, rungs: tuple[Rung, ...]) -> Proposal | None:
    """The deductions of a leaf with all its kinds of failing; None where no sentence takes points away."""
    if not any(takes_points(rung.text) for rung in rungs):
        return None
    found = _Found()
    for rung in rungs:
        if takes_points(rung.text) or (rung.points is None and _CAP.fullmatch(clean(rung.text).rstrip(" ."))):
            _read_line(rung.text, maximum, found)
            found.questions += ["deduction"] * (rung.points not in {None, maximum})
        else:
            found.questions += _beside(rung, maximum)
    if not found.items:
        found.questions.append("deduction_once")
    found.settle_caps(maximum)
    return proposed(Deduction(tuple(found.items), found.most), rungs, found.questions)


def _beside(rung: Rung, maximum: Decimal) -> list[str]:
    """What a rung without deductions asks: full points are where deducting starts, none may be said of not doing at all."""
    if rung.points == maximum:
        return []
    if rung.points is None:
        return ["points_missing"]
    return ["deduction"] if rung.points == ZERO else ["deduction_beside"]


def _read_line(text: str, maximum: Decimal, found: _Found) -> None:
    """One line; a cap behind the one kind of failing that it tells is of that kind."""
    for part in clean(text).split(";"):
        told = _Found()
        for clause in filter(None, _SPLIT.split(part)):
            _read(clause, maximum, told)
        if told.most is not None and len(told.items) == 1:
            told.items, told.most = [replace(told.items[0], most=told.most)], None
        for at, item in enumerate(told.items, len(found.items) + 1):
            found.items.append(replace(item, number=replace(item.number, name=f"times{at}")))
        found.questions += told.questions
        found.cap(told.most)


def _read(clause: str, maximum: Decimal, found: _Found) -> None:
    plain = clause.rstrip(" .")
    cap = None if re.search(r"\b(?:mỗi|cứ)\b", plain, re.I) else _CAP.fullmatch(plain)
    if cap or _UNTIL.fullmatch(plain):
        if cap and cap["cap"]:
            stated = tidy(Decimal(cap["cap"].replace(",", ".")))
            found.most = stated if found.most is None else min(stated, found.most)
        return
    for pattern in _PATTERNS:
        taken = pattern.fullmatch(plain)
        if taken and not _MORE.search(taken["things"]):
            _keep(taken, maximum, found, each=True)
            return
    once = _ONCE.fullmatch(plain)
    if once and not _MORE.search(once["things"]):
        _keep(once, maximum, found, each=bool(re.search(_ONE, once["things"], re.I)))
    else:
        found.questions.append("deduction_once" if takes_points(plain) or re.search(r"\d", plain) else "deduction")


def _keep(taken: "re.Match[str]", maximum: Decimal, found: _Found, *, each: bool) -> None:
    amount = Decimal(taken["amount"].replace(",", "."))
    if taken["share"]:
        amount = maximum * amount / HUNDRED
    things = _BULLET.sub("", taken["things"])
    one = re.sub(rf"\b{_ONE}\s*", "", things, flags=re.I) if each else things
    unit = taken.groupdict().get("unit")
    found.questions += ["deduction"] * bool(taken.groupdict().get("of"))  # of what the things are stands before "mỗi"
    label = f"{clean(unit)} {one[:1].lower()}{one[1:]}" if unit else one
    number = each_of(f"times{len(found.items) + 1}", label, _UNNAMED)
    found.items.append(DeductionItem(number, tidy(amount)))
    if not each or unit and re.search(r"\d", things):  # "chậm 01 ngày: trừ 0,1 điểm/báo cáo" counts two things at once
        found.questions.append("deduction_once")
    elif re.search(r"\d", one):
        found.questions.append("deduction_steps")
    elif things != one:
        found.questions.append("deduction")  # "thiếu 01 báo cáo trừ …" is read as each
    if amount <= ZERO or amount > maximum or number.label == _UNNAMED:
        found.questions.append("deduction")
