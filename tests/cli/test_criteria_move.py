"""A workspace taken to a new version of its set from the command line, over a real database."""

from pathlib import Path

from parscore.paths import shipped
from tests.cli.shell import Shell, leaves

SET = "mau-cap-so-2026"


def new_set(folder: Path, *changes: tuple[str, str]) -> Path:
    text = (shipped("criteria") / f"{SET}.yaml").read_text(encoding="utf-8").replace('version: "1"', 'version: "2"', 1)
    for was, now in changes:
        assert was in text
        text = text.replace(was, now, 1)
    file = folder / "mới.yaml"
    file.write_text(text, encoding="utf-8")
    return file


CHANGES = (
    ('Ban hành chậm không quá 15 ngày, points: "0,5"', 'Ban hành chậm không quá 15 ngày, points: "0,25"'),
    ("name: Nội dung kế hoạch cải cách hành chính", "name: Nội dung của kế hoạch cải cách hành chính"),
)


def filled(shell: Shell, year: Path, folder: Path) -> None:
    paper = folder / "kh.pdf"
    paper.write_bytes(b"x")
    assert shell("record", year, "1.1.1", "--value", "issued=10/02/2026", "--explain", "chậm vì đợi tỉnh") == 0
    assert shell("record", year, "1.1.2", "--tick", "1,2") == 0
    assert shell("attach", year, "1.1.1", paper, "--number", "12/KH-SCT", "--place", "mục I") == 0


def points(shell: Shell, year: Path) -> dict[str, str | None]:
    return {leaf["code"]: leaf["points"] for leaf in leaves(shell, year) if leaf["code"] in {"1.1.1", "1.1.2"}}


def test_a_preview_tells_what_becomes_of_each_answer_and_changes_nothing(shell: Shell, year: Path, tmp_path: Path) -> None:
    filled(shell, year, tmp_path)
    assert shell("criteria", "move", year, new_set(tmp_path, *CHANGES), "--preview") == 1
    assert "Giữ nguyên câu trả lời: 1\nHỏi lại (câu trả lời trước đứng bên cạnh, chưa tính điểm): 1\n" in shell.out
    assert "      Mức 2 “Ban hành chậm không quá 15 ngày”: 0,5 → 0,25 điểm\n" in shell.out
    assert shell.out.endswith("Tổng cộng 2 tiêu chí có nội dung đã ghi.\n")
    assert points(shell, year) == {"1.1.1": "0.5", "1.1.2": "0.5"}


def test_a_move_is_made_after_a_backup_and_taken_back(shell: Shell, year: Path, tmp_path: Path) -> None:
    filled(shell, year, tmp_path)
    new = new_set(tmp_path, *CHANGES)
    before = leaves(shell, year)
    assert shell("criteria", "move", year, new) == 0
    assert "Đã chuyển sang “Bộ tiêu chí mẫu chấm điểm cải cách hành chính cấp sở”, bản 2.\n" in shell.out
    assert "-move.db" in shell.out
    assert points(shell, year) == {"1.1.1": None, "1.1.2": "0.5"}
    assert shell("check", year) == 1
    assert "Tiêu chí 1.1.1: câu trả lời trước khi đổi bộ tiêu chí còn chờ xác nhận." in shell.out
    assert shell("criteria", "move", year, new) == 2
    assert shell.err.startswith("Thư mục làm việc đã dùng đúng bộ")
    assert shell("criteria", "move", year, "--undo") == 0
    assert "Đã trở lại “Bộ tiêu chí mẫu" in shell.out
    assert leaves(shell, year) == before
    assert shell("criteria", "move", year, "--undo") == 2


