"""Years of work for tests of the report: one with everything in it, one that nobody has begun."""

from datetime import date
from unicodedata import normalize

from parscore.domain.assessment import Answer, Assessment, NotApplicable, Profile
from parscore.domain.criteria import Classification, CriteriaSet, Criterion, Field
from parscore.domain.evidence import Document, EvidenceBook, KeptFile, Link
from parscore.domain.outcome import Inputs
from parscore.domain.rules import Count, Manual, NotSelfScored
from parscore.domain.year_work import YearWork
from tests.builders import D, every_family, leaf

TODAY = date(2026, 12, 3)
PROFILE = Profile("Sở Công Thương", "Tỉnh Mẫu", 2026, "Uỷ ban nhân dân tỉnh Mẫu", "Mẫu", "SCT")
FAMILIES = {each.key: each for each in every_family()}
SURVEY = leaf("9.1", NotSelfScored(), "3")
BONUS = leaf("T1", Count(each=D("0.5")), "2")
PENALTY = leaf("P1", Manual(), "1")


def rich_set(*, cap: str | None = "1") -> CriteriaSet:
    """Four fields of three, two and no levels of criteria, one of them not self-scored; bonus, penalty and classes."""
    plan = Criterion("1.1*", "1.1", "Kế hoạch", D(3), children=(FAMILIES["1.1"], FAMILIES["1.5"]))
    papers = Criterion("2.1*", "2.1", "Hồ sơ", D("1.75"), children=(FAMILIES["1.3"], FAMILIES["1.4"]))
    asked = Criterion("2.2*", "2.2", "Điều tra", D(5), children=(FAMILIES["1.13"],))
    loose = tuple(FAMILIES[key] for key in ("1.2", "1.9", "1.12", "1.7"))
    fields = (
        Field("1", "1", "Chỉ đạo", D(3), (plan,)),
        Field("2", "2", "Thủ tục", D("6.75"), (papers, asked)),
        Field("3", "3", "Bộ máy", D(5), loose),
        Field("9", "9", "Tác động", D(3), (SURVEY,)),
    )
    return CriteriaSet(
        "day-du",
        "Bộ tiêu chí đủ mặt",
        "1",
        2026,
        fields,
        decision="Quyết định số 12/QĐ-UBND ngày 05/01/2026 của Uỷ ban nhân dân tỉnh Mẫu.",
        notice="không phải văn bản của tỉnh nào",
        bonus=(BONUS,),
        bonus_cap=D(cap) if cap else None,
        penalty=(PENALTY,),
        classes=(Classification("Tốt", D(60)), Classification("Xuất sắc", D(90)), Classification("Khá", D(50))),
        digest="2" * 64,
    )


ANSWERS = {
    "1.1": Answer(Inputs(choice=2), "Chờ hướng dẫn <b>&</b>."),
    "1.5": Answer(Inputs(values={"part": D(17), "whole": D(20)})),
    "1.3": Answer(Inputs(ticks=frozenset({1, 2})), "Đã có biên bản"),
    "1.4": Answer(Inputs(ticks=frozenset({1, 2, 3}))),
    "1.2": Answer(not_applicable=NotApplicable("excluded", "Không có thủ tục.", "Công văn 12/SNV")),
    "1.9": Answer(not_applicable=NotApplicable("full", "Không phát sinh")),
    "1.12": Answer(not_applicable=NotApplicable("zero", "Chưa được giao", "Công văn 13/SNV")),
    "T1": Answer(Inputs(values={"count": D(3)})),
    "P1": Answer(Inputs(points=D("0.25")), "Nộp chậm"),
}
KEPT = KeptFile("a" * 64, normalize("NFD", "Kế hoạch số hoá.pdf"), 12)
DOCUMENTS = {
    "plan": Document("plan", "12/KH-SCT", date(2026, 1, 15), "Sở Công Thương", "Kế hoạch CCHC <2026> & phụ lục", files=(KEPT,)),
    "draft": Document("draft", "", None, "Sở Công Thương", "Dự thảo báo cáo", files=(KEPT, KEPT)),
    "web": Document("web", web="https://mau.gov.vn/cong-khai"),
    "old": Document("old", "01/QĐ-UB", date(1899, 3, 2), "Toà sứ", "Nghị định cũ"),
    "unused": Document("unused", "99/BC"),
}
LINKS = (Link("1.1", "plan", "mục II, trang 3"), Link("1.5", "draft"), Link("1.4", "web"), Link("1.1", "old"), Link("1.4", "plan"))


def full_year(criteria: CriteriaSet | None = None, answers: dict[str, Answer] | None = None) -> YearWork:
    """Every state of a leaf, every treatment, every kind of document; 1.7 is unanswered."""
    chosen = criteria or rich_set()
    return YearWork(PROFILE, Assessment(chosen, ANSWERS if answers is None else answers), EvidenceBook(DOCUMENTS, LINKS))


def finished_year(index_words: str = "Xuất sắc") -> YearWork:
    """The same with nothing left unanswered and no bonus or penalty."""
    answers = {**ANSWERS, "1.7": Answer(Inputs(values={"count": D(9)}))}
    if index_words == "Xuất sắc":
        answers |= {"1.1": Answer(Inputs(choice=1)), "1.5": Answer(Inputs(values={"part": D(20), "whole": D(20)}))}
        answers["1.12"] = Answer(Inputs(points=D(1)), "Đủ")
    whole = rich_set()
    plain = CriteriaSet(whole.code, whole.title, "1", 2026, whole.fields[:3], classes=whole.classes, digest="3" * 64)
    return full_year(plain, answers)


def untouched_year() -> YearWork:
    """Nothing answered, no symbol, no parent, no evidence, no decision."""
    whole = rich_set()
    plain = CriteriaSet("trong", "Bộ tiêu chí trống", "1", 2026, whole.fields, digest="4" * 64)
    return YearWork(Profile("Sở Mới", "", 2026), Assessment(plain), EvidenceBook())
