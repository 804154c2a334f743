"""A shell, and a fresh year of the demonstration set."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    return Shell(capsys, tmp_path)


@pytest.fixture
def year(shell: Shell, tmp_path: Path) -> Path:
    folder = tmp_path / "Sở Công Thương 2026"
    assert shell("new", folder, "--department", "Sở Công Thương", "--year", 2026, "--criteria", "mau-cap-so-2026") == 0, shell.err
    return folder
