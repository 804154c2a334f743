"""Plans whose tasks stand in tables."""

from tests.plan_texts import codes, labels, read, rows

TITLE = "KẾ HOẠCH\n\nCải cách hành chính năm 2024\n\n"
HEAD = "TT | Nhiệm vụ | Sản phẩm | Chủ trì | Phối hợp | Thời gian"
BARE = "Nhiệm vụ CCHC | Sản phẩm đầu ra | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian hoàn thành"


def test_rows_are_tasks_below_their_sections() -> None:
    plan = read(TITLE + rows(HEAD, "I | CẢI CÁCH THỂ CHẾ | | | |", "1 | Kiểm tra văn bản | Báo cáo | Thanh tra Sở | Văn phòng | Quý II"))
    (task,) = plan.tasks
    assert (task.section_no, task.section, task.label, task.text) == ("I", "CẢI CÁCH THỂ CHẾ", "1", "Kiểm tra văn bản")
    assert (task.lead, task.support, task.products) == (("Thanh tra Sở",), ("Văn phòng",), ("Báo cáo",))
    assert task.deadline.values == ("2024-Q2",)


def test_labels_before_the_text_are_read_where_no_column_counts() -> None:
    plan = read(TITLE + rows(BARE, "I. Thể chế | | | |", "1. Ban hành văn bản | Văn bản | Các phòng | | Trong năm 2024"))
    assert labels(plan.tasks) == [("I", "1", "Ban hành văn bản")]


def test_further_rows_of_a_task_add_to_it() -> None:
    plan = read(
        TITLE
        + rows(BARE, "1. Rà soát | Kế hoạch | Sở Tư pháp | | Tháng 01/2024", " | Báo cáo | Các sở, ngành | | Theo hướng dẫn của Sở Tư pháp")
    )
    (task,) = plan.tasks
    assert (task.lead, task.products) == (("Sở Tư pháp", "Các sở, ngành"), ("Kế hoạch", "Báo cáo"))
    assert (task.deadline.kind, task.deadline.values) == ("mixed", ("2024-01",))


def test_a_row_that_a_page_cut_is_one_again_below_the_repeated_head() -> None:
    plan = read(
        TITLE
        + rows(BARE, "1. Xây dựng Nghị quyết | Nghị quyết | Sở Nội vụ | Các Sở, ngành, | Tháng 11/2024")
        + "\n"
        + rows(BARE, "của HĐND tỉnh về đào tạo | | | địa phương | ", "2. Kiểm tra | Báo cáo | Sở Nội vụ | Các sở | Quý I")
    )
    assert [task.text for task in plan.tasks] == ["Xây dựng Nghị quyết của HĐND tỉnh về đào tạo", "Kiểm tra"]
    assert plan.tasks[0].support == ("Các Sở, ngành, địa phương",)


def test_one_goal_over_several_tasks_is_that_of_each() -> None:
    head = "TT | Mục tiêu | Nhiệm vụ | Hoạt động | Kết quả | Chủ trì | Thời gian | Kinh phí"
    plan = read(
        TITLE
        + rows(
            head,
            "1 | 100% hồ sơ đúng hạn | Rà soát quy trình | - Dự thảo. | Quy trình | Văn phòng | Quý I | 0",
            " | | Niêm yết thủ tục | - In ấn. | Bảng niêm yết | Văn phòng | Quý II | 5 triệu",
        )
    )
    assert [(task.label, task.text, task.printed["goal"]) for task in plan.tasks] == [
        ("1", "Rà soát quy trình", "100% hồ sơ đúng hạn"),
        ("1", "Niêm yết thủ tục", "100% hồ sơ đúng hạn"),
    ]
    assert [target.text for target in plan.targets] == ["100% hồ sơ đúng hạn"]
    assert plan.tasks[1].printed["budget"] == "5 triệu"


def test_a_heading_over_two_rows_is_read_as_one() -> None:
    table = rows(
        "STT | Nội dung | Phân công thực hiện | | Thời gian", " | | Chủ trì | Phối hợp | ", "1 | Kiểm tra | Văn phòng | Thanh tra | Quý I"
    )
    (task,) = read(TITLE + table).tasks
    assert (task.lead, task.support) == (("Văn phòng",), ("Thanh tra",))


def test_quarters_that_are_ticked_are_the_time() -> None:
    table = rows(
        "TT | Nhiệm vụ | Chủ trì | Thời gian thực hiện | |", " | | | Quý I | Quý II | Quý III", "1 | Kiểm tra | Văn phòng | x | | X"
    )
    (task,) = read(TITLE + table).tasks
    assert task.deadline.values == ("2024-Q1", "2024-Q3")


def test_a_numbered_row_above_lettered_ones_is_their_heading() -> None:
    plan = read(
        TITLE
        + rows(BARE, "8. Tuyên truyền | | | |", "a) Đưa tin | Tin bài | Văn phòng | | Quý I", "9. Họp | Biên bản | Văn phòng | | Quý I")
    )
    assert [(task.subsection_no, task.label) for task in plan.tasks] == [("8", "a"), ("", "9")]


def test_a_numbered_row_without_fields_among_tasks_is_a_task_and_is_told() -> None:
    plan = read(
        TITLE + rows(BARE, "1. Đưa tin | Tin bài | Văn phòng | | Quý I", "2. Họp báo | | | |", "3. Họp | Biên bản | Văn phòng | | Quý I")
    )
    assert [task.label for task in plan.tasks] == ["1", "2", "3"]
    assert "plan.nothing_assigned" in codes(plan)


