"""Plans whose tasks are written as prose, each author's own way."""

import pytest

from tests.plan_texts import FIELDS, TITLE, codes, labels, read, tasks

SECTION = "II. NHIỆM VỤ CỤ THỂ\n\n1. Cải cách thể chế\n\n"


def test_a_lettered_item_with_its_four_fields_is_a_task() -> None:
    (task,) = tasks(f"{SECTION}a) Ban hành kế hoạch kiểm tra văn bản.\n\n{FIELDS}")
    assert (task.section_no, task.section, task.label, task.text) == ("1", "Cải cách thể chế", "a", "Ban hành kế hoạch kiểm tra văn bản.")
    assert (task.lead, task.support) == (("Văn phòng Sở",), ("Các phòng thuộc Sở",))
    assert task.products == ("Kế hoạch, báo cáo",)
    assert (task.deadline.kind, task.deadline.values) == ("quarter", ("2024-Q1",))


@pytest.mark.parametrize(
    ("lead", "support", "product", "time"),
    [
        ("Chủ trì tham mưu", "Phối hợp tham mưu, thực hiện", "Sản phẩm", "Thời gian thực hiện và báo cáo"),
        ("Đơn vị, cá nhân chủ trì thực hiện", "Đơn vị phối hợp", "Kết quả, sản phẩm", "Thời gian hoàn thành"),
        ("Cơ quan chủ trì", "Cơ quan phối hợp, theo dõi", "Sản phẩm đầu ra", "Thời hạn hoàn thành"),
        ("Đơn vị thực hiện", "Cơ quan thẩm định", "Kết quả đạt được", "Tiến độ thực hiện"),
        ("Bộ phận chịu trách nhiệm chính", "Đơn vị phối hợp thực hiện", "Sản phẩm dự kiến", "Thời điểm hoàn thành"),
    ],
)
def test_fields_are_known_by_whatever_they_are_called(lead: str, support: str, product: str, time: str) -> None:
    fields = f"- {lead}: Thanh tra Sở\n- {support}: Văn phòng Sở\n- {product}: Báo cáo\n- {time}: Tháng 5/2024\n"
    (task,) = tasks(f"{SECTION}a) Kiểm tra công vụ\n{fields}")
    assert (task.lead, task.support, task.products) == (("Thanh tra Sở",), ("Văn phòng Sở",), ("Báo cáo",))
    assert task.deadline.values == ("2024-05",)


@pytest.mark.parametrize("mark", ["* ", "• ", "+ ", "– ", "", "- + "])
def test_fields_stand_behind_any_dash_or_none(mark: str) -> None:
    (task,) = tasks(f"{SECTION}a) Kiểm tra công vụ\n{mark}Chủ trì: Thanh tra Sở\n{mark}Thời gian: Quý III\n")
    assert (task.text, task.lead, task.deadline.values) == ("Kiểm tra công vụ", ("Thanh tra Sở",), ("2024-Q3",))


def test_fields_in_one_line_or_in_brackets_are_parted() -> None:
    (line,) = tasks(f"{SECTION}a) Kiểm tra công vụ. Chủ trì: Thanh tra Sở; phối hợp: Văn phòng Sở; thời gian: Quý II.\n")
    (bracket,) = tasks(f"{SECTION}a) Kiểm tra công vụ (Chủ trì: Thanh tra Sở; phối hợp: Văn phòng Sở; thời gian: Quý II).\n")
    for task in (line, bracket):
        assert (task.text.strip("."), task.lead, task.support) == ("Kiểm tra công vụ", ("Thanh tra Sở",), ("Văn phòng Sở",))
        assert task.deadline.values == ("2024-Q2",)


def test_an_item_without_fields_beside_tasks_is_a_task_and_is_told() -> None:
    plan = read(f"{TITLE}{SECTION}a) Kiểm tra công vụ\n{FIELDS}b) Niêm yết công khai thủ tục\nc) Họp giao ban\n{FIELDS}")
    assert [task.label for task in plan.tasks] == ["a", "b", "c"]
    assert codes(plan).count("plan.nothing_assigned") == 1


