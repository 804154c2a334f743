from pathlib import Path

import pytest

from parscore.adapters.importers.criteria_table import CriteriaTableReader
from parscore.domain.criteria import Criterion
from parscore.domain.draft_making import counts_add_up
from parscore.domain.errors import Refused
from parscore.domain.table_draft import TableDraft
from parscore.texts import say
from tests.adapters.criteria_book import ROWS, SHIPPED, save_criteria_book
from tests.builders import D, band
from tests.sheet_builder import save_book


def read(file: Path) -> TableDraft:
    found = CriteriaTableReader().read(file)
    assert counts_add_up(found)
    for finding in found.findings:
        assert "{" not in say(f"finding.{finding.code}", **finding.facts)
    return found


def told(found: TableDraft) -> list[tuple[str, str]]:
    return [(finding.code, finding.where.rsplit("!", 1)[-1]) for finding in found.findings]


def leaf(found: TableDraft, code: str) -> Criterion:
    return next(each for each in found.criteria.leaves() if each.code == code)


@pytest.fixture
def draft() -> TableDraft:
    return read(SHIPPED)


def test_the_shipped_table_is_the_one_that_is_written_here(draft: TableDraft, tmp_path: Path) -> None:
    again = read(save_criteria_book(tmp_path / SHIPPED.name))
    assert (again.criteria, again.findings) == (draft.criteria, draft.findings)


def test_a_real_table_becomes_fields_criteria_and_rungs(draft: TableDraft) -> None:
    assert draft.title == "BẢNG ĐIỂM TIÊU CHÍ CẢI CÁCH HÀNH CHÍNH CÁC SỞ NĂM 2025"
    assert draft.counts == {"field": 3, "criterion": 8, "rung": 19, "head": 4, "note": 3, "total": 1, "blank": 2}
    assert draft.max_points == D("13.5")
    assert [field.max_points for field in draft.criteria.fields] == [D("6.5"), D(5), D(2)]
    assert [each.code for each in draft.criteria.leaves()] == ["1.1.1", "1.1.2", "1.2", "2.1", "3.2", "3.2", "3.1"]
    assert draft.rows == len(ROWS)


def test_each_leaf_has_its_rule(draft: TableDraft) -> None:
    rules = [(each.rule.kind, draft.proposals[each.key].sure) for each in draft.criteria.leaves() if each.rule is not None]
    assert rules == [
        ("ladder", "check"),
        ("bands", "open"),
        ("count", "sure"),
        ("bands", "open"),
        ("conditions", "sure"),
        ("yes_no", "sure"),
        ("bands", "open"),
    ]


def test_rungs_keep_points_bounds_and_places(draft: TableDraft) -> None:
    assert [rung.points for rung in leaf(draft, "1.1.1").rungs] == [D("1.5"), D("0.75"), D(0)]
    assert [rung.band for rung in leaf(draft, "1.1.2").rungs] == [band("95", "100", "lo hi"), band("80", "95", "lo hi"), band(hi="80")]
    assert [rung.where for rung in leaf(draft, "1.2").rungs] == ["'TÊN SỞ'!B19", "'TÊN SỞ'!B20", "'TÊN SỞ'!B21"]


def test_every_fault_of_the_table_is_told_and_nothing_else(draft: TableDraft) -> None:
    assert told(draft) == [
        ("table.hidden_row", "B12"),
        ("table.coded_rung", "A31"),
        ("table.coded_rung", "A32"),
        ("table.missing_bound", "B25"),
        ("set.overlap", "B15"),
        ("set.misplaced_code", "A27"),
        ("set.misplaced_code", "A30"),
        ("set.top_not_max", "B35"),
        ("set.repeated_code", "A30"),
    ]


HEAD: list[object] = ["STT", "Tiêu chí", "Điểm tối đa"]
LEAF: list[list[object]] = [["1.1", "Kế hoạch", 2], [None, "Có: 2"], [None, "Không: 0"]]