def test_one_column_for_lead_and_support_is_parted_by_its_labels_or_asked() -> None:
    head = "TT | Nội dung công việc | Đơn vị chủ trì, phối hợp | Thời gian"
    plan = read(TITLE + rows(head, "1 | Họp | Chủ trì: Văn phòng; Phối hợp: Thanh tra | Quý I", "2 | Kiểm tra | Thanh tra Sở | Quý II"))
    assert (plan.tasks[0].lead, plan.tasks[0].support) == (("Văn phòng",), ("Thanh tra",))
    assert (plan.tasks[1].lead, plan.tasks[1].unsure) == (("Thanh tra Sở",), ("lead_and_support",))


def test_a_body_in_the_column_of_time_is_the_lead_and_asked() -> None:
    plan = read(TITLE + rows(BARE, "5. Khảo sát | Báo cáo | | | Sở Giáo dục và Đào tạo"))
    (task,) = plan.tasks
    assert (task.lead, task.deadline.kind) == (("Sở Giáo dục và Đào tạo",), "unspecified")
    assert "plan.time_is_body" in codes(plan)


def test_a_column_nobody_knows_is_kept_and_told() -> None:
    plan = read(TITLE + rows("TT | Nhiệm vụ | Chủ trì | Mã định danh | Thời gian", "1 | Kiểm tra | Văn phòng | H49 | Quý I"))
    assert plan.tasks[0].printed["note"] == "Mã định danh: H49"
    assert "plan.unread_column" in codes(plan)


def test_a_second_table_with_another_heading_is_read_by_its_own() -> None:
    plan = read(
        TITLE
        + rows(
            "TT | Nhiệm vụ | Chủ trì | Thời gian",
            "1 | Họp | Văn phòng | Quý I",
            "Công việc | Thời hạn | Đơn vị thực hiện",
            "Kiểm tra | Quý II | Thanh tra Sở",
        )
    )
    assert [(task.text, task.lead) for task in plan.tasks] == [("Họp", ("Văn phòng",)), ("Kiểm tra", ("Thanh tra Sở",))]


def test_prose_of_directions_beside_a_table_of_tasks_is_no_task() -> None:
    plan = read(
        f"{TITLE}I. NHIỆM VỤ\n1. Thể chế\na) Nâng cao chất lượng văn bản.\n\nPhụ lục\n"
        + rows(HEAD, "1 | Họp | Biên bản | Văn phòng | | Quý I")
    )
    assert [task.text for task in plan.tasks] == ["Họp"]


def test_a_year_that_a_page_cut_off_belongs_to_the_task() -> None:
    cut = rows(HEAD, "1 | Xây dựng kế hoạch kiểm tra năm | Kế hoạch | Thanh tra Sở | | Quý I") + "\n" + rows(HEAD, " | 2024 | | | | ")
    assert [task.text for task in read(TITLE + cut).tasks] == ["Xây dựng kế hoạch kiểm tra năm 2024"]


def test_titles_across_a_table_are_sections_with_or_without_a_label() -> None:
    plan = read(
        TITLE
        + rows(
            HEAD,
            "CẢI CÁCH THỂ CHẾ | | | | |",
            "1 | Họp | Biên bản | Văn phòng | | Quý I",
            "2. Cải cách thủ tục | | | | |",
            " | Rà soát thủ tục | Báo cáo | Thanh tra | | Quý II",
            " | Niêm yết thủ tục | Bảng niêm yết | Văn phòng | | Quý III",
            "Cải cách tài chính công | | | | |",
            "1 | Khoán chi | Quyết định | Văn phòng | | Quý III",
        )
    )
    assert [(task.subsection or task.section, task.label, task.text) for task in plan.tasks] == [
        ("CẢI CÁCH THỂ CHẾ", "1", "Họp"),
        ("Cải cách thủ tục", "", "Rà soát thủ tục"),
        ("Cải cách thủ tục", "", "Niêm yết thủ tục"),
        ("Cải cách tài chính công", "1", "Khoán chi"),
    ]


def test_a_numbered_title_above_rows_without_labels_is_their_heading() -> None:
    plan = read(
        TITLE + rows(BARE, "1. Thể chế | | | |", "- Họp | Biên bản | Văn phòng | | Quý I", "- Rà soát | Báo cáo | Văn phòng | | Quý II")
    )
    assert [task.text.strip("- ") for task in plan.tasks] == ["Họp", "Rà soát"]


def test_a_column_of_fields_of_reform_names_the_sections() -> None:
    head = "STT | Lĩnh vực | Nhiệm vụ | Cơ quan chủ trì | Thời hạn"
    plan = read(TITLE + rows(head, "1 | Thể chế | Họp | Văn phòng | Quý I", "2 | Tài chính | Khoán chi | Kế toán | Quý II"))
    assert [task.section for task in plan.tasks] == ["Thể chế", "Tài chính"]


def test_letters_in_the_column_that_counts_are_labels() -> None:
    plan = read(
        TITLE + rows(HEAD, "A | THỂ CHẾ | | | |", "a | Họp | Biên bản | Văn phòng | | Quý I", "b | Rà soát | Báo cáo | Thanh tra | | Quý I")
    )
    assert labels(plan.tasks) == [("A", "a", "Họp"), ("A", "b", "Rà soát")]


def test_a_row_that_counts_the_columns_is_part_of_the_head() -> None:
    plan = read(TITLE + rows(HEAD, "(1) | (2) | (3) | (4) | (5) | (6)", "1 | Họp | Biên bản | Văn phòng | | Quý I"))
    assert [task.text for task in plan.tasks] == ["Họp"]
    assert list(plan.kinds.values()).count("table_head") == 2
