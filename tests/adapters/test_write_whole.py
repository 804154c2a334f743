import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from parscore.adapters.files import write_whole as module
from parscore.adapters.files.write_whole import write_whole
from parscore.domain.errors import Refused
from parscore.texts import say


def fill(out: BinaryIO) -> None:
    out.write(b"new")


def test_the_file_is_swapped_in_whole(tmp_path: Path) -> None:
    target = tmp_path / "Báo cáo.pdf"
    target.write_bytes(b"old")
    seen = []

    def look(out: BinaryIO) -> None:
        out.write(b"new")
        seen.append(target.read_bytes())

    write_whole(target, look)
    assert seen == [b"old"]
    assert target.read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["Báo cáo.pdf"]


@pytest.mark.parametrize(
    "failure", [ValueError("a bug"), OSError(errno.ENOSPC, "full"), FileNotFoundError(errno.ENOENT, "font", "font.ttf")]
)
def test_what_stood_there_survives_a_failure(tmp_path: Path, failure: Exception) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def fail(out: BinaryIO) -> None:
        out.write(b"ne")
        raise failure

    expected = Refused if isinstance(failure, OSError) and failure.errno == errno.ENOSPC else type(failure)
    with pytest.raises(expected):
        write_whole(target, fail)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.pdf", b"old")]


def refused(target: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        write_whole(target, fill)
    assert say(caught.value.code, **caught.value.facts)
    return caught.value


def test_a_missing_folder_a_folder_as_target_and_a_long_name_are_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "không có" / "a.pdf").code == "store.folder_missing"
    assert refused(tmp_path).code == "store.is_folder"
    deep = Path(tmp_path, *(["x" * 200] * 25), "a.pdf")
    assert refused(deep).code == "store.path_too_long"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such folder")
def test_a_place_that_takes_no_files_is_told() -> None:
    assert refused(Path("/proc/a.pdf")).code in {"store.not_allowed", "store.folder_missing"}


def test_a_target_that_another_program_holds_is_told_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(module, "_PAUSE", 0)
    assert refused(tmp_path / "a.pdf").code == "store.file_in_use"
    assert list(tmp_path.iterdir()) == []


def test_a_virus_scanner_that_lets_go_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tries = os.replace, []

    def held_twice(source: Path, target: Path) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "held")
        real(source, target)

    monkeypatch.setattr(os, "replace", held_twice)
    monkeypatch.setattr(module, "_PAUSE", 0)
    monkeypatch.setattr(module, "WINDOWS", True)
    write_whole(tmp_path / "a.pdf", fill)
    assert (tmp_path / "a.pdf").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "store.disk_full"),
        (errno.EROFS, "store.read_only"),
        (errno.EACCES, "store.not_allowed"),
        (errno.EIO, "store.unreachable"),
    ],
)
def test_the_system_s_refusals_have_sentences(number: int, code: str) -> None:
    told = module.refusal(OSError(number, "x"), Path("a") / "b.pdf")
    assert told is not None
    assert told.code == code
    assert say(told.code, **told.facts)
    assert module.refusal(OSError(errno.EBADMSG if hasattr(errno, "EBADMSG") else 0, "x"), Path("a")) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows makes names durable by itself")
def test_a_disk_that_cannot_sync_folders_is_good_enough_but_a_failing_one_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(number: int) -> None:
        def fail(handle: int) -> None:
            raise OSError(number, "x")

        monkeypatch.setattr(module.os, "fsync", fail)

    failing(errno.EINVAL)
    module.sync_folder(tmp_path)
    failing(errno.EIO)
    with pytest.raises(OSError, match="x"):
        module.sync_folder(tmp_path)


@pytest.mark.parametrize("name", ["sai?.pdf", "aux.pdf", "Lần 1: báo cáo.pdf"])
def test_a_report_under_a_name_that_windows_does_not_take_is_refused_in_a_sentence(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WINDOWS", True)
    told = refused(tmp_path / name)
    assert (told.code, told.facts["name"]) == ("store.bad_name", name)
    assert list(tmp_path.iterdir()) == []
    module.require_names(Path("Báo cáo.pdf"))


def test_a_name_that_windows_itself_refuses_is_told() -> None:
    error = OSError(errno.EINVAL, "invalid name")
    error.winerror = 123  # type: ignore[attr-defined]
    told = module.refusal(error, Path("a|b"))
    assert told is not None
    assert (told.code, told.facts["name"]) == ("store.bad_name", "a|b")


def test_a_path_over_the_limit_of_windows_is_told() -> None:
    error = OSError(errno.ENOENT, "too long")
    error.winerror = 206  # type: ignore[attr-defined]
    told = module.refusal(error, Path("x" * 300))
    assert told is not None
    assert (told.code, told.facts["count"]) == ("store.path_too_long", 300)
