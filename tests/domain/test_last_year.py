"""A new year begun from the year before, and leaves answered as last year: nothing that does not mean the same is taken over."""

from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from itertools import count

import pytest

from parscore.domain.assessment import EMPTY, Answer, Assessment, NotApplicable, Profile
from parscore.domain.beside import NOTHING_BESIDE, Beside, LeafNote
from parscore.domain.code_map import NO_MAP, CodeMap
from parscore.domain.criteria import CriteriaSet, Criterion
from parscore.domain.errors import Refused
from parscore.domain.evidence import Document, EvidenceBook, Link
from parscore.domain.last_year import NextYear, as_last_year, last_year_of, next_year, rule_news
from parscore.domain.measured_rules import Share
from parscore.domain.outcome import Inputs, NumberInput, Rung
from parscore.domain.plain_beside import plain_past, read_past
from parscore.domain.rules import Additive, Bands, Conditions, DateRule, Ladder, Manual, NotSelfScored
from parscore.domain.set_difference import difference
from parscore.domain.year_work import YearWork
from tests.builders import DATE_RUNGS, LADDER_RUNGS, OVERLAPPING_RUNGS, PERCENT_RUNGS, D, band, every_family, rungs, small_set

PLAN, REPORT = "Ban hành kế hoạch cải cách hành chính hằng năm", "Thực hiện chế độ báo cáo định kỳ"
CHECK, FILES = "Kiểm tra các phòng chuyên môn trực thuộc", "Giải quyết hồ sơ thủ tục hành chính đúng hạn"


def alike(one: str, other: str) -> float:
    return 100 * SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def leaf(code: str, name: str = PLAN, points: str = "1", **more: object) -> Criterion:
    return replace(Criterion(code, code, name, D(points), Ladder(), LADDER_RUNGS), **more)  # type: ignore[arg-type]


def set_of(*leaves: Criterion) -> CriteriaSet:
    made = small_set(*leaves)
    return replace(made, fields=(replace(made.fields[0], key="lv1"),))


def begun(
    old: CriteriaSet, new: CriteriaSet, answers: dict[str, Answer] | None = None, beside: Beside = NOTHING_BESIDE, codes: CodeMap = NO_MAP
) -> NextYear:
    book = EvidenceBook({"d": Document("d", "12/KH-SCT", title="Kế hoạch")}, tuple(Link(key, "d", "mục II") for key in answers or {}))
    work = YearWork(Profile("Sở", "Tỉnh", 2026), Assessment(old, answers or {}), book, beside)
    identities = count(1)
    return next_year(work, difference(old, new, alike, codes), lambda: f"id{next(identities)}")


def of_year(new: CriteriaSet) -> CriteriaSet:
    return replace(new, year=2027)


def answered(old: Criterion, new: Criterion, answer: Answer, before: Answer = EMPTY, *, explain: bool = False) -> Answer:
    """The leaf of the new year answered as the old one was."""
    plan = begun(set_of(old), of_year(set_of(new)), {old.key: answer}, codes=CodeMap({old.key: (new.key,)}))
    return as_last_year(Assessment(of_year(set_of(new)), {new.key: before}), plan.beside, new.key, explain=explain)


def refused(old: Criterion, new: Criterion, answer: Answer) -> str:
    with pytest.raises(Refused) as caught:
        answered(old, new, answer)
    return caught.value.code


def test_units_and_notes_go_over_and_answers_stand_beside_their_leaves_with_counts_that_add_up() -> None:
    old = set_of(leaf("1", PLAN), leaf("2", REPORT), leaf("3", CHECK), leaf("9", "Điều tra", rule=NotSelfScored(), rungs=()))
    new = of_year(set_of(leaf("1", CHECK), leaf("2", PLAN), leaf("3", FILES), leaf("9", "Điều tra", rule=NotSelfScored(), rungs=())))
    notes = {"1": LeafNote("Phòng A", "hỏi chị Lan"), "2": LeafNote("Phòng B"), "9": LeafNote("Phòng C")}
    plan = begun(old, new, {"1": Answer(Inputs(choice=2), "vì chậm")}, Beside(notes=notes))
    [past] = last_year_of(plan.beside, "2")
    assert (past.code, past.name, past.year, past.points, past.max_points) == ("1", PLAN, 2026, D("0.5"), 1)
    assert (past.answer, past.pairing) == (Answer(Inputs(choice=2), "vì chậm"), "same")
    assert [(each.title, each.place, each.document) for each in past.evidence] == [("12/KH-SCT – Kế hoạch", "mục II", "")]
    assert plan.beside.notes == {"2": LeafNote("Phòng A", "hỏi chị Lan")}
    [gone] = plan.beside.archive.values()
    assert (gone.key, gone.past.name, gone.note) == ("2", REPORT, LeafNote("Phòng B"))
    assert [each.name for each in plan.new_leaves] == [FILES]
    counts = plan.counts
    assert (counts.paired, counts.new, counts.continued, counts.gone, counts.unsure) == (2, 1, 2, 1, 0)
    assert (counts.units, counts.notes) == (1, 1)


