"""Small criteria sets for tests, every rule family in them."""

from datetime import date
from decimal import Decimal

from parscore.domain.bands import Band
from parscore.domain.criteria import CriteriaSet, Criterion, EvidenceAsked, Field
from parscore.domain.measured_rules import DeductionItem, Share
from parscore.domain.outcome import NumberInput, Rung
from parscore.domain.rules import (
    Additive,
    Bands,
    Conditions,
    Count,
    DateRule,
    Deduction,
    Ladder,
    Manual,
    NotSelfScored,
    PlanProgress,
    Proportional,
    Rule,
    Target,
    YesNo,
)

D = Decimal


def rungs(*pairs: tuple[str, str]) -> tuple[Rung, ...]:
    """Rungs without bands: text and points."""
    return tuple(Rung(text, D(points)) for text, points in pairs)


def band(lo: str = "", hi: str = "", incl: str = "") -> Band:
    """A band; `incl` holds "lo", "hi" or both for the bounds that belong to it."""
    return Band(D(lo) if lo else None, "lo" in incl, D(hi) if hi else None, "hi" in incl)


PERCENT_RUNGS = (
    Rung("Từ 90% trở lên", D(2), band("90", incl="lo")),
    Rung("Từ 70% đến dưới 90%", D(1), band("70", "90", "lo")),
    Rung("Dưới 70%", D(0), band(hi="70")),
)
OVERLAPPING_RUNGS = (
    Rung("Từ 70% đến 100%", D(2), band("70", "100", "lo hi")),
    Rung("Từ 50% đến 70%", D(1), band("50", "70", "lo hi")),
    Rung("Dưới 40%", D(0), band(hi="40")),
)
LADDER_RUNGS = rungs(("Ban hành kịp thời", "1"), ("Ban hành không kịp thời", "0.5"), ("Không ban hành", "0"))
DATE_RUNGS = (
    Rung("Ban hành kịp thời", D(1), band(hi="0", incl="hi")),
    Rung("Ban hành chậm", D("0.5"), band("0")),
    Rung("Không ban hành", D(0)),
)


def leaf(key: str, rule: Rule | None, max_points: str = "1", scale: tuple[Rung, ...] = ()) -> Criterion:
    """A leaf with a name of its own."""
    return Criterion(key, key, f"Tiêu chí {key}", D(max_points), rule, scale, evidence_asked=(EvidenceAsked("Kế hoạch", "Sở", "31/01"),))


def every_family() -> tuple[Criterion, ...]:
    """One leaf of each family; the keys are 1.1 to 1.14."""
    deduction = Deduction((DeductionItem(NumberInput("late", "Số hồ sơ trễ hạn"), D("0.25")),))
    return (
        leaf("1.1", Ladder(), "1", LADDER_RUNGS),
        leaf("1.2", YesNo(), "1", rungs(("Có", "1"), ("Không", "0"))),
        leaf("1.3", Conditions(("đủ số lượng", "đúng thời gian")), "1", rungs(("Đủ và đúng", "1"), ("Không đủ hoặc không đúng", "0"))),
        leaf("1.4", Additive(), "0.75", rungs(("Cấp tỉnh", "0.25"), ("Cấp huyện", "0.25"), ("Cấp xã", "0.25"))),
        leaf("1.5", Bands(Share()), "2", PERCENT_RUNGS),
        leaf("1.6", Proportional(floor=D(80)), "1", rungs(("100%", "1"), ("Từ 80% đến dưới 100%", "0.9"), ("Dưới 80%", "0"))),
        leaf("1.7", Count(each=D("0.5")), "2", rungs(("Mỗi sáng kiến 0,5 điểm", "0.5"))),
        leaf("1.8", deduction, "1", rungs(("Mỗi hồ sơ trễ trừ 0,25", "1"))),
        leaf("1.9", DateRule(date(2026, 1, 31)), "1", DATE_RUNGS),
        leaf("1.10", PlanProgress(), "2", PERCENT_RUNGS),
        leaf("1.11", Target(), "1", rungs(("Đạt", "1"), ("Không đạt", "0"))),
        leaf("1.12", Manual(), "1"),
        leaf("1.13", NotSelfScored(), "5"),
        leaf("1.14", Bands(Share()), "2", OVERLAPPING_RUNGS),
    )


def small_set(*leaves: Criterion, code: str = "nho", decimals: int = 2) -> CriteriaSet:
    """A set of one field; with no leaves given, one of each family."""
    children = leaves or every_family()
    total = sum((each.max_points for each in children), D(0))
    field = Field("1", "1", "Chỉ đạo điều hành", total, children)
    return CriteriaSet(code, "Bộ tiêu chí thử", "1", 2026, (field,), "01/QĐ-UBND", decimals=decimals, digest="0" * 64)


def deep_set() -> CriteriaSet:
    """Two fields, three levels, so that sums have something to add."""
    families = {each.key: each for each in every_family()}
    first = Criterion("1.1*", "1.1", "Kế hoạch", D(3), children=(families["1.1"], families["1.5"]))
    second = Criterion("2.1*", "2.1", "Hồ sơ", D("1.75"), children=(families["1.3"], families["1.4"]))
    survey = Criterion("2.2*", "2.2", "Điều tra", D(5), children=(families["1.13"],))
    return CriteriaSet(
        "sau",
        "Bộ ba cấp",
        "1",
        2026,
        (Field("1", "1", "Chỉ đạo", D(3), (first,)), Field("2", "2", "Thủ tục", D("6.75"), (second, survey))),
        digest="1" * 64,
    )
