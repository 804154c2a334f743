"""Criteria sets as YAML: read with every fault and its line, written so that reading gives the same set again."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from parscore.adapters.files.criteria_plain import plain_set
from parscore.adapters.files.criteria_shape import CriterionShape, FieldShape, SetShape
from parscore.domain.criteria import Classification, CriteriaSet, Criterion, EvidenceAsked, Field, unique_keys
from parscore.domain.errors import Refused
from parscore.domain.rules import FAMILIES
from parscore.texts import say

LARGEST = 5 * 1024 * 1024
Path_ = tuple[str | int, ...]


class _Faults:
    """Gathers faults with their lines."""

    def __init__(self, lines: dict[Path_, int]) -> None:
        self._lines = lines
        self.found: set[tuple[int, str]] = set()

    def add(self, path: Sequence[str | int], fault: str, /, **facts: object) -> None:
        """A fault at a place of the document, or at the nearest place above it that has a line."""
        place = tuple(path)
        while place and place not in self._lines:
            place = place[:-1]
        self.at(self._lines.get(place, 1), fault, **facts)

    def at(self, line: int, fault: str, /, **facts: object) -> None:
        """A fault at a line."""
        self.found.add((line, say(f"criteria_yaml.{fault}", **facts)))

    def raise_any(self, name: str) -> None:
        """Refuse with all of them, in the order of their lines."""
        if self.found:
            ordered = sorted(self.found)
            told = "\n".join(say("criteria_yaml.at_line", line=line, fault=fault) for line, fault in ordered)
            raise Refused("criteria_yaml.faults", file=name, count=len(ordered), faults=told, list=tuple(ordered))


def load_criteria(file: Path) -> CriteriaSet:
    """The set of a file; raises Refused for what cannot be opened and "criteria_yaml.faults" with every fault and its line."""
    return parse_criteria(read_text(file), file.name)


def read_text(file: Path) -> str:
    """A file's text; refuses a missing, unreadable or too large one and what is no UTF-8 text."""
    try:
        if file.stat().st_size > LARGEST:
            raise Refused("criteria_yaml.too_large", file=file.name, limit=LARGEST // 1024 // 1024)
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as missing:
        raise Refused("criteria_yaml.missing", file=file) from missing
    except UnicodeDecodeError as wrong:
        raise Refused("criteria_yaml.no_text", file=file.name) from wrong
    except OSError as closed:
        raise Refused("criteria_yaml.closed", file=file) from closed


def criteria_faults(text: str, name: str) -> tuple[tuple[int, str], ...]:
    """Every fault of a text with its line; none when `parse_criteria` takes it."""
    try:
        parse_criteria(text, name)
    except Refused as refused:
        return tuple(refused.facts["list"])  # type: ignore[arg-type]
    return ()


def parse_criteria(text: str, name: str) -> CriteriaSet:
    """The set that a text describes; raises Refused("criteria_yaml.faults") with every fault and its line."""
    lines: dict[Path_, int] = {}
    faults = _Faults(lines)
    plain = _plain(text, lines, faults)
    faults.raise_any(name)
    try:
        shape = SetShape.model_validate(plain)
    except ValidationError as wrong:
        _tell(wrong, faults)
        faults.raise_any(name)
        raise
    _check_tree(shape, faults)
    faults.raise_any(name)
    return _set_of(shape)


def dump_criteria(criteria: CriteriaSet) -> str:
    """The set as text; `parse_criteria` gives the same set back."""
    return yaml.dump(plain_set(criteria), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)


class _Dumper(yaml.SafeDumper):
    """Writes every text so that it is read as the same text."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never write an anchor."""
        return True


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _plain(text: str, lines: dict[Path_, int], faults: _Faults) -> Any:
    """Mappings, lists and texts; every scalar stays text, so that no number passes through a float."""
    try:
        for token in yaml.scan(text, Loader=_LOADER):
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
                faults.at(token.start_mark.line + 1, "alias")
                return None
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        faults.at(mark.line + 1 if mark else 1, "syntax")
        return None
    except yaml.YAMLError:
        faults.at(1, "syntax")
        return None
    return _value(node, (), lines, faults) if node is not None else {}


def _value(node: yaml.Node, path: Path_, lines: dict[Path_, int], faults: _Faults) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, (*path, at), lines, faults) for at, each in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in found:
                faults.at(key_node.start_mark.line + 1, "repeated_key", key=key)
            found[key] = _value(value_node, (*path, key), lines, faults)
            lines[*path, key] = key_node.start_mark.line + 1
        return found
    if node.tag == "tag:yaml.org,2002:null" and node.style is None:
        return None
    return str(node.value)