def test_split_merged_and_merely_likely_leaves_are_told_and_scored_anew() -> None:
    old = set_of(leaf("1", PLAN), leaf("2", REPORT), leaf("3", CHECK), leaf("4", "Rà soát văn bản quy phạm pháp luật của tỉnh"))
    new = of_year(set_of(leaf("a", PLAN), leaf("b", FILES), leaf("c", REPORT), leaf("d", "Rà soát văn bản quy phạm pháp luật của huyện")))
    codes = CodeMap({"1": ("a", "b"), "2": ("c",), "3": ("c",)})
    answers = {key: Answer(Inputs(choice=1)) for key in ("1", "2", "3", "4")}
    notes = {"2": LeafNote("Phòng A", "một"), "3": LeafNote("Phòng B", "hai"), "1": LeafNote("Phòng A")}
    plan = begun(old, new, answers, Beside(notes=notes), codes)
    assert {key: [each.pairing for each in past] for key, past in plan.beside.past.items()} == {
        "a": ["split"],
        "b": ["split"],
        "c": ["merged", "merged"],
        "d": ["likely"],
    }
    assert plan.counts.unsure == 4
    assert plan.beside.note("c") == LeafNote("Phòng A; Phòng B", "một\nhai")
    assert plan.beside.note("b") == plan.beside.note("a") == LeafNote("Phòng A")
    year = Assessment(new)
    for key, code in (("a", "last_year.split"), ("c", "last_year.merged"), ("zz", "criteria.unknown_leaf")):
        with pytest.raises(Refused, match=code):
            as_last_year(year, plan.beside, key, explain=False)
    assert as_last_year(year, plan.beside, "d", explain=False).inputs == Inputs(choice=1)
    with pytest.raises(Refused, match="last_year.none"):
        as_last_year(year, Beside(), "d", explain=False)


def test_what_stands_beside_a_leaf_survives_being_kept() -> None:
    families = every_family()
    plan = begun(set_of(*families), of_year(set_of(*families)), {"1.5": Answer(Inputs(values={"part": D(9), "whole": D(10)}), "vì")})
    for [past] in plan.beside.past.values():
        assert read_past(plain_past(past)) == past
    assert len(plan.beside.past) == 13


def test_an_answer_is_taken_over_and_its_explanation_only_where_wanted() -> None:
    given = Answer(Inputs(choice=2), "vì chậm")
    assert answered(leaf("1"), leaf("1"), given) == Answer(Inputs(choice=2))
    assert answered(leaf("1"), leaf("1"), given, explain=True) == given
    assert answered(leaf("1"), leaf("1"), given, Answer(explanation="năm nay"), explain=True).explanation == "năm nay\nvì chậm"
    assert answered(leaf("1"), leaf("1"), given, Answer(explanation="a\nvì chậm"), explain=True).explanation == "a\nvì chậm"
    assert answered(leaf("1"), leaf("1"), given, Answer(explanation="năm nay")).explanation == "năm nay"


def test_not_applicable_is_taken_over_with_its_reason_but_who_allows_it_must_be_said_anew() -> None:
    exempt = Answer(Inputs(choice=1), not_applicable=NotApplicable("full", "không có thủ tục", "CV 12/2026"))
    taken = answered(leaf("1"), leaf("1"), exempt, Answer(Inputs(choice=3)))
    assert taken == Answer(Inputs(choice=3), not_applicable=NotApplicable("full", "không có thủ tục", ""))


def test_a_choice_is_not_taken_over_where_the_rungs_say_something_else() -> None:
    given = Answer(Inputs(choice=2))
    other = (LADDER_RUNGS[1], LADDER_RUNGS[0], LADDER_RUNGS[2])
    assert refused(leaf("1"), leaf("1", rungs=other), given) == "last_year.other_rungs"
    dearer = (LADDER_RUNGS[0], replace(LADDER_RUNGS[1], points=D("0.75")), LADDER_RUNGS[2])
    assert answered(leaf("1"), leaf("1", rungs=dearer), given).inputs == Inputs(choice=2)
    ticks = Answer(Inputs(ticks=frozenset({1})))
    three = rungs(("Cấp tỉnh", "0.5"), ("Cấp xã", "0.5"))
    assert refused(leaf("1", rule=Additive(), rungs=three), leaf("1", rule=Additive(), rungs=three[::-1]), ticks) == "last_year.other_rungs"
    assert answered(leaf("1", rule=Additive(), rungs=three), leaf("1", rule=Additive(), rungs=three), ticks).inputs == ticks.inputs


