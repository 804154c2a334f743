"""Each command and option in the words a person would use, and what is refused in one Vietnamese sentence."""

import errno
import json
import os
import subprocess
import sys
import unicodedata
from decimal import Decimal
from pathlib import Path

import click
import pytest

from parscore.__main__ import has_screen
from parscore.cli import main as command_line
from parscore.cli.criteria_commands import criteria
from parscore.domain.errors import Refused
from parscore.services.app import App
from tests.cli.shell import Shell, leaves

DATE, BANDS, CONDITIONS, DEDUCTION, TARGET, MANUAL, SURVEY = "1.1.1", "1.3.2", "1.1.2", "1.6.1", "3.1.2", "5.5.3", "8.1.1"


def only_sentence(shell: Shell) -> str:
    """The one line on stderr of a refusal; nothing is on stdout."""
    assert shell.out == ""
    [line] = shell.err.splitlines()
    assert line[0].isupper() or line[0] in "“-"
    assert line.endswith(".") or line.endswith("--help.")
    return line


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["bogus"], "Không có lệnh bogus. Xem hướng dẫn: parscore --help."),
        (["criteria", "bogus"], "Không có lệnh bogus. Xem hướng dẫn: parscore criteria --help."),
        (["--bogus"], "Không có tuỳ chọn --bogus. Xem hướng dẫn: parscore --help."),
        (["criteria"], "Chưa rõ lệnh. Xem hướng dẫn: parscore criteria --help."),
        (["new", "x", "--department", "Sở", "--year", "2026"], "Còn thiếu --criteria. Xem hướng dẫn: parscore new --help."),
        (
            ["new", "x", "--year", "năm", "--department", "a", "--criteria", "b"],
            "--year ghi chưa đúng. Xem hướng dẫn: parscore new --help.",
        ),
        (["new", "x", "--year"], "--year ghi chưa đúng. Xem hướng dẫn: parscore --help."),
        (["report", "x"], "Còn thiếu --output. Xem hướng dẫn: parscore report --help."),
        (["score"], "Còn thiếu THƯ_MỤC. Xem hướng dẫn: parscore score --help."),
        (["score", "x", "y"], "Thừa “y”. Xem hướng dẫn: parscore score --help."),
        (["score", "x", "--json=1"], "--json ghi chưa đúng. Xem hướng dẫn: parscore --help."),
        (
            ["record", "x", "1", "--treatment", "none"],
            "--treatment chỉ nhận một trong: excluded, full, zero. Xem hướng dẫn: parscore record --help.",
        ),
        (["record", "x", "1"], None),
        (["attach", "x", "1"], "Còn thiếu TỆP…. Xem hướng dẫn: parscore attach --help."),
        (["detach", "x", "1"], "Còn thiếu TÀI_LIỆU. Xem hướng dẫn: parscore detach --help."),
        (["restore", "x"], "Còn thiếu TỆP. Xem hướng dẫn: parscore restore --help."),
        (["record", "x", "1", "--explain", "\udcff"], "--explain ghi chưa đúng. Xem hướng dẫn: parscore record --help."),
    ],
)
def test_a_wrong_call_is_told_by_what_the_person_wrote(shell: Shell, words: list[str], sentence: str | None) -> None:
    assert shell(*words) == 2
    assert only_sentence(shell) == (sentence or shell.err.strip())


@pytest.mark.parametrize("command", ["score", "check", "verify", "backup"])
def test_a_folder_that_is_no_workspace_is_told_by_every_command(shell: Shell, tmp_path: Path, command: str) -> None:
    (tmp_path / "khác").mkdir()
    assert shell(command, tmp_path / "khác") == 2
    assert "không phải là thư mục làm việc của parscore" in only_sentence(shell)
    assert shell(command, tmp_path / "không có") == 2
    assert "Không tìm thấy thư mục" in only_sentence(shell)


