"""Evidence files, kept under the SHA-256 of their content."""

import errno
import hashlib
import os
import secrets
import stat
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from parscore.adapters.files.safe_name import plain_name, safe_name
from parscore.adapters.files.write_whole import (
    LONGEST_WINDOWS_PATH,
    PART,
    WINDOWS,
    WINDOWS_BAD_NAME,
    part_beside,
    refusal,
    swap_in,
    sync_folder,
)
from parscore.domain.errors import Refused
from parscore.domain.evidence import KeptFile
from parscore.services.ports import Damage, Kept
from parscore.services.progress import Cancelled, Progress

T = TypeVar("T")
_CHUNK = 1 << 20
_THREADS = 8
_LOOK = 0.1
_DIGEST_LENGTH = 64
_SOURCE_MEANINGS = {
    errno.ENOENT: "store.file_missing",
    errno.ENOTDIR: "store.file_missing",
    errno.EACCES: "store.file_locked",
    errno.EPERM: "store.file_locked",
    errno.EISDIR: "store.is_folder",
    errno.ELOOP: "store.link_loop",
    errno.ENAMETOOLONG: "store.path_too_long",
}


@dataclass(frozen=True, slots=True)
class _Copied:
    """A file as a thread left it: refused, or its digest with the copy, which is None where the store has the content already."""

    source: Path
    sha256: str = ""
    size: int = 0
    part: Path | None = None
    refused: Refused | None = None


class EvidenceStore:
    """The folder `evidence` of a workspace: flat, each file named by its digest; nothing in it is ever changed."""

    def __init__(self, folder: Path) -> None:
        """Use a folder that exists."""
        self._folder = folder

    def sweep(self) -> None:
        """Remove what a crash left half copied."""
        for entry in list(os.scandir(self._folder)):
            if entry.name.startswith(PART):
                Path(entry.path).unlink(missing_ok=True)

    def keep(self, files: Sequence[Path], progress: Progress) -> tuple[Kept, ...]:
        """Copy files in, whole and durable, a result for each in order; `progress` counts files.

        Cancelled, on a full disk or without rights to write, nothing new stays behind.
        """
        with ExitStack() as undo, _writing(self._folder):
            batch = _Batch(self._folder)
            undo.callback(batch.undo)
            copied = _in_threads([_bound(batch.copy, file) for file in files], [file.name for file in files], progress, batch.stop)
            progress.step(len(files), len(files))
            results = batch.settle(copied)
            undo.pop_all()
        return results

    def copy_out(self, kept: KeptFile, folder: Path) -> Path:
        """A read-only copy under the file's own name, checked against its digest; never takes the place of another file.

        Raises Refused("store.evidence_missing") or "store.evidence_changed", and "store.…" where the folder does not take it.
        """
        part = part_beside(folder / "tệp")
        try:
            with _writing(folder):
                self._copy_checked(kept, part)
                return _placed(part, kept, folder)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def check(self, wanted: Iterable[KeptFile], progress: Progress) -> tuple[Damage, ...]:
        """Read every kept file and compare; then name the files that nothing names."""
        by_digest = {kept.sha256: kept for kept in wanted}
        kept_files = list(by_digest.values())
        states = _in_threads([_bound(self._state, kept) for kept in kept_files], [kept.name for kept in kept_files], progress)
        damages = [Damage(state, kept.name, kept.sha256) for kept, state in zip(kept_files, states, strict=True) if state]
        strays = sorted(entry.name for entry in os.scandir(self._folder) if entry.name not in by_digest)
        progress.step(len(kept_files), len(kept_files))
        return (*damages, *(Damage("stray", name, name if _is_digest(name) else "") for name in strays))

    def _copy_checked(self, kept: KeptFile, part: Path) -> None:
        digest = hashlib.sha256()
        try:
            reader = (self._folder / kept.sha256).open("rb", buffering=0)
        except FileNotFoundError as error:
            raise Refused("store.evidence_missing", name=kept.name) from error
        except PermissionError as error:
            raise Refused("store.evidence_locked", name=kept.name) from error
        with reader, part.open("xb") as out:
            for chunk in _chunks(reader):
                digest.update(chunk)
                out.write(chunk)
        if digest.hexdigest() != kept.sha256:
            raise Refused("store.evidence_changed", name=kept.name)

    def _state(self, kept: KeptFile) -> str:
        file = self._folder / kept.sha256
        try:
            if not file.is_file():
                return "missing"
            return "" if _digest_of(file) == kept.sha256 else "changed"
        except OSError:
            return "unreadable"


