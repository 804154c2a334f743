"""The check-up of a machine, where the machine misbehaves."""

import sys
from pathlib import Path

import pytest

from parscore import check_up


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for the program is a shell script")
def test_doctor_does_not_wait_for_what_the_window_system_leaves_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "parscore"
    program.write_text("#!/bin/sh\nsleep 6 &\necho offscreen\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(check_up, "_PATIENCE", 3.0)
    assert check_up._window() == (True, "offscreen")


def test_a_window_system_that_does_not_answer_or_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_up, "_PATIENCE", 0.001)
    good, why = check_up._window()
    assert not good
    assert "timed out" in why
    monkeypatch.setattr(sys, "executable", str(tmp_path / "không có"))
    good, why = check_up._window()
    assert not good
    assert why
