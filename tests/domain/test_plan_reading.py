"""What is understood of a whole plan, and what is asked."""

from pathlib import Path

import pytest

from parscore.domain.errors import Refused
from tests.plan_texts import FIELDS, TITLE, codes, read

TASK = f"II. NHIỆM VỤ\n1. Thể chế\na) Kiểm tra công vụ\n{FIELDS}"


def test_targets_come_from_sections_on_targets_alone() -> None:
    plan = read(
        f"{TITLE}I. MỤC TIÊU\n1. Chỉ tiêu cụ thể\n- 100% hồ sơ đúng hạn.\n- Mức độ hài lòng đạt trên 82%.\n- Đổi mới lề lối.\n{TASK}"
    )
    assert [(each.text, each.reading.comparator if each.reading else None) for each in plan.targets] == [
        ("100% hồ sơ đúng hạn.", "="),
        ("Mức độ hài lòng đạt trên 82%.", ">"),
        ("Đổi mới lề lối.", None),
    ]
    assert codes(plan).count("plan.target_without_number") == 1


def test_days_of_reports_are_found_outside_the_tasks() -> None:
    text = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Các phòng báo cáo như sau:\n- Báo cáo quý I: Trước ngày 03/3/2024.\n"
        "- Báo cáo 6 tháng: Trước ngày 03/6/2024.\n- Báo cáo năm: trước 25/11/2023.\n"
    )
    plan = read(f"{TITLE}{TASK}\n{text}2. Định kỳ hàng quý, 6 tháng, năm báo cáo kết quả về Sở.\n")
    assert [(each.period, each.day, each.before) for each in plan.reports] == [
        ("Q1", "2024-03-03", True),
        ("H1", "2024-06-03", True),
        ("Y", "2023-11-25", True),
        ("Q,H,Y", None, False),
    ]
    assert "plan.year_of_report" in codes(plan)


@pytest.mark.parametrize(
    ("changed", "to", "code"),
    [
        ("Quý I năm 2024", "Trước ngày 05/12/2023", "plan.year_of_time"),
        ("Kế hoạch, báo cáo", "Kế hoạch năm 2023", "plan.year_of_product"),
        ("- Đơn vị chủ trì: Văn phòng Sở.\n", "", "plan.nowhere_lead"),
        ("- Sản phẩm: Kế hoạch, báo cáo.\n", "", "plan.nowhere_product"),
        ("- Thời gian: Quý I năm 2024.\n", "", "plan.nowhere_time"),
        ("Kiểm tra công vụ", "Mở 01 khóa đào tạo", ""),
    ],
)
def test_what_does_not_fit_is_told(changed: str, to: str, code: str) -> None:
    before, after = codes(read(TITLE + TASK)), codes(read(TITLE + TASK.replace(changed, to)))
    assert [each for each in after if each not in before] == ([code] if code else [])


def test_numbers_that_disagree_between_task_and_product_are_told() -> None:
    text = TASK.replace("Kiểm tra công vụ", "Tổ chức 01 khóa đào tạo").replace("Kế hoạch, báo cáo", "Hoàn thành 02 khóa đào tạo")
    assert "plan.numbers_disagree" in codes(read(TITLE + text))


def test_a_missing_field_is_told_where_others_have_it() -> None:
    text = f"{TASK}b) Họp\n- Chủ trì: Văn phòng\n- Sản phẩm: Biên bản\n"
    plan = read(TITLE + text)
    (found,) = [each for each in plan.findings if each.code == "plan.missing_time"]
    assert found.facts["task"] == "1.b Họp"


def test_a_task_written_twice_is_told() -> None:
    assert codes(read(f"{TITLE}{TASK}b) Kiểm tra công vụ\n{FIELDS}")).count("plan.duplicate") == 1


def test_a_draft_without_its_number_is_told() -> None:
    assert "plan.blank_number" in codes(read(f"Số:      /KH-SXD\n\nHà Nội, ngày 19 tháng 01 năm 2024\n\n{TITLE}{TASK}"))


def test_without_a_year_in_the_title_the_one_spoken_of_most_is_told_or_a_persons_taken() -> None:
    title = "KẾ HOẠCH\n\nCải cách hành chính\n\n"
    supposed = read(f"{title}I. MỤC ĐÍCH\n- Nâng cao chỉ số năm 2024.\n{TASK}")
    assert (supposed.year, "plan.year_supposed" in codes(supposed)) == (2024, True)
    given = read(title + TASK.replace(" năm 2024", ""), 2025)
    assert (given.year, given.tasks[0].deadline.values) == (2025, ("2025-Q1",))
    with pytest.raises(Refused) as refusal:
        read(title + TASK.replace(" năm 2024", ""))
    assert refusal.value.code == "plan.no_year"


def test_a_document_that_is_no_plan_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        read("GIẤY MỜI\n\nKính gửi các phòng dự họp ngày 12/5/2024 tại hội trường.\n")
    assert refusal.value.code == "plan.none"


SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real plans are not part of the project")
@pytest.mark.parametrize(
    ("number", "counts"), [("000", [4, 11, 3, 7, 2, 7, 5]), ("002", [4, 9, 4, 5, 5, 7, 12]), ("004", [5, 4, 5, 3, 2, 3, 10])]
)
def test_real_plans_have_all_their_tasks(number: str, counts: list[int]) -> None:
    (file,) = SEEDS.glob(f"{number}_*.txt")
    plan = read(file.read_text(encoding="utf-8"))
    sections = list(dict.fromkeys(task.section_no for task in plan.tasks))
    assert [sum(1 for task in plan.tasks if task.section_no == section) for section in sections] == counts


def test_what_was_not_read_for_sure_is_asked() -> None:
    text = TASK.replace("Quý I năm 2024", "Khi trời mưa").replace(
        "II. NHIỆM", "I. MỤC TIÊU\n- Tăng khoảng 5 bậc so với năm trước.\n\nII. NHIỆM"
    )
    blank = f"Số: 12/KH-SXD\n\nHà Nội, ngày    tháng    năm 2024\n\n{TITLE}{text}"
    assert {"plan.time_unclear", "plan.target_unclear", "plan.head_date_blank"} <= set(codes(read(blank)))


def test_a_table_of_criteria_is_told_from_a_plan() -> None:
    table = "| STT | Nội dung | Điểm tối đa | Kết quả |\n| 1 | Ban hành kế hoạch | 2 | Kế hoạch |\n"
    assert "plan.criteria_table" in codes(read(f"{TITLE}{table}"))
    assert "plan.criteria_table" not in codes(read(TITLE + TASK))