@pytest.mark.parametrize(
    ("formula", "total"),
    [
        ("=SUM(C2)", "2"),
        ("=SUM($C$2,C3)", "4"),
        ("=sum(C2:C5)", "4"),
        ("=C2+C3", "4"),
        ("=+C2", "2"),
        ("=SUM(C2;C9)", None),
        ("=SUM(C4:C5)", None),
        ("=SUM(A1:C2)", None),
        ("=SUM(C2:C6)", None),
        ("=C2*2", None),
        ("=SUM(C2:C99999)", None),
    ],
)
def test_a_total_without_a_stored_result_is_computed_from_plain_sums(tmp_path: Path, formula: str, total: str | None) -> None:
    found = read(save_book(tmp_path / "a.xlsx", [HEAD, [1, "Chỉ đạo", 2], *LEAF, [None, "Tổng", formula]]))
    assert found.max_points == (None if total is None else D(total))
    assert [code for code, _ in told(found)] == {None: ["table.lost_total"], "2": [], "4": ["set.total"]}[total]


def test_a_total_is_computed_from_its_own_sheet(tmp_path: Path) -> None:
    rows: list[list[object]] = [HEAD, [1, "Chỉ đạo", 2], *LEAF, [None, "Tổng", "=SUM(C2)"]]
    file = save_book(tmp_path / "a.xlsx", [["Bìa", None, 1], [None, None, 9]], name="Bìa", more={"Bảng": rows})
    assert (read(file).max_points, read(file).findings) == (D(2), ())


def test_a_maximum_without_a_stored_result_is_told(tmp_path: Path) -> None:
    found = read(save_book(tmp_path / "a.xlsx", [HEAD, [1, "Chỉ đạo", "=C3"], *LEAF]))
    assert told(found) == [("table.lost_maximum", "C2"), ("set.children_sum", "A2")]


def test_points_that_are_words_are_told(tmp_path: Path) -> None:
    found = read(save_book(tmp_path / "a.xlsx", [HEAD, [1, "Chỉ đạo", "hai điểm"], *LEAF]))
    assert told(found) == [("table.points_unreadable", "C2"), ("set.children_sum", "A2")]


