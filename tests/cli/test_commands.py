import json
from pathlib import Path

import pytest

from parscore.cli import console
from parscore.domain.errors import Refused
from parscore.services.app import App
from tests.cli.shell import Shell, code_of, leaves


def test_a_new_workspace_starts_with_everything_unanswered(shell: Shell, year: Path) -> None:
    score = shell.json("score", year, "--json")
    assert score["self"] == {"points": "0", "max": "85", "declared_max": "85", "index": "0"}
    assert score["survey_max"] == "15"
    assert score["unanswered"] == sum(leaf["state"] == "unanswered" for leaf in score["criteria"]) >= 60
    assert sum(float(loss["lost"]) for loss in score["ledger"]) == 85


def test_recording_a_rung_a_share_ticks_and_typed_points(shell: Shell, year: Path) -> None:
    ladder = code_of(shell, year, "ladder")
    assert shell("record", year, ladder, "--choose", 1, "--explain", "đủ") == 0
    assert "điểm" in shell.out
    bands = code_of(shell, year, "bands")
    assert shell("record", year, bands, "--value", "part=50", "--value", "whole=50") == 0
    assert shell("record", year, code_of(shell, year, "additive"), "--tick", "0") == 0
    assert shell("record", year, code_of(shell, year, "manual"), "--points", "0,25") == 0
    found = {leaf["code"]: leaf for leaf in leaves(shell, year)}
    assert found[ladder]["points"] == found[ladder]["max"]
    assert found[ladder]["explanation"] == "đủ"
    assert found[bands]["points"] == found[bands]["max"]
    assert "100%" in found[bands]["why"]
    assert found[code_of(shell, year, "additive")]["points"] == "0"
    assert shell("record", year, ladder, "--clear") == 0
    assert {leaf["code"]: leaf["state"] for leaf in leaves(shell, year)}[ladder] == "unanswered"


def test_not_applicable_shrinks_the_scale_and_needs_a_reason(shell: Shell, year: Path) -> None:
    code = code_of(shell, year, "bands")
    assert shell("record", year, code, "--not-applicable", " ") == 2
    assert shell("record", year, code, "--not-applicable", "không phát sinh", "--allowed-by", "CV 12") == 0
    score = shell.json("score", year, "--json")
    assert float(score["self"]["max"]) < 85
    assert score["self"]["declared_max"] == "85"
    assert score["not_applicable"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ["--choose", "99"],
        ["--points", "1"],
        ["--choose", "1", "--tick", "1"],
        [],
        ["--choose", "x"],
        ["--nonsense"],
    ],
)
def test_a_refusal_is_one_vietnamese_sentence_and_exit_2(shell: Shell, year: Path, words: list[str]) -> None:
    code = code_of(shell, year, "ladder")
    assert shell("record", year, code, *words) == 2
    assert shell.out == ""
    assert len(shell.err.strip().splitlines()) == 1
    assert shell.err.strip().endswith((".", "--help."))


