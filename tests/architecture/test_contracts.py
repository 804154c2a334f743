"""The import contracts, as the tests see them too."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_import_contracts_hold() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_the_command_line_and_the_core_run_without_qt_and_the_window_starts_without_the_database() -> None:
    code = (
        "import sys; import parscore.cli.main, parscore.bootstrap; parscore.bootstrap.build_app(); "
        "heavy = {'PySide6', 'sqlalchemy', 'alembic', 'openpyxl', 'reportlab', 'docx', 'lxml', 'xlrd', 'pydantic', 'yaml', 'rapidfuzz'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_the_window_paints_before_the_rules_of_scoring_are_loaded() -> None:
    code = (
        "import sys; import parscore.ui.desk; "
        "print(sorted(name for name in sys.modules if name.startswith('parscore.domain.') and name.rsplit('.', 1)[1] in "
        "{'criteria', 'rules', 'scoresheet', 'assessment', 'applicability', 'set_draft', 'rung_text'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
