"""Rich text as the lines of a plan; its tables keep their rows and cells."""

import re
from pathlib import Path
from typing import Any

from parscore.adapters.importers.hostile_file import content_of, opened_by_library
from parscore.adapters.importers.plan_lines import source_of
from parscore.adapters.importers.source_grid import SpanCell, SpanRow, SpanTable, Written, clean_keep
from parscore.domain.findings import Finding
from parscore.domain.plan_source import PlanSource
from parscore.services.progress import Progress, Silent

# Signs of the private area stand for what the library would turn into plain strokes and lines; \u takes them as negative numbers.
_MARKS = (
    (re.compile(rb"\\(?:nest)?cell(?![a-z])"), b"\\u-8192 ?", "\ue000"),
    (re.compile(rb"\\(?:nest)?row(?![a-z])"), b"\\u-8191 ?", "\ue001"),
    (re.compile(rb"\\trowd(?![a-z])"), b"\\u-8190 ?\\trowd", "\ue002"),
    (re.compile(rb"\\clvmrg(?![a-z])"), b"\\u-8189 ?", "\ue003"),
)
_CELL, _ROW, _BEGIN, _MERGED = (mark for _, _, mark in _MARKS)
_DELETED = re.compile(rb"\\(?:deleted|revised)(?![a-z])")


def read_rtf_lines(file: Path, progress: Progress = Silent()) -> PlanSource:
    """The text and the tables; raises Refused where it cannot be read."""
    content = content_of(file)
    from striprtf import striprtf

    marked = content
    for found, instead, _ in _MARKS:
        marked = found.sub(instead.replace(b"\\", b"\\\\"), marked)
    library: Any = striprtf
    with opened_by_library(file):
        text: str = library.rtf_to_text(marked.decode("latin-1"), encoding="cp1258", errors="replace")
    findings = (Finding("warning", "table.tracked_changes"),) if _DELETED.search(content) else ()
    tables, below = _parted(text)
    return source_of(Written(tuple(tables), below, findings), file)


def _parted(text: str) -> tuple[list[SpanTable], SpanTable]:
    """The tables with the text above each, and the text below the last; rows without text between them are one table."""
    tables: list[SpanTable] = []
    above: list[str] = []
    for piece in re.split(f"({_BEGIN}[^{_ROW}]*{_ROW})", text):
        if not piece.startswith(_BEGIN):
            above += [line for line in clean_keep(re.sub(f"[{_CELL}{_ROW}{_BEGIN}{_MERGED}]", "", piece)).split("\n") if line]
            continue
        if above or not tables:
            tables.append(SpanTable(above=above))
            above = []
        tables[-1].rows.append(SpanRow(_row(piece[len(_BEGIN) : -len(_ROW)])))
    return tables, SpanTable(above=above)


def _row(piece: str) -> list[SpanCell]:
    """The cells of a row; a definition repeated before its end says nothing new."""
    cells = piece.split(_CELL)[:-1]
    return [SpanCell(clean_keep(re.sub(f"[{_BEGIN}{_MERGED}]", "", cell)).strip("\n")) for cell in cells]
