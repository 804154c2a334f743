from dataclasses import replace
from decimal import Decimal

import pytest

from parscore.domain.criteria import CriteriaSet
from parscore.domain.draft_making import counts_add_up, draft_of
from parscore.domain.errors import Refused
from parscore.domain.rules import Ladder, Manual, NotSelfScored, YesNo
from parscore.domain.table_draft import SourceCell, SourceTable, TableDraft
from tests.builders import D
from tests.domain.table_parts import HEAD, Value, lost, table


def draft(*tables: SourceTable, total: Decimal | None = None, name: str = "bang 1.xlsx") -> TableDraft:
    def seal(criteria: CriteriaSet) -> CriteriaSet:
        return criteria

    found = draft_of(tables, name, lambda formula, source: total, seal)
    assert counts_add_up(found)
    return found


def told(found: TableDraft) -> list[str]:
    return [finding.code for finding in found.findings]


YES, NO = (None, "Có: 1", None), (None, "Không: 0", None)
ROWS: tuple[tuple[Value, ...], ...] = (HEAD, (1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), YES, NO)


def test_a_draft_has_the_longest_line_above_the_table_as_title_and_its_year() -> None:
    found = draft(table(("UBND TỈNH",), ("BẢNG TIÊU CHÍ NĂM 2025",), *ROWS, (None, "Tổng", 1)))
    assert (found.title, found.criteria.year, found.criteria.code, found.max_points) == ("BẢNG TIÊU CHÍ NĂM 2025", 2025, "bang-1", D(1))
    assert found.findings == ()
    assert found.proposals["1.1"].sure == "sure"


