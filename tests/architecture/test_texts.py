"""Every text has a use, and every use a text."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from parscore.texts import has, texts

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "parscore").rglob("*.py"))
KEYED = {"say", "Refused", "Why", "Question", "wrong_usage"}


def keys_of(node: dict[str, Any], above: str = "") -> Iterator[str]:
    for name, value in node.items():
        if isinstance(value, dict):
            yield from keys_of(value, f"{above}{name}.")
        else:
            yield f"{above}{name}"


def words_of(file: Path) -> Iterator[str]:
    """Every piece of text in the code that is no docstring."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_every_text_is_used() -> None:
    """A key is used where the code has it whole, or cut in two at a point or at the end of a stem such as "state_"."""
    words = {word for file in MODULES for word in words_of(file)}
    stems = sorted(word for word in words if re.fullmatch(r"[a-z_.]*[._]", word) and len(word) > 1)
    ends = sorted(word for word in words if re.fullmatch(r"_[a-z_]+", word))

    def used(key: str) -> bool:
        parts = key.split(".")
        cuts = [(".".join(parts[:at]), ".".join(parts[at:])) for at in range(1, len(parts))]
        if key in words or any(name in words and (above in words or f"{above}." in words) for above, name in cuts):
            return True
        composed = any(parts[-1].startswith(stem) or key.startswith(stem) for stem in stems if stem.endswith("_"))
        return composed or any(parts[-1].endswith(end) for end in ends)

    assert "\n".join(key for key in keys_of(texts()) if not used(key)) == ""


def plain_words(node: ast.AST) -> Iterator[str]:
    """The texts in an expression, but for the pieces of composed ones."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif not isinstance(node, ast.JoinedStr | ast.Call | ast.Dict):
        for child in ast.iter_child_nodes(node):
            yield from plain_words(child)


def test_every_key_given_to_say_or_a_refusal_has_a_text() -> None:
    """Also where one of several keys is chosen in the call itself."""
    missing = []
    for file in MODULES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in KEYED:
                words = [word for argument in node.args[:2] for word in plain_words(argument)]
                missing += [
                    f"{file.name}:{node.lineno} {word}" for word in words if re.fullmatch(r"[a-z_]+(\.[a-z_0-9]+)+", word) and not has(word)
                ]
    assert missing == []


def text_of(key: str) -> str:
    node: Any = texts()
    for part in key.split("."):
        node = node[part]
    assert isinstance(node, str)
    return node


def test_every_text_gets_the_facts_it_names() -> None:
    """Where facts are given by name; those handed on whole are met by tests of their own."""
    missing = []
    for file in MODULES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if not isinstance(node, ast.Call) or called not in {"say", "Refused", "wrong_usage"}:
                continue
            given = {word.arg for word in node.keywords}
            for key in (word for argument in node.args[:2] for word in plain_words(argument) if has(word)):
                wanted = set(re.findall(r"\{([a-z_]+)\}", text_of(key)))
                if None not in given and not wanted <= given:
                    missing.append(f"{file.name}:{node.lineno} {key} {sorted(wanted - given)}")
    assert missing == []


def test_sentences_are_composed_end_well_and_fit_their_facts() -> None:
    for key in keys_of(texts()):
        node = text_of(key)
        assert node == node.strip() or key.startswith("report"), key
        assert "  " not in node or key.startswith(("report", "cli.set_line")), key
        assert not re.search(r"[a-zà-ỹ]\s+[,.;:!?](\s|$)", node), key
        assert "Ð" not in node, key
        assert node.count("“") == node.count("”"), key
        assert not re.search(r"\{(?![a-z_]+\})", node), key
