"""File names that every system takes, made from the names people give."""

import re
import unicodedata

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in (*"0123456789", "\u00b9", "\u00b2", "\u00b3")
}
_NAMELESS = "tài liệu"
_LONGEST_SUFFIX = 20
LONGEST_NAME = 255


def plain_name(name: str) -> str:
    """The name as people know it: NFC, without letters that no text can hold."""
    return unicodedata.normalize("NFC", "".join("_" if unicodedata.category(letter) == "Cs" else letter for letter in name))


def safe_name(name: str, longest: int = LONGEST_NAME) -> str:
    """A name in NFC that Windows and Linux both take, at most `longest` bytes of UTF-8, its suffix kept.

    What a name cannot hold becomes "_", invisible letters and dots or spaces at the end go, and a name of a Windows device gains "_".
    """
    clean = "".join(_letter(letter) for letter in plain_name(name))
    clean = _trimmed(unicodedata.normalize("NFC", _FORBIDDEN.sub("_", clean)))
    if not clean.strip("._ "):
        clean = _NAMELESS
    clean = _undeviced(clean)
    return _shortened(clean, longest)


def windows_takes(name: str) -> bool:
    """Whether Windows can give a file or folder this name; dots and spaces at its end it drops by itself."""
    return not _FORBIDDEN.search(name) and all(letter >= " " for letter in name) and _undeviced(name) == name


def _letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in {"Cc", "Zl", "Zp"}:
        return "_"
    if kind == "Cf":
        return ""
    return " " if kind == "Zs" else letter


def _trimmed(name: str) -> str:
    return name.strip(" ").rstrip(". ")


def _undeviced(name: str) -> str:
    stem, dot, rest = name.partition(".")
    return f"{stem.rstrip(' ')}_{dot}{rest}" if stem.rstrip(" ").casefold() in _RESERVED else name


def _shortened(name: str, longest: int) -> str:
    if len(name.encode()) <= longest:
        return name
    stem, dot, ending = name.rpartition(".")
    suffix = dot + ending
    if not stem or len(suffix.encode()) > _LONGEST_SUFFIX:
        stem, suffix = name, ""
    room = longest - len(suffix.encode())
    short = _trimmed(stem.encode()[:room].decode("utf-8", errors="ignore"))
    return _undeviced(short + suffix) if short else _NAMELESS + suffix
