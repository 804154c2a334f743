"""What the command line tells of two sets."""

from pathlib import Path

from parscore.paths import shipped
from tests.cli.shell import Shell

SET = "mau-cap-so-2026"


def next_year(folder: Path) -> Path:
    """The demonstration set with a rung changed, a criterion renamed and one dropped."""
    text = (shipped("criteria") / f"{SET}.yaml").read_text(encoding="utf-8")
    text = text.replace('Ban hành chậm không quá 15 ngày, points: "0,5"', 'Ban hành chậm không quá 15 ngày, points: "0,25"', 1)
    text = text.replace("name: Nội dung kế hoạch cải cách hành chính", "name: Nội dung của kế hoạch cải cách hành chính", 1)
    file = folder / "mới.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_same_sets_are_told_as_the_same(shell: Shell) -> None:
    assert shell("criteria", "diff", SET, SET) == 0
    assert shell.out.endswith("Hai bộ giống nhau.\n")


def test_differences_are_grouped_and_told_in_words(shell: Shell, tmp_path: Path) -> None:
    assert shell("criteria", "diff", SET, next_year(tmp_path)) == 1
    assert "Đổi cách tính điểm (1)\n  1.1.1. Ban hành kế hoạch cải cách hành chính năm (1 điểm)\n" in shell.out
    assert "Mức 2 “Ban hành chậm không quá 15 ngày”: 0,5 → 0,25 điểm" in shell.out
    assert "Tên: “Nội dung kế hoạch cải cách hành chính” → “Nội dung của kế hoạch cải cách hành chính”" in shell.out
    assert shell.out.endswith("Đổi cách tính điểm: 1, Đổi tên: 1, Giữ nguyên: 128. Cần xác nhận: 0.\n")


def test_the_machine_reads_the_same(shell: Shell, tmp_path: Path) -> None:
    found = shell.json("criteria", "diff", SET, next_year(tmp_path), "--json")
    assert found["counts"] == {"rule": 1, "renamed": 1, "same": 128}
    assert [change["kinds"] for change in found["changes"]] == [["rule"], ["renamed"]]
    assert found["changes"][0]["details"][0] | {"message": ""} == {
        "code": "rung_points",
        "message": "",
        "was": "0,5",
        "now": "0,25",
        "number": 2,
        "rung": "Ban hành chậm không quá 15 ngày",
    }
    assert found["map"]["1.1.1"] == ["1.1.1"]


def test_a_map_is_written_corrected_and_followed(shell: Shell, tmp_path: Path) -> None:
    codes, new = tmp_path / "mã.yaml", next_year(tmp_path)
    assert shell("criteria", "diff", SET, new, "--write-map", codes) == 1
    text = codes.read_text(encoding="utf-8")
    codes.write_text(text.replace('"1.1.2": "1.1.2"', '"1.1.2": []'), encoding="utf-8")
    assert shell("criteria", "diff", SET, new, "--map", codes) == 1
    assert "Thêm mới (1)\n  1.1.2. Nội dung của kế hoạch cải cách hành chính (0,5 điểm)" in shell.out
    assert "Bị bỏ (1)\n  1.1.2. Nội dung kế hoạch cải cách hành chính (0,5 điểm)" in shell.out


def test_what_is_only_likely_is_marked(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "b.yaml"
    text = (shipped("criteria") / f"{SET}.yaml").read_text(encoding="utf-8")
    old = "Ban hành kế hoạch cải cách hành chính năm"
    text = text.replace(f"name: {old}", f"name: {old} cấp xã", 1).replace("max: 100", "max: 101", 1)
    file.write_text(text, encoding="utf-8")
    assert shell("criteria", "diff", SET, file) == 1
    assert "\n  Tổng điểm ghi trong bộ: 100 → 101\n" in shell.out
    assert f"{old} cấp xã (1 điểm)  [cần xác nhận: có đúng là một tiêu chí không]" in shell.out


def test_a_map_of_other_codes_is_refused(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("9.9.9: []", encoding="utf-8")
    assert shell("criteria", "diff", SET, SET, "--map", tmp_path / "a.yaml") == 2
    assert shell.err.startswith("Bộ “Bộ tiêu chí mẫu")
