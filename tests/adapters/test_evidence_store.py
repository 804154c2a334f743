import errno
import os
import sys
import threading
from pathlib import Path

import pytest

from parscore.adapters.files import evidence_store as module
from parscore.adapters.files.evidence_store import EvidenceStore
from parscore.domain.errors import Refused
from parscore.domain.evidence import KeptFile
from parscore.services.ports import Damage
from parscore.services.progress import Cancelled, Silent
from parscore.texts import say
from tests.adapters.store_parts import Watched, put, sha256

NFD_NAME = "Quye\u0302\u0301t đi\u0323nh.pdf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "evidence").mkdir()
    return tmp_path / "evidence"


@pytest.fixture
def store(folder: Path) -> EvidenceStore:
    return EvidenceStore(folder)


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def code_of(refused: Refused | None) -> str:
    assert refused is not None
    assert say(refused.code, **refused.facts)
    return refused.code


def test_files_stand_in_the_store_under_their_digest_and_the_sources_stay(store: EvidenceStore, folder: Path, tmp_path: Path) -> None:
    big = os.urandom(3 * (1 << 20) + 17)
    files = [put(tmp_path / "in", NFD_NAME, b"mot"), put(tmp_path / "in", "b.pdf", big)]
    watched = Watched()
    first, second = store.keep(files, watched)
    assert first.kept == KeptFile(sha256(b"mot"), "Quyết định.pdf", 3)
    assert second.kept == KeptFile(sha256(big), "b.pdf", len(big))
    assert (first.known, second.known) == (False, False)
    assert names(folder) == {sha256(b"mot"), sha256(big)}
    assert (folder / sha256(big)).read_bytes() == big
    assert [file.read_bytes() for file in files] == [b"mot", big]
    assert watched.steps[0] == (0, 2, files[0].name)
    assert watched.steps[-1][:2] == (2, 2)


def test_the_same_content_is_known_in_a_later_call_and_within_one(store: EvidenceStore, folder: Path, tmp_path: Path) -> None:
    one, two, three = (put(tmp_path / "in", name, b"same") for name in ("1.pdf", "2.pdf", "3.pdf"))
    kept = store.keep([one, two], Silent())
    assert [each.known for each in kept] == [False, True]
    before = (folder / sha256(b"same")).stat().st_ino
    (again,) = store.keep([three], Silent())
    assert again.known
    assert again.kept == KeptFile(sha256(b"same"), "3.pdf", 4)
    assert (folder / sha256(b"same")).stat().st_ino == before
    assert names(folder) == {sha256(b"same")}


def test_other_content_of_the_same_length_is_new(store: EvidenceStore, tmp_path: Path) -> None:
    store.keep([put(tmp_path / "in", "1.pdf", b"aaaa")], Silent())
    (other,) = store.keep([put(tmp_path / "in", "2.pdf", b"bbbb")], Silent())
    assert not other.known
    assert other.kept is not None
    assert other.kept.sha256 == sha256(b"bbbb")


@pytest.mark.parametrize("harmed", [b"harm", b"harmed longer"])
def test_a_harmed_kept_file_is_healed_when_its_content_comes_again(
    store: EvidenceStore, folder: Path, tmp_path: Path, harmed: bytes
) -> None:
    source = put(tmp_path / "in", "1.pdf", b"good")
    store.keep([source], Silent())
    (folder / sha256(b"good")).write_bytes(harmed)
    (again,) = store.keep([source], Silent())
    assert not again.known
    assert (folder / sha256(b"good")).read_bytes() == b"good"


