"""The limits of the design, held by tests."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from parscore.paths import shipped

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "parscore").rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "common", "helpers", "manager", "base", "misc"}


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_modules_and_functions_stay_short(file: Path) -> None:
    assert file.read_text(encoding="utf-8").count("\n") <= 400
    long = [
        f"{each.name}: {each.end_lineno - each.lineno + 1}"
        for each in functions(file)
        if each.end_lineno and each.end_lineno - each.lineno >= 50
    ]
    assert not long


def test_base_names_are_unique_and_say_something() -> None:
    names = Counter(file.stem for file in MODULES if file.stem not in {"__init__", "__main__"})
    assert not [name for name, count in names.items() if count > 1]
    assert not FORBIDDEN_NAMES & set(names)


def test_every_open_names_its_encoding() -> None:
    faults = []
    for file in MODULES:
        for node in ast.walk(tree(file)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in {"read_text", "write_text"} and not any(word.arg == "encoding" for word in node.keywords):
                faults.append(f"{file.name}:{node.lineno}")
    assert not faults


def test_bugs_are_caught_in_few_named_places_only() -> None:
    broad = re.compile(r"except (?:Base)?Exception\b|except:")
    places = {file.name for file in MODULES if broad.search(file.read_text(encoding="utf-8"))}
    assert places <= {"main.py", "tasks.py", "crash_hook.py"}


def keys_said(file: Path) -> Iterator[tuple[int, str]]:
    """Keys given as plain text to say() and Refused()."""
    for node in ast.walk(tree(file)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        first = node.args[0]
        if (
            name in {"say", "Refused", "Why", "Question"}
            and isinstance(first, ast.Constant)
            and isinstance(first.value, str)
            and "." in first.value
        ):
            yield node.lineno, first.value


def test_every_text_that_is_said_stands_in_the_file_of_texts() -> None:
    from parscore.texts import has

    missing = [f"{file.name}:{line} {key}" for file in MODULES for line, key in keys_said(file) if not has(key)]
    assert not missing


def test_texts_show_no_technical_word() -> None:
    text = (shipped("resources") / "i18n" / "vi.toml").read_text(encoding="utf-8")
    values = re.findall(r'=\s*"((?:[^"\\]|\\.)*)"', text)
    assert len(values) > 100
    technical = re.compile(r"\b(exception|null|database|hash|json|sha-?256|sqlite|traceback|none)\b", re.IGNORECASE)
    faults = [value for value in values if technical.search(re.sub(r"\{[^}]*\}", "", value))]
    assert not faults
