"""Rungs as written into a proposed rule, with what could not be settled.

Nothing is guessed: a rule is "sure" only where the sentences prove it complete, "check" where a person should look at the reading,
"open" where the table itself leaves something out.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from parscore.domain.bands import Band, band_faults
from parscore.domain.bound_words import Bound, Unit, by_words, read_bound
from parscore.domain.criteria import Sureness
from parscore.domain.measured_rules import DeductionItem
from parscore.domain.outcome import NumberInput, Rung
from parscore.domain.points import HUNDRED, ZERO, tidy
from parscore.domain.rules import Additive, Bands, Conditions, Count, Deduction, Ladder, Manual, NotSelfScored, Proportional, Rule, YesNo
from parscore.domain.viet_text import clean

_NUM = r"\d+(?:[.,]\d+)?"
_END_POINTS = (
    re.compile(rf"\s*[:：=]\s*(?P<points>{_NUM})\s*(?:điểm|đ)?\s*[.;]?\s*$", re.IGNORECASE),
    re.compile(rf"\s*[:：=]?\s*\(\s*(?P<points>{_NUM})\s*(?:điểm|đ)\s*\)\s*[.;]?\s*$", re.IGNORECASE),
    re.compile(rf"(?<![:：])\s+[-–—]\s+(?P<points>{_NUM})\s*(?:điểm|đ)\s*[.;]?\s*$", re.IGNORECASE),
    re.compile(rf"[\s,:：]*\b(?:được|tính|cộng|chấm)\s+(?P<points>{_NUM})\s*(?:điểm|đ)\s*[.;]?\s*$", re.IGNORECASE),
)
_CLOCK = re.compile(r"\b(?:lúc|trước|sau|hồi|giờ|từ|đến)\s+\d{1,2}\s*:\s*[0-5]\d$", re.IGNORECASE)
_END_WORDS = re.compile(
    rf"\s*[:：]\s*(?:(?:đạt|được|tính|bằng)\s+)*(?P<words>(?:trừ\s+)?{_NUM}\s*%\s*(?:số\s+)?điểm(?: tối đa)?|điểm tối đa"
    r"|không (?:được )?(?:tính |chấm |có )?điểm)\s*[.;]?\s*$",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"(?:tỷ lệ|tỉ lệ|%|\b[a-z]\s*/\s*[a-z]\b).{0,40}(?:[x×*]|\bnhân\b).{0,40}điểm", re.IGNORECASE)
_DEDUCT = re.compile(r"\btrừ\s+(?P<points>\d+(?:[.,]\d+)?)\s*(?:điểm|đ)\b", re.IGNORECASE)
_EACH = re.compile(r"^[-+•*\s]*(?:cứ\s+)?(?:có\s+)?mỗi\b", re.IGNORECASE)
_EACH_POINTS = re.compile(
    rf"\bmỗi\b.*?\b(?P<each>{_NUM})\s*(?:điểm|đ)\b|\b(?P<rate>{_NUM})\s*(?:điểm|đ)\s*(?:/|cho\s+(?:mỗi|một)|mỗi)", re.IGNORECASE
)
_SURVEY = re.compile(r"điều tra xã hội học|\bxhh\b|khảo sát mức độ hài lòng", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:[,;]|\bvà\b|\bhoặc\b)\s*")
_QUALITY = re.compile(
    r"\b(?:đầy đủ|đủ|kịp thời|đúng|chính xác|phù hợp|hợp lý|đáp ứng|rõ ràng|cụ thể|chất lượng|thường xuyên|khoa học|hiệu quả)\b",
    re.IGNORECASE,
)
_DIFFERENT = re.compile(
    r"\bđúng (?:quy định|yêu cầu|thời gian|thời hạn|hạn|tiến độ|quy trình|thẩm quyền|nội dung|đối tượng)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule read out of sentences: how sure it is, what stays open (keys under [table.question]), and the rungs with their bands."""

    rule: Rule | None
    rungs: tuple[Rung, ...]
    sure: Sureness
    open: tuple[str, ...] = ()
    missing_bound: tuple[int, ...] = ()
    unclear: tuple[int, ...] = ()


