"""A new year begun from the command line."""

import hashlib
from pathlib import Path

import pytest

from parscore.paths import shipped
from tests.cli.shell import Shell, leaves


@pytest.fixture
def next_set(tmp_path: Path) -> Path:
    """Next year's set: one leaf gone, one new."""
    text = (shipped("criteria") / "mau-cap-so-2026.yaml").read_text(encoding="utf-8").replace("2026", "2027")
    assert "name: Báo cáo định kỳ gửi đúng hạn" in text
    file = tmp_path / "moi.yaml"
    file.write_text(text.replace("name: Báo cáo định kỳ gửi đúng hạn", "name: Khảo sát người lao động về nơi làm việc"), encoding="utf-8")
    return file


def contents(folder: Path) -> dict[Path, str]:
    return {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_units_and_notes_are_recorded_and_go_over_to_the_new_year_and_the_old_one_is_not_touched(
    shell: Shell, year: Path, tmp_path: Path, next_set: Path
) -> None:
    assert shell("record", year, "1.1.2", "--unit", "Phòng Kế hoạch", "--note", "Hỏi chị Lan") == 0
    assert shell.out == "1.1.2: đơn vị phụ trách Phòng Kế hoạch; ghi chú Hỏi chị Lan\n"
    assert shell("record", year, "1.1.2", "--tick", "1,2", "--unit", "Phòng Tổng hợp") == 0
    assert shell.out.splitlines()[0] == "1.1.2: đơn vị phụ trách Phòng Tổng hợp; ghi chú Hỏi chị Lan"
    before, new = contents(year), tmp_path / "Sở Công Thương 2027"
    assert shell("next", year, new, "--criteria", next_set, "--preview") == 0
    assert not new.exists()
    assert shell("next", year, new, "--criteria", next_set) == 0, shell.err
    told = shell.out.splitlines()
    assert told[0].startswith(f"Đã tạo {new} cho Sở Công Thương, năm 2027, từ {year}.")
    assert told[1] == "Năm mới có 85 tiêu chí tự chấm: 84 có năm trước để đối chiếu, 1 mới."
    assert told[2] == "Năm trước có 85 tiêu chí tự chấm: 84 còn ở năm mới, 1 không còn."
    assert told[3].startswith("Chuyển sang: đơn vị phụ trách của 1 tiêu chí, ghi chú của 1 tiêu chí.")
    assert "  1.2.1. Khảo sát người lao động về nơi làm việc (1 điểm)" in told
    assert contents(year) == before
    assert {leaf["state"] for leaf in leaves(shell, new)} == {"unanswered", "not_self_scored"}
    assert shell("record", new, "1.1.2", "--note", "") == 0
    assert shell.out == "1.1.2: đơn vị phụ trách Phòng Tổng hợp; ghi chú –\n"


def test_a_map_corrects_which_leaf_is_which(shell: Shell, year: Path, tmp_path: Path, next_set: Path) -> None:
    file = tmp_path / "map.yaml"
    file.write_text('"1.2.1": "1.2.1"\n', encoding="utf-8")
    assert shell("next", year, tmp_path / "b", "--criteria", next_set, "--map", file, "--year", 2028) == 0
    assert "năm 2028" in shell.out.splitlines()[0]
    assert shell.out.splitlines()[1] == "Năm mới có 85 tiêu chí tự chấm: 85 có năm trước để đối chiếu, 0 mới."


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--year", "2026"], "Năm mới 2026 phải sau năm trước 2026. Hãy chọn năm sau 2026."),
        (["--map", "khong-co.yaml"], "khong-co.yaml"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(
    shell: Shell, year: Path, tmp_path: Path, next_set: Path, words: list[str], sentence: str
) -> None:
    new = tmp_path / "mới"
    assert shell("next", year, new, "--criteria", next_set, *words) == 2
    assert sentence in shell.err
    assert not new.exists()
    assert shell("next", tmp_path / "không có", new, "--criteria", next_set) == 2
    assert shell("next", year, year, "--criteria", next_set) == 2
    assert not new.exists()
