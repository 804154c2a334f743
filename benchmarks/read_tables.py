"""A criteria table of 150 leaves read and proposed, against the library alone that loads the file and walks its cells, in one process.

    python benchmarks/read_tables.py [--runs 7]

Excel: openpyxl loads the workbook and gives each cell's value. Word: python-docx loads the document and gives each cell's text.
"""

import argparse
import json
import statistics
import sys
import tempfile
import timeit
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
from openpyxl.styles import Border, Font, Side

from parscore.adapters.importers.criteria_table import CriteriaTableReader

FIELDS, LEAVES, AIM = 5, 30, 2
HEAD = ("STT", "Lĩnh vực/ Tiêu chí/ Tiêu chí thành phần", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định", "Ghi chú")
SCALES = (
    ("Ban hành kế hoạch cải cách hành chính năm", "Ban hành kịp thời: 1", "Ban hành không kịp thời: 0,5", "Không ban hành: 0"),
    ("Tỷ lệ nhiệm vụ hoàn thành", "Hoàn thành từ 90% trở lên: 1", "Từ 70% đến dưới 90%: 0,5", "Dưới 70%: 0"),
    ("Niêm yết thủ tục hành chính", "Đầy đủ, đúng quy định: 1", "Không đầy đủ hoặc không đúng quy định: 0"),
    ("Sáng kiến được công nhận", "Có từ 02 sáng kiến trở lên: 1", "Có 01 sáng kiến: 0,5", "Không có sáng kiến: 0"),
    ("Chế độ báo cáo định kỳ", "Thực hiện đúng quy định: 1", "Thực hiện không đúng quy định: 0"),
)

Row = tuple[object, ...]


def rows() -> list[Row]:
    """The table: fields, criteria, leaves of several kinds and their rungs."""
    table: list[Row] = [("", "BẢNG ĐIỂM TIÊU CHÍ CẢI CÁCH HÀNH CHÍNH NĂM 2026"), HEAD]
    for f in range(1, FIELDS + 1):
        table.append((str(f), f"LĨNH VỰC THỨ {f}", LEAVES))
        for n in range(LEAVES):
            if not n % 5:
                table.append((f"{f}.{n // 5 + 1}", f"Nhóm tiêu chí {n // 5 + 1}", 5))
            name, *rungs = SCALES[n % len(SCALES)]
            table.append((f"{f}.{n // 5 + 1}.{n % 5 + 1}", f"{name} ({f}.{n})", 1))
            table += [("", rung, float(rung.rsplit(": ", 1)[1].replace(",", "."))) for rung in rungs]
    return table


def save_book(file: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    thin = Side(style="thin")
    for at, row in enumerate(rows(), 1):
        for column in range(1, len(HEAD) + 1):
            cell = sheet.cell(at, column, row[column - 1] if column <= len(row) else None)
            cell.border = Border(thin, thin, thin, thin)
            cell.font = Font(name="Times New Roman", size=12, bold=bool(row[0]))
    book.save(file)
    return file


def save_document(file: Path) -> Path:
    document = docx.Document()
    table = document.add_table(0, len(HEAD))
    for row in rows():
        for cell, value in zip(table.add_row().cells, row, strict=False):
            cell.text = str(value).replace(".", ",") if isinstance(value, float) else str(value)
    document.save(str(file))
    return file


def walk_book(file: Path) -> int:
    sheets = openpyxl.load_workbook(file).worksheets
    return sum(cell.value is not None for sheet in sheets for row in sheet.iter_rows() for cell in row)


def walk_document(file: Path) -> int:
    return sum(bool(cell.text) for table in docx.Document(str(file)).tables for row in table.rows for cell in row.cells)


def forget() -> None:
    """A person reads a table once: nothing may be known from the run before."""
    for module in [each for name, each in sys.modules.items() if name.startswith("parscore")]:
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def read(file: Path) -> int:
    forget()
    return sum(1 for _ in CriteriaTableReader().read(file).criteria.leaves())


def compare(file: Path, plain: Callable[[Path], int], runs: int) -> dict[str, object]:
    assert read(file) == FIELDS * LEAVES
    plain(file)
    pairs = [(timeit.timeit(lambda: read(file), number=1), timeit.timeit(lambda: plain(file), number=1)) for _ in range(runs)]
    ours, base = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    facts = {"parscore_ms": round(ours * 1000), "plain_ms": round(base * 1000), "ratio": round(ratio, 2), "aim": AIM}
    return {"what": f"read {file.suffix}", "leaves": FIELDS * LEAVES, **facts}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=7)
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(compare(save_book(Path(folder) / "bang.xlsx"), walk_book, runs)))
        print(json.dumps(compare(save_document(Path(folder) / "bang.docx"), walk_document, runs)))


if __name__ == "__main__":
    main()
