"""Which column holds what, found by the words of the heading."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from parscore.domain.table_draft import SourceRow, SourceTable
from parscore.domain.viet_text import clean, search_key

_CODE = re.compile(
    r"^(stt|tt|so tt|so thu tu|thu tu|ma( so| hieu)?|muc|ky hieu|no)\.?( (linh vuc|tieu chi|tieu chi thanh phan|chi so|tc|tctp|lv))?$"
)
_NAME = re.compile(r"tieu chi|noi dung|linh vuc|chi so thanh phan|chi tieu danh gia|ten chi so|hang muc|nhiem vu|\bchi so danh gia")
_LOOSE_NAME = re.compile(r"^(cac )?chi so$|^chi tieu|^yeu cau|^cong viec|^ten$|^dien giai")
_LEVEL_POINTS = re.compile(
    r"^diem (?:toi da )?(?:cua )?(?:tung )?(?P<level>linh vuc|tieu chi thanh phan|tctp|tieu chi|chi so thanh phan|chi so)$"
)
_MAX = re.compile(rf"{_LEVEL_POINTS.pattern}|diem (toi da|chuan|quy dinh|cao nhat|tran)|toi da|diem theo quy dinh")
_SCALE = re.compile(
    r"thang diem|(so|muc) diem|diem (cua |theo |cho )?(cac |tung |moi )?muc|diem so|diem (thanh phan|chi tiet)|^(tong )?diem( \(\w+\))?$"
    r"|bieu diem|diem cham chuan"
)
_OTHER = re.compile(
    r"tu (cham|danh gia|cho)|tham dinh|dat duoc|diem cham|cach (tinh|cham)|ghi chu|noi dung|tieu chi|thuc te|phuc tra|^diem dat"
)
_WHOLE = re.compile(r"^(tong|cong)\b")
_OWN = re.compile(r"(diem )?tu (cham|danh gia)")
_OWN_MAX = re.compile(r"toi da.*tu (cham|danh gia)|tu (cham|danh gia).*toi da")
_LINES = re.compile(
    r"(cach( thuc)?|phuong phap|huong dan|cong thuc|tieu chuan|quy dinh|cach thuc) (tinh|cham|danh gia|cho) ?(diem)?|^cong thuc"
    r"|muc do (danh gia|dat|hoan thanh|thuc hien)|cac muc (danh gia|dat|diem)|thang danh gia|dien giai"
    r"|thang diem (danh gia|chi tiet|cu the)"
)
_EVIDENCE = re.compile(r"kiem chung|minh chung|tai lieu|ho so (kem|chung minh)|van ban chung minh|can cu (cham|danh gia)|nguon so lieu")
_DECLARED = re.compile(r"so lieu|ke khai")
_SURVEY = re.compile(r"\bxhh\b|\bdtxhh\b|xa hoi hoc|khao sat")
_NOTES = re.compile(r"^ghi chu")
_ANSWER = re.compile(r"diem (tu )?ke khai|nguon so lieu")
_ANSWERED = re.compile(r"giai trinh|ly do|y kien|ket qua|don vi (chu tri|phu trach|thuc hien)|co quan")
_PLAIN = re.compile(r"^noi dung")
_FIELD_LEVEL = re.compile(r"^(ten |cac )?(linh vuc|nhom tieu chi|nhom)\b(?!.*(tieu chi thanh phan|/))")
_CRITERION_LEVEL = re.compile(r"^(ten |cac )?(tieu chi|chi so|noi dung)\b(?!.*(thanh phan|chi tiet|/))")
_SUB_LEVEL = re.compile(r"^(ten |cac )?((tieu chi|chi so)( \w+)? (thanh phan|con|chi tiet)|tctp|noi dung (chi tiet|danh gia))\b")
_BOTH_LEVELS = re.compile(r"(tieu chi|chi so)\s*(,|/|va|-|–)\s*(tieu chi|chi so) thanh phan")
STRIPPED = " .:*"  # what may stand around the words of a heading
_HEAD_ROWS = 60
_MOST_HEAD_ROWS = 4
_LONGEST_NAME = 90


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions from 0; `code` is None where the code stands before the name in one cell. `head` are the numbers of the heading's rows.

    `rung` is the column of the rungs' points where they have one of their own, else -1; so are `lines` (the scale as lines in a cell),
    `declared` (numbers asked for), `survey` and `notes`. `evidence` are the columns that ask for documents. `levels` are the columns of
    fields, criteria and sub-criteria where each has one of its own, `mixed` says that the last of them holds two levels, and
    `with_fields` that the first holds fields alone; `codes` and `maxima` are the columns of codes and of maxima where there are several,
    `level_maxima` those of each level where their headings name it.
    `own` is the column of the part of each maximum that the department scores, where one beside it holds the whole.
    `doubtful` are the columns that may hold the maxima as well, and `by_content` those that were found by what stands in them.
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
    levels: tuple[int, ...] = ()
    mixed: bool = False
    with_fields: bool = True
    codes: tuple[int, ...] = ()
    maxima: tuple[int, ...] = ()
    level_maxima: tuple[int, ...] = ()
    own: int = -1
    doubtful: tuple[int, ...] = ()
    by_content: tuple[int, ...] = ()

    def read(self) -> set[int | None]:
        """The columns that are read."""
        single = {self.code, self.name, self.points, self.rung, self.lines, self.declared, self.survey, self.own}
        return {*single, *self.evidence, *self.levels, *self.codes, *(self.maxima if self.levels else ())}


def find_columns(table: SourceTable) -> Columns | None:
    """The columns of the first heading that names criteria; `points` is -1 where no column of maxima stands beside them."""
    for pattern in (_NAME, _LOOSE_NAME):
        for at in range(min(len(table.rows), _HEAD_ROWS)):
            found = _heading_at(table.rows, at, pattern)
            if found is not None:
                return found
    return None


def heading_of(table: SourceTable, columns: Columns, column: int) -> str:
    """The words above a column, from the upper row to the lower."""
    rows = [row for row in table.rows if row.number in columns.head]
    return " – ".join(text for row in rows if column < len(row.cells) and (text := clean(row.cells[column].text)))


def is_answer_column(table: SourceTable, columns: Columns, column: int) -> bool:
    """Whether the words above a column say that answers or notes stand in it."""
    key = search_key(heading_of(table, columns, column))
    return bool(_OTHER.search(key) or _NOTES.search(key) or _ANSWERED.search(key))


def keys_of(row: SourceRow) -> list[str]:
    """The words of a row's cells, to be compared."""
    return [search_key(cell.text).strip(STRIPPED) if cell.text else "" for cell in row.cells]