class _Batch:
    """One call of `keep`: what it made, so that it can be undone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._prefix = f"{PART}{secrets.token_hex(4)}-"
        self._sizes = {entry.stat().st_size for entry in os.scandir(folder) if _is_digest(entry.name)}
        self._made: list[Path] = []
        self.stop = threading.Event()

    def copy(self, source: Path) -> _Copied:
        """On a thread: read, hash and write one file; a fault of the source is a result, one of the store is raised."""
        try:
            return self._copied(source)
        except Refused as refused:
            return _Copied(source, refused=refused)

    def settle(self, copied: Sequence[_Copied]) -> tuple[Kept, ...]:
        """Give every copy its lasting name, durably."""
        results = tuple(self._settled(each) for each in copied)
        if self._made:
            sync_folder(self._folder)
        return results

    def undo(self) -> None:
        """Remove all that this call made, also on a disk that refuses."""
        parts = [Path(entry.path) for entry in os.scandir(self._folder) if entry.name.startswith(self._prefix)]
        for path in (*parts, *self._made):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _copied(self, source: Path) -> _Copied:
        before = _regular(source)
        with _reading(source):
            reader = source.open("rb", buffering=0)
        part = self._folder / f"{self._prefix}{secrets.token_hex(6)}"
        with ExitStack() as undo:
            undo.callback(part.unlink, missing_ok=True)
            with reader:
                if before.st_size in self._sizes:
                    known = self._known(source, reader)
                    if known is not None:
                        return known
                sha256, size = self._write(source, reader, part)
                after = os.fstat(reader.fileno())
            if size != before.st_size or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
                raise Refused("store.file_changed", **_facts(source))
            undo.pop_all()
        return _Copied(source, sha256, size, part)

    def _known(self, source: Path, reader: BinaryIO) -> _Copied | None:
        """The result for a content that the store holds unharmed; else None with the reader at its start again."""
        digest, size = hashlib.sha256(), 0
        for chunk in self._source_chunks(source, reader):
            digest.update(chunk)
            size += len(chunk)
        if self._holds(digest.hexdigest()):
            return _Copied(source, digest.hexdigest(), size)
        reader.seek(0)
        return None

    def _write(self, source: Path, reader: BinaryIO, part: Path) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        with part.open("xb") as out:
            for chunk in self._source_chunks(source, reader):
                digest.update(chunk)
                out.write(chunk)
                size += len(chunk)
            out.flush()
            os.fsync(out.fileno())
        return digest.hexdigest(), size

    def _source_chunks(self, source: Path, reader: BinaryIO) -> Iterator[memoryview]:
        chunks = _chunks(reader)
        while True:
            if self.stop.is_set():
                raise Cancelled
            with _reading(source):
                chunk = next(chunks, None)
            if chunk is None:
                return
            yield chunk

    def _holds(self, sha256: str) -> bool:
        file = self._folder / sha256
        try:
            return file.is_file() and _digest_of(file) == sha256
        except OSError:
            return False

    def _settled(self, each: _Copied) -> Kept:
        if each.refused is not None:
            return Kept(each.source, refused=each.refused)
        kept = KeptFile(each.sha256, plain_name(each.source.name), each.size)
        if each.part is None:
            return Kept(each.source, kept, known=True)
        target = self._folder / each.sha256
        stood = target.exists()
        if target in self._made or (stood and self._holds(each.sha256)):
            each.part.unlink()
            return Kept(each.source, kept, known=True)
        swap_in(each.part, target)
        if not stood:
            self._made.append(target)
        return Kept(each.source, kept)


def _bound(method: Callable[..., T], argument: object) -> Callable[[], T]:
    return lambda: method(argument)


def _in_threads(calls: Sequence[Callable[[], T]], names: Sequence[str], progress: Progress, stop: threading.Event | None = None) -> list[T]:
    """The results in order; progress is told from the calling thread, also while one call takes long, and may raise Cancelled."""
    results: list[T] = []
    pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="parscore-evidence")
    try:
        futures: list[Future[T]] = [pool.submit(call) for call in calls]
        for number, future in enumerate(futures):
            progress.step(number, len(futures), names[number])
            while not wait([future], timeout=_LOOK).done:
                progress.step(number, len(futures), names[number])
            results.append(future.result())
    finally:
        if stop is not None:
            stop.set()
        pool.shutdown(wait=True, cancel_futures=True)
    return results


def _regular(source: Path) -> os.stat_result:
    """The state of a file that can be kept; raises Refused for a missing, empty or special one and for a folder."""
    with _reading(source):
        state = source.stat()
    if stat.S_ISDIR(state.st_mode):
        raise Refused("store.is_folder", **_facts(source))
    if not stat.S_ISREG(state.st_mode):
        raise Refused("store.special_file", **_facts(source))
    if state.st_size == 0:
        raise Refused("store.empty_file", **_facts(source))
    return state


@contextmanager
def _reading(source: Path) -> Iterator[None]:
    """Tell what a failure to read the source means; whatever it is, the file cannot be read."""
    try:
        yield
    except OSError as error:
        code = _SOURCE_MEANINGS.get(error.errno or 0, "store.file_unreadable")
        if getattr(error, "winerror", None) == WINDOWS_BAD_NAME:
            code = "store.file_missing"
        if WINDOWS and len(str(source)) > LONGEST_WINDOWS_PATH:
            code = "store.path_too_long"
        raise Refused(code, **_facts(source)) from error


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Tell what a failure to write into a folder means."""
    try:
        yield
    except OSError as error:
        told = refusal(error, folder / "tệp")
        if told is None:
            raise
        raise told from error