def test_every_family_is_answered_from_the_command_line(shell: Shell, year: Path) -> None:
    answers = [
        (DATE, ["--value", "issued=20/02/2026"], "1.1.1: 0/1 điểm – ban hành ngày 20/02/2026, chậm 20 ngày so với hạn 31/01/2026: 0 điểm."),
        (CONDITIONS, ["--tick", "1,2"], "1.1.2: 0,5/0,5 điểm – đạt đủ 2 điều kiện: 0,5 điểm."),
        (BANDS, ["--value", "part=3", "--value", "whole=8"], "1.3.2: 1/1 điểm – 3/8 = 37,5%: 1 điểm."),
        (BANDS, ["--value", "share=37,5"], "1.3.2: 1/1 điểm – tỷ lệ 37,5%: 1 điểm."),
        (TARGET, ["--value", "actual=19", "--value", "target=20"], None),
        (MANUAL, ["--points", "0,4", "--explain", "vì"], "5.5.3: 0,4/0,5 điểm – điểm do người chấm nhập: 0,4."),
    ]
    for code, words, line in answers:
        assert shell("record", year, code, *words) == 0, shell.err
        assert shell.err == ""
        if line:
            assert shell.out.strip() == line
    states = {leaf["code"]: leaf["state"] for leaf in leaves(shell, year)}
    assert all(states[code] == "done" for code, _, _ in answers)


def test_half_an_answer_is_stored_and_said_to_be_half(shell: Shell, year: Path) -> None:
    assert shell("record", year, BANDS, "--value", "part=3") == 0
    assert shell.out.strip() == "1.3.2: đã lưu nhưng chưa có điểm – chưa có đủ thông tin để chấm."
    assert shell("record", year, BANDS, "--clear") == 0
    assert shell.out.strip() == "1.3.2: đã xoá câu trả lời."


def test_what_the_table_leaves_open_is_asked_and_settled(shell: Shell, year: Path, tmp_path: Path) -> None:
    assert shell("record", year, BANDS, "--value", "part=0", "--value", "whole=0") == 1
    assert shell.out.strip() == "1.3.2: đã lưu nhưng chưa tính được điểm."
    assert shell.err.strip() == "“Tổng số phòng, đơn vị” bằng 0, nghĩa là không phát sinh. Hãy xem tiêu chí này có áp dụng không."
    leaf = next(leaf for leaf in leaves(shell, year) if leaf["code"] == BANDS)
    assert (leaf["open_question"], leaf["points"], leaf["state"]) == (True, None, "unanswered")
    open_set = tmp_path / "hở.yaml"
    open_set.write_text(
        "code: ho\ntitle: Bộ hở\nyear: 2026\nfields:\n- code: '1'\n  name: Lĩnh vực\n  max: 2\n  criteria:\n"
        "  - code: '1.1'\n    name: Tỷ lệ\n"
        "    max: 2\n    rule: bands\n    rungs:\n    - {text: Từ 70% đến 100%, points: '2', band: '[70;100]'}\n"
        "    - {text: Dưới 70% đến 70%, points: '0', band: '[…;70]'}\n",
        encoding="utf-8",
    )
    place = tmp_path / "hở"
    assert shell("new", place, "--department", "Sở", "--year", 2026, "--criteria", open_set) == 0, shell.err
    assert "1 điều cần xem" in shell.out
    assert shell("record", place, "1.1", "--value", "share=70") == 1
    assert shell.err.strip().endswith("ghi thêm --settle và số của mức: 1. Từ 70% đến 100%; 2. Dưới 70% đến 70%.")
    assert shell("record", place, "1.1", "--value", "share=70", "--settle", 2) == 0
    assert "người chấm đã chọn mức được 0 điểm" in shell.out
    assert shell("check", place) == 1
    assert "70" in shell.out