def test_without_a_title_the_file_names_it() -> None:
    found = draft(table(*ROWS), name=".xlsx")
    assert (found.title, found.criteria.year, found.criteria.code, found.max_points) == (".xlsx", 0, "bang", None)


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ((), "table.empty"),
        ((table(),), "table.empty"),
        ((table(("Danh sách", "Tên")),), "table.no_heading"),
        ((table(("STT", "Tiêu chí", "Ghi chú"), (1, "Chỉ đạo")),), "table.no_points_column"),
        ((table(HEAD, (None, "Ghi chú", None)),), "table.no_criteria"),
    ],
)
def test_what_is_no_table_of_criteria_is_refused(tables: tuple[SourceTable, ...], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        draft(*tables)
    assert refusal.value.code == code


def test_the_first_table_with_points_is_taken_and_the_others_are_told() -> None:
    plain = table(("STT", "Tiêu chí", "Ghi chú"), (1, "Chỉ đạo"), name="Không điểm")
    found = draft(plain, table(*ROWS, name="Bảng I"), table(*ROWS, name="Bảng II"))
    assert told(found) == ["table.other_sheets"]
    assert found.findings[0].facts == {"taken": "Bảng I", "others": "Không điểm (1), Bảng II (3)"}


def test_a_lost_total_is_computed_where_it_can_be() -> None:
    source = table(*ROWS, (None, "Tổng", lost("=SUM(C2)")))
    assert (draft(source, total=D(1)).max_points, told(draft(source, total=D(1)))) == (D(1), [])
    assert told(draft(source, total=D(2))) == ["set.total"]
    assert (draft(source).max_points, told(draft(source))) == (None, ["table.lost_total"])


def test_a_missing_bound_is_told_once_and_not_as_an_overlap_too() -> None:
    rows = ((None, "Từ 75% trở lên: 1", None), (None, "Từ 50% đến dưới số nhiệm vụ: 0,5", None), (None, "Dưới 50%: 0", None))
    found = draft(table(*ROWS[:3], *rows))
    assert [(finding.severity, finding.code, finding.where) for finding in found.findings] == [
        ("error", "table.missing_bound", "'Bảng'!B5")
    ]


def test_unclear_figures_and_words_alone_are_told() -> None:
    rows = ((None, "100% đạt, trên 50% tốt: 1", None), (None, "Dưới 50%: 0", None))
    assert told(draft(table(*ROWS[:3], *rows))) == ["table.unclear_bound", "set.gap"]
    rows = ((None, "Từ 90%: 1", None), (None, "Có làm: 0,5", None), (None, "Dưới 90%: 0", None))
    assert told(draft(table(*ROWS[:3], *rows))) == ["table.words_only"]


def test_missing_points_are_told_once() -> None:
    found = draft(table(*ROWS[:2], ("1.1", "Kế hoạch", 1), (None, "Có: 1", None), (None, "Chậm", None), NO))
    assert told(found) == ["table.rung_without_points"]
    assert told(draft(table(HEAD, (1, "Chỉ đạo", 0), ("1.1", "Kế hoạch", None), (None, "Không: 0", None)))) == ["table.maximum_missing"]


def test_a_field_with_a_scale_of_its_own_is_scored_itself() -> None:
    found = draft(table(HEAD, ("I", "Kế hoạch", 1), YES, NO, ("II", "Điều tra xã hội học", 5), ("III", "Khác", 0)))
    assert told(found) == ["table.field_scored", "table.survey", "table.field_scored", "set.empty_field"]
    leaves = list(found.criteria.leaves())
    assert [(leaf.code, len(leaf.rungs), leaf.rule) for leaf in leaves] == [("I", 2, YesNo()), ("II", 0, NotSelfScored("survey"))]
    assert len({leaf.key for leaf in leaves} | {field.key for field in found.criteria.fields}) == 5


def test_rungs_above_a_leaf_are_told() -> None:
    found = draft(table(HEAD, (1, "Chỉ đạo", 1), YES, ("1.1", "Kế hoạch", 1), (None, "Chậm: 0,5", None), ("1.1.1", "Ban hành", 1), YES, NO))
    assert sorted(told(found)) == ["table.rungs_above_leaf", "table.rungs_above_leaf"]


def test_a_criterion_without_rungs_is_typed_by_hand_until_settled() -> None:
    found = draft(table(HEAD, (1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1)))
    assert told(found) == ["table.no_rungs"]
    assert isinstance(next(found.criteria.leaves()).rule, Manual)


def test_three_choices_become_a_ladder_with_places() -> None:
    found = draft(table(*ROWS[:3], YES, (None, "Có nhưng chậm: 0,5", None), NO))
    only = next(found.criteria.leaves())
    assert isinstance(only.rule, Ladder)
    assert [rung.where for rung in only.rungs] == ["'Bảng'!B4", "'Bảng'!B5", "'Bảng'!B6"]
    assert only.where == "'Bảng'!A3"


def test_a_sub_criterion_is_the_leaf_of_its_criterion() -> None:
    found = draft(table(*ROWS[:3], ("1.1.1", "Ban hành", 1), YES, NO))
    assert [leaf.code for leaf in found.criteria.leaves()] == ["1.1.1"]
    assert found.findings == ()


FULL_HEAD = ("STT", "Tiêu chí", "Điểm tối đa", "Số liệu kê khai", "Cách tính điểm", "Tài liệu kiểm chứng", "Điểm điều tra XHH")


def test_evidence_asked_guidance_and_numbers_reach_the_leaf() -> None:
    scale = "Căn cứ báo cáo năm\nTừ 90% trở lên: 1\nDưới 90%: 0"
    cells = ("a: Số hồ sơ đúng hạn\nb: Tổng số hồ sơ", scale, "- Báo cáo năm\n- Quyết định")
    found = draft(table(FULL_HEAD, (1, "Chỉ đạo", 1), ("1.1", "Hồ sơ", 1, *cells)))
    only = next(found.criteria.leaves())
    assert ([each.kind for each in only.evidence_asked], only.help) == (["Báo cáo năm", "Quyết định"], "Căn cứ báo cáo năm")
    assert only.rule is not None
    assert [number.label for number in only.rule.inputs] == ["Số hồ sơ đúng hạn", "Tổng số hồ sơ"]
    assert (found.proposals["1.1"].open, told(found)) == (("inputs", "lines_unread"), ["table.lines_unread"])


def test_evidence_and_numbers_that_reach_no_leaf_are_told() -> None:
    rows: tuple[tuple[Value, ...], ...] = (
        (1, "Chỉ đạo", 1, None, None, "Báo cáo"),
        ("1.1", "Hồ sơ", 1, None, None, "Kế hoạch"),
        ("1.1.1", "Ban hành", 1, "Số văn bản\nĐơn vị: văn bản", "Có: 1\nKhông: 0"),
    )
    found = draft(table(FULL_HEAD, *rows))
    assert told(found) == ["table.evidence_above", "table.declared_unread", "table.evidence_above"]
    assert [finding.facts for finding in found.findings][1:] == [
        {"code": "1.1.1", "text": "Số văn bản; Đơn vị: văn bản"},
        {"code": "1", "asked": "Báo cáo"},
    ]
    parent = found.criteria.fields[0].children[0]
    assert [each.kind for each in parent.evidence_asked] == ["Kế hoạch"]


def test_a_survey_of_a_part_of_the_points_is_told() -> None:
    found = draft(table(FULL_HEAD, (1, "Chỉ đạo", 2), ("1.1", "Hồ sơ", 2, None, "Có: 2\nKhông: 0", None, 1)))
    assert (told(found), found.proposals["1.1"].sure) == (["table.survey_part"], "open")


def test_every_row_of_the_source_says_what_it_became_and_whose_it_is() -> None:
    coded = ((2, "Niêm yết", 1), ("2.1", "Nội quy", 1), ("2.1.1", "Có nội quy", 1), ("2.1.2", "Không có nội quy", 0))
    source = table(("BẢNG",), *ROWS, *coded, (3, "Cộng thêm", 1), YES, NO, (None, "Tổng", 3))
    found = draft(source)
    assert found.source is source
    kinds = ["note", "head", "field", "criterion", "rung", "rung", "field", "criterion", "rung", "rung", "field", "rung", "rung", "total"]
    assert [found.kinds[row.number] for row in source.rows] == kinds
    scored = found.criteria.fields[2]
    leaf = scored.children[0].key
    assert leaf != scored.key
    keys = ["1", "1.1", "1.1", "1.1", "2", "2.1", "2.1", "2.1", scored.key, leaf, leaf]
    assert [found.row_keys.get(row.number) for row in source.rows] == [None, None, *keys, None]


def test_a_rung_whose_words_may_be_put_together_otherwise_is_never_sure() -> None:
    torn = SourceCell("Có ban hành: 1", unsure=True)
    source = table(HEAD, (1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", 1), (None, "x", None), NO)
    rung = replace(source.rows[3], cells=(SourceCell(), torn))
    found = draft(replace(source, rows=(*source.rows[:3], rung, source.rows[4])))
    assert (found.proposals["1.1"].sure, found.proposals["1.1"].open) == ("check", ("lines_loose",))
