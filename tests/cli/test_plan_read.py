"""`parscore plan read`."""

import json
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.plan_texts import FIELDS, TITLE

HEAD = f"Số: 12/KH-SXD\n\nHà Nội, ngày 05 tháng 01 năm 2024\n\n{TITLE}"
GOOD = f"{HEAD}I. MỤC TIÊU\n- 100% hồ sơ đúng hạn.\n\nII. NHIỆM VỤ\n1. Thể chế\na) Kiểm tra\n{FIELDS}"
REPORTS = "\nIII. TỔ CHỨC THỰC HIỆN\n1. Báo cáo năm: trước ngày 05/12/2024.\n\nGIÁM ĐỐC\n\nLê Văn An\n"


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    return Shell(capsys, tmp_path)


def saved(folder: Path, text: str) -> Path:
    (folder / "ke-hoach.txt").write_text(text, encoding="utf-8")
    return folder / "ke-hoach.txt"


def test_a_plan_is_shown_with_its_counts_and_ends_with_0(shell: Shell, tmp_path: Path) -> None:
    assert shell("plan", "read", saved(tmp_path, GOOD + REPORTS)) == 0
    for shown in ("1 Thể chế", "a    Kiểm tra", "Chủ trì: Văn phòng Sở", "Sản phẩm: Kế hoạch, báo cáo", "Thời gian: Quý I năm 2024."):
        assert shown in shell.out
    assert "Kế hoạch năm 2024: 1 nhiệm vụ, 1 chỉ tiêu, 1 hạn báo cáo." in shell.out


def test_a_plan_with_something_to_ask_ends_with_1(shell: Shell, tmp_path: Path) -> None:
    file = saved(tmp_path, GOOD + "b) Niêm yết thủ tục\n" + REPORTS)
    assert shell("plan", "read", file) == 1
    assert "Nhiệm vụ “1.b Niêm yết thủ tục” không ghi chủ trì, sản phẩm, thời gian." in shell.out


def test_the_json_has_the_whole_plan_and_counts_every_line(shell: Shell, tmp_path: Path) -> None:
    assert shell("plan", "read", saved(tmp_path, GOOD + REPORTS), "--json") == 0
    plain = json.loads(shell.out)
    assert set(plain) >= {"meta", "tasks", "targets", "report_deadlines", "findings", "lines"}
    assert (plain["meta"]["number"], plain["meta"]["date"], plain["meta"]["plan_year"]) == ("12/KH-SXD", "2024-01-05", 2024)
    [task] = plain["tasks"]
    assert (task["lead"], task["deadline"]["kind"], task["deadline"]["values"]) == (["Văn phòng Sở"], "quarter", ["2024-Q1"])
    [target] = plain["targets"]
    assert (target["comparator"], target["value"], target["unit"]) == ("=", 100, "%")
    assert [(each["period"], each["date"]) for each in plain["report_deadlines"]] == [("Y", "2024-12-05")]
    counts = plain["lines"]
    assert counts.pop("total") == sum(counts.values()) == len([line for line in (GOOD + REPORTS).split("\n") if line])


def test_what_is_no_plan_is_refused_in_a_sentence(shell: Shell, tmp_path: Path) -> None:
    assert shell("plan", "read", saved(tmp_path, "Giấy mời họp.\n")) == 2
    assert shell.err.startswith("Không thấy nhiệm vụ, chỉ tiêu nào trong tệp “ke-hoach.txt”.")


def test_the_year_can_be_given(shell: Shell, tmp_path: Path) -> None:
    file = saved(tmp_path, f"KẾ HOẠCH\n\nII. NHIỆM VỤ\n1. Thể chế\na) Kiểm tra\n{FIELDS.replace(' năm 2024', '')}")
    assert shell("plan", "read", file) == 2
    shell("plan", "read", file, "--year", "2025", "--json")
    assert json.loads(shell.out)["tasks"][0]["deadline"]["values"] == ["2025-Q1"]
