"""The way through the code stays short: open, score one leaf with evidence, report."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from parscore.bootstrap import build_app
from parscore.domain.assessment import Profile
from parscore.domain.outcome import Inputs
from parscore.services.evidence_service import DocumentFields
from tests.builders import small_set

ROOT = Path(__file__).resolve().parents[2] / "parscore"
LIMIT_A_STEP, LIMIT_IN_ALL = 13, 25


class Watching:
    """The caller's own progress is no part of the way."""

    def step(self, done: int, total: int, what: str = "") -> None:
        pass


def files_walked(call: Callable[[], Any]) -> set[str]:
    """The files of parscore whose functions ran during a call."""
    seen: set[str] = set()

    def profile(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_name != "<module>":
            file = Path(frame.f_code.co_filename)
            if file.is_relative_to(ROOT):
                seen.add(str(file.relative_to(ROOT)))

    sys.setprofile(profile)
    try:
        call()
    finally:
        sys.setprofile(None)
    return seen


def test_scoring_one_leaf_with_evidence_walks_through_few_files(tmp_path: Path) -> None:
    app = build_app()
    app.workspaces.create(tmp_path / "so", Profile("Sở", "Tỉnh", 2026), small_set())
    app.workspaces.close()
    file = tmp_path / "kh.pdf"
    file.write_bytes(b"kh")
    steps = {
        "open": lambda: app.workspaces.open(tmp_path / "so"),
        "record": lambda: app.scoring.record("1.1", Inputs(choice=1)),
        "attach": lambda: app.evidence.attach("1.1", [file], DocumentFields("1/KH"), "", Watching()),
    }
    walked = {name: files_walked(step) for name, step in steps.items()}
    app.close()
    own = {name: {file for file in files if not file.startswith("adapters/files/criteria_yaml")} for name, files in walked.items()}
    assert {name: len(files) for name, files in own.items() if len(files) > LIMIT_A_STEP} == {}, own
    assert len(set().union(*own.values())) <= LIMIT_IN_ALL