def test_bad_files_are_refused_each_and_the_others_are_kept(store: EvidenceStore, folder: Path, tmp_path: Path) -> None:
    good = put(tmp_path / "in", "good.pdf", b"good")
    empty = put(tmp_path / "in", "empty.pdf", b"")
    results = store.keep([tmp_path / "in" / "không có.pdf", empty, tmp_path / "in", good], Silent())
    assert [code_of(each.refused) for each in results[:3]] == ["store.file_missing", "store.empty_file", "store.is_folder"]
    assert [each.kept for each in results[:3]] == [None] * 3
    assert results[3].kept is not None
    assert names(folder) == {sha256(b"good")}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_special_files_and_circles_of_links_are_refused(store: EvidenceStore, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    put(tmp_path / "in", "thật.pdf", b"x")
    (tmp_path / "lối tắt.pdf").symlink_to(tmp_path / "in" / "thật.pdf")
    long = tmp_path / ("x" * 300)
    results = store.keep([tmp_path / "pipe", tmp_path / "a", long, Path("/dev/zero"), tmp_path / "lối tắt.pdf"], Silent())
    codes = [code_of(each.refused) for each in results[:4]]
    assert codes == ["store.special_file", "store.link_loop", "store.path_too_long", "store.special_file"]
    assert results[4].kept == KeptFile(sha256(b"x"), "lối tắt.pdf", 1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names are always text")
def test_a_name_that_is_no_text_is_kept_readable(store: EvidenceStore, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/t\xe9p.pdf"))
    odd.write_bytes(b"x")
    (result,) = store.keep([odd], Silent())
    assert result.kept is not None
    assert result.kept.name == "t_p.pdf"


class Reader:
    """Stands for an opened source: reads a little, then does what a test wants."""

    def __init__(self, file: Path, then: object) -> None:
        self._raw = file.open("rb", buffering=0)
        self._then = then

    def readinto(self, buffer: bytearray) -> int:
        count = self._raw.readinto(memoryview(buffer)[:2])
        if callable(self._then):
            self._then()
        return count

    def seek(self, at: int) -> int:
        return self._raw.seek(at)

    def fileno(self) -> int:
        return self._raw.fileno()

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._raw.close()


def opened_as(monkeypatch: pytest.MonkeyPatch, name: str, then: object) -> None:
    real = Path.open

    def fake(self: Path, *args: object, **words: object) -> object:
        if self.name != name:
            return real(self, *args, **words)  # type: ignore[call-overload]
        if isinstance(then, OSError):
            raise then
        with monkeypatch.context() as inner:
            inner.setattr(Path, "open", real)
            return Reader(self, then)

    monkeypatch.setattr(Path, "open", fake)


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (PermissionError(errno.EACCES, "locked"), "store.file_locked"),
        (OSError(errno.EIO, "bad sector"), "store.file_unreadable"),
        (OSError(errno.ESTALE if hasattr(errno, "ESTALE") else errno.EIO, "network"), "store.file_unreadable"),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused_alone(
    store: EvidenceStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: OSError, code: str
) -> None:
    files = [put(tmp_path / "in", "bad.pdf", b"bad"), put(tmp_path / "in", "good.pdf", b"good")]
    opened_as(monkeypatch, "bad.pdf", failure)
    bad, good = store.keep(files, Silent())
    assert code_of(bad.refused) == code
    assert good.kept is not None
    assert names(folder) == {sha256(b"good")}


def test_a_file_that_fails_half_way_leaves_nothing(
    store: EvidenceStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = put(tmp_path / "in", "bad.pdf", b"longer content")

    def fail() -> None:
        raise OSError(errno.EIO, "bad sector")

    opened_as(monkeypatch, "bad.pdf", fail)
    (bad,) = store.keep([source], Silent())
    assert code_of(bad.refused) == "store.file_unreadable"
    assert names(folder) == set()


def test_a_file_that_changes_while_it_is_copied_is_refused(
    store: EvidenceStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = put(tmp_path / "in", "log.txt", b"first")

    def grow() -> None:
        if source.stat().st_size < 50:
            with open(source, "ab") as more:  # noqa: PTH123 - Path.open is what the test stands in for
                more.write(b"more" * 10)

    opened_as(monkeypatch, "log.txt", grow)
    (changed,) = store.keep([source], Silent())
    assert code_of(changed.refused) == "store.file_changed"
    assert names(folder) == set()


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_giving_up_leaves_nothing_new(store: EvidenceStore, folder: Path, tmp_path: Path, at: int) -> None:
    (known,) = store.keep([put(tmp_path / "in", "known.pdf", b"known")], Silent())
    assert known.kept is not None
    files = [put(tmp_path / "in", f"{number}.pdf", os.urandom(4000)) for number in range(3)]
    with pytest.raises(Cancelled):
        store.keep(files, Watched(cancel_at=at))
    assert names(folder) == {known.kept.sha256}
    assert threading.active_count() == 1


def test_giving_up_stops_in_the_middle_of_a_long_file(
    store: EvidenceStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = put(tmp_path / "in", "long.pdf", b"x" * 100_000)
    opened_as(monkeypatch, "long.pdf", lambda: threading.Event().wait(0.01))
    monkeypatch.setattr(module, "_LOOK", 0.02)
    with pytest.raises(Cancelled):
        store.keep([source], Watched(cancel_at=3))
    assert names(folder) == set()


def test_a_full_disk_refuses_all_and_leaves_nothing_new(
    store: EvidenceStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (known,) = store.keep([put(tmp_path / "in", "known.pdf", b"known")], Silent())
    assert known.kept is not None
    files = [put(tmp_path / "in", f"{number}.pdf", b"%d" % number * 100) for number in range(5)]
    real, done = os.fsync, []

    def full(handle: int) -> None:
        done.append(handle)
        if len(done) > 2:
            raise OSError(errno.ENOSPC, "full")
        real(handle)

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(Refused) as caught:
        store.keep(files, Silent())
    assert code_of(caught.value) == "store.disk_full"
    assert names(folder) == {known.kept.sha256}


def test_a_failure_while_names_are_given_takes_the_first_names_back(
    store: EvidenceStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [put(tmp_path / "in", f"{number}.pdf", b"%d" % number * 100) for number in range(3)]
    real, done = os.replace, []

    def fail_late(source: Path, target: Path) -> None:
        done.append(target)
        if len(done) == 3:
            raise OSError(errno.EROFS, "gone")
        real(source, target)

    monkeypatch.setattr(os, "replace", fail_late)
    with pytest.raises(Refused) as caught:
        store.keep(files, Silent())
    assert code_of(caught.value) == "store.read_only"
    assert names(folder) == set()


def test_every_file_and_the_folder_reach_the_disk_before_names_are_given(
    store: EvidenceStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    real_sync, real_replace = os.fsync, os.replace
    monkeypatch.setattr(module.os, "fsync", lambda handle: (calls.append("sync"), real_sync(handle))[1])
    monkeypatch.setattr(os, "replace", lambda source, target: (calls.append("name"), real_replace(source, target))[1])
    store.keep([put(tmp_path / "in", name, name.encode()) for name in ("a", "b")], Silent())
    assert calls == ["sync", "sync", "name", "name", *([] if os.name == "nt" else ["sync"])]


def test_half_copied_files_of_a_crash_are_swept_away(store: EvidenceStore, folder: Path) -> None:
    put(folder, ".part-abc-1", b"half")
    put(folder, "ghi chú.txt", b"kept")
    store.sweep()
    assert names(folder) == {"ghi chú.txt"}


@pytest.fixture
def kept(store: EvidenceStore, tmp_path: Path) -> KeptFile:
    (result,) = store.keep([put(tmp_path / "in", "Báo cáo: quý 1?.pdf", b"content")] if os.name != "nt" else [], Silent())
    assert result.kept is not None
    return result.kept


@pytest.mark.skipif(os.name == "nt", reason="the name cannot be made there")
def test_a_copy_comes_out_read_only_under_a_safe_name_and_never_over_another_file(
    store: EvidenceStore, kept: KeptFile, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    put(out, "Báo cáo_ quý 1_.pdf", b"another file")
    copy = store.copy_out(kept, out)
    assert copy.name == "Báo cáo_ quý 1_ (2).pdf"
    assert copy.read_bytes() == b"content"
    assert not copy.stat().st_mode & 0o222
    assert store.copy_out(kept, out) == copy
    assert names(out) == {"Báo cáo_ quý 1_.pdf", "Báo cáo_ quý 1_ (2).pdf"}
    assert (out / "Báo cáo_ quý 1_.pdf").read_bytes() == b"another file"


def test_copies_of_missing_or_changed_files_are_refused(store: EvidenceStore, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    gone = KeptFile(sha256(b"gone"), "gone.pdf", 4)
    changed = KeptFile(sha256(b"good"), "changed.pdf", 4)
    put(folder, changed.sha256, b"evil")
    for each, code in ((gone, "store.evidence_missing"), (changed, "store.evidence_changed")):
        with pytest.raises(Refused) as caught:
            store.copy_out(each, tmp_path / "out")
        assert code_of(caught.value) == code
    put(folder, gone.sha256, b"gone")
    with pytest.raises(Refused) as caught:
        store.copy_out(gone, tmp_path / "không có")
    assert code_of(caught.value) == "store.folder_missing"
    assert names(tmp_path / "out") == set()


def test_checking_finds_missing_changed_unreadable_and_stray_files(store: EvidenceStore, folder: Path) -> None:
    good, changed, missing, unreadable = (
        KeptFile(sha256(name), f"{name.decode()}.pdf", 4) for name in (b"good", b"chan", b"miss", b"unre")
    )
    put(folder, good.sha256, b"good")
    put(folder, changed.sha256, b"evil")
    (folder / unreadable.sha256).mkdir()
    put(folder, sha256(b"stray"), b"stray")
    put(folder, "Thumbs.db", b"x")
    watched = Watched()
    found = store.check([good, changed, missing, unreadable, good], watched)
    assert set(found) == {
        Damage("changed", "chan.pdf", changed.sha256),
        Damage("missing", "miss.pdf", missing.sha256),
        Damage("missing", "unre.pdf", unreadable.sha256),
        Damage("stray", sha256(b"stray"), sha256(b"stray")),
        Damage("stray", "Thumbs.db", ""),
    }
    assert watched.steps[-1][:2] == (4, 4)
    assert all(say(f"damage.{each.kind}", name=each.name) for each in found)


def test_a_file_that_the_disk_no_longer_gives_is_unreadable(store: EvidenceStore, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = KeptFile(sha256(b"x"), "x.pdf", 1)
    put(folder, kept.sha256, b"x")
    opened_as(monkeypatch, kept.sha256, OSError(errno.EIO, "bad sector"))
    assert store.check([kept], Silent()) == (Damage("unreadable", "x.pdf", kept.sha256),)


def test_a_locked_kept_file_is_told_when_copied_out(
    store: EvidenceStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptFile(sha256(b"x"), "x.pdf", 1)
    put(folder, kept.sha256, b"x")
    opened_as(monkeypatch, kept.sha256, PermissionError(errno.EACCES, "locked"))
    with pytest.raises(Refused) as caught:
        store.copy_out(kept, tmp_path)
    assert code_of(caught.value) == "store.evidence_locked"


def test_a_copy_that_the_disk_cannot_take_leaves_nothing(
    store: EvidenceStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptFile(sha256(b"x"), "x.pdf", 1)
    put(folder, kept.sha256, b"x")
    (tmp_path / "out").mkdir()

    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Refused) as caught:
        store.copy_out(kept, tmp_path / "out")
    assert code_of(caught.value) == "store.disk_full"
    assert names(tmp_path / "out") == set()


def test_a_path_over_the_limit_of_windows_is_told_there(store: EvidenceStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WINDOWS", True)
    (result,) = store.keep([tmp_path / ("sâu/" * 60) / "a.pdf"], Silent())
    assert code_of(result.refused) == "store.path_too_long"
    with pytest.raises(Refused) as caught:
        module._room(tmp_path / ("x" * 240))
    assert code_of(caught.value) == "store.path_too_long"


def test_a_file_with_a_name_that_windows_cannot_have_is_missing(
    store: EvidenceStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> None:
        error = OSError(errno.EINVAL, "invalid name")
        error.winerror = 123  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "stat", refuse)
    (result,) = store.keep([tmp_path / "a<b.pdf"], Silent())
    monkeypatch.undo()
    assert code_of(result.refused) == "store.file_missing"


def test_long_names_are_shortened_to_what_windows_programs_open(tmp_path: Path) -> None:
    assert module._room(tmp_path) + len(str(tmp_path)) < module.LONGEST_WINDOWS_PATH
