"""The import contracts, as the tests see them too."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_command_line_and_the_core_run_without_qt_and_the_window_starts_without_the_database() -> None:
    code = (
        "import sys; import parscore.cli.main, parscore.bootstrap; parscore.bootstrap.build_app(); "
        "heavy = {'PySide6', 'sqlalchemy', 'alembic', 'openpyxl', 'reportlab', 'pydantic', 'yaml'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
