"""The numbered lists of old Word documents, given to the counter of numbers in the form that new documents have them."""

import struct
from typing import Any

from parscore.adapters.importers.word_binary import WordBinary
from parscore.adapters.importers.word_numbers import W

_LISTS, _USES = 73, 74
_FORMS = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero", 23: "bullet", 255: "none"}
_SIMPLE, _START, _SHAPE = 1, 0x10, 0x20


def numbering_of(document: WordBinary) -> Any:
    """The lists as a new document would say them; None where there are none."""
    from lxml import etree

    stored = document.part(_LISTS)
    if len(stored) < 2:
        return None
    root = etree.Element(f"{W}numbering")
    levels, at = document.behind(_LISTS), 0
    for number in range(struct.unpack_from("<H", stored)[0]):
        identity, flags = struct.unpack_from("<i", stored, 2 + 28 * number)[0], stored[2 + 28 * number + 26]
        kind = etree.SubElement(root, f"{W}abstractNum", {f"{W}abstractNumId": str(identity)})
        for depth in range(1 if flags & _SIMPLE else 9):
            at = _level(kind, levels, at, depth)
    _uses(root, document.part(_USES))
    return root


def paragraph_in(use: int, depth: int) -> Any:
    """A paragraph of a list as a new document would say it."""
    from lxml import etree

    paragraph = etree.Element(f"{W}p")
    given = etree.SubElement(etree.SubElement(paragraph, f"{W}pPr"), f"{W}numPr")
    etree.SubElement(given, f"{W}ilvl", {f"{W}val": str(depth)})
    etree.SubElement(given, f"{W}numId", {f"{W}val": str(use)})
    return paragraph


def _level(above: Any, stored: bytes, at: int, depth: int) -> int:
    """Read one level and say where the next begins."""
    from lxml import etree

    start, form = struct.unpack_from("<iB", stored, at)
    letters, shape = stored[at + 24], stored[at + 25]
    text_at = at + 28 + letters + shape
    count = struct.unpack_from("<H", stored, text_at)[0]
    text = stored[text_at + 2 : text_at + 2 + 2 * count].decode("utf-16-le", errors="replace")
    level = etree.SubElement(above, f"{W}lvl", {f"{W}ilvl": str(depth)})
    shown = "".join(f"%{ord(sign) + 1}" if ord(sign) < 9 else sign for sign in text)
    plain = "".join(sign for sign in shown if sign >= " ")
    for name, value in (("start", str(start)), ("numFmt", _FORMS.get(form, "decimal")), ("lvlText", plain)):
        etree.SubElement(level, f"{W}{name}", {f"{W}val": value})
    return text_at + 2 + 2 * int(count)


def _uses(root: Any, stored: bytes) -> None:
    """The uses of lists, which paragraphs name by their number, with where each begins to count."""
    from lxml import etree

    count = struct.unpack_from("<I", stored)[0] if len(stored) >= 4 else 0
    at = 4 + 16 * count
    for number in range(count):
        identity, changes = struct.unpack_from("<i", stored, 4 + 16 * number)[0], stored[4 + 16 * number + 12]
        use = etree.SubElement(root, f"{W}num", {f"{W}numId": str(number + 1)})
        etree.SubElement(use, f"{W}abstractNumId", {f"{W}val": str(identity)})
        at = _changes(use, stored, at + 4, changes)


def _changes(use: Any, stored: bytes, at: int, count: int) -> int:
    from lxml import etree

    for _ in range(count):
        start, flags = struct.unpack_from("<iI", stored, at)
        at += 8
        change = etree.SubElement(use, f"{W}lvlOverride", {f"{W}ilvl": str(flags & 0xF)})
        if flags & _START and not flags & _SHAPE:
            etree.SubElement(change, f"{W}startOverride", {f"{W}val": str(start)})
        if flags & _SHAPE:
            at = _level(change, stored, at, flags & 0xF)
    return at