def split_points(text: str, maximum: Decimal | None) -> tuple[str, Decimal | None]:
    """A rung's sentence without the points at its end, and the points: "… : 0,5", "Điểm tối đa", "75% điểm"."""
    plain = clean(text)
    for pattern in _END_POINTS:
        found = pattern.search(plain)
        if found and not _CLOCK.search(plain):
            return plain[: found.start()].strip(), Decimal(found["points"].replace(",", "."))
    words = _END_WORDS.search(plain)
    if words and maximum is not None:
        return plain[: words.start()].strip(), tidy(maximum * _factor(words["words"].lower()))
    return plain, None


def _factor(words: str) -> Decimal:
    """The part of the maximum that words give: "75% điểm", "trừ 50% điểm", "điểm tối đa", "không tính điểm"."""
    share = re.search(r"(\d+(?:[.,]\d+)?)\s*%", words)
    if share is None:
        return Decimal(1) if words.startswith("điểm tối đa") else ZERO
    factor = Decimal(share[1].replace(",", ".")) / HUNDRED
    return 1 - factor if words.startswith("trừ") else factor


def says_survey(text: str) -> bool:
    """Whether words name a survey of citizens, whose points the department does not give itself."""
    return bool(_SURVEY.search(clean(text)))


def earns_by_number(text: str) -> bool:
    """Whether a rung gives points by a number of its own ("mỗi … trừ 0,25 điểm", a formula), so that none need stand beside it."""
    plain = clean(text)
    return bool(_DEDUCT.search(plain) or _FORMULA.search(plain) or _EACH_POINTS.search(plain))


def propose(name: str, maximum: Decimal, rungs: tuple[Rung, ...]) -> Proposal:
    """The rule that a leaf's rungs mean; rungs come with their points read, without bands."""
    if not rungs:
        if _SURVEY.search(clean(name)):
            return Proposal(NotSelfScored("survey"), rungs, "check", ("survey",))
        return Proposal(Manual(), rungs, "open", ("no_rungs",))
    special = _special(maximum, rungs)
    if special is not None:
        return special
    if _adds_up(maximum, rungs):
        return Proposal(Additive(), rungs, "check", ("additive",))
    bounds = [read_bound(rung.text) for rung in rungs]
    unit = _unit(rungs, bounds)
    if unit is not None:
        return _banded(maximum, rungs, bounds, unit)
    return _chosen(maximum, rungs)


def _special(maximum: Decimal, rungs: tuple[Rung, ...]) -> Proposal | None:
    """Deductions, formulas and "each so many points"; their parameters are always to be checked."""
    deductions = [found for rung in rungs if (found := _DEDUCT.search(clean(rung.text)))]
    if deductions:
        items = tuple(
            DeductionItem(NumberInput(f"times{at}", clean(found.string)[:80]), Decimal(found["points"].replace(",", ".")))
            for at, found in enumerate(deductions, 1)
        )
        return Proposal(Deduction(items), rungs, "check", ("deduction",))
    if any(_FORMULA.search(clean(rung.text)) for rung in rungs):
        zeros = [bound.band for rung in rungs if rung.points == 0 and (bound := read_bound(rung.text)) is not None]
        floors = [band for band in zeros if band is not None and band.lo is None and band.hi is not None]
        floor = floors[0].hi if floors else None
        return Proposal(Proportional(floor=floor or ZERO), rungs, "check" if floors else "open", ("formula",))
    each = [amount for rung in rungs if (amount := _each(rung)) is not None]
    if len(each) == 1 and sum(1 for rung in rungs if rung.points) <= 1:
        return Proposal(Count(each=each[0]), rungs, "check", ("each",))
    return None


def _each(rung: Rung) -> Decimal | None:
    """What each thing earns: "Mỗi sáng kiến được 1 điểm, tối đa 5 điểm", "0,5 điểm/mô hình"."""
    plain = clean(rung.text)
    found = _EACH_POINTS.search(plain)
    if found:
        return Decimal((found["each"] or found["rate"]).replace(",", "."))
    return rung.points if _EACH.match(plain) and rung.points else None


def _unit(rungs: tuple[Rung, ...], bounds: list[Bound | None]) -> Unit | None:
    """What the figures of a leaf measure: shares where any has a percent sign, things where two rungs or more tell numbers apart."""
    if any(bound is not None and bound.unit == "%" for bound in bounds):
        return "%"
    bands = [bound.band for bound in bounds if bound is not None and bound.band is not None]
    if len(bands) >= 2 or (len(bands) == 1 and len(rungs) == 2 and bands[0].lo is not None and bands[0].lo != bands[0].hi):
        return "n" if all(_whole(band) for band in bands) else None
    return None


