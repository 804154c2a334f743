"""Reading plans out of Word and PDF files, against python-docx and pdfplumber taking the text and the tables alone.

    python benchmarks/read_plans.py [--runs 5] FILE…

Prints one line of JSON a file; `ratio` is the best time of reading the whole plan divided by the best time of the library. Aim: 2.0 times.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pdfplumber

from parscore.adapters.files.plan_words_toml import PlanWordsFile
from parscore.adapters.importers.plan_files import PlanFileReader
from parscore.domain.plan_reading import draft_of_plan
from parscore.paths import shipped


def best(work: Callable[[], object], runs: int) -> float:
    """The shortest time of some runs, in seconds."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def by_library(file: Path) -> object:
    """The text and the tables as the library alone gives them."""
    if file.suffix.lower() == ".pdf":
        with pdfplumber.open(file) as book:
            return [(page.extract_text(), page.extract_tables()) for page in book.pages]
    document: Any = docx.Document(str(file))
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return [paragraph.text for paragraph in document.paragraphs], cells


def main() -> None:
    """Time each file."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("files", nargs="+", type=Path)
    arguments.add_argument("--runs", type=int, default=5)
    chosen = arguments.parse_args()
    words = PlanWordsFile(shipped("resources") / "plan_words.toml").words()
    for file in chosen.files:
        ours = best(lambda file=file: draft_of_plan(PlanFileReader().read(file), words), chosen.runs)
        library = best(lambda file=file: by_library(file), chosen.runs)
        print(json.dumps({"file": file.name, "read": round(ours, 3), "library": round(library, 3), "ratio": round(ours / library, 2)}))


if __name__ == "__main__":
    main()
