"""`parscore exempt`: what a body need not do is left out, told, and taken back."""

from decimal import Decimal
from pathlib import Path

from tests.cli.shell import Shell, leaves

OWN = "Cơ quan không có thủ tục hành chính"


def own_max(shell: Shell, year: Path) -> str:
    return str(shell.json("score", year, "--json")["self"]["max"])


def test_without_options_the_sets_cases_are_listed(shell: Shell, year: Path) -> None:
    assert shell("exempt", year) == 0
    assert shell.out == f"{OWN}: bỏ lĩnh vực 3, tiêu chí 7.3. Căn cứ: Hướng dẫn áp dụng bộ tiêu chí mẫu, mục 2.\n"


def test_a_case_is_applied_by_its_name_told_in_counts_and_lifted(shell: Shell, year: Path) -> None:
    before = shell.json("score", year, "--json")
    assert "rescaled" not in before
    shell("record", year, "3.4.2", "--choose", "1")
    shell("record", year, "3.5.2", "--not-applicable", "Không có phản ánh", "--treatment", "full", "--allowed-by", "CV 5")
    assert shell("exempt", year, "--profile", "co quan khong co thu tuc hanh chinh") == 0
    assert "đã bỏ ra 16 tiêu chí (17 điểm); 1 tiêu chí trong đó đã chấm" in shell.out
    assert "Giữ nguyên 3.5.2: tính điểm tối đa." in shell.out
    score = shell.json("score", year, "--json")
    assert Decimal(score["self"]["max"]) == Decimal(before["self"]["max"]) - 17
    assert score["rescaled"]["excluded"][0]["reason"] == OWN
    assert shell("score", year) == 0
    assert score["rescaled"]["sentence"] in shell.out
    assert shell("exempt", year) == 0
    assert "(đang áp dụng)" in shell.out
    assert shell("exempt", year, "--profile", OWN, "--lift") == 0
    assert "đã áp dụng lại 16 tiêu chí; 1 tiêu chí trong đó dùng lại câu trả lời cũ." in shell.out
    assert next(leaf for leaf in leaves(shell, year) if leaf["code"] == "3.4.2")["points"] == "0.5"


def test_codes_and_a_clause_make_a_case_of_ones_own_that_the_clause_lifts(shell: Shell, year: Path) -> None:
    whole = own_max(shell, year)
    assert shell("exempt", year, "--codes", "bỏ lĩnh vực III, 7.3; 7.5", "--clause", "HD 12/SNV, mục 3", "--treatment", "zero") == 0
    assert own_max(shell, year) == whole
    assert shell("exempt", year) == 0
    assert "HD 12/SNV, mục 3: bỏ lĩnh vực 3, tiêu chí 7.3, 7.5. Căn cứ: HD 12/SNV, mục 3. (đang áp dụng)" in shell.out
    assert shell("exempt", year, "--clause", "HD 12/SNV, mục 3", "--lift") == 0
    assert "(đang áp dụng)" not in (shell("exempt", year), shell.out)[1]
    assert "85 điểm" in (shell("exempt", year, "--clause", "HD", "--codes", "8; 3.1"), shell.out)[1]
    assert "không có tiêu chí tự chấm" in shell.err


def test_what_is_not_sure_is_refused_and_nothing_changes(shell: Shell, year: Path) -> None:
    before = leaves(shell, year)
    for words, told in [
        (("--codes", "3"), "chưa ghi căn cứ"),
        (("--codes", "3, 7,3", "--clause", "HD"), "có thể là hai mã"),
        (("--codes", "2.1.9", "--clause", "HD"), "2.1.1, 2.1.2, 2.1.3"),
        (("--codes", "Thanh tra tỉnh bỏ 3", "--clause", "HD"), "Thanh tra tỉnh"),
        (("--codes", "3", "--profile", OWN), "--profile, --codes"),
        (("--profile", "Khác"), OWN),
        (("--profile", OWN, "--lift"), "Không có tiêu chí nào đang bỏ"),
    ]:
        assert shell("exempt", year, *words) == 2, words
        assert told in shell.err
    assert leaves(shell, year) == before


def test_a_set_without_cases_says_how_to_write_one(shell: Shell, tmp_path: Path) -> None:
    table = Path(__file__).parents[1] / "data" / "bang-tieu-chi-mau.xlsx"
    assert shell("new", tmp_path / "so", "--department", "Sở", "--year", 2026, "--criteria", table) == 0
    assert shell("exempt", tmp_path / "so") == 0
    assert "--codes và --clause" in shell.out
