from pathlib import Path

from parscore.ui import preferences
from parscore.ui.preferences import own_settings


def test_every_setting_of_the_window_lies_in_the_person_s_own_folder(own_home: Path) -> None:
    own_settings().setValue("x", 1)
    assert Path(own_settings().fileName()).resolve().is_relative_to(own_home.resolve())
    sources = Path(preferences.__file__).parent.rglob("*.py")
    assert [file.name for file in sources if "QSettings(" in file.read_text(encoding="utf-8")] == ["preferences.py"]
