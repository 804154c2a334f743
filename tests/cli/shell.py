"""Runs commands as a person would."""

import json
from pathlib import Path

import pytest

from parscore.bootstrap import build_app
from parscore.cli.main import Outside, run


class Shell:
    """Runs commands as a person would and keeps what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys = capsys
        self.folder = folder
        self.opened: list[Path | None] = []
        self.make_app = build_app
        self.healthy = True

    def __call__(self, *words: object) -> int:
        outside = Outside(lambda: self.make_app(), lambda: (("version", self.healthy, "0.1.0"),), self._desk, lambda: self.folder)
        code = run([str(word) for word in words], outside)
        captured = self.capsys.readouterr()
        self.out, self.err = captured.out, captured.err
        return code

    def json(self, *words: object) -> dict:  # type: ignore[type-arg]
        assert self(*words) in {0, 1}
        return json.loads(self.out)  # type: ignore[no-any-return]

    def _desk(self, folder: Path | None) -> int:
        self.opened.append(folder)
        return 0


def leaves(shell: Shell, folder: Path) -> list[dict]:  # type: ignore[type-arg]
    return shell.json("score", folder, "--json")["criteria"]  # type: ignore[no-any-return]


def code_of(shell: Shell, folder: Path, kind: str) -> str:
    return next(leaf["code"] for leaf in leaves(shell, folder) if leaf["rule"] == kind)
