"""A finding: what a check says about a set or a year's work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    `code` is the key of its sentence in vi.toml under [finding], `facts` fill it; `where` is a cell or line of a source file,
    `key` the leaf it concerns, "" where it concerns none.
    """

    severity: Severity
    code: str
    where: str = ""
    key: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
