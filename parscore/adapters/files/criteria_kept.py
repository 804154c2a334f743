"""A criteria set as a workspace keeps it: JSON that is read at once, without the checks that a file written by a person needs.

Values of the domain are written as lists of their fields in order, rules under their kind. What is read was written here and is guarded by
its digest; a workspace that holds a set as YAML is read all the same.
"""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from parscore.domain.bands import Band
from parscore.domain.criteria import Applicability, Classification, CriteriaSet, Criterion, EvidenceAsked, Field
from parscore.domain.measured_rules import DeductionItem, Share
from parscore.domain.outcome import NumberInput, Rung
from parscore.domain.points import canonical
from parscore.domain.rules import FAMILIES
from parscore.domain.settled_wording import Settled

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        Applicability,
        Band,
        Classification,
        CriteriaSet,
        Criterion,
        EvidenceAsked,
        Field,
        DeductionItem,
        Share,
        NumberInput,
        Rung,
        Settled,
    )
} | {family.__name__: family for family in FAMILIES.values()}
_NUMBER, _DAY, _LIST = "#", "@", "*"
_MAKERS: dict[str, Callable[..., Any]] = {**_KINDS, _NUMBER: Decimal, _DAY: date.fromisoformat}


def keep_criteria(criteria: CriteriaSet) -> str:
    """The set as text; `read_kept` gives the same set back."""
    return json.dumps(to_plain(criteria), ensure_ascii=False, separators=(",", ":"))


def read_kept(text: str, name: str) -> CriteriaSet:
    """The set of a text that `keep_criteria` wrote, or of YAML. Raises Refused("criteria_yaml.faults") for what is neither."""
    if text.startswith('["CriteriaSet"'):
        try:
            found = from_plain(json.loads(text))
        except (ValueError, KeyError, TypeError, ArithmeticError):
            found = None
        if isinstance(found, CriteriaSet):
            return found
    from parscore.adapters.files.criteria_yaml import parse_criteria

    return parse_criteria(text, name)


def to_plain(value: Any) -> Any:
    """A value of the domain for JSON: lists begin with the name of what they are, the rest is text, whole numbers, truth values, None."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        return [_NUMBER, canonical(value)]
    if isinstance(value, date):
        return [_DAY, value.isoformat()]
    if isinstance(value, tuple):
        return [_LIST, *map(to_plain, value)]
    return [type(value).__name__, *(to_plain(getattr(value, each.name)) for each in fields(value))]


def from_plain(plain: Any) -> Any:
    """The value that `to_plain` wrote; raises KeyError, TypeError, ValueError or ArithmeticError for anything else."""
    if not isinstance(plain, list):
        return plain
    what, *rest = plain
    if what == _LIST:
        return tuple(map(from_plain, rest))
    return _MAKERS[what](*map(from_plain, rest))