def _heading_at(rows: Sequence[SourceRow], at: int, pattern: "re.Pattern[str]") -> Columns | None:
    keys = keys_of(rows[at])
    names = [column for column, key in enumerate(keys) if _is_name(key, pattern)]
    if not names or sum(1 for key in keys if key) < 2:
        return None
    codes = tuple(column for column, key in enumerate(keys) if _CODE.match(key))
    name = _name(keys, names)
    code = codes[0] if codes else None
    used, under = _lower_rows(rows, at, keys, {name, code})
    head = [rows[at], *used]
    points, rung, maxima = _points_columns(keys, under, names)
    if points < 0 and not under and at and (upper := _upper_row(rows[at - 1], keys)):
        keys, under = upper, keys
        head.insert(0, rows[at - 1])
        points, rung, maxima = _points_columns(keys, under, names)
    if points < 0 and code is None and pattern is _LOOSE_NAME:
        return None
    if points < 0 and code is None and sum(1 for key in keys if key) < 3:
        return None
    found = Columns(code, name, points, tuple(row.number for row in head), rung, codes=_several(codes), maxima=_several(maxima))
    found = _with_levels(found, keys, under, names)
    if not found.levels and points >= 0:
        found = replace(found, maxima=_several(tuple(sorted({*(maxima or (points,)), *_alike(points, keys, under)}))))
    return _with_others(replace(found, own=_own_half(points, keys, under)), keys, under)


def _alike(points: int, keys: list[str], under: list[str]) -> list[int]:
    """The columns beside that of maxima under the same heading, each for another kind of body: "có TTHC | không có TTHC"."""
    return [
        column
        for column in _spanned(points, keys, under)
        if not (_SURVEY.search(under[column]) or _is_other(under[column]) or _WHOLE.match(under[column]))
    ]