def test_dashes_below_a_heading_that_carry_fields_are_tasks_of_their_own() -> None:
    fields = "+ Chủ trì: Văn phòng\n+ Phối hợp: Thanh tra\n+ Thời gian: Quý I\n"
    found = tasks(f"{SECTION}- Ban hành kế hoạch\n{fields}- Tổ chức kiểm tra\n{fields}")
    assert labels(found) == [("1", "", "Ban hành kế hoạch"), ("1", "", "Tổ chức kiểm tra")]


def test_paragraphs_each_followed_by_fields_are_tasks_of_their_own() -> None:
    found = tasks(f"{SECTION}Ban hành kế hoạch\n{FIELDS}\nTổ chức kiểm tra\n{FIELDS}")
    assert labels(found) == [("1", "", "Ban hành kế hoạch"), ("1", "", "Tổ chức kiểm tra")]


def test_dashes_with_leads_of_their_own_within_a_lettered_item_are_one_task() -> None:
    text = "g) Tiếp nhận phản ánh\n- Niêm yết bảng thông báo:\n+ Chủ trì: Văn phòng Sở\n- Xử lý phản ánh:\n+ Chủ trì: Thanh tra Sở\n"
    (task,) = tasks(f"{SECTION}{text}- Sản phẩm: Bảng thông báo\n- Thời gian: Thường xuyên\n")
    assert (task.label, task.lead, task.products) == ("g", ("Văn phòng Sở", "Thanh tra Sở"), ("Bảng thông báo",))


def test_products_listed_below_an_empty_label_belong_to_it() -> None:
    (task,) = tasks(
        f"{SECTION}a) Rà soát\n- Chủ trì: Văn phòng\n- Sản phẩm:\n+ Kế hoạch rà soát;\n+ Báo cáo kết quả.\n- Thời gian: Quý I\n"
    )
    assert task.products == ("Kế hoạch rà soát", "Báo cáo kết quả")


def test_a_heading_with_one_paragraph_is_the_section_of_an_unlabelled_task() -> None:
    (task,) = tasks(f"II. NHIỆM VỤ\n\n7. Nâng cao chỉ số PCI\n\nXây dựng kế hoạch cải thiện chỉ số PCI.\n\n{FIELDS}")
    assert labels((task,)) == [("7", "", "Xây dựng kế hoạch cải thiện chỉ số PCI.")]


def test_numbered_items_below_numbered_headings_keep_their_labels() -> None:
    (one, two) = tasks(f"II. NHIỆM VỤ\n6. Hiện đại hóa\n6.1. Ứng dụng CNTT\n{FIELDS}6.2. Áp dụng ISO\na) Đào tạo\n{FIELDS}")
    assert (one.section_no, one.label, one.name) == ("6", "6.1", "6.1 Ứng dụng CNTT")
    assert (two.section_no, two.subsection_no, two.subsection, two.label) == ("6", "6.2", "Áp dụng ISO", "a")


def test_lines_that_print_broke_are_one_again() -> None:
    text = (
        "a) Xây dựng và tổ chức thực hiện kế hoạch rà soát,\nđánh giá thủ tục theo Quyết định số\n916/QĐ-UBND ngày 26/5/2016 của Chủ tịch\n"
        "UBND tỉnh.\n- Cơ quan chủ trì thực hiện: Các sở, ban, ngành;\nUBND cấp huyện.\n"
        "- Sản phẩm: Kế hoạch của Sở; báo cáo\nkết quả thực hiện.\n"
        "- Thời gian thực hiện: Trong quý\nI năm 2024.\n"
    )
    (task,) = tasks(f"{SECTION}{text}")
    assert task.text.endswith("Quyết định số 916/QĐ-UBND ngày 26/5/2016 của Chủ tịch UBND tỉnh.")
    assert (task.lead, task.deadline.values) == (("Các sở, ban, ngành", "UBND cấp huyện"), ("2024-Q1",))


