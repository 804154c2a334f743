"""Files that appear whole or not at all, and what the system's refusals mean to a person."""

import errno
import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from parscore.adapters.files.safe_name import windows_takes
from parscore.domain.errors import Refused

PART = ".part-"
WINDOWS = os.name == "nt"
LONGEST_WINDOWS_PATH = 259
_TRIES = 6
_PAUSE = 0.1
_WINDOWS_NAME_TOO_LONG = 206
WINDOWS_BAD_NAME = 123
_MEANINGS = {
    errno.ENOSPC: "store.disk_full",
    errno.EDQUOT: "store.disk_full",
    errno.EFBIG: "store.too_big",
    errno.EROFS: "store.read_only",
    errno.EACCES: "store.not_allowed",
    errno.EPERM: "store.not_allowed",
    errno.ENOENT: "store.folder_missing",
    errno.ENOTDIR: "store.folder_missing",
    errno.EISDIR: "store.is_folder",
    errno.ENAMETOOLONG: "store.path_too_long",
    errno.ELOOP: "store.link_loop",
    errno.EIO: "store.unreachable",
    errno.ETIMEDOUT: "store.unreachable",
    errno.ENETUNREACH: "store.unreachable",
    errno.EHOSTUNREACH: "store.unreachable",
    errno.ENOTCONN: "store.unreachable",
    errno.ESTALE: "store.unreachable",
}


def refusal(error: OSError, path: Path) -> Refused | None:
    """What a person is told of a failed write at `path`; None where the failure means nothing to a person."""
    too_long = WINDOWS and error.errno in {errno.ENOENT, errno.EINVAL} and len(str(path)) > LONGEST_WINDOWS_PATH
    if too_long or getattr(error, "winerror", None) == _WINDOWS_NAME_TOO_LONG:
        return Refused("store.path_too_long", path=path, name=path.name, count=len(str(path)))
    if getattr(error, "winerror", None) == WINDOWS_BAD_NAME:
        return Refused("store.bad_name", name=path.name)
    code = _MEANINGS.get(error.errno or 0)
    return Refused(code, path=path, name=path.name, folder=path.parent, count=len(str(path))) if code else None


def require_names(path: Path) -> None:
    """Raise Refused("store.bad_name") for a path that Windows takes for a device or not at all; other systems take any name."""
    for name in path.parts[1 if path.anchor else 0 :] if WINDOWS else ():
        if not windows_takes(name):
            raise Refused("store.bad_name", name=name)


def write_whole(target: Path, fill: Callable[[BinaryIO], None]) -> None:
    """Write beside the target, flush it to the disk, then swap it in; what stood there stays until then.

    Raises Refused("store.…") where disk, rights, folder, name or path length do not allow it.
    """
    require_names(target)
    part = part_beside(target)
    try:
        if target.is_dir():
            raise Refused("store.is_folder", path=target, name=target.name)
        with part.open("xb") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
        swap_in(part, target)
        sync_folder(target.parent)
    except OSError as error:
        about_target = (
            error.filename is None or str(error.filename) in {str(part), str(target)} or error.errno in {errno.ENOSPC, errno.EDQUOT}
        )
        told = refusal(error, target) if about_target else None
        if told is None:
            raise
        raise told from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_text(target: Path, text: str) -> None:
    """Write a text as UTF-8, whole or not at all; raises as `write_whole` does."""

    def fill(out: BinaryIO) -> None:
        out.write(text.encode("utf-8"))

    write_whole(target, fill)


def part_beside(target: Path) -> Path:
    """A new name beside the target for what is not whole yet."""
    return target.with_name(f"{PART}{secrets.token_hex(6)}")


def swap_in(part: Path, target: Path) -> None:
    """Put a finished file in its place, trying again for a while where another program (a virus scanner) holds it.

    Raises Refused("store.file_in_use") when it stays held.
    """
    for tries in range(_TRIES):
        try:
            Path(part).replace(target)
        except PermissionError as error:
            if not WINDOWS or tries == _TRIES - 1:
                raise Refused("store.file_in_use", path=target, name=target.name) from error
            time.sleep(_PAUSE * (tries + 1))
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows does that by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:
            raise
    finally:
        os.close(handle)