def _spanned(points: int, keys: list[str], under: list[str]) -> list[int]:
    """The columns with words of their own under the heading that the column of maxima stands under."""
    first = next((column for column in range(points, -1, -1) if _at(keys, column)), points)
    spanned = [column for column in range(first, len(under)) if column == first or _at(keys, column) in {"", _at(keys, first)}]
    return [column for at, column in enumerate(spanned) if column == first + at and _at(under, column)]


def _own_half(points: int, keys: list[str], under: list[str]) -> int:
    """Beside a column of whole maxima, that of the part which the department scores: "Tổng | Tự đánh giá | XHH"; -1 where there is none."""
    if points < 0 or not _WHOLE.match(_at(under, points)):
        return -1
    return _first([column for column in _spanned(points, keys, under) if column != points and _OWN.match(under[column])])


def _upper_row(row: SourceRow, keys: list[str]) -> list[str]:
    """The keys of a row above the one that names the criteria, where it groups some of the columns; none where it is a title."""
    upper = keys_of(row)
    filled = [column for column, key in enumerate(upper) if key]
    grouped = [column for column in filled if column < len(keys) and (_MAX.search(upper[column]) or _SCALE.search(upper[column]))]
    return (
        upper if grouped and len(filled) <= max(1, len(keys) // 2) and all(len(upper[column]) < _LONGEST_NAME for column in filled) else []
    )


def _lower_rows(rows: Sequence[SourceRow], at: int, keys: list[str], named: set[int | None]) -> tuple[list[SourceRow], list[str]]:
    """The rows under a heading's first that belong to it, and the words of all of them by column."""
    used: list[SourceRow] = []
    under: list[str] = []
    for row in rows[at + 1 : at + _MOST_HEAD_ROWS]:
        if not _is_second_head(row, keys, named):
            break
        used.append(row)
        lower = keys_of(row)
        width = max(len(under), len(lower))
        under = [" ".join(part for part in (_at(under, column), _at(lower, column)) if part) for column in range(width)]
    return used, under


def _is_name(key: str, pattern: "re.Pattern[str]") -> bool:
    return (
        bool(pattern.search(key))
        and len(key) < _LONGEST_NAME
        and not any(other.search(key) for other in (_EVIDENCE, _DECLARED))
        and not (_MAX.search(key) and not re.search(r"\(.*toi da.*\)", key))
    )


def _name(keys: list[str], names: list[int]) -> int:
    """The column of names: one that speaks of criteria alone before one that also tells how they are scored."""
    return next((column for column in names if not _LINES.search(keys[column]) and not _CODE.match(keys[column])), names[0])


def _is_second_head(row: SourceRow, keys: list[str], named: set[int | None]) -> bool:
    """Whether the row under a heading still belongs to it: nothing new under code and name, words and no number elsewhere."""
    texts = [
        (column, cell.text.strip())
        for column, cell in enumerate(row.cells)
        if (cell.text.strip() or cell.lost_formula)
        and not (column < len(keys) and search_key(cell.text).strip(" .:*") == keys[column] != "")
    ]
    return bool(texts) and not any(
        column in named or not re.search(r"[^\W\d_]", text) or len(text) > _LONGEST_NAME for column, text in texts
    )


def _points_columns(keys: list[str], under: list[str], names: list[int]) -> tuple[int, int, tuple[int, ...]]:
    """The column of maxima and, beside it, that of the rungs' points, with all columns of maxima; a lone column of points serves both."""
    maxima, scales = [], []
    for line in (under, keys):  # the lower row of a heading says more than the one merged above it
        plain = [(at, key) for at, key in enumerate(line) if at not in names and not _SURVEY.search(key) and not _is_other(key)]
        maxima += [_own_share(column, keys, under) for column, key in plain if _MAX.search(key) and not _LINES.search(key)]
        scales += [column for column, key in plain if _SCALE.search(key) and not _LINES.search(key)]
    maxima += [column for line in (under, keys) for column, key in enumerate(line) if _OWN_MAX.search(key) and not _SURVEY.search(key)]
    if not maxima:
        return (scales[0] if scales else -1), -1, tuple(scales[:1])
    rung = next((column for column in scales if column != maxima[0] and _stands_alone(column, keys, under)), -1)
    return maxima[0], rung, tuple(sorted(set(maxima)))


def _stands_alone(column: int, keys: list[str], under: list[str]) -> bool:
    """Whether a heading's words are said of this column alone, not of several below it."""
    lower = _at(under, column)
    return not under or bool(_SCALE.search(lower)) or (not lower and (column + 1 >= len(keys) or bool(keys[column + 1])))


def _is_other(key: str) -> bool:
    if _LEVEL_POINTS.search(key):
        return False
    return bool(_OTHER.search(key)) and not (_MAX.search(key) and re.search(r"\(.*\)", key))


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


def _with_levels(columns: Columns, keys: list[str], under: list[str], names: list[int]) -> Columns:
    """The columns with those of fields, criteria and sub-criteria where they stand side by side."""
    said = {column: _at(under, column) or keys[column] for column in range(len(keys))} | {column: keys[column] for column in names}
    ranks = [(column, rank) for column in sorted(said) if (rank := _rank(said[column])) and not _LINES.search(said[column])]
    levels: list[tuple[int, int]] = []
    for column, rank in ranks:
        if not levels or rank > levels[-1][1]:
            levels.append((column, rank))
    if len(levels) < 2 or (levels[0][1] == 2 and levels[1][1] == 2):
        return columns
    places = tuple(column for column, _ in levels)
    points = next((column for column in reversed(columns.maxima) if column not in places), columns.points)
    return replace(
        columns,
        name=places[-1],
        levels=places,
        mixed=bool(_BOTH_LEVELS.search(said[places[-1]])),
        points=points,
        with_fields=levels[0][1] == 1,
        level_maxima=_level_maxima([rank for _, rank in levels], {column: said[column] for column in columns.maxima}),
    )


def _level_maxima(ranks: Sequence[int], said: Mapping[int, str]) -> tuple[int, ...]:
    """The column of each level's maxima where their headings name the levels ("Điểm lĩnh vực", "Điểm tiêu chí"), else none."""
    named = {_rank(found["level"]): column for column, key in said.items() if (found := _LEVEL_POINTS.search(key))}
    places = tuple(named.get(rank, -1) for rank in ranks)
    return places if any(place >= 0 for place in places) else ()


def _rank(key: str) -> int:
    """1 for a column of fields, 2 of criteria, 3 of sub-criteria, 0 for any other."""
    if len(key) >= _LONGEST_NAME or _EVIDENCE.search(key) or _DECLARED.search(key):
        return 0
    if _SUB_LEVEL.search(key):
        return 3
    if _BOTH_LEVELS.search(key):
        return 2
    if _FIELD_LEVEL.search(key):
        return 1
    return 2 if _CRITERION_LEVEL.search(key) and not key.startswith("noi dung") and key not in {"chi so", "cac chi so"} else 0


def _with_others(columns: Columns, keys: list[str], under: list[str]) -> Columns:
    """The columns with those that hold a scale in lines, evidence, numbers, survey and notes."""
    width = max(len(keys), len(under))
    taken = {columns.code, columns.name, columns.points, columns.rung, columns.own, *columns.levels, *columns.codes}
    pairs = [(column, (_at(under, column), _at(keys, column))) for column in range(width) if column not in taken]
    declared = [column for column, words in pairs if _any(_DECLARED, words) and not _any(_ANSWER, words)]
    evidence = [column for column, words in pairs if _any(_EVIDENCE, words) and column not in declared]
    survey = [column for column, words in pairs if _any(_SURVEY, words) and column not in {*declared, *evidence}]
    rest = [(column, words) for column, words in pairs if column not in {*declared, *evidence, *survey}]
    lines = [column for column, words in rest if _any(_LINES, words)] or [column for column, words in rest if _any(_PLAIN, words)]
    notes = [column for column, words in rest if _any(_NOTES, words)]
    others = (_first(lines), _first(declared), _first(survey), _first(notes))
    return replace(columns, lines=others[0], declared=others[1], survey=others[2], notes=others[3], evidence=tuple(evidence))


def _several(columns: tuple[int, ...]) -> tuple[int, ...]:
    return columns if len(columns) > 1 else ()


def _any(pattern: "re.Pattern[str]", words: Sequence[str]) -> bool:
    return any(pattern.search(word) for word in words)


def _first(columns: list[int]) -> int:
    return columns[0] if columns else -1


def _at(words: Sequence[str], column: int) -> str:
    return words[column] if column < len(words) else ""
