"""Every text a person reads, from resources/i18n/vi.toml."""

import tomllib
from functools import lru_cache
from typing import Any

from parscore.paths import shipped


@lru_cache(maxsize=1)
def texts() -> dict[str, Any]:
    """All texts as the file has them: sections that hold sections or texts."""
    with (shipped("resources") / "i18n" / "vi.toml").open("rb") as file:
        return tomllib.load(file)


def say(key: str, /, **facts: object) -> str:
    """The Vietnamese text of a dotted key, filled with its facts.

    Raises KeyError where the key or a fact is missing: that is a bug, and a test looks for it.
    """
    node: Any = texts()
    for part in key.split("."):
        node = node[part]
    if not isinstance(node, str):
        raise KeyError(key)
    return node.format_map(facts)


def has(key: str) -> bool:
    """Whether a dotted key has a text."""
    node: Any = texts()
    for part in key.split("."):
        node = node.get(part) if isinstance(node, dict) else None
    return isinstance(node, str)