def test_rungs_that_only_name_the_new_year_say_the_same() -> None:
    old = rungs(("Ban hành kế hoạch năm 2026 trước 31/01/2026", "1"), ("Không ban hành", "0"))
    new = rungs(("Ban hành kế hoạch năm 2027 trước 31/01/2027", "1"), ("Không ban hành", "0"))
    assert answered(leaf("1", rungs=old), leaf("1", rungs=new), Answer(Inputs(choice=1))).inputs == Inputs(choice=1)
    stale = rungs(("Ban hành kế hoạch năm 2026 trước 31/01/2026", "1"), ("Không ban hành", "0"))
    assert refused(leaf("1", rungs=old), leaf("1", rungs=stale), Answer(Inputs(choice=1))) == "last_year.other_rungs"


def test_facts_and_numbers_are_taken_over_only_where_the_same_are_asked_for() -> None:
    pair = rungs(("Đủ và đúng", "1"), ("Không", "0"))
    facts = Answer(Inputs(ticks=frozenset({1})))
    before, same = (leaf("1", rule=Conditions(("đủ", "đúng")), rungs=pair) for _ in range(2))
    assert answered(before, same, facts).inputs == facts.inputs
    assert refused(before, leaf("1", rule=Conditions(("đúng", "đủ")), rungs=pair), facts) == "last_year.other_facts"
    numbers = Answer(Inputs(values={"part": D(9), "whole": D(10)}))
    asked = leaf("1", rule=Bands(Share()), points="2", rungs=PERCENT_RUNGS)
    assert answered(asked, asked, numbers).inputs == numbers.inputs
    other = Share(NumberInput("part", "Số hồ sơ trễ hạn"), Share().whole)
    assert refused(asked, replace(asked, rule=Bands(other)), numbers) == "last_year.other_numbers"


def test_a_settled_rung_is_asked_again_once_anything_changed() -> None:
    asked = leaf("1", rule=Bands(Share()), points="2", rungs=OVERLAPPING_RUNGS)
    given = Answer(Inputs(values={"share": D(70)}, settled=2))
    assert answered(asked, asked, given).inputs == given.inputs
    moved = (*OVERLAPPING_RUNGS[:2], Rung("Dưới 45%", D(0), band(hi="45")))
    assert answered(asked, replace(asked, rungs=moved), given).inputs == replace(given.inputs, settled=None)


def test_dates_typed_points_other_families_and_nothing_are_not_taken_over() -> None:
    dated = leaf("1", rule=DateRule(date(2026, 1, 31)), rungs=DATE_RUNGS)
    assert refused(dated, dated, Answer(Inputs(dates={"issued": date(2026, 1, 15)}))) == "last_year.dates"
    manual = leaf("1", rule=Manual(), rungs=())
    points = Answer(Inputs(points=D("0.5")))
    assert answered(manual, manual, points).inputs == points.inputs
    assert refused(manual, replace(manual, max_points=D(2)), points) == "last_year.other_max"
    assert refused(leaf("1"), manual, Answer(Inputs(choice=1))) == "last_year.other_kind"
    assert refused(leaf("1"), leaf("1"), Answer(explanation="chưa")) == "last_year.unanswered"


def test_news_of_the_rule_is_told_but_for_the_year_that_went_with_the_set() -> None:
    old = leaf("1", rungs=rungs(("Trước 31/01/2026", "1"), ("Sau 31/01/2026", "0.5"), ("Không ban hành", "0")))
    new = leaf("1", points="2", rungs=rungs(("Trước 31/01/2027", "2"), ("Không ban hành", "0")))
    criteria = of_year(set_of(new))
    [past] = begun(set_of(old), criteria).beside.of_leaf("1")
    told = [detail.code for detail in rule_news(criteria, new, past)]
    assert told == ["points", "rung_points", "rung_dropped"]
    [same] = begun(set_of(old), of_year(set_of(old))).beside.of_leaf("1")
    assert "rung_text" in [detail.code for detail in rule_news(criteria, replace(new, rungs=(Rung("Khác", D(1)),)), same)]
    kept = begun(set_of(leaf("1")), of_year(set_of(leaf("1")))).beside.of_leaf("1")[0]
    assert rule_news(of_year(set_of(leaf("1"))), leaf("1"), kept) == ()
    assert [each.code for each in rule_news(criteria, leaf("1", rule=None), kept)] == ["kind"]