def _facts(source: Path) -> dict[str, object]:
    return {"name": plain_name(source.name), "path": plain_name(str(source)), "count": len(str(source))}


def _chunks(reader: BinaryIO) -> Iterator[memoryview]:
    """The content in pieces; each is only good until the next is asked for."""
    buffer = bytearray(_CHUNK)
    view = memoryview(buffer)
    while count := reader.readinto(buffer):  # type: ignore[attr-defined]
        yield view[:count]


def _digest_of(file: Path) -> str:
    with file.open("rb", buffering=0) as reader:
        return hashlib.file_digest(reader, "sha256").hexdigest()


def _is_digest(name: str) -> bool:
    return len(name) == _DIGEST_LENGTH and all(letter in "0123456789abcdef" for letter in name)


def _placed(part: Path, kept: KeptFile, folder: Path) -> Path:
    """Move a checked copy to the first free name; where the same content stands under a name already, that one serves."""
    name = Path(safe_name(kept.name, _room(folder)))
    number = 1
    while True:
        target = folder / (name.name if number == 1 else f"{name.stem} ({number}){name.suffix}")
        if not target.exists():
            swap_in(part, target)
            target.chmod(0o444)
            return target
        if target.is_file() and target.stat().st_size == kept.size and _digest_of(target) == kept.sha256:
            return target
        number += 1


def _room(folder: Path) -> int:
    """The bytes a file name may take in a folder: Windows programs open no longer paths than 259 letters."""
    left = LONGEST_WINDOWS_PATH - len(str(folder.absolute())) - 8
    if WINDOWS and left < 20:
        raise Refused("store.path_too_long", path=folder, name=folder.name, count=len(str(folder)))
    return max(20, min(240, left))
