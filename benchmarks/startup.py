"""Start of the window against a bare PySide6 window with a tree of 100 rows, in alternation in the same run.

    python benchmarks/startup.py [--runs 11]

`first_paint` is the empty start page, `usable` a workspace of 120 leaves and 5,000 documents opened and shown; both from the start of the
process, after a first turn that is not counted and lets Python keep its compiled files, as an installed program has them.
Aims: first paint 1.5 times, usable 3 times the bare window. Needs no screen.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

LEAVES, DOCUMENTS = 120, 5000

BARE = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTreeView

class FirstPaint(QObject):
    seen = False

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.seen:
            self.seen = True
            QTimer.singleShot(0, done)
        return False

app = QApplication(sys.argv)
window, tree, model = QMainWindow(), QTreeView(), QStandardItemModel()
model.setHorizontalHeaderLabels(["Mã", "Tiêu chí", "Điểm"])
for number in range(100):
    model.appendRow([QStandardItem(f"{number}"), QStandardItem("Công bố, công khai thông tin đúng quy định"), QStandardItem("1,5")])
tree.setModel(model)
window.setCentralWidget(tree)
window.resize(1280, 800)

def done():
    print(f"first_paint {time.time():.6f}", flush=True)
    app.exit(0)

watch = FirstPaint()
tree.viewport().installEventFilter(watch)
window.show()
sys.exit(app.exec())
"""
OURS = "import sys; from parscore.__main__ import desk; sys.argv[0] = 'parscore'; desk()"


def seconds_to(words: str, command: list[str], environment: dict[str, str]) -> float:
    """Start a program and wait for its line `words TIME`; it is ended afterwards."""
    began = time.time()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as running:
        assert running.stdout is not None
        for line in running.stdout:
            if line.startswith(f"{words} "):
                running.terminate()
                return float(line.split()[1]) - began
    raise SystemExit(f"no {words}")


def fill(folder: Path) -> None:
    """A workspace of 120 leaves in seven fields and 5,000 documents, each proving one leaf."""
    from parscore.bootstrap import build_app
    from parscore.domain.assessment import Profile
    from parscore.domain.criteria import CriteriaSet, Criterion, Field
    from parscore.domain.evidence import Document, KeptFile, Link
    from parscore.domain.outcome import Inputs, Rung
    from parscore.domain.rules import Ladder

    scale = tuple(Rung(text, Decimal(points)) for text, points in (("Đầy đủ, kịp thời", "1"), ("Chậm", "0.5"), ("Không có", "0")))
    name = "Tiêu chí thành phần về công bố, công khai thông tin đúng quy định"
    groups: dict[int, list[Criterion]] = {}
    for number in range(LEAVES):
        code = f"{number % 7 + 1}.{number // 7 + 1}"
        groups.setdefault(number % 7, []).append(Criterion(code, code, f"{name} {code}", Decimal(1), Ladder(), scale))
    fields = tuple(Field(f"{at + 1}", f"{at + 1}", f"Lĩnh vực {at + 1}", Decimal(len(found)), tuple(found)) for at, found in groups.items())
    app = build_app()
    app.workspaces.create(folder, Profile("Sở Công Thương", "tỉnh Mẫu", 2026), CriteriaSet("do", "Bộ để đo", "1", 2026, fields))
    keys = [leaf.key for leaf in app.session.work().assessment.criteria.leaves()]
    for key in keys[:100]:
        app.scoring.record(key, Inputs(choice=1 + len(key) % 2))
    with app.session.begin() as unit:
        for number in range(DOCUMENTS):
            kept = KeptFile(f"{number:064x}", f"Báo cáo {number}.pdf", 200_000)
            identity, title = f"d{number:05}", f"Báo cáo kết quả cải cách hành chính số {number}"
            unit.put_document(Document(identity, f"{number}/BC-SCT", date(2026, 3, 1), "Sở Công Thương", title, "", (kept,)))
            unit.put_link(Link(keys[number % LEAVES], identity, f"trang {number % 9 + 1}"))
        unit.commit()
    app.workspaces.back_up()
    app.close()


def measure(runs: int, home: Path) -> dict[str, object]:
    """Medians in milliseconds and the medians of the ratios pair by pair."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PARSCORE_TIMINGS": "1",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    workspace = home / "so"
    fill(workspace)
    ways = {
        "bare": ("first_paint", [sys.executable, "-c", BARE]),
        "first_paint": ("first_paint", [sys.executable, "-c", OURS]),
        "usable": ("usable", [sys.executable, "-c", OURS, str(workspace)]),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(runs + 1):
        for name, (words, command) in ways.items():
            seconds = seconds_to(words, command, environment)
            if turn:
                taken[name].append(seconds)
    shown: dict[str, object] = {f"{name}_ms": round(statistics.median(times) * 1000) for name, times in taken.items()}
    for name in ("first_paint", "usable"):
        shown[f"{name}_ratio"] = round(statistics.median(ours / bare for ours, bare in zip(taken[name], taken["bare"], strict=True)), 2)
    return shown


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=11)
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="parscore-") as home:
        figures = measure(runs, Path(home))
    print(json.dumps({"what": "startup", "leaves": LEAVES, "documents": DOCUMENTS} | figures | {"aims": [1.5, 3]}))


if __name__ == "__main__":
    main()