def test_a_paragraph_that_a_page_broke_is_one_again() -> None:
    (task,) = tasks(f"{SECTION}a) Đổi mới cơ chế\n\nphân bổ ngân sách.\n\n{FIELDS}")
    assert task.text == "Đổi mới cơ chế phân bổ ngân sách."


def test_marks_of_other_formats_are_no_part_of_the_text() -> None:
    (task,) = tasks(f"{SECTION}a) Thực hiện **“đột phá”** về *thủ tục*<br>trên môi trường số\n{FIELDS}")
    assert task.text == "Thực hiện “đột phá” về thủ tục trên môi trường số"


def test_clauses_on_carrying_out_the_plan_are_no_tasks() -> None:
    plan = read(f"{TITLE}{SECTION}a) Kiểm tra\n{FIELDS}\nIII. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Sở theo dõi.\n2. Các phòng thực hiện.\n")
    assert [task.label for task in plan.tasks] == ["a"]
    assert list(plan.kinds.values()).count("prose") == 2


def test_a_plan_without_any_field_has_the_items_of_its_tasks_and_is_told() -> None:
    plan = read(f"{TITLE}I. MỤC ĐÍCH\n- Nâng cao chỉ số.\n{SECTION}a) Kiểm tra công vụ\nb) Niêm yết thủ tục\n")
    assert [task.text for task in plan.tasks] == ["Kiểm tra công vụ", "Niêm yết thủ tục"]
    assert "plan.no_fields" in codes(plan)


def test_the_plan_goes_on_after_the_signature_of_its_decision() -> None:
    decision = "QUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo.\n\nNơi nhận:\n- Như Điều 1;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nLê Văn A\n\n"
    for section in (SECTION, "1. Cải cách thể chế\n"):
        assert [task.label for task in read(f"{decision}{TITLE}{section}a) Kiểm tra\n{FIELDS}").tasks] == ["a"]


def test_every_line_ends_as_something_and_the_counts_add_up() -> None:
    text = f"{TITLE}I. MỤC TIÊU\n- Đạt trên 82% hài lòng.\n{SECTION}a) Kiểm tra\n{FIELDS}\nNơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nLê Văn A\n"
    plan = read(text)
    assert sorted(plan.kinds) == list(range(1, len([line for line in text.split("\n") if line]) + 1))
    assert [plan.kinds[at] for at in (1, 3, 4, 7, 8, 12, 14)] == ["head", "section", "target", "task", "task", "other", "other"]


def test_labels_in_a_cell_of_their_own_are_those_of_the_text_beside() -> None:
    (task,) = tasks("| II | NHIỆM VỤ |\n| 1. | Thể chế |\n| a) | Kiểm tra |\n" + FIELDS)
    assert labels((task,)) == [("1", "a", "Kiểm tra")]


def test_lettered_tasks_below_a_task_are_tasks_too() -> None:
    found = tasks(f"II. NHIỆM VỤ\n1. Tuyên truyền\n{FIELDS}a) Đưa tin\n{FIELDS}b) Ghi chép\n")
    assert [(task.label, task.text) for task in found] == [("1", "Tuyên truyền"), ("a", "Đưa tin")]


def test_a_single_field_where_nothing_is_assigned_makes_no_task() -> None:
    plan = read(
        f"{TITLE}{SECTION}a) Kiểm tra\n{FIELDS}\nIII. KINH PHÍ\n- Kinh phí: Ngân sách cấp\n- Thời gian báo cáo: trước ngày 05/12/2024\n"
    )
    assert [task.label for task in plan.tasks] == ["a"]
    assert list(plan.kinds.values())[-2:] == ["prose", "prose"]