PROVINCES: dict[str, list[list[object]]] = {
    "code before the name, fields in roman numbers, points with a comma": [
        ["Lĩnh vực/Tiêu chí/TCTP", "Điểm tối đa", "Điểm tự chấm", "Tài liệu kiểm chứng"],
        ["I. CHỈ ĐẠO ĐIỀU HÀNH", "3,5", None, None],
        ["1. Kế hoạch CCHC", "2,5", None, None],
        ["1.1. Ban hành kế hoạch", "1", None, "Kế hoạch của sở"],
        ["Ban hành trong tháng 12 năm trước: 1"],
        ["Ban hành sau tháng 12: 0,5"],
        ["Không ban hành: 0"],
        ["1.2. Mức độ hoàn thành kế hoạch", "1,5", None, "Báo cáo"],
        ["Lĩnh vực/Tiêu chí/TCTP", "Điểm tối đa", "Điểm tự chấm", "Tài liệu kiểm chứng"],
        ["Trên 90%: 1,5"],
        ["Từ 70% đến 90%: 1"],
        ["Dưới 70%: 0"],
        ["2. Tuyên truyền", "1"],
        ["- Có tuyên truyền: 1"],
        ["- Không tuyên truyền: 0"],
        ["II. THỂ CHẾ (2 điểm)"],
        ["1. Xây dựng văn bản", "2"],
        ["Đạt 100%: 2"],
        ["Từ 80% - dưới 100%: 1"],
        ["Dưới 80%: 0"],
        ["TỔNG CỘNG", "5,5"],
        ["Ghi chú: theo Quyết định số 12/QĐ-UBND"],
    ],
    "points before the name, rungs with their points in the cell alone": [
        ["STT", "Điểm chuẩn", "Nội dung tiêu chí", "Minh chứng", "Tự chấm"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["I", 4, "Cải cách thủ tục hành chính"],
        [1, 2, "Công khai thủ tục"],
        [None, 2, "100% thủ tục được công khai"],
        [None, 1, "Từ 80% đến dưới 100% thủ tục"],
        [None, 0, "Dưới 80%"],
        [2, 2, "Giải quyết hồ sơ", "Báo cáo quý"],
        [None, 2, "Trên 95% hồ sơ đúng hạn"],
        [None, 1, "Trên 90% - 95%"],
        [None, 0, "Từ 90% trở xuống"],
        ["II", 1.5, "Chuyển đổi số"],
        [1, 1.5, "Dịch vụ công"],
        [None, None, "a) Dịch vụ công toàn trình từ 30% trở lên: 0,75"],
        [None, None, "b) Dịch vụ công một phần từ 40% trở lên: 0,75"],
        [None, 5.5, "Tổng điểm"],
    ],
    "rungs with a column of points of their own, sums of parts": [
        ["Số TT", "Tiêu chí", "Điểm tối đa", "Điểm các mức"],
        [1, "Chỉ đạo\nđiều hành", 3],
        [1.1, "Ban hành\nkế hoạch", 1],
        [None, "Kịp thời", None, 1],
        [None, "Không kịp thời", None, "0,5"],
        [None, "Không ban hành", None, 0],
        ["1.2", "Kiểm tra", 2],
        [None, "Từ 30% số đơn vị trở lên", None, 2],
        [None, "Từ 20% đến dưới 30%", None, 1],
        [None, "Dưới 20%", None, 0],
        [None, "Cộng lĩnh vực 1", 3],
        [2, "Thể chế", 1],
        ["2.1", "Tổng số văn bản được rà soát", 1],
        [None, "Có", None, 1],
        [None, "Không", None, 0],
        [None, "Cộng lĩnh vực 2", 1],
        ["", "TỔNG SỐ ĐIỂM", 4],
    ],
    "parts in letters, a survey, a formula, so many points each": [
        ["STT", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", "Thang điểm", "Điểm đánh giá", None, "Ghi chú"],
        [None, None, None, "Tự đánh giá", "Thẩm định", None],
        ["A", "PHẦN THẨM ĐỊNH", 8],
        [1, "CÔNG TÁC CHỈ ĐẠO", 8],
        ["1.1", "Kế hoạch", 3],
        ["1.1.1", "Ban hành", 1],
        ["", "Ban hành kịp thời", 1],
        ["", "Không kịp thời", 0],
        ["1.1.2", "Thực hiện", 2],
        ["", "Tính điểm theo công thức: (Tỷ lệ % x điểm tối đa)/100%"],
        ["", "Dưới 50%", 0],
        ["1.2", "Sáng kiến", 5],
        ["", "Mỗi sáng kiến được cộng 1 điểm, tối đa 5 điểm"],
        ["B", "ĐIỀU TRA XÃ HỘI HỌC", 12],
        [2, "Điều tra xã hội học mức độ hài lòng", 12],
        ["Tổng cộng (A+B)", None, 20],
    ],
    "the scale as lines in a cell, numbers declared, evidence asked": [
        ["STT", "Tiêu chí, tiêu chí thành phần", "Điểm tối đa", "Số liệu kê khai", "Cách tính điểm", "Các yêu cầu và tài liệu kiểm chứng"],
        ["I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", 4],
        [1, "Kế hoạch cải cách hành chính", 4],
        [
            "1.1",
            "Ban hành kế hoạch",
            "1",
            None,
            "- Ban hành kịp thời: 1 điểm\n- Ban hành không kịp thời: 0,5 điểm\n- Không ban hành: 0",
            "- Kế hoạch của đơn vị;\n- Công văn gửi Sở Nội vụ.",
        ],
        [
            "1.2",
            "Mức độ hoàn thành kế hoạch",
            2,
            "a: Số nhiệm vụ đã hoàn thành\nb: Tổng số nhiệm vụ",
            "Tính theo công thức: (a/b) x điểm tối đa\nDưới 70%: 0 điểm",
            "Báo cáo năm",
        ],
        ["1.3", "Sáng kiến", 1, None, "Có sáng kiến (1 điểm); không có sáng kiến (0 điểm)"],
        ["II", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", 2.5],
        [
            1,
            "Giải quyết hồ sơ đúng hạn",
            2.5,
            "- Số hồ sơ giải quyết đúng hạn\n- Tổng số hồ sơ đã giải quyết",
            "+ Từ 95% trở lên: 2,5đ\n+ Từ 80% đến dưới 95%: 1,25đ\n+ Dưới 80%: 0đ",
            "Báo cáo từ hệ thống một cửa",
        ],
        [None, "Tổng cộng", 6.5],
    ],
    "a heading of two rows, the survey's maxima apart": [
        ["TT", "Nội dung tiêu chí", "Điểm tối đa", None, "Cách chấm điểm", "Tài liệu kiểm chứng"],
        [None, None, "Tự chấm", "Điều tra XHH", None, None],
        ["A", "THỂ CHẾ", 2, 3],
        [1, "Rà soát văn bản", 2, None, "100% văn bản: 2\nTừ 80% - dưới 100%: 1\nDưới 80%: 0", "Báo cáo rà soát"],
        [2, "Chất lượng văn bản", None, 3],
        ["B", "TỔ CHỨC BỘ MÁY", 1, 1],
        [1, "Sắp xếp tổ chức", 1, None, "- Đã sắp xếp: 1\n- Chưa sắp xếp: 0"],
        [2, "Tình hình thực hiện quy chế", None, 1],
        ["Tổng cộng", None, 3, 4],
    ],
    "rungs behind the name in its cell, columns in another order": [
        ["Minh chứng", "Điểm chuẩn", "Mã số", "Lĩnh vực, tiêu chí"],
        [None, 3, "1", "CHUYỂN ĐỔI SỐ"],
        ["Báo cáo", 2, "1.1", "Hồ sơ trực tuyến\n- Trên 60%: 2 điểm\n- Từ 30% đến 60%: 1 điểm\n- Dưới 30%: 0 điểm"],
        ["Ảnh chụp", 1, "1.2", "Trang thông tin\nđiện tử\nThang điểm:\n• Cập nhật: 1\n• Không cập nhật: 0"],
        [None, 3, None, "CỘNG"],
    ],
    "a scale beside its points in columns of their own": [
        ["STT", "Tiêu chí", "Điểm tối đa", "Mức độ thực hiện", "Mức điểm"],
        ["1", "CHỈ ĐẠO ĐIỀU HÀNH", 3],
        ["1.1", "Ban hành kế hoạch", 1, "Kịp thời", 1],
        [None, None, None, "Không kịp thời", "0,5"],
        [None, None, None, "Không ban hành", 0],
        ["1.2", "Kiểm tra", 2, "Từ 30% số đơn vị trở lên\nTừ 20% đến dưới 30%\nDưới 20%", "2\n1\n0"],
        [None, "Tổng điểm", 3],
    ],
}
RULES = {
    "code before the name, fields in roman numbers, points with a comma": ["ladder", "bands", "yes_no", "bands"],
    "points before the name, rungs with their points in the cell alone": ["bands", "bands", "additive"],
    "rungs with a column of points of their own, sums of parts": ["ladder", "bands", "yes_no"],
    "parts in letters, a survey, a formula, so many points each": ["yes_no", "proportional", "count", "not_self_scored"],
    "the scale as lines in a cell, numbers declared, evidence asked": ["ladder", "proportional", "yes_no", "bands"],
    "a heading of two rows, the survey's maxima apart": ["bands", "not_self_scored", "yes_no", "not_self_scored"],
    "rungs behind the name in its cell, columns in another order": ["bands", "yes_no"],
    "a scale beside its points in columns of their own": ["ladder", "bands"],
}


@pytest.mark.parametrize("name", PROVINCES)
def test_tables_of_other_provinces_are_read_without_a_fault(tmp_path: Path, name: str) -> None:
    found = read(save_book(tmp_path / "a.xlsx", PROVINCES[name]))
    assert [each.rule.kind for each in found.criteria.leaves() if each.rule is not None] == RULES[name]
    assert found.max_points == sum(field.max_points for field in found.criteria.fields)
    assert {finding.severity for finding in found.findings} <= {"info"}


def test_a_scale_in_a_cell_brings_its_numbers_and_its_evidence(tmp_path: Path) -> None:
    found = read(save_book(tmp_path / "a.xlsx", PROVINCES["the scale as lines in a cell, numbers declared, evidence asked"]))
    assert [(proposal.sure, proposal.open) for proposal in found.proposals.values()] == [
        ("sure", ()),
        ("check", ("inputs",)),
        ("sure", ()),
        ("check", ("inputs",)),
    ]
    assert [each.kind for each in leaf(found, "1.1").evidence_asked] == ["Kế hoạch của đơn vị", "Công văn gửi Sở Nội vụ"]
    for at, labels in {
        1: ["Số nhiệm vụ đã hoàn thành", "Tổng số nhiệm vụ"],
        3: ["Số hồ sơ giải quyết đúng hạn", "Tổng số hồ sơ đã giải quyết"],
    }.items():
        rule = list(found.criteria.leaves())[at].rule
        assert rule is not None
        assert [number.label for number in rule.inputs] == labels
    assert found.findings == ()


def test_maxima_of_the_survey_count_in_the_totals_but_not_as_scored_here(tmp_path: Path) -> None:
    found = read(save_book(tmp_path / "a.xlsx", PROVINCES["a heading of two rows, the survey's maxima apart"], merged=["C1:D1"]))
    assert (found.max_points, [field.max_points for field in found.criteria.fields]) == (D(7), [D(5), D(2)])
    assert [each.self_scored for each in found.criteria.leaves()] == [True, False, True, False]
    assert [proposal.sure for proposal in found.proposals.values()] == ["sure", "check", "sure", "check"]
    assert [code for code, _ in told(found)] == ["table.survey", "table.survey"]


def test_a_scale_with_letters_and_points_with_a_unit(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["TT", "NỘI DUNG", "ĐIỂM"],
        ["I", "XÂY DỰNG THỂ CHẾ", "10đ"],
        ["1", "Ban hành văn bản", "5đ"],
        ["a", "Ban hành đúng hạn", "5đ"],
        ["b", "Ban hành chậm", "2,5đ"],
        ["c", "Không ban hành", "0đ"],
        ["2", "Rà soát văn bản", "5 điểm"],
        ["-", "Rà soát 100% văn bản trước 30/11", "5đ"],
        ["-", "Rà soát từ 50% đến dưới 100%", "3đ"],
        ["-", "Rà soát dưới 50%", "0đ"],
        ["", "CỘNG", "10đ"],
    ]
    found = read(save_book(tmp_path / "a.xlsx", rows))
    assert [each.rule.kind for each in found.criteria.leaves() if each.rule is not None] == ["ladder", "bands"]
    assert [code for code, _ in told(found)] == ["table.coded_rung"] * 3


def test_rungs_inside_one_cell_are_read_and_never_passed_over_in_silence(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["STT", "Tiêu chí", "Điểm tối đa", "Cách tính điểm"],
        [1, "CHỈ ĐẠO", 4],
        ["1.1", "Kế hoạch", 2, "Kịp thời: 2\nKhông kịp thời: 1\nKhông ban hành: 0"],
        ["1.2", "Báo cáo", 2, "Như tiêu chí trên"],
        [None, None, None, "Ghi trong kế hoạch: 2"],
    ]
    found = read(save_book(tmp_path / "a.xlsx", rows))
    assert [rung.where for rung in leaf(found, "1.1").rungs] == ["'Bảng'!D3"] * 3
    assert {key: proposal.sure for key, proposal in found.proposals.items()} == {"1.1": "sure", "1.2": "open"}
    assert told(found) == [("table.lines_unread", "D4"), ("set.bottom_not_zero", "D5")]


def test_criteria_below_the_total_are_never_passed_over_in_silence(tmp_path: Path) -> None:
    rows: list[list[object]] = [HEAD, [1, "Chỉ đạo", 2], *LEAF, [None, "Tổng", 2], ["II", "THỂ CHẾ", 2], [1, "Sáng kiến", 2]]
    assert told(read(save_book(tmp_path / "a.xlsx", rows))) == [("table.rows_after_total", "A7")]


def test_the_kind_of_file_is_known_by_its_ending(tmp_path: Path) -> None:
    for name, code in {"a.docx": "file.missing", "thư mục": "file.folder", "a.csv": "file.kind", "b.xlsx": "file.missing"}.items():
        (tmp_path / "thư mục").mkdir(exist_ok=True)
        (tmp_path / "a.csv").touch()
        with pytest.raises(Refused) as refusal:
            CriteriaTableReader().read(tmp_path / name)
        assert refusal.value.code == code
        assert say(code, **refusal.value.facts)


def test_a_new_workbook_under_an_old_name_is_read(tmp_path: Path) -> None:
    file = save_book(tmp_path / "a.xlsx", [HEAD, [1, "Chỉ đạo", 2], *LEAF])
    assert read(file.rename(tmp_path / "a.xls")).findings == ()
