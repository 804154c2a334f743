import pytest

from parscore.domain.errors import Refused
from parscore.domain.table_choice import choices_of, picked
from parscore.domain.table_draft import SourceTable
from parscore.texts import say
from tests.domain.table_parts import HEAD, Value, table

ROWS: tuple[tuple[Value, ...], ...] = (HEAD, (1, "Chỉ đạo", 1), ("1.1", "Kế hoạch", "1"), (None, "Có: 1", None), (None, "Tổng", 1))
PROVINCE = table(("CẤP SỞ",), *ROWS, name="Sở")
DISTRICT = table(("CẤP HUYỆN",), *ROWS, name="Huyện")
LIST = table(("Danh sách", "Tên"), name="Danh sách")
PLAIN = table(("STT", "Tiêu chí", "Ghi chú"), (1, "Chỉ đạo"), name="Không điểm")


def hidden(source: SourceTable) -> SourceTable:
    return SourceTable(source.name, source.rows, hidden=True)


def told(tables: tuple[SourceTable, ...], pick: int | None = None) -> list[tuple[str, str]]:
    taken, _, findings = picked(tables, "a.xlsx", pick)
    for finding in findings:
        assert "{" not in say(f"finding.{finding.code}", **finding.facts)
    return [("taken", taken.name), *((each.code, str(each.facts.get("others", each.facts.get("names", "")))) for each in findings)]


def refusal(tables: tuple[SourceTable, ...], pick: int | None) -> str:
    with pytest.raises(Refused) as refused:
        picked(tables, "a.xlsx", pick)
    assert "{" not in say(refused.value.code, **refused.value.facts)
    return refused.value.code


def test_each_table_can_be_chosen_by_its_number_name_and_title() -> None:
    found = choices_of((LIST, table(), hidden(PROVINCE), DISTRICT, PLAIN))
    assert [(each.position, each.name, each.title, each.rows, each.scored_rows, each.hidden) for each in found] == [
        (1, "Danh sách", "Danh sách", 1, 0, False),
        (3, "Sở", "CẤP SỞ", 6, 3, True),
        (4, "Huyện", "CẤP HUYỆN", 6, 3, False),
        (5, "Không điểm", "", 2, 0, False),
    ]


def test_without_a_choice_the_first_shown_table_is_read_and_the_others_are_told() -> None:
    assert told((LIST, PROVINCE, DISTRICT)) == [("taken", "Sở"), ("table.other_sheets", "Huyện (3)")]
    assert told((hidden(PROVINCE), DISTRICT)) == [("taken", "Huyện"), ("table.hidden_sheets", "Sở (1)")]
    assert told((PROVINCE, hidden(LIST), hidden(table()))) == [("taken", "Sở"), ("table.hidden_sheets", "Danh sách (2)")]
    assert told((LIST, PROVINCE)) == [("taken", "Sở")]


def test_a_hidden_sheet_of_criteria_weighs_more_than_one_of_lists() -> None:
    assert [each.severity for each in picked((PROVINCE, hidden(LIST)), "a.xlsx", None)[2]] == ["info"]
    assert [each.severity for each in picked((PROVINCE, hidden(DISTRICT), hidden(PLAIN)), "a.xlsx", None)[2]] == ["warning"]


def test_a_large_table_without_a_heading_behind_the_one_that_is_read_is_told() -> None:
    loose = table(*ROWS[1:], ("2", "Thể chế", 2), name="Phần sau")
    assert told((PROVINCE, loose, LIST)) == [("taken", "Sở"), ("table.others_unread", "Phần sau (2)")]
    assert told((loose, PROVINCE)) == [("taken", "Sở")]


def test_the_only_table_of_criteria_is_read_though_it_is_hidden_and_this_is_told() -> None:
    assert told((LIST, hidden(PROVINCE))) == [("taken", "Sở"), ("table.hidden_taken", "")]


def test_a_picked_table_is_read_and_nothing_is_told_of_the_others() -> None:
    assert told((PROVINCE, DISTRICT), 2) == [("taken", "Huyện")]
    assert told((PROVINCE, hidden(DISTRICT)), 2) == [("taken", "Huyện")]


@pytest.mark.parametrize(
    ("pick", "code"), [(0, "table.no_such"), (4, "table.no_such"), (1, "table.no_heading_in"), (3, "table.no_points_column")]
)
def test_what_cannot_be_picked_is_refused_in_a_sentence(pick: int, code: str) -> None:
    assert refusal((LIST, PROVINCE, PLAIN), pick) == code
