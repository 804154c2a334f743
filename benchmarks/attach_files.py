"""Attaching evidence files, durably and with their rows, against `cp` and then `openssl dgst -sha256` of the same files.

    python benchmarks/attach_files.py [--files 1000] [--mib 1024] [--runs 3] [--folder DIR]

Prints one line of JSON; `ratio` is the median attach time divided by the median time of the two commands, warm page cache for both.
The commands leave the copies in memory, attaching returns when they are on the disk: `durable_ratio` is against the commands and `sync`.
Aim: 1.0 times.
"""

import argparse
import json
import math
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from parscore.adapters.files.workspace_folder import WorkspaceFolderStore
from parscore.domain.assessment import Profile
from parscore.domain.criteria import CriteriaSet, Criterion, Field
from parscore.domain.outcome import Rung
from parscore.domain.rules import Ladder
from parscore.services.evidence_service import DocumentFields, EvidenceService
from parscore.services.progress import Silent
from parscore.services.session import Session

ONE = Decimal(1)
LEAF = Criterion("1.1", "1.1", "Tiêu chí", ONE, Ladder(), (Rung("Có", ONE), Rung("Không", Decimal(0))))
SMALL_SET = CriteriaSet("thu", "Bộ thử", "1", 2026, (Field("1", "1", "Lĩnh vực", ONE, (LEAF,)),))


def make_files(folder: Path, count: int, mib: int) -> list[Path]:
    """Files of random bytes, sizes log-uniform from 200 KB to 5 MB as offices have them, scaled to the total."""
    dice = random.Random(20261124)
    shares = [math.exp(dice.uniform(math.log(200e3), math.log(5e6))) for _ in range(count)]
    scale = (mib << 20) / sum(shares)
    folder.mkdir()
    made = []
    for number, share in enumerate(shares):
        file = folder / f"{number:04d} minh chứng.pdf"
        file.write_bytes(dice.randbytes(max(1, int(share * scale))))
        made.append(file)
    return made


def timed(work: Callable[[], None]) -> float:
    subprocess.run(["sync"], check=True)
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def shell(source: Path, target: Path, last: str = "") -> None:
    target.mkdir()
    command = f'cp -r "$1/." "$2/" && openssl dgst -sha256 -r "$2"/* > "$2.sums"{last}'
    subprocess.run(["bash", "-c", command, "bash", str(source), str(target)], check=True)


def attach(service: EvidenceService, files: list[Path]) -> None:
    _, results = service.attach("1.1", files, DocumentFields(), "", Silent())
    assert [each.outcome for each in results] == ["new"] * len(files)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--mib", type=int, default=1024)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=None)
    asked = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="parscore-attach-", dir=asked.folder))
    store = WorkspaceFolderStore(lambda _: SMALL_SET.code, lambda _text, _name: SMALL_SET, lambda: datetime.now().astimezone())
    try:
        files = make_files(root / "files", asked.files, asked.mib)
        baseline, durable, own = [], [], []
        for run in range(asked.runs):
            copied, place = root / f"copied-{run}", root / f"year-{run}"
            baseline.append(timed(lambda target=copied: shell(root / "files", target)))
            shutil.rmtree(copied)
            durable.append(timed(lambda target=copied: shell(root / "files", target, ' && sync -f "$2"')))
            shutil.rmtree(copied)
            session = Session()
            session.put(store.create(place, Profile("Sở", "Tỉnh", 2026), SMALL_SET))
            service = EvidenceService(session)
            own.append(timed(lambda service=service: attach(service, files)))
            session.put(None)
            shutil.rmtree(place)
    finally:
        shutil.rmtree(root)
    base, kept, mine = statistics.median(baseline), statistics.median(durable), statistics.median(own)
    figures = {
        "files": asked.files,
        "mib": asked.mib,
        "cp_openssl_s": round(base, 3),
        "attach_s": round(mine, 3),
        "ratio": round(mine / base, 2),
        "cp_openssl_sync_s": round(kept, 3),
        "durable_ratio": round(mine / kept, 2),
        "aim": 1.0,
    }
    print(json.dumps({"benchmark": "attach_files", **figures}))


if __name__ == "__main__":
    main()
