"""Criteria sets as YAML: read with every fault and its line, written so that reading gives the same set again."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from parscore.adapters.files.criteria_plain import plain_set
from parscore.adapters.files.criteria_shape import CriterionShape, FieldShape, SetShape
from parscore.adapters.files.criteria_yaml_faults import tell_content, tell_shape, tell_tree
from parscore.adapters.files.criteria_yaml_marks import Faults, Place, read_plain
from parscore.domain.criteria import Applicability, Classification, CriteriaSet, Criterion, EvidenceAsked, Field, unique_keys
from parscore.domain.errors import Refused

LARGEST = 5 * 1024 * 1024


def load_criteria(file: Path) -> CriteriaSet:
    """The set of a file; raises Refused for what cannot be opened and "criteria_yaml.faults" with every fault and its line."""
    return parse_criteria(read_text(file), file.name)


def read_text(file: Path) -> str:
    """A file's text; refuses a missing, unreadable or too large one and what is no UTF-8 text."""
    try:
        if file.is_dir():
            raise Refused("file.folder", file=file.name)
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
    """Every fault of a text with its line: of how it is written or, once that is right, of what the set says.

    The latter, such as totals that do not add up, do not keep `parse_criteria` from reading it. `name` is the file's.
    """
    faults = Faults()
    shape = _shape(text, faults)
    if shape is not None and not faults.found:
        tell_content(_set_of(shape), dict(zip(_keys(shape), _places(shape), strict=True)), faults)
    return faults.found


def parse_criteria(text: str, name: str) -> CriteriaSet:
    """The set that a text describes; raises Refused("criteria_yaml.faults") with every fault and its line."""
    faults = Faults()
    shape = _shape(text, faults)
    faults.raise_any(name)
    assert shape is not None
    return _set_of(shape)


def dump_criteria(criteria: CriteriaSet) -> str:
    """The set as text; `parse_criteria` gives the same set back, its digest made anew."""
    return yaml.dump(plain_set(criteria), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)


class _Dumper(yaml.SafeDumper):
    """Writes every text so that it is read as the same text."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never write an anchor."""
        return True

    def represent_str(self, data: str) -> yaml.ScalarNode:
        """Signs that some readers take for the end of a line are written as escapes."""
        return self.represent_scalar("tag:yaml.org,2002:str", data, '"' if _LINE_ENDS & set(data) else None)


_LINE_ENDS = set("\r\x85\u2028\u2029\ufeff")
_Dumper.add_representer(str, _Dumper.represent_str)


def with_digest(criteria: CriteriaSet) -> CriteriaSet:
    """The set with the SHA-256 of what it says, whatever the layout of the file it came from."""
    canonical = json.dumps(plain_set(criteria), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return replace(criteria, digest=hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest())


def _shape(text: str, faults: Faults) -> SetShape | None:
    """The text's parts as far as they can be read; every fault of writing is gathered, not only the first."""
    plain = read_plain(text, faults)
    if plain is None:
        return None
    if not isinstance(plain, dict):
        faults.at(1, "no_set")
        return None
    shape = None
    try:
        shape = SetShape.model_validate(plain)
    except ValidationError as wrong:
        tell_shape(wrong, faults)
    tell_tree(plain, faults)
    if shape is None or faults.found:
        return None
    seen: set[str] = set()
    for key, place in zip(_keys(shape), _places(shape), strict=True):
        if key in seen:
            faults.add((*place, "key"), "repeated_node", key=key)
        seen.add(key)
    if not faults.found and shape.digest and shape.digest != _set_of(shape).digest:
        faults.add(("digest",), "digest")
    return shape


def _nodes(shape: SetShape) -> Iterator[tuple[Place, FieldShape | CriterionShape]]:
    """Every node with its place in the document, in order."""

    def below(node: FieldShape | CriterionShape, place: Place) -> Iterator[tuple[Place, FieldShape | CriterionShape]]:
        yield place, node
        for at, child in enumerate(node.criteria):
            yield from below(child, (*place, "criteria", at))

    for at, field in enumerate(shape.fields):
        yield from below(field, ("fields", at))
    for group, extras in (("bonus", shape.bonus), ("penalty", shape.penalty)):
        for at, extra in enumerate(extras):
            yield from below(extra, (group, at))


def _places(shape: SetShape) -> list[Place]:
    return [place for place, _ in _nodes(shape)]


def _keys(shape: SetShape) -> list[str]:
    """The key of every node in order: as written, else made from its code."""
    nodes = [node for _, node in _nodes(shape)]
    made = iter(unique_keys([node.code for node in nodes if not node.key]))
    return [node.key or next(made) for node in nodes]


def _set_of(shape: SetShape) -> CriteriaSet:
    keys = iter(_keys(shape))
    bare = CriteriaSet(
        code=shape.code,
        title=shape.title,
        version=shape.version,
        year=shape.year,
        fields=tuple(_field(field, keys) for field in shape.fields),
        decision=shape.decision,
        notice=shape.notice,
        max_points=shape.max,
        decimals=shape.decimals,
        bonus=tuple(_criterion(each, keys) for each in shape.bonus),
        bonus_cap=shape.bonus_cap,
        penalty=tuple(_criterion(each, keys) for each in shape.penalty),
        classes=tuple(Classification(each.name, each.index_from) for each in shape.classes),
        decided=shape.decided,
        issuer=shape.issuer,
        body=shape.body,
        applicability=tuple(Applicability(each.name, each.clause, tuple(each.codes)) for each in shape.applicability),
        replaces=shape.replaces,
        penalty_cap=shape.penalty_cap,
    )
    return with_digest(bare)


def _field(shape: FieldShape, keys: Iterator[str]) -> Field:
    key = next(keys)
    return Field(key, shape.code, shape.name, shape.max, tuple(_criterion(each, keys) for each in shape.criteria), shape.where)


def _criterion(shape: CriterionShape, keys: Iterator[str]) -> Criterion:
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
        shape.sure,
        tuple(shape.open),
    )
