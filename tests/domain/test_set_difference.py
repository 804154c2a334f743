"""What is told of two sets: the wording decides, what is only likely is to be confirmed, every node is in one change."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parscore.domain.code_map import CodeMap, nodes_of
from parscore.domain.criteria import Applicability, Classification, CriteriaSet, Criterion, EvidenceAsked, Field
from parscore.domain.errors import Refused
from parscore.domain.measured_rules import Share
from parscore.domain.node_pairs import telling, wording
from parscore.domain.outcome import NumberInput, Rung
from parscore.domain.rules import Bands, Conditions, Count, DateRule, Deduction, Ladder, Manual, NotSelfScored, Proportional, Target
from parscore.domain.set_difference import Change, SetDifference, difference
from tests.builders import LADDER_RUNGS, PERCENT_RUNGS, D, band, every_family, rungs, small_set
from tests.domain.random_years import changed, year_of
from tests.memory_ports import alike


def leaf(code: str, name: str, points: str = "1", **more: object) -> Criterion:
    return replace(Criterion(code, code, name, D(points), Ladder(), LADDER_RUNGS), **more)  # type: ignore[arg-type]


def group(code: str, name: str, *children: Criterion) -> Criterion:
    return Criterion(code, code, name, sum((each.max_points for each in children), D(0)), children=children)


def set_of(*children: Criterion, year: int = 2026, name: str = "Chỉ đạo điều hành", **more: object) -> CriteriaSet:
    field = Field("1*", "1", name, sum((each.max_points for each in children), D(0)), children)
    return replace(CriteriaSet("x", "Bộ thử", "1", year, (field,)), **more)  # type: ignore[arg-type]


def of(found: SetDifference, *, old: str = "", new: str = "") -> Change:
    [change] = [
        each for each in found.changes if old in {node.key for node in each.old} or (new and new in {node.key for node in each.new})
    ]
    return change


def codes(change: Change) -> list[str]:
    return [detail.code for detail in change.details]


PLAN, REPORT, CHECK = (
    "Ban hành kế hoạch cải cách hành chính",
    "Thực hiện chế độ báo cáo định kỳ",
    "Kiểm tra các phòng chuyên môn trực thuộc",
)


def test_a_set_is_the_same_as_itself_whatever_its_code_and_version() -> None:
    old = small_set()
    assert difference(old, replace(old, version="2", code="khác", replaces="a"), alike).is_same


def test_an_inserted_criterion_shifts_codes_but_the_wording_keeps_each_in_its_place() -> None:
    old = set_of(leaf("1.1", PLAN), leaf("1.2", REPORT))
    new = set_of(leaf("1.1", CHECK), leaf("1.2", PLAN), leaf("1.3", REPORT))
    found = difference(old, new, alike)
    assert of(found, old="1.1").new[0].key == "1.2"
    assert (of(found, old="1.1").kinds, of(found, old="1.1").sure) == (("recoded",), True)
    assert of(found, new="1.1").kinds == ("added",)
    assert of(found, old="1*").kinds == ("points",)
    assert found.counts == {"added": 1, "points": 1, "recoded": 2}


def test_what_was_dropped_stands_where_it_stood() -> None:
    old = set_of(leaf("1.1", PLAN), leaf("1.2", CHECK), leaf("1.3", REPORT))
    found = difference(old, set_of(leaf("1.1", PLAN), leaf("1.2", REPORT)), alike)
    assert [each.kinds[0] for each in found.changes] == ["points", "same", "dropped", "recoded"]


def test_a_year_in_the_name_counts_as_the_sets_own() -> None:
    old = set_of(leaf("1.1", "Ban hành kế hoạch năm 2025; báo cáo năm 2024"), year=2025)
    new = set_of(leaf("1.1", "Ban hành kế hoạch năm 2026; báo cáo năm 2025"), year=2026)
    change = of(difference(old, new, alike), old="1.1")
    assert (change.kinds, change.sure) == (("renamed",), True)
    assert wording("Theo Quyết định 12/2025", 2026) == "theo quyết định 12 2025"


def test_a_name_that_differs_in_a_telling_word_is_never_surely_the_same() -> None:
    words = "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn tại bộ phận một cửa cấp"
    found = difference(set_of(leaf("1.1", f"{words} huyện")), set_of(leaf("1.1", f"{words} xã")), alike)
    assert (of(found, old="1.1").kinds, of(found, old="1.1").sure) == (("renamed",), False)
    assert found.unsure == (of(found, old="1.1"),)
    assert telling("đạt 80", "đạt 90")
    assert telling("chất lượng kế hoạch", "kế hoạch")
    assert telling("triển khai hoặc ban hành quy chế", "ban hành quy chế")
    assert not telling("nội dung của kế hoạch", "nội dung kế hoạch")


def test_a_close_rename_is_sure_and_one_with_a_rival_is_not() -> None:
    long = "Mức độ hoàn thành các nhiệm vụ được giao tại kế hoạch cải cách hành chính"
    sure = of(difference(set_of(leaf("1.1", long)), set_of(leaf("1.1", f"{long} của tỉnh nhà")), alike), old="1.1")
    assert not sure.sure
    sure = of(difference(set_of(leaf("1.1", long)), set_of(leaf("1.1", f"{long} chung")), alike), old="1.1")
    assert sure.sure
    rival = set_of(leaf("1.1", f"{long} chung"), leaf("1.2", f"{long} riêng"))
    assert not of(difference(set_of(leaf("1.5", long)), rival, alike), old="1.5").sure


def test_a_name_with_much_more_said_behind_it_is_likely_the_same_in_the_same_place() -> None:
    more = f"{PLAN} theo kế hoạch tổng thể giai đoạn 2026–2030, rõ kết quả, rõ trách nhiệm, rõ thời hạn của từng phòng chuyên môn"
    change = of(difference(set_of(leaf("1.1", PLAN)), set_of(leaf("1.5", more)), alike), old="1.1")
    assert (change.kinds, change.sure) == (("recoded", "renamed"), False)


def test_a_short_name_in_another_place_is_likely_only_and_a_long_one_surely_moved() -> None:
    old = set_of(group("1.1", PLAN, leaf("1.1.1", "Đúng hạn"), leaf("1.1.2", CHECK)), group("1.2", REPORT, leaf("1.2.1", "Đủ nội dung")))
    new = set_of(group("1.1", PLAN, leaf("1.1.5", "Rõ kết quả")), group("1.2", REPORT, leaf("1.2.2", "Đúng hạn"), leaf("1.2.3", CHECK)))
    found = difference(old, new, alike)
    assert (of(found, old="1.1.1").kinds, of(found, old="1.1.1").sure) == (("moved", "recoded"), False)
    assert (of(found, old="1.1.2").kinds, of(found, old="1.1.2").sure) == (("moved", "recoded"), True)
    assert of(found, old="1.1.2").details[0].facts == {"was": f"1.1. {PLAN}", "now": f"1.2. {REPORT}"}
    assert (of(found, old="1.2.1").kinds, of(found, new="1.1.5").kinds) == (("dropped",), ("added",))


def test_names_that_repeat_are_told_apart_by_what_stands_above_them() -> None:
    tree = (group("1.1", PLAN, leaf("1.1.1", "Đúng hạn")), group("1.2", REPORT, leaf("1.2.1", "Đúng hạn", "0.5")))
    found = difference(set_of(*tree), set_of(*reversed(tree)), alike)
    assert of(found, old="1.1.1").new[0].max_points == 1
    assert of(found, old="1.1.1").sure


def test_two_of_the_same_name_in_one_place_go_by_their_code_and_are_to_be_confirmed() -> None:
    old = set_of(leaf("1.1", "Đúng hạn"), leaf("1.2", "Đúng hạn"))
    found = difference(old, old, alike)
    assert {(each.old[0].key, each.new[0].key, each.sure) for each in found.changes} == {
        ("1*", "1*", True),
        ("1.1", "1.1", False),
        ("1.2", "1.2", False),
    }


def test_a_criterion_that_leaves_the_fields_for_the_bonus_has_moved() -> None:
    old = set_of(leaf("1.1", PLAN), leaf("1.2", "Có sáng kiến được công nhận trong năm xét chấm điểm"))
    new = replace(set_of(leaf("1.1", PLAN)), bonus=(leaf("A", "Có sáng kiến được công nhận trong năm xét chấm điểm"),))
    assert of(difference(old, new, alike), old="1.2").kinds == ("moved", "recoded")


def test_one_whose_points_are_shared_out_among_its_neighbours_was_split_and_the_reverse_merged() -> None:
    whole = set_of(leaf("1.1", "Ban hành và công khai kế hoạch", "2"), leaf("1.2", CHECK))
    parts = set_of(leaf("1.1", "Ban hành kế hoạch"), leaf("1.2", "Công khai kế hoạch"), leaf("1.3", CHECK))
    split = of(difference(whole, parts, alike), old="1.1")
    assert ([node.key for node in split.new], split.kinds, split.sure) == (["1.1", "1.2"], ("split",), False)
    merged = of(difference(parts, whole, alike), new="1.1")
    assert ([node.key for node in merged.old], merged.kinds, merged.sure) == (["1.1", "1.2"], ("merged",), False)


def test_points_that_do_not_add_up_are_no_split() -> None:
    whole = set_of(leaf("1.1", "Ban hành và công khai kế hoạch", "3"), leaf("1.2", CHECK))
    parts = set_of(leaf("1.1", "Ban hành kế hoạch"), leaf("1.2", CHECK), leaf("1.3", "Công khai kế hoạch"))
    kinds = {each.kinds[0] for each in difference(whole, parts, alike).changes}
    assert not kinds & {"split", "merged"}


def test_a_leaf_that_got_parts_was_split_into_them_and_back() -> None:
    whole = set_of(leaf("1.1", PLAN, "2"))
    parts = set_of(group("1.1", PLAN, leaf("1.1.1", "Kịp thời"), leaf("1.1.2", "Đủ nội dung")))
    found = difference(whole, parts, alike)
    assert [node.key for node in of(found, old="1.1").new] == ["1.1.1", "1.1.2"]
    assert of(found, new="1.1.1").kinds == ("split",)
    back = difference(parts, whole, alike)
    assert [node.key for node in of(back, old="1.1.1").old] == ["1.1.1", "1.1.2"]
    taken = set_of(group("1.1", PLAN, leaf("1.1.1", CHECK, "2")))
    assert of(difference(set_of(leaf("1.1", PLAN), leaf("1.2", CHECK)), taken, alike), old="1.1").kinds == ("dropped",)
    empty = replace(parts, fields=(replace(parts.fields[0], children=()),))
    assert of(difference(whole, empty, alike), old="1.1").kinds == ("dropped",)


def test_rules_are_compared_rung_by_rung() -> None:
    old = leaf("1.1", PLAN, "2", rule=Bands(), rungs=PERCENT_RUNGS)
    top, middle, bottom = PERCENT_RUNGS
    changed = (top, replace(middle, points=D("1.5"), band=band("75", "90", "lo")), Rung("Từ 50% đến dưới 75%", D("0.5")), bottom)
    change = of(difference(set_of(old), set_of(replace(old, rungs=changed)), alike), old="1.1")
    assert change.kinds == ("rule",)
    assert codes(change) == ["rung_points", "rung_band", "rung_added"]
    assert change.details[1].facts == {"was": "≥ 70; < 90", "now": "≥ 75; < 90", "number": 2, "rung": middle.text}
    fewer = of(difference(set_of(old), set_of(replace(old, rungs=(top, replace(bottom, text="Còn lại")))), alike), old="1.1")
    assert codes(fewer) == ["rung_text", "rung_points", "rung_band", "rung_dropped"]


@pytest.mark.parametrize(
    ("was", "now", "code", "facts"),
    [
        (Ladder(), Manual(), "kind", {"kind_was": "ladder", "kind_now": "manual"}),
        (None, Ladder(), "kind", {"kind_was": "none", "kind_now": "ladder"}),
        (Ladder(), None, "kind", {"kind_was": "ladder", "kind_now": "none"}),
        (Conditions(("đủ",)), Conditions(("đủ", "đúng")), "setting_facts", {"was": "đủ", "now": "đủ; đúng"}),
        (DateRule(date(2026, 1, 31)), DateRule(), "setting_due", {"was": "31/01/2026", "now": "…"}),
        (Count(each=D("0.5")), Count(each=D(1)), "setting_each", {"was": "0,5", "now": "1"}),
        (Proportional(), Proportional(floor_earns=False), "setting_floor_earns", {"was": "✓", "now": "✗"}),
        (Target(), Target(comparator="<="), "setting_comparator", {"was": ">=", "now": "<="}),
        (NotSelfScored(), NotSelfScored("leaders"), "setting_by", {"was": "survey", "now": "leaders"}),
    ],
)
def test_a_setting_of_a_rule_that_changed_is_told(was: object, now: object, code: str, facts: dict[str, object]) -> None:
    old, new = (set_of(leaf("1.1", PLAN, rule=rule)) for rule in (was, now))
    change = of(difference(old, new, alike), old="1.1")
    assert [(each.code, dict(each.facts)) for each in change.details] == [(code, facts)]


def test_numbers_asked_for_are_told_by_their_names() -> None:
    families = {each.key: each for each in every_family()}
    share, deduction = Share(part=NumberInput("part", "Số đúng hạn")), families["1.8"].rule
    assert isinstance(deduction, Deduction)
    for key, rule, code in (("1.5", Bands(share), "setting_share"), ("1.8", replace(deduction, items=()), "setting_items")):
        change = of(difference(set_of(families[key]), set_of(replace(families[key], rule=rule)), alike), old=key)
        assert codes(change) == [code]
        assert "Số" in str(change.details[0].facts["was"])


def test_a_change_of_rounding_rescores_what_is_computed() -> None:
    old = small_set()
    found = difference(old, replace(old, decimals=3), alike)
    assert {each.old[0].key for each in found.changes if "rule" in each.kinds} == {"1.6", "1.10"}
    assert [each.code for each in found.of_set] == ["set_decimals"]


def test_questions_evidence_and_help_are_told_but_rescore_nothing() -> None:
    old = leaf("1.1", PLAN, open=("gap",), sure="open")
    for new, code in ((replace(old, open=(), sure="sure"), "now_settled"), (replace(old, open=("gap", "overlap")), "now_open")):
        assert of(difference(set_of(old), set_of(new), alike), old="1.1").kinds == ("reading",)
        assert codes(of(difference(set_of(old), set_of(new), alike), old="1.1")) == [code]
    checked = leaf("1.1", PLAN, sure="check")
    assert codes(of(difference(set_of(checked), set_of(leaf("1.1", PLAN)), alike), old="1.1")) == ["now_confirmed"]
    asked = leaf("1.1", PLAN, help="Nhập ngày", evidence_asked=(EvidenceAsked("Kế hoạch", due="31/01"),))
    change = of(difference(set_of(leaf("1.1", PLAN)), set_of(asked), alike), old="1.1")
    assert (change.kinds, codes(change)) == (("asked",), ["evidence_asked", "help"])
    assert change.details[0].facts == {"was": "…", "now": "Kế hoạch, 31/01"}


def test_facts_of_the_set_itself_are_told() -> None:
    old = set_of(leaf("1.1", PLAN))
    new = replace(
        old,
        title="Bộ mới",
        max_points=D(85),
        classes=(Classification("Tốt", D(80)),),
        applicability=(Applicability("Không có TTHC", "Điều 3", ("1.1",)),),
    )
    assert [each.code for each in difference(old, new, alike).of_set] == ["set_title", "set_max_points", "set_classes", "set_applicability"]


def test_a_map_written_by_hand_goes_before_all() -> None:
    old = set_of(leaf("1.1", PLAN), leaf("1.2", REPORT), leaf("1.3", CHECK), leaf("1.4", "Cũ"))
    new = set_of(leaf("1.1", PLAN), leaf("1.2", REPORT), leaf("1.3", "Mới"), leaf("1.4", "Mới nữa"))
    by_hand = CodeMap({"1.1": ("1.2",), "1.2": (), "1.3": ("1.3", "1.4"), "1.4": ()})
    found = difference(old, new, alike, by_hand)
    assert [node.key for node in of(found, old="1.1").new] == ["1.2"]
    assert of(found, old="1.2").kinds == ("dropped",)
    assert (of(found, old="1.3").kinds, of(found, old="1.3").sure) == (("split",), True)
    assert of(found, new="1.1").kinds == ("added",)
    assert found.code_map().entries == {"1*": ("1*",), "1.1": ("1.2",), "1.2": (), "1.3": ("1.3", "1.4"), "1.4": ()}
    assert not found.unsure


def test_old_ones_that_the_map_leads_to_one_new_one_are_merged() -> None:
    old, new = set_of(leaf("1.1", PLAN), leaf("1.2", REPORT)), set_of(leaf("1.1", CHECK, "2"))
    change = of(difference(old, new, alike, CodeMap({"1.1": ("1.1",), "1.2": ("1.1",)})), new="1.1")
    assert (change.kinds, change.sure, len(change.old)) == (("merged",), True, 2)


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ({"9.9": ()}, "map.unknown"),
        ({"1.1": ("9.9",)}, "map.unknown"),
        ({"5": ()}, "map.repeated"),
        ({"1*": (), "1": ()}, "map.repeated"),
        ({"1.1": ("1.1", "1.2"), "1.2": ("1.2",)}, "map.tangled"),
    ],
)
def test_a_map_that_cannot_be_is_refused(entries: dict[str, tuple[str, ...]], code: str) -> None:
    twice = (replace(leaf("5", "Một"), key="5~1"), replace(leaf("5", "Hai"), key="5~2"))
    old = set_of(leaf("1.1", PLAN), leaf("1.2", REPORT), *twice)
    with pytest.raises(Refused) as caught:
        difference(old, old, alike, CodeMap(entries))
    assert caught.value.code == code


def test_a_pair_of_leaves_concerns_leaves_and_one_of_fields_does_not() -> None:
    found = difference(set_of(leaf("1.1", PLAN)), set_of(leaf("1.1", PLAN)), alike)
    assert [each.of_leaves for each in found.changes] == [False, True]


def test_a_leaf_that_the_map_makes_a_group_is_scored_otherwise() -> None:
    whole, parts = set_of(leaf("1.1", PLAN)), set_of(group("1.1", REPORT, leaf("1.1.1", CHECK)))
    assert codes(of(difference(whole, parts, alike, CodeMap({"1.1": ("1.1",)})), old="1.1")) == ["now_group"]
    assert codes(of(difference(parts, whole, alike, CodeMap({"1.1": ("1.1",)})), old="1.1")) == ["now_scored"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_every_node_of_both_sets_is_in_exactly_one_change(seed: int, other: int) -> None:
    old = year_of(seed).criteria
    new = changed(old, other)
    found = difference(old, new, alike)
    olds, news = ([node.key for each in found.changes for node in getattr(each, side)] for side in ("old", "new"))
    assert sorted(olds) == sorted(node.key for node in nodes_of(old))
    assert sorted(news) == sorted(node.key for node in nodes_of(new))
    assert difference(old, old, alike).of_set == ()
    assert all(each.kinds == ("same",) for each in difference(old, old, alike).changes if each.sure)
    again = difference(old, new, alike, found.code_map())
    assert again.code_map().entries == found.code_map().entries
    assert not again.unsure


def test_bounds_are_shown_in_signs() -> None:
    from parscore.domain.bands import Band, show_bounds

    assert [show_bounds(each) for each in (None, Band(), band("70", incl="lo"), band("0", "5", "hi"))] == ["…", "…", "≥ 70", "> 0; ≤ 5"]
    assert rungs(("a", "1"))[0].band is None
