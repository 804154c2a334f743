"""The window program as a process of its own, and what becomes of bugs."""

import errno
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from parscore.bootstrap import build_app
from parscore.domain.assessment import Profile
from parscore.domain.outcome import Inputs
from parscore.texts import say
from parscore.ui.crash_hook import FATAL_NAME, LOG_NAME, CrashHook
from tests.builders import small_set

START = "import sys; sys.argv[0] = 'parscore'; from parscore.__main__ import desk; desk()"


def start(folder: Path) -> "subprocess.Popen[str]":
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PARSCORE_TIMINGS": "1"}
    command = [sys.executable, "-c", START, str(folder)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def test_the_program_paints_opens_and_after_a_kill_opens_again(tmp_path: Path) -> None:
    folder = tmp_path / "Sở Công Thương"
    app = build_app()
    app.workspaces.create(folder, Profile("Sở Công Thương", "tỉnh Mẫu", 2026), small_set())
    app.scoring.record("1.1", Inputs(choice=1))
    app.close()
    with start(folder) as running:
        assert running.stdout is not None
        words = [running.stdout.readline().split()[0] for _ in range(2)]
        assert words == ["first_paint", "usable"]
        running.kill()
        assert running.stderr is not None
        assert running.stderr.read() == ""
    app = build_app()
    opened = app.workspaces.open(folder)
    assert [code for code, _ in opened.notices] == ["workspace.stale_lock"]
    assert app.scoring.leaf("1.1").score.points == 1
    app.close()


def test_a_bug_is_written_down_and_told(qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    hook = CrashHook(tmp_path)
    told: list[str] = []
    hook.caught.connect(told.append)
    try:
        raise ValueError("hỏng")
    except ValueError as failure:
        hook.report(failure)
        hook.handle(ValueError, failure, failure.__traceback__)
        hook._thread(threading.ExceptHookArgs((ValueError, failure, None, None)))
    assert len(told) == 3
    assert all("ValueError: hỏng" in each for each in told)
    hook.remove()
    assert (tmp_path / LOG_NAME).read_text(encoding="utf-8").count("ValueError: hỏng") == 3
    logging.getLogger("parscore").handlers.clear()
    caplog.clear()


def test_a_window_closes_while_a_second_one_holds_the_crash_file(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = CrashHook(tmp_path), CrashHook(tmp_path)
    first.install()
    second.install()

    def held(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "held")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        second.remove()
    first.remove()
    assert not (tmp_path / FATAL_NAME).exists()


def test_a_crash_of_the_process_is_known_at_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / FATAL_NAME).write_text("Fatal Python error", encoding="utf-8")
    assert "Fatal" in CrashHook(tmp_path).last_crash
    assert say("desk.crashed_before")