def test_what_others_score_and_groups_take_no_answer(shell: Shell, year: Path) -> None:
    assert shell("record", year, SURVEY, "--choose", 1) == 2
    assert only_sentence(shell) == "Tiêu chí này không do sở tự chấm."
    assert shell("record", year, "1.3", "--choose", 1) == 2
    assert "1.3" in only_sentence(shell)
    assert shell("record", year, BANDS, "--value", "tên=1") == 2
    assert "part, whole, share" in only_sentence(shell)


def test_not_applicable_in_its_three_ways(shell: Shell, year: Path) -> None:
    for treatment, line in (
        ("excluded", "1.3.2: không áp dụng, không tính vào thang điểm: Không phát sinh."),
        ("full", "1.3.2: không áp dụng, tính điểm tối đa: Không phát sinh."),
        ("zero", "1.3.2: không áp dụng, tính 0 điểm: Không phát sinh."),
    ):
        assert shell("record", year, BANDS, "--explain", "chỉ giải trình") == 0
        words = ["--not-applicable", "Không phát sinh", "--treatment", treatment, "--allowed-by", "CV 1", "--explain", "lời"]
        assert shell("record", year, BANDS, *words) == 0
        assert shell.out.strip() == line
        score = shell.json("score", year, "--json")
        leaf = next(leaf for leaf in score["criteria"] if leaf["code"] == BANDS)
        assert (leaf["state"], leaf["explanation"]) == ("not_applicable", "lời")
        assert Decimal(score["self"]["max"]) == (84 if treatment == "excluded" else 85)
    assert shell("score", year) == 0
    assert "Điểm tối đa tự chấm theo bảng" not in shell.out
    shell("record", year, BANDS, "--not-applicable", "Không phát sinh")
    assert shell("score", year) == 0
    assert "Điểm tối đa tự chấm theo bảng: 85; sau khi trừ phần không áp dụng: 84." in shell.out


def test_the_score_for_programs_has_the_promised_shape_and_adds_up(shell: Shell, tmp_path: Path) -> None:
    assert shell("demo", tmp_path / "bản mẫu") == 0
    score = shell.json("score", tmp_path / "bản mẫu", "--json")
    assert set(score["self"]) >= {"points", "max", "declared_max", "index"}
    assert all(set(field) >= {"code", "name", "points", "max", "declared_max", "index"} for field in score["fields"])
    wanted = {"code", "name", "max", "points", "state", "rule", "why", "explanation", "evidence"}
    assert all(set(leaf) >= wanted and leaf["why"] for leaf in score["criteria"])
    assert {leaf["state"] for leaf in score["criteria"]} == {"unanswered", "done", "not_applicable", "not_self_scored"}
    documents = [each for leaf in score["criteria"] for each in leaf["evidence"]]
    assert all(set(each) >= {"number", "date", "issuer", "title", "place", "files"} for each in documents)
    assert all(set(file) == {"name", "sha256", "size"} for each in documents for file in each["files"])
    points = sum(Decimal(leaf["points"] or 0) for leaf in score["criteria"])
    assert points == sum(Decimal(field["points"]) for field in score["fields"]) == Decimal(score["self"]["points"])
    lost = sum(Decimal(loss["lost"]) for loss in score["ledger"])
    assert lost == Decimal(score["self"]["max"]) - Decimal(score["self"]["points"])
    assert all(loss["reason"] for loss in score["ledger"])
    opened = {loss["code"] for loss in score["ledger"] if loss["kind"] == "open"}
    assert opened == {leaf["code"] for leaf in score["criteria"] if leaf["state"] == "unanswered"}
    kept = {file["sha256"] for each in documents for file in each["files"]}
    assert kept == {file.name for file in (tmp_path / "bản mẫu" / "evidence").iterdir()}


