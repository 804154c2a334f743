"""A program killed at any moment leaves a workspace that opens with all that was confirmed."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from parscore.adapters.files.workspace_folder import OpenWorkspace
from parscore.domain.errors import Refused
from parscore.services.progress import Silent
from tests.adapters.store_parts import PROFILE, SMALL_SET, answered, new_store

ROOT = Path(__file__).resolve().parents[2]
WORKER = Path(__file__).with_name("killed_worker.py")
AT_ONCE = hasattr(os, "fork")  # without it each program starts anew, which takes long, so fewer are killed
KILLS = 120 if AT_ONCE else 55
STRIDE = 1 if AT_ONCE else 5


@dataclass
class Run:
    """What a killed program had said."""

    lines: list[list[str]] = field(default_factory=list)

    @property
    def done(self) -> bool:
        return ["done"] in self.lines

    @property
    def doing(self) -> str:
        """What it was about when it was killed, by the last thing it had begun or confirmed."""
        begun = [words[0] for words in self.lines if words[0] in {"keeps", "answer", "document"}]
        last, step = (begun[-1] if begun else ""), (self.lines[-1][0] if self.lines else "")
        if step == "keeps" or (step == "commits" and last == "keeps"):
            return "attaching"
        return "recording" if step in {"answer", "commits", "opened"} else step

    @property
    def held(self) -> bool:
        """Whether it surely held the workspace when it was killed."""
        return ["opened"] in self.lines and ["closes"] not in self.lines


class Killer:
    """Has jobs done by other processes and kills them."""

    def __init__(self, folder: Path) -> None:
        self._environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
        self._nursery = self._start(str(folder)) if AT_ONCE else None

    def run(self, job: dict[str, object], after_line: int = 0, delay: float = 0.0) -> Run:
        """Do a job; kill it `delay` seconds after its n-th line, or never when `after_line` is 0."""
        process = self._nursery or self._start(json.dumps(job))
        if self._nursery is not None:
            assert process.stdin is not None
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
        assert process.stdout is not None
        run, pid, timer = Run(), 0, None
        for line in process.stdout:
            words = line.split()
            if words[0] == "over":
                break
            if words[0] == "pid":
                pid = int(words[1])
            else:
                run.lines.append(words)
            if after_line and len(run.lines) == after_line and timer is None:
                timer = threading.Timer(delay, _kill, [pid])
                timer.start()
        if timer is not None:
            timer.cancel()
            timer.join()
        if self._nursery is None:
            process.communicate()
        return run

    def close(self) -> None:
        if self._nursery is not None:
            self._nursery.communicate()

    def _start(self, argument: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, str(WORKER), argument],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    except ProcessLookupError:
        return


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killer]:
    killer = Killer(tmp_path_factory.mktemp("warm") / "năm")
    yield killer
    killer.close()


class Confirmed:
    """All that any run confirmed, compared with what a workspace holds."""

    def __init__(self) -> None:
        self.answers: dict[str, int] = {}
        self.documents: dict[str, str] = {}

    def add(self, run: Run) -> None:
        for words in run.lines:
            if words[0] == "answer":
                self.answers[words[1]] = int(words[2])
            elif words[0] == "document":
                self.documents[words[1]] = words[2]

    def check(self, workspace: OpenWorkspace) -> None:
        with workspace.begin() as unit:
            answers, book, events = unit.answers(), unit.evidence(), unit.history(100_000)
        for key, number in self.answers.items():
            held = int(answers[key].explanation)
            assert held >= number
            assert answers[key].inputs.choice == 1 + held % 2
            assert any((event.subject, event.after) == (key, str(held)) for event in events)
        for identity, sha256 in self.documents.items():
            assert [kept.sha256 for kept in book.documents[identity].files] == [sha256]
            assert identity in {link.document for link in book.links}
        damages = workspace.verify(Silent())
        assert {damage.kind for damage in damages} <= {"stray"}
        assert all(len(damage.name) == 64 for damage in damages)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "Sở Công Thương 2026"
    new_store().create(place, PROFILE, SMALL_SET).close()
    return place


def look_after(folder: Path, run: Run, confirmed: Confirmed) -> None:
    """Open what the killed program left and compare; then no trace of the crash is left."""
    confirmed.add(run)
    with closing(new_store().open(folder)) as workspace:
        codes = [code for code, _ in workspace.notices]
        if run.held:
            assert "workspace.stale_lock" in codes
        confirmed.check(workspace)
        with workspace.begin() as unit:  # a journal that had not begun stays until the next thing written
            unit.save_profile(PROFILE)
            unit.commit()
    assert {entry.name for entry in folder.iterdir()} == {"parscore.db", "evidence", "backups"}
    assert not list(folder.rglob(".part-*"))


def test_kills_at_random_moments_lose_nothing_that_was_confirmed(killer: Killer, folder: Path, tmp_path: Path) -> None:
    dice, confirmed, killed = random.Random(20261124), Confirmed(), Counter[str]()
    for seed in range(KILLS):
        job = {
            "do": "work",
            "folder": str(folder),
            "files": str(tmp_path / "in"),
            "seed": seed,
            "start": seed * 100,
            "point": 0,
            "rounds": 40,
        }
        after = dice.randint(1, 25)
        run = killer.run(job, after, dice.choice([0.0, 0.0, 0.0005, 0.001, 0.002, 0.005]))
        killed[run.doing] += not run.done
        look_after(folder, run, confirmed)
    assert killed.total() >= 50
    assert min(killed["recording"], killed["attaching"]) >= (15 if AT_ONCE else 5), killed
    assert len(confirmed.documents) > KILLS
    assert len(new_store().backups(folder)) <= 10


def test_kills_before_each_thing_done_to_the_disk_while_working_lose_nothing(killer: Killer, folder: Path, tmp_path: Path) -> None:
    confirmed = Confirmed()
    for point in range(1, 200, STRIDE):
        job = {
            "do": "work",
            "folder": str(folder),
            "files": str(tmp_path / "in"),
            "seed": point,
            "start": point * 100,
            "point": point,
            "rounds": 1,
        }
        run = killer.run(job)
        look_after(folder, run, confirmed)
        if run.done:
            break
    assert run.done
    assert point > 20


def test_kills_before_each_step_of_making_a_workspace_leave_one_or_none(killer: Killer, tmp_path: Path) -> None:
    whole = 0
    for point in range(1, 100, STRIDE):
        place = tmp_path / f"năm {point}"
        run = killer.run({"do": "create", "folder": str(place), "point": point})
        if (place / "parscore.db").exists():
            whole += 1
            workspace = new_store().open(place)
        else:
            with pytest.raises(Refused, match="workspace.missing|workspace.not_one"):
                new_store().open(place)
            workspace = new_store().create(place, PROFILE, SMALL_SET)
        with closing(workspace), workspace.begin() as unit:
            assert (unit.profile(), unit.criteria()) == (PROFILE, SMALL_SET)
        if run.done:
            break
    assert run.done
    assert 1 <= whole < point


def test_kills_before_each_step_of_restoring_leave_the_old_or_the_new(killer: Killer, folder: Path) -> None:
    with closing(new_store().open(folder)) as workspace:
        answered(workspace, "1.1", 1)
        backup = workspace.back_up("asked").path
    backup = backup.rename(folder.parent / "bản sao.db")
    seen = set()
    for point in range(1, 100, STRIDE):
        with closing(new_store().open(folder)) as workspace:
            answered(workspace, "1.1", 2)
        run = killer.run({"do": "restore", "folder": str(folder), "backup": str(backup), "point": point})
        with closing(new_store().open(folder)) as workspace, workspace.begin() as unit:
            choice = unit.answers()["1.1"].inputs.choice
        seen.add(choice)
        assert choice in {1, 2}
        if run.done:
            break
    assert run.done
    assert (choice, seen) == (1, {1, 2})
