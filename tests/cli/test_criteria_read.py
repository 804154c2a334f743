import json
import shutil
from pathlib import Path

import pytest

from parscore.texts import say
from tests.adapters.criteria_book import SHIPPED
from tests.cli.test_commands import Shell
from tests.document_builder import save_document
from tests.sheet_builder import save_book

HEAD: list[object] = ["STT", "Tiêu chí", "Điểm tối đa"]
GOOD: list[list[object]] = [HEAD, [1, "Chỉ đạo", 2], ["1.1", "Kế hoạch", 2], [None, "Có: 2"], [None, "Không: 0"]]


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    return Shell(capsys, tmp_path)


def test_a_good_table_is_shown_and_ends_with_0(shell: Shell, tmp_path: Path) -> None:
    assert shell("criteria", "read", save_book(tmp_path / "tốt.xlsx", GOOD)) == 0
    assert "Kế hoạch" in shell.out
    assert "Có" in shell.out


def test_a_table_with_only_things_to_note_ends_with_0(shell: Shell, tmp_path: Path) -> None:
    file = save_book(tmp_path / "a.xlsx", [*GOOD, [2, "Khảo sát", 5], ["2.1", "Điều tra xã hội học", 5]])
    assert shell("criteria", "read", file) == 0
    assert shell("criteria", "read", file, "--json") == 0
    assert [finding["severity"] for finding in json.loads(shell.out)["findings"]] == ["info"]


def test_a_table_with_faults_is_shown_with_them_and_ends_with_1(shell: Shell) -> None:
    assert shell("criteria", "read", SHIPPED) == 1
    assert "bảng bỏ trống một đầu của khoảng" in shell.out + shell.err
    assert shell("criteria", "read", SHIPPED, "--json") == 1
    plain = json.loads(shell.out)
    assert (plain["max_points"], sum(plain["counts"].values())) == ("13.5", plain["rows"])
    assert {finding["where"] for finding in plain["findings"]} >= {"'TÊN SỞ'!B25", "'TÊN SỞ'!B15"}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("thiếu.xlsx", None, "file.missing"),
        ("trống.xlsx", b"", "file.not_excel"),
        ("bảng.odt", b"PK", "file.kind"),
        ("bảng.pdf", b"PK", "file.not_pdf"),
        ("bảng.docx", b"PK", "file.not_word"),
        ("bảng.doc", b"{\\rtf1", "file.rtf"),
        ("bảng.html", b"%PDF", "file.not_page"),
        ("cũ.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file.damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence_and_ends_with_2(
    shell: Shell, tmp_path: Path, name: str, content: bytes | None, code: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert shell("criteria", "read", tmp_path / name) == 2
    sentence = shell.err.strip()
    assert shell.out == ""
    assert "\n" not in sentence
    facts = {
        "file": tmp_path / name if code == "file.missing" else name,
        "known": ".doc, .docm, .docx, .htm, .html, .pdf, .xls, .xlsm, .xlsx",
    }
    assert sentence == say(code, **facts)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "table.empty"),
        ([["Danh sách cán bộ", "Chức vụ"]], "table.no_heading"),
        ([["STT", "Tiêu chí", "Ghi chú"], [1, "Chỉ đạo"]], "table.no_points_column"),
        ([GOOD[0]], "table.no_criteria"),
    ],
)
def test_a_workbook_without_a_table_of_criteria_is_refused(shell: Shell, tmp_path: Path, rows: list[list[object]], code: str) -> None:
    assert shell("criteria", "read", save_book(tmp_path / "a.xlsx", rows)) == 2
    assert shell.err.strip() == say(code, file="a.xlsx", sheet="Bảng")


def test_reading_keeps_nothing(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    shutil.copyfile(SHIPPED, file)
    before = file.read_bytes()
    shell("criteria", "read", file)
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (before, [file])


def test_a_table_can_be_shown_and_checked_like_a_set(shell: Shell, tmp_path: Path) -> None:
    file = save_book(tmp_path / "a.xlsx", GOOD)
    assert shell("criteria", "show", file) == 0
    assert "Kế hoạch" in shell.out
    assert shell("criteria", "check", file) == 0
    assert shell("criteria", "check", SHIPPED) == 1


def test_a_word_table_is_read_and_a_workspace_made_with_it(shell: Shell, tmp_path: Path) -> None:
    file = save_document(tmp_path / "bảng.docx", GOOD)
    assert shell("criteria", "read", file, "--json") == 0
    assert [field["where"] for field in json.loads(shell.out)["fields"]] == ["Bảng 1, dòng 2"]
    assert shell("new", tmp_path / "sở", "--department", "Sở A", "--year", "2026", "--criteria", file) == 0


def test_another_sheet_is_read_by_its_number(shell: Shell, tmp_path: Path) -> None:
    other = [HEAD, [1, "Thể chế", 3], ["1.1", "Rà soát văn bản", 3], [None, "Có: 3"], [None, "Không: 0"]]
    file = save_book(tmp_path / "a.xlsx", GOOD, more={"Cấp xã": other})
    assert shell("criteria", "read", file) == 1
    assert ("Kế hoạch" in shell.out, "Cấp xã (2)" in shell.out + shell.err) == (True, True)
    assert shell("criteria", "read", file, "--table", "2") == 0
    assert ("Rà soát văn bản" in shell.out, "Kế hoạch" in shell.out) == (True, False)
    assert shell("criteria", "read", file, "--table", "3") == 2
    assert shell.err.strip() == say("table.no_such", file="a.xlsx", count=2, number=3)


def test_a_sum_that_the_file_lacks_is_computed_in_the_sheet_that_was_picked(shell: Shell, tmp_path: Path) -> None:
    file = save_book(
        tmp_path / "a.xlsx", [*GOOD, [None, "Tổng", "=SUM(C2)"]], more={"Xã": [HEAD, [1, "Thể chế", 3], [None, "Tổng", "=SUM(C2)"]]}
    )
    shell("criteria", "read", file, "--table", "2", "--json")
    assert json.loads(shell.out)["max_points"] == "3"


def test_a_table_is_adopted_as_a_file_that_a_year_can_be_scored_by(shell: Shell, tmp_path: Path) -> None:
    table, file = save_book(tmp_path / "a.xlsx", GOOD), tmp_path / "bộ.yaml"
    assert shell("criteria", "adopt", table, "-o", file, "--accept-sure") == 0
    assert "1 tiêu chí tự chấm" in shell.out
    assert shell("criteria", "check", file) == 0
    assert shell("new", tmp_path / "năm", "--department", "Sở", "--year", 2026, "--criteria", file) == 0
    assert shell("record", tmp_path / "năm", "1.1", "--choose", 1) == 0
    assert shell("criteria", "adopt", table, "-o", file) == 1
    assert "1 chờ xác nhận" in shell.out
    assert "Tệp cũ cùng tên được giữ lại" in shell.out


def test_what_is_still_open_is_listed_when_a_table_is_adopted(shell: Shell, tmp_path: Path) -> None:
    assert shell("criteria", "adopt", SHIPPED, "-o", tmp_path / "b.yaml", "--accept-sure") == 1
    assert "còn câu hỏi nên chưa tính điểm" in shell.out
    assert "Bảng bỏ trống một đầu của khoảng." in shell.out
    assert shell("criteria", "adopt", SHIPPED, "-o", tmp_path / "b.txt") == 2
    assert "đuôi .yaml" in shell.err
    assert not (tmp_path / "b.txt").exists()
