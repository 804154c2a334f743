"""The library of criteria sets: shipped and own ones, none hidden by a damaged neighbour."""

from pathlib import Path

import pytest

from parscore.adapters.files.criteria_library import CriteriaLibrary
from parscore.adapters.files.criteria_yaml import dump_criteria
from parscore.domain.errors import Refused
from parscore.paths import shipped
from parscore.texts import say
from tests.builders import small_set


def put(folder: Path, name: str, code: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(dump_criteria(small_set(code=code)), encoding="utf-8")
    return file


def test_sets_of_all_folders_are_listed_in_order(tmp_path: Path) -> None:
    put(tmp_path / "kèm theo", "b.yaml", "bo-b")
    put(tmp_path / "kèm theo", "a.yaml", "bo-a")
    put(tmp_path / "của tôi", "c.YML", "bo-c")
    (tmp_path / "của tôi" / "ghi chú.txt").write_text("không phải bộ tiêu chí", encoding="utf-8")
    library = CriteriaLibrary([tmp_path / "kèm theo", tmp_path / "của tôi", tmp_path / "không có"])
    assert [each.code for each in library.list()] == ["bo-a", "bo-b", "bo-c"]
    assert library.damaged() == ()
    assert library.get("bo-c").title == "Bộ tiêu chí thử"


def test_a_set_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "bo-a")
    library = CriteriaLibrary([tmp_path])
    for ask in (library.get, library.source):
        with pytest.raises(Refused) as refused:
            ask("bo-x")
        assert refused.value.code == "criteria.unknown_set"
        assert "bo-x" in say(refused.value.code, **refused.value.facts)
        assert "bo-a" in say(refused.value.code, **refused.value.facts)


def test_a_damaged_file_is_told_and_the_others_still_work(tmp_path: Path) -> None:
    put(tmp_path, "b.yaml", "bo-b")
    broken = tmp_path / "a.yaml"
    broken.write_text("code: a\nfields: [", encoding="utf-8")
    folder = tmp_path / "c.yaml"
    folder.mkdir()
    library = CriteriaLibrary([tmp_path])
    assert [each.code for each in library.list()] == ["bo-b"]
    assert {file: refused.code for file, refused in library.damaged()} == {broken: "criteria_yaml.faults", folder: "file.folder"}


def test_the_first_set_of_a_code_wins_and_the_second_is_told(tmp_path: Path) -> None:
    first = put(tmp_path / "1", "x.yaml", "bo")
    second = put(tmp_path / "2", "y.yaml", "bo")
    library = CriteriaLibrary([tmp_path / "1", tmp_path / "2"])
    assert len(library.list()) == 1
    ((file, refused),) = library.damaged()
    assert file == second
    sentence = say(refused.code, **refused.facts)
    assert first.name in sentence
    assert "bo" in sentence


def test_the_text_of_a_set_is_given_as_it_stands_in_its_file(tmp_path: Path) -> None:
    file = put(tmp_path, "a.yaml", "bo-a")
    file.write_text("# lời dặn\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert CriteriaLibrary([tmp_path]).source("bo-a") == file.read_text(encoding="utf-8")


def test_faults_are_sentences_with_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("code: a\ntitle: b\nyear: x\nfields: []\n", encoding="utf-8")
    assert [sentence.split(":")[0] for sentence in CriteriaLibrary([]).faults(file)] == ["dòng 3", "dòng 4"]
    with pytest.raises(Refused) as refused:
        CriteriaLibrary([]).faults(tmp_path / "không có.yaml")
    assert refused.value.code == "criteria_yaml.missing"


def test_the_shipped_folder_holds_the_demonstration_set_without_fault() -> None:
    library = CriteriaLibrary([shipped("criteria")])
    assert "mau-cap-so-2026" in {each.code for each in library.list()}
    assert library.damaged() == ()
    for file in shipped("criteria").iterdir():
        assert library.faults(file) == ()
