"""A code map as YAML that people read and correct: each old code with the new one, with a list of them, or with nothing."""

from functools import partial
from pathlib import Path
from typing import BinaryIO

import yaml

from parscore.adapters.files.criteria_yaml import read_text
from parscore.adapters.files.write_whole import write_whole
from parscore.domain.code_map import CodeMap
from parscore.domain.errors import Refused
from parscore.domain.viet_text import clean
from parscore.texts import say


class _Codes(yaml.SafeLoader):
    """Reads every plain word as text: 1.10 is a code, not the number 1.1."""


_Codes.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class CodeMapFiles:
    """Reads and writes code maps."""

    def read(self, file: Path) -> CodeMap:
        """The map of a file; raises Refused("map.unreadable") with the line, or what the file itself refuses."""
        text = read_text(file)
        try:
            plain = yaml.load(text, Loader=_Codes)
        except yaml.YAMLError as wrong:
            mark = getattr(wrong, "problem_mark", None)
            raise Refused("map.unreadable", file=file.name, line=1 if mark is None else mark.line + 1) from wrong
        if plain is None:
            return CodeMap()
        if not isinstance(plain, dict):
            raise Refused("map.unreadable", file=file.name, line=1)
        return CodeMap({_code(key, file): _codes(value, file) for key, value in plain.items()})

    def write(self, file: Path, codes: CodeMap) -> None:
        """The map as a file that appears whole or not at all."""
        lines = [f"# {line}" for line in say("map.head").splitlines()]
        for old, new in codes.entries.items():
            shown = "[]" if not new else _quoted(new[0]) if len(new) == 1 else f"[{', '.join(map(_quoted, new))}]"
            lines.append(f"{_quoted(old)}: {shown}")
        write_whole(file, partial(_fill, "\n".join([*lines, ""]).encode()))


def _fill(content: bytes, out: BinaryIO) -> None:
    out.write(content)


def _quoted(code: str) -> str:
    return '"' + code.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _code(value: object, file: Path) -> str:
    if not isinstance(value, str) or not clean(value):
        raise Refused("map.no_code", file=file.name, text=value)
    return clean(value)


def _codes(value: object, file: Path) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(_code(each, file) for each in value) if isinstance(value, list) else (_code(value, file),)
