import json
from typing import Any

from parscore.domain.criteria import CriteriaSet
from parscore.domain.draft_making import draft_of
from parscore.domain.rule_proposal import Proposal
from parscore.domain.table_draft import TableDraft
from parscore.services.criteria_json import draft_json
from parscore.services.rule_json import rule_json
from parscore.texts import say
from tests.domain.table_parts import HEAD, Value, table


def draft(*rows: tuple[Value, ...]) -> TableDraft:
    def seal(criteria: CriteriaSet) -> CriteriaSet:
        return criteria

    return draft_of((table(HEAD, (1, "Chỉ đạo", 6), *rows),), "a.xlsx", lambda formula, source: None, seal)


def leaf(*rungs: str, maximum: Value = 2) -> dict[str, Any]:
    plain = draft_json(draft(("1.1", "Kế hoạch", maximum), *((None, rung, None) for rung in rungs)), say)
    json.dumps(plain)
    return plain["fields"][0]["children"][0]  # type: ignore[no-any-return]


def test_a_draft_is_plain_values_with_numbers_as_text() -> None:
    plain = draft_json(draft(("1.1", "Kế hoạch", 6), (None, "Có: 6", None), (None, "Không", None)), say)
    assert (plain["title"], plain["max_points"], plain["rows"]) == ("a.xlsx", "6", 5)
    assert sum(plain["counts"].values()) == 5
    field = plain["fields"][0]
    assert (field["code"], field["where"], field["rule"], field["rungs"]) == ("1", "'Bảng'!A2", None, [])
    assert field["children"][0]["rungs"] == [
        {"text": "Có", "points": "6", "where": "'Bảng'!B4", "band": None},
        {"text": "Không", "points": None, "where": "'Bảng'!B5", "band": None},
    ]
    assert plain["findings"][0] == {
        "severity": "error",
        "code": "table.rung_without_points",
        "where": "'Bảng'!B5",
        "message": "Mức “Không” chưa ghi điểm.",
    }


def test_a_declared_total_is_given_before_the_sum() -> None:
    assert draft_json(draft(("1.1", "Kế hoạch", 6), (None, "Tổng", "7,5")), say)["max_points"] == "7.5"


def test_bands_are_written_with_their_sides() -> None:
    found = leaf("Từ 70% trở lên: 2", "Dưới 70%: 0")
    assert found["rule"]["kind"] == "bands"
    assert [each["name"] for each in found["rule"]["inputs"]] == ["part", "whole"]
    assert [rung["band"] for rung in found["rungs"]] == [
        {"lo": "70", "lo_incl": True, "hi": None, "hi_incl": False},
        {"lo": None, "lo_incl": False, "hi": "70", "hi_incl": False},
    ]


def test_each_rule_shows_what_it_was_given() -> None:
    assert leaf("Đầy đủ, kịp thời: 2", "Không đầy đủ hoặc không kịp thời: 0")["rule"]["facts"] == ["Đầy đủ", "kịp thời"]
    assert leaf("Mỗi sáng kiến: 0,5 điểm")["rule"]["each"] == "0.5"
    assert leaf("Mỗi hồ sơ trễ hạn trừ 0,25 điểm")["rule"]["each"] == ["0.25"]
    formula = leaf("Tỷ lệ % x điểm tối đa", "Dưới 50%: 0")["rule"]
    assert (formula["full_at"], formula["floor"]) == ("100", "50")
    assert "each" not in leaf("Từ 02 mô hình: 2", "01 mô hình: 1", "Không có: 0")["rule"]
    plain = {"kind": "yes_no", "sure": "sure", "open": [], "inputs": [], "bounds": [], "formula": None}
    assert leaf("Có: 2", "Không: 0")["rule"] == plain


def test_a_rule_by_numbers_shows_its_sum_and_its_limits() -> None:
    shares = leaf("Từ 70% trở lên: 2", "Dưới 70%: 0")["rule"]
    assert shares["formula"] == "part / whole × 100"
    assert shares["bounds"][1] == {"rung": 2, "points": "0", "unit": "%", "lo": None, "lo_incl": False, "hi": "70", "hi_incl": False}
    formula = leaf("Trên 95%: 2", "Từ 70% đến 95%: [(tỷ lệ % đạt được) × 2]/100%", "Dưới 70%: 0")["rule"]
    assert (formula["formula"], formula["full_at"], formula["full_earns"]) == ("part / whole × max", "95", False)
    assert (formula["floor"], formula["floor_earns"], formula["scaled"]) == ("70", True, False)
    scaled = leaf("Từ 95%: 2", "Dưới 95%: (tỷ lệ đạt được/95%) × 2")["rule"]
    assert (scaled["formula"], scaled["scaled"]) == ("part / whole / 95% × max", True)
    each = leaf("Mỗi sáng kiến: 0,5 điểm, tối đa 2 điểm")["rule"]
    assert (each["formula"], each["each"], each["cap"]) == ("min(count × 0.5, max)", "0.5", "max")
    off = leaf("Đúng: 2", "Mỗi lỗi trừ 0,25 điểm, tối đa trừ 1 điểm")["rule"]
    assert (off["formula"], off["most"]) == ("max(0, max − min(times1 × 0.25, 1))", "1")
    assert leaf("Đúng: 2", "Mỗi lỗi trừ 0,25 điểm")["rule"]["formula"] == "max(0, max − (times1 × 0.25))"
    late = leaf("Đúng hạn: 2", "Chậm đến 5 ngày: 1", "Chậm trên 5 ngày: 0")["rule"]
    assert (late["formula"], late["due"], late["bounds"][0]["unit"]) == ("issued − due", None, "days")
    aim = leaf("Đạt hoặc vượt chỉ tiêu: 2", "Thấp hơn chỉ tiêu: 0")["rule"]
    assert (aim["formula"], aim["comparator"]) == ("actual >= target", ">=")
    tasks = leaf("Từ 90% nhiệm vụ đến hạn: 2", "Dưới 90% nhiệm vụ đến hạn: 0")["rule"]
    assert (tasks["formula"], tasks["floor"]) == ("done / due × 100", "0")
    assert leaf("Cấp tỉnh: 1", "Cấp xã: 1")["rule"]["formula"] == "sum of the ticked rungs"
    assert leaf()["rule"]["formula"] is None
    assert rule_json(None, Proposal(None, (), "open")) == {"kind": "manual", "sure": "open", "open": []}
