"""Which column holds what, found by the words of the heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parscore.domain.table_draft import SourceRow, SourceTable
from parscore.domain.viet_text import clean, search_key

_CODE = re.compile(r"^(stt|tt|so tt|so thu tu|thu tu|ma|ma so|ma tieu chi|muc|ky hieu)$")
_NAME = re.compile(r"tieu chi|noi dung|linh vuc|chi so thanh phan|chi tieu danh gia")
_MAX = re.compile(r"diem (toi da|chuan|quy dinh|cao nhat|tran)|toi da")
_SCALE = re.compile(r"thang diem|(so|muc) diem|diem (cac|tung|moi|theo) muc|diem so|diem (thanh phan|chi tiet)|^diem$")
_OTHER = re.compile(r"tu (cham|danh gia)|tham dinh|dat duoc|diem cham|cach (tinh|cham)|ghi chu|noi dung|tieu chi")
_OWN_MAX = re.compile(r"toi da.*tu (cham|danh gia)|tu (cham|danh gia).*toi da")
_LINES = re.compile(
    r"(cach( thuc)?|phuong phap|huong dan|cong thuc|tieu chuan|quy dinh|cach thuc) (tinh|cham|danh gia|cho) ?(diem)?|^cong thuc"
    r"|muc do (danh gia|dat|hoan thanh|thuc hien)|cac muc (danh gia|dat)|thang danh gia|dien giai"
)
_EVIDENCE = re.compile(r"kiem chung|minh chung|tai lieu|ho so (kem|chung minh)|van ban chung minh")
_DECLARED = re.compile(r"so lieu|ke khai")
_SURVEY = re.compile(r"\bxhh\b|xa hoi hoc|khao sat")
_NOTES = re.compile(r"^ghi chu")
_ANSWER = re.compile(r"diem (tu )?ke khai")
_HEAD_ROWS = 40
_LONGEST_NAME = 90


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions from 0; `code` is None where the code stands before the name in one cell. `head` are the numbers of the heading's rows.

    `rung` is the column of the rungs' points where they have one of their own, else -1; so are `lines` (the scale as lines in a cell),
    `declared` (numbers asked for), `survey` and `notes`. `evidence` are the columns that ask for documents.
    """

    code: int | None
    name: int
    points: int
    head: tuple[int, ...]
    rung: int = -1
    lines: int = -1
    declared: int = -1
    survey: int = -1
    notes: int = -1
    evidence: tuple[int, ...] = ()

    def read(self) -> set[int | None]:
        """The columns that are read."""
        return {self.code, self.name, self.points, self.rung, self.lines, self.declared, self.survey, *self.evidence}


def find_columns(table: SourceTable) -> Columns | None:
    """The columns of the first heading that names criteria; `points` is -1 where no column of maxima stands beside them."""
    for at, row in enumerate(table.rows[:_HEAD_ROWS]):
        keys = [search_key(cell.text) for cell in row.cells]
        names = [column for column, key in enumerate(keys) if _is_name(key)]
        if not names or sum(1 for key in keys if key) < 2:
            continue
        below = table.rows[at + 1] if at + 1 < len(table.rows) else None
        code = next((column for column, key in enumerate(keys) if _CODE.match(key)), None)
        name = _name(keys, names)
        second = below is not None and _is_second_head(below, keys, {name, code})
        under = [search_key(cell.text) for cell in below.cells] if below is not None and second else []
        points, rung = _points_columns(keys, under)
        if points < 0 and code is None:
            continue
        head = (row.number, below.number) if under and below is not None else (row.number,)
        return _with_others(Columns(code, name, points, head, rung), keys, under)
    return None


def heading_of(table: SourceTable, columns: Columns, column: int) -> str:
    """The words above a column, from the upper row to the lower."""
    rows = [row for row in table.rows if row.number in columns.head]
    return " – ".join(text for row in rows if column < len(row.cells) and (text := clean(row.cells[column].text)))


def _is_name(key: str) -> bool:
    return bool(_NAME.search(key)) and len(key) < _LONGEST_NAME and not any(other.search(key) for other in (_MAX, _EVIDENCE, _DECLARED))


def _name(keys: list[str], names: list[int]) -> int:
    """The column of names: one that speaks of criteria alone before one that also tells how they are scored."""
    return next((column for column in names if not _LINES.search(keys[column]) and not _CODE.match(keys[column])), names[0])


def _is_second_head(row: SourceRow, keys: list[str], named: set[int | None]) -> bool:
    """Whether the row under a heading still belongs to it: nothing new under code and name, words and no number elsewhere."""
    texts = [
        (column, cell.text.strip())
        for column, cell in enumerate(row.cells)
        if (cell.text.strip() or cell.lost_formula) and not (column < len(keys) and search_key(cell.text) == keys[column] != "")
    ]
    return bool(texts) and not any(column in named or not re.search(r"[^\W\d_]", text) for column, text in texts)


def _points_columns(keys: list[str], under: list[str]) -> tuple[int, int]:
    """The column of maxima and, beside it, that of the rungs' points; a lone column of points serves both."""
    maxima, scales = [], []
    for line in (under, keys):  # the lower row of a heading says more than the one merged above it
        plain = [(column, key) for column, key in enumerate(line) if not _SURVEY.search(key) and not _OTHER.search(key)]
        maxima += [_own_share(column, keys, under) for column, key in plain if _MAX.search(key)]
        scales += [column for column, key in plain if _SCALE.search(key)]
    maxima += [column for line in (under, keys) for column, key in enumerate(line) if _OWN_MAX.search(key) and not _SURVEY.search(key)]
    if not maxima:
        return (scales[0] if scales else -1), -1
    return maxima[0], next((column for column in scales if column != maxima[0] and (not under or column > maxima[0])), -1)


def _own_share(column: int, keys: list[str], under: list[str]) -> int:
    """Where the first column under a heading of maxima is the survey's, the next one that it spans and that is not."""
    at = column
    while (
        at < len(under)
        and _SURVEY.search(under[at])
        and at + 1 < len(under)
        and (at + 1 >= len(keys) or keys[at + 1] in {"", keys[column]})
    ):
        at += 1
    return at


def _with_others(columns: Columns, keys: list[str], under: list[str]) -> Columns:
    """The columns with those that hold a scale in lines, evidence, numbers, survey and notes."""
    width = max(len(keys), len(under))
    taken = {columns.code, columns.name, columns.points, columns.rung}
    pairs = [
        (column, tuple(line[column] if column < len(line) else "" for line in (under, keys)))
        for column in range(width)
        if column not in taken
    ]
    declared = [column for column, words in pairs if _any(_DECLARED, words) and not _any(_ANSWER, words)]
    evidence = [column for column, words in pairs if _any(_EVIDENCE, words) and column not in declared]
    survey = [column for column, words in pairs if _any(_SURVEY, words) and column not in {*declared, *evidence}]
    rest = [(column, words) for column, words in pairs if column not in {*declared, *evidence, *survey}]
    lines = [column for column, words in rest if _any(_LINES, words)] or [
        column for column, words in rest if _any(re.compile(r"^noi dung"), words)
    ]
    notes = [column for column, words in rest if _any(_NOTES, words)]
    return Columns(
        columns.code,
        columns.name,
        columns.points,
        columns.head,
        columns.rung,
        _first(lines),
        _first(declared),
        _first(survey),
        _first(notes),
        tuple(evidence),
    )


def _any(pattern: "re.Pattern[str]", words: Sequence[str]) -> bool:
    return any(pattern.search(word) for word in words)


def _first(columns: list[int]) -> int:
    return columns[0] if columns else -1