def test_a_pattern_is_spread_where_the_shell_leaves_it_to_the_program(
    shell: Shell, year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "WINDOWS", True)
    code = code_of(shell, year, "ladder")
    for name in ("Báo cáo [2].pdf", "Báo cáo [1].pdf", "Kế hoạch.docx"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert shell("attach", year, code, tmp_path / "*[*.pdf", tmp_path / "Kế hoạch.docx") == 0
    evidence = {leaf["code"]: leaf for leaf in leaves(shell, year)}[code]["evidence"]
    assert sorted(file["name"] for document in evidence for file in document["files"]) == [
        "Báo cáo [1].pdf",
        "Báo cáo [2].pdf",
        "Kế hoạch.docx",
    ]
    for missing in (tmp_path / "*.xlsx", tmp_path / "không có" / "*.pdf"):
        assert shell("attach", year, code, missing) == 2
        assert shell.err.startswith("Không tìm thấy tệp")


def test_attach_recognises_known_content_and_detach_takes_it_off(shell: Shell, year: Path, tmp_path: Path) -> None:
    code, other = code_of(shell, year, "ladder"), code_of(shell, year, "bands")
    file = tmp_path / "Kế hoạch.pdf"
    file.write_bytes(b"%PDF-1.4 thu")
    words = ["--number", "12/KH-SCT", "--date", "15/01/2026", "--issuer", "Sở Công Thương", "--title", "Kế hoạch", "--place", "mục II"]
    assert shell("attach", year, code, file, *words) == 0
    assert shell("attach", year, other, file) == 0
    assert "1 đã có" in shell.out
    [evidence] = {leaf["code"]: leaf for leaf in leaves(shell, year)}[code]["evidence"]
    assert (evidence["number"], evidence["date"], evidence["place"]) == ("12/KH-SCT", "2026-01-15", "mục II")
    assert evidence["files"][0]["name"] == "Kế hoạch.pdf"
    assert shell("attach", year, code, file, tmp_path / "thiếu.pdf") == 1
    assert shell("attach", year, code, tmp_path / "thiếu.pdf") == 2
    assert shell("verify", year) == 0
    assert shell("detach", year, code, "12/KH-SCT") == 0
    assert shell("detach", year, code, "12/KH-SCT") == 2
    assert shell("attach", year, code, file, "--date", "32/01/2026") == 2


def test_damage_is_told_with_exit_1(shell: Shell, year: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"noi dung")
    shell("attach", year, code_of(shell, year, "ladder"), file)
    next((year / "evidence").iterdir()).unlink()
    assert shell("verify", year) == 1
    assert "a.pdf" in shell.out


def test_check_lists_findings(shell: Shell, year: Path) -> None:
    assert shell("check", year) == 1
    assert "chưa chấm" in shell.out
    assert shell("check", year, "--json") == 1
    assert {finding["severity"] for finding in json.loads(shell.out)} == {"info"}


def test_reports_appear_in_both_formats_and_others_are_refused(shell: Shell, year: Path, tmp_path: Path) -> None:
    for name in ("báo cáo.pdf", "báo cáo.xlsx"):
        assert shell("report", year, "-o", tmp_path / name) == 0, shell.err
        assert (tmp_path / name).stat().st_size > 5000
    assert shell("report", year, "-o", tmp_path / "x.odt") == 2
    assert shell("report", year, "-o", tmp_path / "none" / "x.pdf") == 2


def test_backup_and_restore_bring_an_answer_back(shell: Shell, year: Path) -> None:
    code = code_of(shell, year, "ladder")
    shell("record", year, code, "--choose", 1)
    assert shell("backup", year) == 0
    backup = Path(shell.out.strip().removeprefix("Đã sao lưu vào ").removesuffix("."))
    assert backup.is_file()
    shell("record", year, code, "--clear")
    assert shell("restore", year, backup) == 0, shell.err
    assert {leaf["code"]: leaf["state"] for leaf in leaves(shell, year)}[code] == "done"
    assert shell("restore", year, year / "không có.db") == 2


def test_the_demonstration_answers_every_family(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "bản mẫu"
    assert shell("demo", folder) == 0, shell.err
    score = shell.json("score", folder, "--json")
    done = {leaf["rule"] for leaf in score["criteria"] if leaf["state"] == "done"}
    assert done | {"not_self_scored"} == {leaf["rule"] for leaf in score["criteria"]}
    assert len(done) == 12
    answered = [leaf for leaf in score["criteria"] if leaf["state"] == "done"]
    assert sum(bool(leaf["evidence"]) for leaf in answered) > 0.8 * len(answered)
    assert 0 < score["unanswered"] < 6
    assert shell("check", folder) == 1
    assert shell("verify", folder) == 0
    assert {file.suffix for file in folder.iterdir() if file.is_file()} >= {".pdf", ".xlsx", ".db"}
    assert shell("demo", folder) == 2


def test_criteria_sets_are_listed_shown_and_checked(shell: Shell, tmp_path: Path) -> None:
    assert shell("criteria", "list") == 0
    assert "mau-cap-so-2026" in shell.out
    assert shell("criteria", "show", "mau-cap-so-2026") == 0
    assert "không phải văn bản" in shell.out
    assert shell("criteria", "show", "không-có") == 2
    bad = tmp_path / "bad.yaml"
    bad.write_text("code: x\nfields: 3\nother: 1\n", encoding="utf-8")
    assert shell("criteria", "check", bad) == 1
    assert "dòng" in shell.out.lower()


def test_what_is_no_table_is_refused(shell: Shell, tmp_path: Path) -> None:
    fake = tmp_path / "bảng.xlsx"
    fake.write_text("không phải Excel", encoding="utf-8")
    assert shell("criteria", "read", fake, "--json") == 2
    assert "bảng.xlsx" in shell.err
    assert shell("new", tmp_path / "x", "--department", "Sở", "--year", 2026, "--criteria", fake) == 2
    assert not (tmp_path / "x" / "parscore.db").exists()


def test_the_window_opens_without_a_command_and_with_open(shell: Shell, tmp_path: Path) -> None:
    assert shell() == 0
    assert shell("open", tmp_path) == 0
    assert shell.opened == [None, tmp_path]


def test_a_bug_is_exit_70_with_a_report(shell: Shell, tmp_path: Path) -> None:
    def broken() -> App:
        raise ZeroDivisionError("bug")

    shell.make_app = broken
    assert shell("criteria", "list") == 70
    assert "ZeroDivisionError" in (tmp_path / "parscore-loi.txt").read_text(encoding="utf-8")
    assert "ZeroDivisionError" not in shell.err


def test_a_refusal_from_below_reaches_the_shell(shell: Shell) -> None:
    def refusing() -> App:
        raise Refused("workspace.none_open")

    shell.make_app = refusing
    assert shell("criteria", "list") == 2


def test_doctor_says_whether_all_is_well(shell: Shell) -> None:
    assert shell("doctor") == 0
    shell.healthy = False
    assert shell("doctor") == 1


def test_help_is_vietnamese(shell: Shell) -> None:
    assert shell("record", "--help") == 0
    assert "Cách dùng" in shell.out
    assert "Usage" not in shell.out
    assert "Options" not in shell.out