def _tell(wrong: ValidationError, faults: _Faults) -> None:
    """Pydantic's faults in words, each at its line."""
    for each in wrong.errors(include_url=False):
        place = tuple(part for part in each["loc"] if part not in _KINDS)
        last = str(place[-1]) if place else ""
        kind = each["type"]
        if kind == "missing":
            faults.add(place[:-1], "missing_key", key=last)
        elif kind == "extra_forbidden":
            faults.add(place, "unknown_key", key=last)
        elif kind in {"union_tag_invalid", "union_tag_not_found"}:
            faults.add(place, "unknown_rule", kind=str(each["input"].get("kind", "")) if isinstance(each["input"], dict) else "")
        elif kind == "value_error" and "band" in each["msg"]:
            faults.add(place, "band", text=each["input"])
        elif kind in {"value_error", "decimal_parsing", "decimal_type"}:
            faults.add(place, "number", text=each["input"])
        else:
            faults.add(place, "value", key=last)


_KINDS = frozenset(FAMILIES)


def _check_tree(shape: SetShape, faults: _Faults) -> None:
    """What the shape alone cannot tell: leaves without rules, rules above leaves, keys that repeat."""
    seen: set[str] = set()

    def visit(node: FieldShape | CriterionShape, path: Path_) -> None:
        if node.key and node.key in seen:
            faults.add((*path, "key"), "repeated_node", key=node.key)
        seen.add(node.key)
        if isinstance(node, CriterionShape) and node.criteria and (node.rule or node.rungs):
            faults.add(path, "rule_above_leaf", code=node.code)
        for at, child in enumerate(node.criteria):
            visit(child, (*path, "criteria", at))

    for group in ("fields", "bonus", "penalty"):
        for at, node in enumerate(getattr(shape, group)):
            visit(node, (group, at))
    if not shape.fields:
        faults.add(("fields",), "no_fields")


def _set_of(shape: SetShape) -> CriteriaSet:
    keys = iter(_keys(shape))
    fields = tuple(_field(field, keys) for field in shape.fields)
    bonus = tuple(_criterion(each, keys) for each in shape.bonus)
    penalty = tuple(_criterion(each, keys) for each in shape.penalty)
    classes = tuple(Classification(each.name, each.index_from) for each in shape.classes)
    bare = CriteriaSet(
        shape.code,
        shape.title,
        shape.version,
        shape.year,
        fields,
        shape.decision,
        shape.notice,
        shape.max,
        shape.decimals,
        bonus,
        shape.bonus_cap,
        penalty,
        classes,
    )
    return with_digest(bare)


def with_digest(criteria: CriteriaSet) -> CriteriaSet:
    """The set with the SHA-256 of what it says."""
    from dataclasses import replace

    return replace(criteria, digest=hashlib.sha256(dump_criteria(criteria).encode()).hexdigest())


def _keys(shape: SetShape) -> list[str]:
    """The key of every node in order: as written, else made from its code."""
    nodes: list[FieldShape | CriterionShape] = []

    def gather(node: FieldShape | CriterionShape) -> None:
        nodes.append(node)
        for child in node.criteria:
            gather(child)

    for root in (*shape.fields, *shape.bonus, *shape.penalty):
        gather(root)
    made = iter(unique_keys([node.code for node in nodes if not node.key]))
    return [node.key or next(made) for node in nodes]


def _field(shape: FieldShape, keys: Any) -> Field:
    key = next(keys)
    return Field(key, shape.code, shape.name, shape.max, tuple(_criterion(each, keys) for each in shape.criteria), shape.where)


def _criterion(shape: CriterionShape, keys: Any) -> Criterion:
    key = next(keys)
    return Criterion(
        key,
        shape.code,
        shape.name,
        shape.max,
        shape.rule.value() if shape.rule else None,
        tuple(rung.value() for rung in shape.rungs),
        tuple(_criterion(each, keys) for each in shape.criteria),
        tuple(EvidenceAsked(asked.kind, asked.issuer, asked.due) for asked in shape.evidence),
        shape.help,
        shape.where,
    )
