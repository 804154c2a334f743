"""Which column holds what, found by the words of the heading."""

import re
from dataclasses import dataclass

from parscore.domain.table_draft import SourceRow, SourceTable
from parscore.domain.viet_text import search_key

_CODE = re.compile(r"^(stt|tt|so tt|so thu tu|ma|ma so|muc)$")
_NAME = re.compile(r"tieu chi|noi dung|linh vuc")
_MAX = re.compile(r"diem (toi da|chuan|quy dinh)|thang diem|toi da|^diem$")
_OTHER = re.compile(r"tu (cham|danh gia)|tham dinh|dat duoc|diem cham")
_HEAD_ROWS = 40


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions from 0; `code` is None where the code stands before the name in one cell. `head` are the numbers of the heading's rows."""

    code: int | None
    name: int
    points: int
    head: tuple[int, ...]


def find_columns(table: SourceTable) -> Columns | None:
    """The columns of the first heading that names criteria; `points` is -1 where no column of maxima stands beside them."""
    for at, row in enumerate(table.rows[:_HEAD_ROWS]):
        keys = [search_key(cell.text) for cell in row.cells]
        names = [column for column, key in enumerate(keys) if _NAME.search(key) and len(key) < 90 and not _MAX.search(key)]
        if not names or sum(1 for key in keys if key) < 2:
            continue
        below = table.rows[at + 1] if at + 1 < len(table.rows) else None
        under = [search_key(cell.text) for cell in below.cells] if below is not None and _is_second_head(below, names[0]) else []
        code = next((column for column, key in enumerate(keys) if _CODE.match(key)), None)
        points = _points_column(keys, under)
        if points is None and code is None:
            continue
        head = (row.number, below.number) if under and below is not None else (row.number,)
        return Columns(code, names[0], -1 if points is None else points, head)
    return None


def _is_second_head(row: SourceRow, name: int) -> bool:
    """Whether the row under a heading still belongs to it: nothing under the name, words elsewhere."""
    named = row.cells[name].text.strip() if name < len(row.cells) else ""
    return not named and any(cell.text.strip() and cell.number is None for cell in row.cells)


def _points_column(keys: list[str], under: list[str]) -> int | None:
    for line in (keys, under):
        for column, key in enumerate(line):
            if _MAX.search(key) and not _OTHER.search(key):
                return column
    return None