def test_a_known_file_with_other_facts_says_that_the_old_ones_stay(shell: Shell, year: Path, tmp_path: Path) -> None:
    file = tmp_path / "Kế hoạch.pdf"
    file.write_bytes(b"noi dung")
    assert shell("attach", year, BANDS, file) == 0
    assert shell("attach", year, DATE, file, "--number", "12/KH-SCT", "--date", "2026-01-15") == 0
    assert (shell.err, shell.out.strip()) == ("", "1.1.1: 1 tệp: 0 mới, 1 đã có từ trước, 0 không nhận.")
    assert shell("attach", year, CONDITIONS, file, "--number", "13/KH-SCT") == 0
    assert shell.err.strip() == "“Kế hoạch.pdf” đã có từ trước là tài liệu “12/KH-SCT”; tài liệu đó giữ thông tin cũ."
    assert {each["number"] for leaf in leaves(shell, year) for each in leaf["evidence"]} == {"12/KH-SCT"}
    assert shell("attach", year, SURVEY, file) == 2
    assert shell("detach", year, BANDS, "Kế hoạch.pdf") == 0
    assert shell.out.strip() == "1.3.2: đã gỡ 1 tài liệu."


def test_detach_asks_which_where_two_documents_have_one_name(shell: Shell, year: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "kh.pdf").write_bytes(folder.encode())
        assert shell("attach", year, BANDS, tmp_path / folder / "kh.pdf") == 0
    assert shell("detach", year, BANDS, "kh.pdf") == 2
    assert only_sentence(shell) == "“kh.pdf” khớp với 2 tài liệu. Hãy ghi rõ hơn."


@pytest.mark.parametrize(
    ("name", "content", "word"), [("rỗng.pdf", b"", "0 byte"), ("thư mục", None, "là thư mục"), ("thiếu.pdf", -1, "Không tìm thấy")]
)
def test_files_that_cannot_be_kept_are_told_and_nothing_is_linked(
    shell: Shell, year: Path, tmp_path: Path, name: str, content: bytes | int | None, word: str
) -> None:
    if content is None:
        (tmp_path / name).mkdir()
    elif isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    assert shell("attach", year, BANDS, tmp_path / name) == 2
    assert word in only_sentence(shell)
    assert not [leaf for leaf in leaves(shell, year) if leaf["evidence"]]
    assert not list((year / "evidence").iterdir())


def test_names_and_folders_in_decomposed_letters_are_kept_composed(shell: Shell, tmp_path: Path) -> None:
    place = tmp_path / unicodedata.normalize("NFD", "Sở Nội vụ 2026")
    department = unicodedata.normalize("NFD", "Sở Nội vụ")
    assert shell("new", place, "--department", department, "--year", 2026, "--criteria", "mau-cap-so-2026") == 0, shell.err
    assert "Sở Nội vụ, năm 2026" in shell.out
    file = tmp_path / unicodedata.normalize("NFD", "Báo cáo quý.pdf")
    file.write_bytes(b"x")
    assert shell("attach", place, BANDS, file, "--title", unicodedata.normalize("NFD", "Báo cáo quý")) == 0, shell.err
    [evidence] = next(leaf["evidence"] for leaf in leaves(shell, place) if leaf["evidence"])
    assert (evidence["title"], evidence["files"][0]["name"]) == ("Báo cáo quý", "Báo cáo quý.pdf")


def test_a_workspace_may_be_renamed_moved_and_copied(shell: Shell, year: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"a")
    shell("attach", year, BANDS, file)
    elsewhere = tmp_path / "Ổ mạng" / "Thư mục & tên khác"
    elsewhere.parent.mkdir()
    year.rename(elsewhere)
    assert shell("verify", elsewhere) == 0
    assert [leaf["code"] for leaf in leaves(shell, elsewhere) if leaf["evidence"]] == [BANDS]
    assert {entry.name for entry in elsewhere.iterdir()} == {"parscore.db", "evidence", "backups"}


