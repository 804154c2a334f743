"""Which column holds what, found by the words of the heading."""

import re
from dataclasses import dataclass

from parscore.domain.table_draft import SourceRow, SourceTable
from parscore.domain.viet_text import search_key

_CODE = re.compile(r"^(stt|tt|so tt|so thu tu|ma|ma so|muc)$")
_NAME = re.compile(r"tieu chi|noi dung|linh vuc")
_MAX = re.compile(r"diem (toi da|chuan|quy dinh)|toi da")
_SCALE = re.compile(r"thang diem|(so|muc) diem|diem (cac|tung|moi|theo) muc|diem so|diem (thanh phan|chi tiet)|^diem$")
_OTHER = re.compile(r"tu (cham|danh gia)|tham dinh|dat duoc|diem cham|cach (tinh|cham)|ghi chu|noi dung|tieu chi")
_HEAD_ROWS = 40


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions from 0; `code` is None where the code stands before the name in one cell. `head` are the numbers of the heading's rows.

    `rung` is the column of the rungs' points where they have one of their own, else -1.
    """

    code: int | None
    name: int
    points: int
    head: tuple[int, ...]
    rung: int = -1


def find_columns(table: SourceTable) -> Columns | None:
    """The columns of the first heading that names criteria; `points` is -1 where no column of maxima stands beside them."""
    for at, row in enumerate(table.rows[:_HEAD_ROWS]):
        keys = [search_key(cell.text) for cell in row.cells]
        names = [column for column, key in enumerate(keys) if _NAME.search(key) and len(key) < 90 and not _MAX.search(key)]
        if not names or sum(1 for key in keys if key) < 2:
            continue
        below = table.rows[at + 1] if at + 1 < len(table.rows) else None
        code = next((column for column, key in enumerate(keys) if _CODE.match(key)), None)
        second = below is not None and _is_second_head(below, {names[0], code})
        under = [search_key(cell.text) for cell in below.cells] if below is not None and second else []
        points, rung = _points_columns(keys, under)
        if points < 0 and code is None:
            continue
        head = (row.number, below.number) if under and below is not None else (row.number,)
        return Columns(code, names[0], points, head, rung)
    return None


def _is_second_head(row: SourceRow, named: set[int | None]) -> bool:
    """Whether the row under a heading still belongs to it: nothing under code and name, words and no number elsewhere."""
    texts = [(column, cell.text.strip()) for column, cell in enumerate(row.cells) if cell.text.strip() or cell.lost_formula]
    return bool(texts) and not any(column in named or not re.search(r"[^\W\d_]", text) for column, text in texts)


def _points_columns(keys: list[str], under: list[str]) -> tuple[int, int]:
    """The column of maxima and, beside it, that of the rungs' points; a lone column of points serves both."""
    maxima, scales = [], []
    for line in (under, keys):  # the lower row of a heading says more than the one merged above it
        maxima += [column for column, key in enumerate(line) if _MAX.search(key) and not _OTHER.search(key)]
        scales += [column for column, key in enumerate(line) if _SCALE.search(key) and not _OTHER.search(key)]
    if not maxima:
        return (scales[0] if scales else -1), -1
    return maxima[0], next((column for column in scales if column != maxima[0] and (not under or column > maxima[0])), -1)
