"""The numbers that Word itself puts before paragraphs: they stand in no text and must be counted as Word counts them."""

import re
from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_SMALL_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_DEEPEST = 9
_LONGEST_CHAIN = 20


class WordNumbers:
    """Counts the numbered paragraphs of a document in their order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """Take the parts of a document that say how its lists and styles are numbered, None where it has none."""
        self._styles = {} if styles is None else {str(each.get(f"{W}styleId")): each for each in styles.iter(f"{W}style")}
        self._lists: dict[str, tuple[str, dict[int, Any]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()
        self._starts: dict[tuple[str, int], int] = {}
        if numbering is not None:
            self._take(numbering)

    def _take(self, numbering: Any) -> None:
        kinds = {each.get(f"{W}abstractNumId"): each for each in numbering.findall(f"{W}abstractNum")}
        for each in numbering.findall(f"{W}num"):
            of = each.find(f"{W}abstractNumId")
            kind = str(of.get(f"{W}val")) if of is not None else ""
            levels = {_level(level): level for level in kinds[kind].findall(f"{W}lvl")} if kind in kinds else {}
            name = str(each.get(f"{W}numId"))
            for change in each.findall(f"{W}lvlOverride"):
                start, own = change.find(f"{W}startOverride"), change.find(f"{W}lvl")
                if own is not None:
                    levels[_level(change)] = own
                if start is not None:
                    self._starts[name, _level(change)] = int(start.get(f"{W}val", "1"))
            self._lists[name] = (kind, levels)

    def number_of(self, paragraph: Any) -> str:
        """The number or bullet before the next paragraph, "" where it has none."""
        name, depth = self._place(paragraph)
        kind, levels = self._lists.get(name, ("", {}))
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(kind, {})
        start = self._starts.get((name, depth)) if (name, depth) not in self._used else None
        self._used.add((name, depth))
        counts[depth] = start if start is not None else counts.get(depth, _start(levels[depth]) - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return _shown(levels, depth, counts)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list and the level of a paragraph, its own or those of its style."""
        name, depth = None, None
        for shape in self._shapes(paragraph):
            given = shape.get(f"{W}numPr")
            name = name if name is not None else _value(given, "numId")
            depth = depth if depth is not None else _value(given, "ilvl")
        return name or "", min(int(depth or 0), _DEEPEST)

    def _shapes(self, paragraph: Any) -> Iterator[dict[str, Any]]:
        """What forms a paragraph: its own properties, then those of its style and of the styles that this is based on."""
        own = shape_of(paragraph, f"{W}pPr")
        yield own
        named = own.get(f"{W}pStyle")
        style = self._styles.get(named.get(f"{W}val")) if named is not None else None
        for _ in range(_LONGEST_CHAIN):
            if style is None:
                return
            yield shape_of(style, f"{W}pPr")
            style = self._styles.get(_value(style, "basedOn") or "")


def shape_of(element: Any, name: str) -> dict[str, Any]:
    """What the properties below an element say, by tag; the children are walked, as to find them by path takes several times as long."""
    for child in element:
        if child.tag == name:
            return {each.tag: each for each in child}
    return {}


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{W}{name}") if element is not None else None
    return None if found is None else found.get(f"{W}val")


def _level(element: Any) -> int:
    return int(element.get(f"{W}ilvl", "0"))


def _start(level: Any) -> int:
    return int(_value(level, "start") or 1)


def _shown(levels: dict[int, Any], depth: int, counts: dict[int, int]) -> str:
    """The number as it is printed; a bullet of any shape but a plus is a stroke."""
    if _value(levels[depth], "numFmt") in {"bullet", "none"}:
        shape = (_value(levels[depth], "lvlText") or "").strip()
        return ("+" if shape == "+" else "-") if _value(levels[depth], "numFmt") == "bullet" else ""

    def part(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        level = levels.get(at, levels[depth])
        return _written(counts.get(at, _start(level)), _value(level, "numFmt") or "decimal")

    return re.sub(r"%([1-9])", part, _value(levels[depth], "lvlText") or "")


def _written(number: int, form: str) -> str:
    if form in {"upperRoman", "lowerRoman"} and 0 < number < 4000:
        roman = ""
        for value, sign in (*_ROMAN, *_SMALL_ROMAN):
            roman += sign * (number // value)
            number %= value
        return roman if form == "upperRoman" else roman.lower()
    if form in {"upperLetter", "lowerLetter"} and 0 < number <= 26 * 10:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    return f"{number:02d}" if form == "decimalZero" else str(number)
