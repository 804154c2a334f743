"""Scales that the officer picks from: yes and no, steps of a ladder, facts that must hold together."""

import re
from decimal import Decimal

from parscore.domain.outcome import Rung
from parscore.domain.points import ZERO
from parscore.domain.rule_proposal import Proposal, proposed
from parscore.domain.rules import Conditions, Ladder, YesNo
from parscore.domain.scale_faults import point_faults
from parscore.domain.viet_text import clean

_SPLIT = re.compile(r"\s*(?:[,;]|\bvà\b|\bhoặc\b|\bđồng thời\b)\s*")
_QUALITY = re.compile(
    r"\b(?:đầy đủ|đủ|kịp thời|đúng|chính xác|phù hợp|hợp lý|đáp ứng|rõ ràng|cụ thể|chất lượng"
    r"|thường xuyên|khoa học|hiệu quả|bảo đảm|đảm bảo)\b",
    re.I,
)
_DIFFERENT = re.compile(r"\bđúng (?:quy định|yêu cầu|thời gian|thời hạn|hạn|tiến độ|quy trình|thẩm quyền|nội dung|đối tượng)\b", re.I)
_SLIGHT = {"có", "đã", "được", "và", "các", "những"}
_NEGATED = re.compile(r"\b(?:không|chưa|thiếu|sai|chậm|trễ|muộn)\b", re.I)
_NONE = re.compile(
    r"^[-+•*\s]*(?:không|chưa)\s+(?:có\s+)?(?:ban hành|xây dựng|thực hiện|triển khai|gửi|tổ chức"
    r"|có|báo cáo|lập|phân cấp|công khai|bố trí|kiến nghị|niêm yết)\b",
    re.I,
)
_DATES = re.compile(
    r"\b(?:trước|sau|quá|trong|chậm|trễ|muộn|kể từ|đến hết|không quá|hết)\s+(?:ngày|tháng|quý"
    r"|hạn)?\s*\d|\b(?:ngày|tháng|quý)\s+(?:\d|[ivx]+\b)|\d\s*(?:ngày|tháng|tuần)\b"
    r"|\b\d{1,2}/\d{1,2}\b",
    re.I,
)
_MEASURED = re.compile(
    r"\d|%|\b(?:tỷ lệ|tỉ lệ|mỗi|từng|cứ|công thức|tương ứng|tối đa|tối thiểu|lần lượt|chỉ tiêu"
    r"|phần trăm|nửa|(?:mức|trên|dưới|hơn|bằng) (?:mức )?trung bình|bình quân|trừ \d)\b",
    re.I,
)
_WAYS = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.I), re.compile(rf"\b(?:không|chưa)(?: \w+){{0,3}} (?:{asked})\b|\b(?:{denied})\b", re.I))
    for asked, denied in (
        (r"kịp thời|đúng (?:thời gian|thời hạn|hạn|tiến độ)", r"chậm|trễ|muộn|quá hạn|sau (?:thời hạn|thời gian|ngày|khi)"),
        (r"đầy đủ|đủ", r"thiếu|một phần|một số"),
    )
)
_ANY_FAILING = re.compile(r"\bmột trong\b|\b(?:yêu cầu|điều kiện|nội dung|tiêu chí) trên\b", re.I)


def chosen(maximum: Decimal, rungs: tuple[Rung, ...]) -> Proposal:
    """The choice that the rungs offer; sure where points go from the maximum to 0 and no sentence holds what decides by itself."""
    questions = point_faults(maximum, rungs)
    questions += _doubts(rungs)
    if len(rungs) == 2 and {rungs[0].points, rungs[1].points} >= {ZERO}:
        return _two(rungs, questions)
    if _between_unnamed(rungs):
        questions.append("words_gap")
    return proposed(Ladder(), rungs, questions)


def _two(rungs: tuple[Rung, ...], questions: list[str]) -> Proposal:
    full, none = (rungs[0], rungs[1]) if rungs[1].points == ZERO else (rungs[1], rungs[0])
    parts = tuple(part for part in _SPLIT.split(clean(full.text)) if part)
    facts = parts if len(parts) > 1 and _denies_each(parts, none.text) else joined_facts(full.text)
    if len(facts) > 1 and not _one_fact(none.text):
        if full is not rungs[0]:
            questions.append("not_falling")  # all facts lead to the first rung
        proven = _denies_each(facts, none.text)
        return proposed(Conditions(facts), rungs, questions if proven else [*questions, "conditions"])
    if _QUALITY.search(clean(full.text)) and _only_undone(none.text):
        questions.append("words_gap")
    if len(parts) > 1 and (re.search(r"\bhoặc\b", none.text, re.I) or _passes_over(parts, none.text)):
        questions.append("conditions")  # several facts may be meant, of which each may fail
    return proposed(YesNo(), rungs, questions)


def _passes_over(parts: tuple[str, ...], none: str) -> bool:
    """Whether a zero rung says nothing of a part of the full one that is a fact of its own."""
    said = _words(none)
    return any(re.match(r"(?:có|đã|được|và)\b", part, re.I) and not _words(part) - _SLIGHT <= said for part in parts[1:])


def joined_facts(text: str) -> tuple[str, ...]:
    """The facts that a full rung joins: parts between commas, "và" and "hoặc" that each name a quality."""
    parts = [part.strip() for part in _SPLIT.split(clean(text)) if part.strip()]
    return tuple(part for part in parts if _QUALITY.search(part))


def _one_fact(text: str) -> bool:
    """Whether a zero rung says one thing in degrees ("chưa làm hoặc làm chưa nghiêm"), not that one of several facts fails."""
    plain = clean(text).lower()
    return bool(re.search(r"\bhoặc\b", plain)) and len(joined_facts(text)) < 2 and not _DIFFERENT.search(plain)


def _denies_each(facts: tuple[str, ...], none: str) -> bool:
    """Whether the zero rung denies the facts one by one, joined by "hoặc": "không đủ … hoặc không đúng …"."""
    parts = [part for part in re.split(r"\s*(?:\bhoặc\b|,)\s*", clean(none).lower()) if part]
    if len(parts) != len(facts) or "hoặc" not in none.lower() or not all(_NEGATED.search(part) for part in parts):
        return False
    return all(_words(fact) <= _words(_NEGATED.sub(" ", part)) for fact, part in zip(facts, parts, strict=True))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", clean(text).lower()))


def _only_undone(text: str) -> bool:
    """Whether a sentence says only that nothing was done, not that it was done badly."""
    return bool(_NONE.match(clean(text))) and not _QUALITY.search(text) and "hoặc" not in text.lower()


def _between_unnamed(rungs: tuple[Rung, ...]) -> bool:
    """Whether the steps jump from well done to not done, without a step for each way of doing it badly."""
    ends = sorted(rungs, key=lambda rung: rung.points or ZERO)
    middle = [clean(rung.text) for rung in ends[1:-1]]
    top = clean(ends[-1].text)
    if not _QUALITY.search(top) or not _only_undone(ends[0].text):
        return False
    if not any(_NEGATED.search(text) for text in middle):
        return True
    failing = " ; ".join(middle)
    return not _ANY_FAILING.search(failing) and any(asked.search(top) and not denied.search(failing) for asked, denied in _WAYS)


def _doubts(rungs: tuple[Rung, ...]) -> list[str]:
    texts = [clean(rung.text) for rung in rungs]
    if any(_DATES.search(text) for text in texts):
        return ["date_words"]
    return ["figures_unused"] if any(_MEASURED.search(text) for text in texts) else []
