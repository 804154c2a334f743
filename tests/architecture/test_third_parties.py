"""What is installed with parscore is named with its licence, and nothing else is."""

import re
from importlib.metadata import PackageNotFoundError, requires

from parscore.paths import shipped

ELSEWHERE = {"colorama", "tzdata", "greenlet", "pdfium", "qt", "pyside6"}  # only on other systems, or inside another package


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def installed(name: str, seen: set[str]) -> set[str]:
    """The package and all that it needs on this machine, without extras."""
    if plain(name) in seen:
        return seen
    try:
        wanted = requires(name) or []
    except PackageNotFoundError:
        return seen
    seen.add(plain(name))
    for each in wanted:
        if "extra ==" not in each:
            installed(re.match(r"[A-Za-z0-9._-]+", each)[0], seen)  # type: ignore[index]
    return seen


def test_every_package_that_comes_with_parscore_is_named_with_its_licence() -> None:
    text = (shipped("resources") / "THIRD-PARTY.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line.startswith("|")][2:]
    named = {plain(word) for row in rows for word in re.findall(r"[A-Za-z][A-Za-z0-9_.-]+", row[1])}
    assert installed("parscore", set()) - {"parscore"} - named == set()
    packages = {plain(word) for row in rows for word in re.findall(r"[A-Za-z][A-Za-z0-9_.-]+", re.sub(r"\(.*\)", "", row[1]))}
    others = packages - installed("parscore", set()) - ELSEWHERE - {"liberation", "serif", "and"}
    assert others == set()
    assert all(row[2].strip() for row in rows)