def test_a_damaged_database_offers_the_newest_good_backup_which_restores(shell: Shell, year: Path) -> None:
    shell("record", year, BANDS, "--value", "share=100")
    assert shell("backup", year) == 0
    newest = sorted((year / "backups").iterdir())[-1]
    (year / "parscore.db").write_bytes(b"rubbish" * 1000)
    assert shell("score", year) == 2
    assert "bị hỏng" in only_sentence(shell)
    assert str(newest) in shell.err
    assert shell("restore", year, newest) == 0
    assert "được giữ tại" in shell.out
    assert {leaf["code"]: leaf["state"] for leaf in leaves(shell, year)}[BANDS] == "done"
    (year / "parscore.db").unlink()
    assert shell("restore", year, newest) == 0
    assert shell.out.strip() == f"Đã khôi phục từ {newest}."


def test_criteria_are_shown_with_the_names_of_their_numbers_and_read_from_files(shell: Shell, tmp_path: Path) -> None:
    assert shell("criteria", "show", "mau-cap-so-2026") == 0
    assert "part = Số phòng, đơn vị được kiểm tra" in shell.out
    file = tmp_path / "bộ.yaml"
    file.write_text(
        "code: bo\ntitle: Bộ\nyear: 2026\nfields:\n"
        "- {code: '1', name: A, max: 1, criteria: [{code: '1.1', name: B, max: 1, rule: manual}]}\n",
        "utf-8",
    )
    assert shell("criteria", "check", file) == 0
    assert shell.out.strip() == "Bộ tiêu chí không có lỗi: 1 tiêu chí, 1 điểm."
    file.write_text(file.read_text("utf-8").replace("max: 1, rule", "max: 2, rule"), "utf-8")
    assert shell("criteria", "check", file) == 1
    assert shell("criteria", "check", tmp_path / "không.yaml") == 2
    assert shell("criteria", "check", tmp_path) == 2
    assert "là thư mục" in only_sentence(shell)


def test_own_sets_that_cannot_be_read_are_told_beside_the_others(shell: Shell, own_home: Path) -> None:
    folder = own_home / "parscore" / "criteria"
    folder.mkdir(parents=True)
    (folder / "hỏng.yaml").write_text("code: [", encoding="utf-8")
    assert shell("criteria", "list") == 1
    assert "mau-cap-so-2026" in shell.out
    assert "hỏng.yaml" in shell.err


