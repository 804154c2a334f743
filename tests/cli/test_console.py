import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258", "ascii"])
def test_vietnamese_is_printed_as_utf8_whatever_the_code_page(encoding: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-m", "parscore", "criteria", "list"], capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert "tiêu chí" in done.stdout.decode("utf-8")
    refused = subprocess.run(
        [sys.executable, "-m", "parscore", "score", str(tmp_path / "không có")], capture_output=True, env=environment, check=False
    )
    assert refused.returncode == 2
    assert "không có" in refused.stderr.decode("utf-8")


def test_doctor_runs_for_real(tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-m", "parscore", "doctor"], capture_output=True, env=environment, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
    assert "offscreen" in done.stdout or "xcb" in done.stdout or "windows" in done.stdout