def test_a_dropped_criterion_is_archived_and_later_work_is_put_away_on_the_way_back(shell: Shell, year: Path, tmp_path: Path) -> None:
    filled(shell, year, tmp_path)
    before = leaves(shell, year)
    new = new_set(tmp_path, *CHANGES)
    codes = tmp_path / "mã.yaml"
    codes.write_text('"1.1.1": []\n', encoding="utf-8")
    found = shell.json("criteria", "move", year, new, "--map", codes, "--json")
    assert (found["total"], found["counts"]) == (2, {"kept": 1, "asks": 0, "candidates": 0, "archived": 1})
    assert shell("record", year, "1.1.1", "--value", "issued=05/01/2026") == 0
    assert shell("criteria", "move", year, "--undo") == 0
    assert "1 tiêu chí có ghi thêm sau khi chuyển, được cất vào kho lưu: 1.1.1." in shell.out
    assert leaves(shell, year) == before


def test_an_empty_workspace_takes_the_new_set(shell: Shell, year: Path, tmp_path: Path) -> None:
    assert shell("criteria", "move", year, new_set(tmp_path), "--preview") == 0
    assert shell("criteria", "move", year, new_set(tmp_path)) == 0
    assert "-move.db" not in shell.out


def test_a_call_with_a_set_and_undo_or_with_neither_is_refused(shell: Shell, year: Path) -> None:
    for words in (["--undo", SET], []):
        assert shell("criteria", "move", year, *words) == 2
        assert shell.err == "Hãy ghi đúng một trong các lựa chọn: BỘ_MỚI, --undo.\n"


OPEN = (
    "rule: {kind: date, due: 2026-01-31}\n            rungs:\n"
    '              - {text: Ban hành không muộn hơn 31/01/2026, points: 1, band: "(…;0]"}',
    "rule: {kind: date, due: 2026-01-31}\n            sure: open\n            open: [overlap]\n            rungs:\n"
    '              - {text: Ban hành không muộn hơn 31/01/2026, points: 1, band: "(…;5]"}',
)
CHECK = ("rule: {kind: conditions, facts: [đủ các", "sure: check\n            rule: {kind: conditions, facts: [đủ các")


def test_open_questions_are_listed_and_settled(shell: Shell, tmp_path: Path) -> None:
    year = tmp_path / "năm"
    shell("new", year, "--department", "Sở", "--year", 2026, "--criteria", new_set(tmp_path, OPEN, CHECK))
    shell("record", year, "1.1.1", "--value", "issued=02/02/2026")
    assert points(shell, year)["1.1.1"] is None
    assert shell("criteria", "settle", year, "1.1.1") == 1
    assert shell.out.splitlines()[1:3] == [
        "   1) Tính theo mức “Ban hành không muộn hơn 31/01/2026” (1 điểm)",
        "   2) Tính theo mức “Ban hành chậm không quá 15 ngày” (0,5 điểm)",
    ]
    assert shell("criteria", "settle", year, "1.1.1", "--choice", 2) == 0
    assert shell.out == "Tiêu chí 1.1.1: cách tính điểm không còn câu hỏi nào.\n"
    assert points(shell, year)["1.1.1"] == "0.5"
    assert shell("criteria", "settle", year, "1.1.1", "--choice", 1) == 2
    assert shell("criteria", "settle", year, "1.1.2") == 1
    assert shell.out.endswith("Nếu đúng, chạy lại lệnh với --as-read.\n")
    assert shell("criteria", "settle", year, "1.1.2", "--as-read") == 0
    assert shell("criteria", "settle", year, "1.1.2", "--as-read", "--choice", 1) == 2


def test_a_question_without_choices_says_what_to_do(shell: Shell, tmp_path: Path) -> None:
    year = tmp_path / "năm"
    blocked = (CHECK[0], CHECK[1].replace("sure: check", "sure: open\n            open: [points_missing]"))
    shell("new", year, "--department", "Sở", "--year", 2026, "--criteria", new_set(tmp_path, blocked))
    assert shell("criteria", "settle", year, "1.1.2") == 1
    assert "   Không có lựa chọn sẵn: hãy sửa bộ tiêu chí rồi chuyển sang bản mới.\n" in shell.out
