"""YAML text to plain values with the line of every part, and the faults that are told by line."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import yaml

from parscore.domain.errors import Refused
from parscore.texts import say

Place = tuple[str | int, ...]
DEEPEST = 40
MOST_TOKENS = 500_000
TOLD_AT_ONCE = 100

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPENING = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken, yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)
_CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_BARE_BAND = re.compile(r"\bband:\s*\[")
_NULL = "tag:yaml.org,2002:null"


class Faults:
    """Gathers faults; each has a line, counted from 1."""

    def __init__(self) -> None:
        """No faults yet."""
        self.lines: dict[Place, int] = {}
        self._found: set[tuple[int, str]] = set()

    def add(self, place: Sequence[str | int], fault: str, /, **facts: object) -> None:
        """A fault at a place of the document."""
        self.at(self.line(place), fault, **facts)

    def at(self, line: int, fault: str, /, **facts: object) -> None:
        """A fault at a line."""
        self.told(line, say(f"criteria_yaml.{fault}", **facts))

    def told(self, line: int, sentence: str) -> None:
        """A fault whose sentence is already written."""
        self._found.add((line, sentence))

    def line(self, place: Sequence[str | int]) -> int:
        """The line of a place, or of the nearest place above it that stands in the text."""
        above = tuple(place)
        while above and above not in self.lines:
            above = above[:-1]
        return self.lines.get(above, 1)

    @property
    def found(self) -> tuple[tuple[int, str], ...]:
        """All of them in the order of their lines."""
        return tuple(sorted(self._found))

    def raise_any(self, name: str) -> None:
        """Refuse with all of them where there are any; beyond the first hundred they are only counted."""
        if not self._found:
            return
        told = [say("criteria_yaml.at_line", line=line, fault=fault) for line, fault in self.found[:TOLD_AT_ONCE]]
        more = len(self._found) - len(told)
        if more:
            told.append(say("criteria_yaml.more", count=more))
        raise Refused("criteria_yaml.faults", file=name, count=len(self._found), faults="\n".join(told))


def read_plain(text: str, faults: Faults) -> Any:
    """Mappings, lists and texts in NFC; every scalar stays text, so that no number passes through a float.

    None where the text is no such document, with the reason among the faults.
    """
    composed = unicodedata.normalize("NFC", text)
    try:
        if not _is_tame(composed, faults):
            return None
        node = yaml.compose(composed, Loader=_LOADER)
    except yaml.MarkedYAMLError as broken:
        _tell_syntax(broken, composed, faults)
        return None
    except yaml.reader.ReaderError as broken:
        faults.at(composed.encode()[: broken.position].count(b"\n") + 1, "strange_sign")
        return None
    return {} if node is None else _value(node, (), faults)


def _is_tame(text: str, faults: Faults) -> bool:
    """Whether the text repeats nothing by reference, which could swell without end, and is neither endlessly deep nor long."""
    depth = 0
    for count, token in enumerate(yaml.scan(text, Loader=_LOADER)):
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            faults.at(token.start_mark.line + 1, "alias")
            return False
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > DEEPEST:
            faults.at(token.start_mark.line + 1, "too_deep")
            return False
        if count > MOST_TOKENS:
            faults.at(token.start_mark.line + 1, "too_long")
            return False
    return True


def _tell_syntax(broken: yaml.MarkedYAMLError, text: str, faults: Faults) -> None:
    """What a parser complains of, as the mistake that people make there; a band without quotes is told where it stands."""
    numbers = [mark.line + 1 for mark in (broken.context_mark, broken.problem_mark) if mark] or [1]
    lines = text.split("\n")
    for number in numbers:
        if any(_BARE_BAND.search(line) for line in lines[number - 1 : number]):
            faults.at(number, "band_quotes")
            return
    problem = f"{broken.context} {broken.problem}"
    if any("\t" in line[: len(line) - len(line.lstrip())] for line in lines[numbers[-1] - 1 : numbers[-1]]):
        faults.at(numbers[-1], "tab")
    elif "anchor" in problem or "alias" in problem:
        faults.at(numbers[-1], "alias")
    else:
        faults.at(numbers[-1], "colon" if "mapping values are not allowed" in problem else "syntax")


def _value(node: yaml.Node, place: Place, faults: Faults) -> Any:
    faults.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, (*place, at), faults) for at, each in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, faults)
    assert isinstance(node, yaml.ScalarNode)
    return None if node.tag == _NULL and not node.style else str(node.value)


def _mapping(node: yaml.MappingNode, place: Place, faults: Faults) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            faults.at(line, "syntax")
            continue
        key = str(key_node.value)
        if key in found:
            faults.at(line, "repeated_key", key=key)
        faults.lines[*place, key] = line
        found[key] = _value(value_node, (*place, key), faults)
    return found