def _whole(band: Band) -> bool:
    sides = [side for side in (band.lo, band.hi) if side is not None]
    return all(side == int(side) and side < 1000 for side in sides)


def _banded(maximum: Decimal, rungs: tuple[Rung, ...], bounds: list[Bound | None], unit: Unit) -> Proposal:
    last = len(rungs) - 1
    final = bounds[last]
    end = final.band if final is not None else None
    rising = end is not None and end.lo is not None and end.hi is None
    top, bottom = (-1, 0) if rising else (0, last)  # of late cases the fewer the better: "không có" comes first
    bands = [
        bound.band if bound is not None else by_words(rung.text, top=at == top, bottom=at == bottom, unit=unit)
        for at, (rung, bound) in enumerate(zip(rungs, bounds, strict=True))
    ]
    read = tuple(replace(rung, band=band) for rung, band in zip(rungs, bands, strict=True))
    missing = tuple(at for at, bound in enumerate(bounds, 1) if bound is not None and bound.missing)
    unclear = tuple(at for at, bound in enumerate(bounds, 1) if bound is not None and bound.doubt == "open" and not bound.missing)
    questions = _faults(maximum, rungs)
    if missing:
        questions.append("missing_bound")
    if unclear:
        questions.append("unclear_figures")
    if any(band is None and bound is None for band, bound in zip(bands, bounds, strict=True)):
        questions.append("words_only")
    faults = band_faults(bands, HUNDRED if unit == "%" else None, whole=unit == "n")
    mixed = unit == "%" and any(bound is not None and bound.unit != "%" and not bound.missing for bound in bounds)
    if mixed and faults:
        questions.append("mixed_units")
    questions += sorted({fault.kind for fault in faults})
    rule: Rule = Bands() if unit == "%" else Count()
    plain = unit == "%" and not mixed and all(bound is not None and not bound.doubt for bound in bounds)
    return Proposal(rule, read, "open" if questions else "sure" if plain else "check", tuple(questions), missing, unclear)


def _chosen(maximum: Decimal, rungs: tuple[Rung, ...]) -> Proposal:
    points = [rung.points for rung in rungs]
    questions = tuple(_faults(maximum, rungs))
    if len(rungs) == 2 and points[1] == ZERO:
        facts = joined_facts(rungs[0].text)
        if len(facts) > 1 and not _one_fact(rungs[1].text):
            return Proposal(Conditions(facts), rungs, "open" if questions else "check", (*questions, "conditions"))
        return Proposal(YesNo(), rungs, "open" if questions else "sure", questions)
    return Proposal(Ladder(), rungs, "open" if questions else "sure", questions)


def _adds_up(maximum: Decimal, rungs: tuple[Rung, ...]) -> bool:
    """Whether the lines are ticks that add up: their points make the maximum together, and none makes it alone."""
    known = [rung.points for rung in rungs if rung.points]
    return len(known) == len(rungs) >= 2 and sum(known, ZERO) == maximum != max(known)


def joined_facts(text: str) -> tuple[str, ...]:
    """The facts that a full rung joins: parts between commas, "và" and "hoặc" that each name a quality."""
    parts = [part.strip() for part in _SPLIT.split(clean(text)) if part.strip()]
    return tuple(part for part in parts if _QUALITY.search(part))


def _one_fact(text: str) -> bool:
    """Whether a zero rung says one thing in degrees ("chưa làm hoặc làm chưa nghiêm"), not that one of several facts fails."""
    plain = clean(text).lower()
    return bool(re.search(r"\bhoặc\b", plain)) and len(joined_facts(text)) < 2 and not _DIFFERENT.search(plain)


def _faults(maximum: Decimal, rungs: tuple[Rung, ...]) -> list[str]:
    """What the points themselves leave open."""
    points = [rung.points for rung in rungs]
    questions = []
    if any(each is None for each in points):
        questions.append("points_missing")
    known = [each for each in points if each is not None]
    if known and max(known) != maximum:
        questions.append("top_not_max")
    if known and min(known) != ZERO:
        questions.append("bottom_not_zero")
    if any(following >= each for each, following in pairwise(known)):
        questions.append("not_falling")
    return questions