def test_extras_are_told_beside_the_total(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "thưởng.yaml"
    manual = "{code: %s, name: Tiêu chí, max: %s, rule: manual}"
    file.write_text(
        f"code: thuong\ntitle: Bộ\nyear: 2026\nfields:\n- {{code: '1', name: A, max: 2, criteria: [{manual % ('a', 2)}]}}\n"
        f"bonus: [{manual % ('b', 1)}]\npenalty: [{manual % ('p', 1)}]\n",
        encoding="utf-8",
    )
    place = tmp_path / "w"
    assert shell("new", place, "--department", "Sở", "--year", 2026, "--criteria", file) == 0, shell.err
    for code, points in (("a", "2"), ("b", "0,75"), ("p", "0,5")):
        assert shell("record", place, code, "--points", points, "--explain", "vì") == 0
    assert shell("score", place) == 0
    assert "Điểm thưởng: 0,75; điểm trừ: 0,5; điểm cuối cùng: 2,25." in shell.out
    score = shell.json("score", place, "--json")
    assert {leaf["code"]: leaf["part"] for leaf in score["criteria"]} == {"a": "field", "b": "bonus", "p": "penalty"}
    assert (score["self"]["points"], score["final_points"]) == ("2", "2.25")


def test_the_daily_backup_is_no_news_but_a_crash_is(shell: Shell, year: Path) -> None:
    for backup in (year / "backups").iterdir():
        backup.unlink()
    (year / "parscore.lock").write_text(json.dumps({"host": "máy", "pid": 1, "user": "lan", "since": "2026-11-24T10:32:00+07:00"}), "utf-8")
    assert shell("score", year) == 0
    assert shell.err.strip().startswith("Lần trước chương trình của lan trên máy máy")
    assert len(list((year / "backups").iterdir())) == 1


def test_a_full_disk_under_the_output_is_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    echo = click.echo
    monkeypatch.setattr("parscore.cli.criteria_commands.click.echo", lambda text, err=False: echo(text, err=True) if err else full())
    assert shell("criteria", "list") == 2
    assert only_sentence(shell) == "Ổ đĩa đã đầy, chưa ghi được kết quả. Hãy giải phóng chỗ trống rồi làm lại."


def test_a_bug_without_a_folder_for_its_report_is_told_on_the_spot(shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken() -> App:
        raise ZeroDivisionError

    shell.make_app, shell.folder = broken, tmp_path / "không có"
    assert shell("criteria", "list") == 70
    assert "ZeroDivisionError" in shell.err

    def lost() -> App:
        raise OSError(errno.EBADF, "bad")

    shell.make_app = lost
    assert shell("criteria", "list") == 70


def test_giving_up_is_told(shell: Shell) -> None:
    def stopped() -> App:
        raise KeyboardInterrupt

    shell.make_app = stopped
    assert shell("criteria", "list") == 2
    assert "Đã dừng theo yêu cầu." in shell.err


def test_a_leaf_without_a_rule_takes_no_answer(shell: Shell, year: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_rule(*_: object) -> None:
        raise Refused("answer.no_rule", code="a")

    monkeypatch.setattr("parscore.cli.commands.read_typed", no_rule)
    assert shell("record", year, BANDS, "--value", "share=1") == 2
    assert only_sentence(shell) == "Tiêu chí a chưa có quy tắc tính điểm."


def test_other_faults_of_a_call_are_told_too() -> None:
    told = command_line._refusal(click.ClickException("x"))
    assert (told.code, told.facts["command"]) == ("cli.usage", "parscore")
    assert command_line._refusal(click.BadParameter("x")).facts["message"] == " ghi chưa đúng."


def test_every_command_has_vietnamese_help(shell: Shell) -> None:
    for words in ([], *([name] for name in command_line.root.commands), *(["criteria", name] for name in criteria.commands)):
        assert shell(*words, "--help") == 0
        assert shell.out.startswith("Cách dùng: parscore")
        for english in ("Usage", "Options", "Commands", "Arguments", "[OPTIONS]", "ARGS", "Show this", "[required]"):
            assert english not in shell.out
    assert shell("--version") == 0
    assert shell.out.startswith("parscore 0.")


@pytest.mark.skipif(sys.platform != "linux", reason="only there a missing screen ends the program")
def test_without_a_screen_the_window_says_so(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    assert not has_screen(environment)
    assert has_screen({"DISPLAY": ":0"})
    environment |= {"PYTHONIOENCODING": "ascii", "XDG_DATA_HOME": str(tmp_path)}
    for words in ([], ["open", str(tmp_path)]):
        done = subprocess.run([sys.executable, "-m", "parscore", *words], capture_output=True, env=environment, check=False)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode("utf-8").startswith("Máy này không có màn hình")


@pytest.mark.skipif(sys.platform == "win32", reason="its arguments are always text")
def test_words_are_read_as_utf8_where_the_system_does_not_know_it(tmp_path: Path) -> None:
    environment = {**os.environ, "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "XDG_DATA_HOME": str(tmp_path)}

    def parscore(*words: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run([sys.executable, "-m", "parscore", *words], capture_output=True, env=environment, check=False)

    place = str(tmp_path / "so")
    assert parscore("new", place, "--department", "Sở Nội vụ", "--year", "2026", "--criteria", "mau-cap-so-2026").returncode == 0
    assert parscore("record", place, DATE, "--explain", "giải trình").returncode == 0
    assert "giải trình" in parscore("score", place, "--json").stdout.decode("utf-8")
