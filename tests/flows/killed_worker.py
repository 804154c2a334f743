"""The program that test_kill_any_time kills: does a job on a workspace and says each thing it was given as done.

With a job as its argument it does that one. Without one it reads jobs, a line of JSON each, and does each in a process of its own made by
fork, which starts at once; a line "over" follows when that process has ended.
"""

import json
import os
import signal
import sys
import threading
from itertools import count
from pathlib import Path

from parscore.adapters.database.sql_unit import SqlUnit
from parscore.adapters.files.workspace_folder import OpenWorkspace
from parscore.domain.assessment import Answer
from parscore.domain.errors import Refused
from parscore.domain.evidence import Document, Link
from parscore.domain.outcome import Inputs
from parscore.services.progress import Silent
from tests.adapters.store_parts import LEAVES, PROFILE, SMALL_SET, new_store


def tell(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    threading.Event().wait()


def kill_at(point: int) -> None:
    """Die just before the point-th time that something is done to the disk."""
    calls, lock = count(1), threading.Lock()

    def watched(real):  # type: ignore[no-untyped-def]
        def call(*args, **words):  # type: ignore[no-untyped-def]
            with lock:
                if next(calls) == point:
                    die()
            return real(*args, **words)

        return call

    for name in ("replace", "fsync", "unlink", "mkdir", "open", "ftruncate", "close"):
        setattr(os, name, watched(getattr(os, name)))
    SqlUnit.commit = watched(SqlUnit.commit)  # type: ignore[method-assign]
    SqlUnit.undo = watched(SqlUnit.undo)  # type: ignore[method-assign]


def record(workspace: OpenWorkspace, key: str, number: int) -> None:
    with workspace.begin() as unit:
        unit.put_answer(key, Answer(Inputs(choice=1 + number % 2), str(number)))
        unit.note("record", key, "", str(number))
        tell("commits")
        unit.commit()
    tell("answer", key, number)


def attach(workspace: OpenWorkspace, files: list[Path], prefix: str) -> None:
    tell("keeps")
    results = workspace.keep(files, Silent())
    made = []
    with workspace.begin() as unit:
        for number, result in enumerate(results):
            assert result.kept is not None
            identity = f"{prefix}-{number}"
            unit.put_document(Document(identity, files=(result.kept,)))
            unit.put_link(Link(LEAVES[0].key, identity))
            unit.note("attach", identity, "", result.kept.sha256)
            made.append((identity, result.kept.sha256))
        tell("commits")
        unit.commit()
    for identity, sha256 in made:
        tell("document", identity, sha256)


def new_files(job: dict[str, str | int], number: int) -> list[Path]:
    """Three files; two of them have the same content, and content of the same job comes back in other jobs."""
    folder = Path(str(job["files"])) / f"{os.getpid()}-{number}"
    folder.mkdir(parents=True)
    contents = (f"{job['seed']} {number}".encode() * 9000, b"same" * 5000, f"{job['seed']} {number}".encode() * 9000)
    files = [folder / f"{at}.pdf" for at in range(3)]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    return files


def work(job: dict[str, str | int], rounds: int) -> None:
    """Record, attach, back up, for some rounds; `start` numbers the answers so that later ones are always higher."""
    files = [new_files(job, number) for number in range(min(rounds, 20))]
    if job["point"]:
        kill_at(int(job["point"]))
    workspace = new_store().open(Path(str(job["folder"])))
    tell("opened")
    for number in range(rounds):
        for leaf in LEAVES:
            record(workspace, leaf.key, int(job["start"]) + number)
        attach(workspace, files[number % len(files)], f"{job['seed']}-{number}")
        if number % 5 == 0:
            workspace.back_up("asked")
    tell("closes")
    workspace.close()


def create(job: dict[str, str | int]) -> None:
    kill_at(int(job["point"]))
    new_store().create(Path(str(job["folder"])), PROFILE, SMALL_SET).close()


def restore(job: dict[str, str | int]) -> None:
    kill_at(int(job["point"]))
    new_store().restore(Path(str(job["folder"])), Path(str(job["backup"])))


def do(job: dict[str, str | int]) -> None:
    if job["do"] == "create":
        create(job)
    elif job["do"] == "restore":
        restore(job)
    else:
        work(job, int(job["rounds"]))
    tell("done")


def nursery() -> None:
    warm_up(Path(sys.argv[1]))
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            tell("pid", os.getpid())
            do(json.loads(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        tell("over", status)


def warm_up(folder: Path) -> None:
    """Load all that a job needs, so that a fork finds it loaded."""
    try:
        new_store().create(folder, PROFILE, SMALL_SET).close()
    except Refused:
        tell("refused")


if __name__ == "__main__":
    if sys.argv[1].startswith("{"):
        tell("pid", os.getpid())
        do(json.loads(sys.argv[1]))
        tell("over", 0)
    else:
        nursery()
