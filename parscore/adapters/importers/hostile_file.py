"""A received file is hostile until read: its size, zip and XML are looked at before a library opens it."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parscore.domain.errors import Refused

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_CONTENT = 300 * 1024 * 1024
LARGEST_RATIO = 200
MOST_PARTS = 5_000
MOST_ROWS, MOST_COLUMNS = 20_000, 100
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"
RTF = b"{\\rtf"
_FIRST_PARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"word/")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PROLOG = 64 * 1024
_BROKEN: tuple[type[Exception], ...] = (
    SyntaxError,  # what all XML parsers raise
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    RuntimeError,
)


@contextmanager
def opened_by_library(file: Path, *own: type[Exception]) -> Iterator[None]:
    """What a library raises over a broken file, failures of its `own` too, becomes the refusal that a person can act on."""
    try:
        yield
    except _BROKEN + own as broken:
        raise Refused("file.damaged", file=file.name) from broken
    except OSError as closed:  # without a number it does not come from the system but from the library
        raise Refused("file.damaged" if closed.errno is None else "file.closed", file=file.name) from closed


@contextmanager
def _looked_at(file: Path, wrong: str) -> Iterator[None]:
    """Failures of the look before the reading; `wrong` is the refusal of what is no zip."""
    try:
        yield
    except FileNotFoundError as missing:
        raise Refused("file.missing", file=file) from missing
    except zipfile.BadZipFile as no_zip:
        raise Refused("file.damaged" if _cut_short(file) else wrong, file=file.name) from no_zip
    except (zlib.error, EOFError, NotImplementedError) as broken:
        raise Refused("file.damaged", file=file.name) from broken
    except RuntimeError as locked:  # a part of the package asks for a password
        raise Refused("file.encrypted", file=file.name) from locked
    except OSError as closed:
        raise Refused("file.closed", file=file.name) from closed


def _cut_short(file: Path) -> bool:
    """Whether a file begins as a package with a first part that has a name of an office's, so that only its end is missing."""
    with file.open("rb") as content:
        start = content.read(60)
    return start.startswith(b"PK\x03\x04") and any(name in start for name in _FIRST_PARTS)


def content_of(file: Path) -> bytes:
    """All bytes of a file that is no folder and not too large."""
    with _looked_at(file, "file.damaged"):
        _check_size(file)
        return file.read_bytes()


def first_bytes(file: Path, count: int = 4096) -> bytes:
    """The beginning of a file, by which its kind is known."""
    with _looked_at(file, "file.damaged"):
        _check_size(file)
        with file.open("rb") as content:
            return content.read(count)


def refuse_encrypted(content: bytes, name: str) -> None:
    """Refuse an office package that a password locks into an OLE container."""
    if content.startswith(OLE) and _ENCRYPTED in content:
        raise Refused("file.encrypted", file=name)


def inspect_package(file: Path, main_part: str, wrong: str, old: str) -> None:
    """Look at an office package; `wrong` refuses what does not hold `main_part`, `old` a file of the kinds before 2007."""
    with _looked_at(file, wrong):
        _check_size(file)
        with file.open("rb") as content:
            if content.read(8) == OLE:
                raise Refused("file.encrypted" if _ENCRYPTED in content.read() else old, file=file.name)
        with zipfile.ZipFile(file) as parts:
            _inspect_parts(parts, file.name)
            if main_part not in parts.namelist():
                raise Refused(wrong, file=file.name)


def _check_size(file: Path) -> None:
    if file.is_dir():
        raise Refused("file.folder", file=file.name)
    size = file.stat().st_size
    if size > LARGEST_FILE:
        raise Refused("file.too_large", file=file.name, size=size // 1024 // 1024, limit=LARGEST_FILE // 1024 // 1024)


def _inspect_parts(parts: zipfile.ZipFile, name: str) -> None:
    entries = parts.infolist()
    content = sum(entry.file_size for entry in entries)
    swollen = any(entry.file_size > 1024 * 1024 and entry.file_size > LARGEST_RATIO * max(1, entry.compress_size) for entry in entries)
    if len(entries) > MOST_PARTS or content > LARGEST_CONTENT or swollen:
        raise Refused("file.bomb", file=name)
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            with parts.open(entry) as part:
                start = part.read(_PROLOG).replace(b"\0", b"")  # UTF-16 too
            root = re.search(rb"<[A-Za-z_]", start)
            if (root is None and len(start) > _PROLOG // 4) or b"<!DOCTYPE" in start.upper():
                raise Refused("file.entities", file=name)
