"""Plain text as the lines of a plan: tabs part cells, as do the strokes of a table that is written with them."""

import re
from pathlib import Path

from parscore.adapters.importers.blocks_html import decoded
from parscore.adapters.importers.hostile_file import OLE, ZIP, content_of
from parscore.adapters.importers.plan_lines import text_lines
from parscore.domain.errors import Refused
from parscore.domain.plan_source import PlanCell, PlanLine, PlanSource, numbered, without_marks
from parscore.services.progress import Progress, Silent

_STROKES = re.compile(r"\s*\|(.+)\|\s*")
_RULE = re.compile(r"[\s|:+=-]+")
_MOST_LINES = 100_000


def read_text_lines(file: Path, progress: Progress = Silent()) -> PlanSource:
    """Every line that says something; raises Refused with what is wrong with the file."""
    content = content_of(file)
    if content.startswith((OLE, ZIP, b"%PDF")) or b"\0\0" in content[:200]:
        raise Refused("file.not_text", file=file.name)
    return source_of_text(decoded(content, file.name), file)


def source_of_text(text: str, file: Path) -> PlanSource:
    """The lines of a text, each with its number; rows that follow each other are one table."""
    written = re.split(r"\r\n|\r|\n|\f", text)
    if len(written) > _MOST_LINES:
        raise Refused("file.too_many_lines", file=file.name, lines=len(written), limit=_MOST_LINES)
    lines: list[PlanLine] = []
    gap, table, in_table = False, 0, False
    for at, each in enumerate(written, 1):
        place = f"dòng {at}"
        cells = _cells(each)
        if cells:
            table += not in_table
            lines.append(PlanLine(0, " ".join(each.split()), place, False, gap, cells, table))
        elif not each.strip() or (in_table and _RULE.fullmatch(each)):
            gap = gap or not each.strip()
            continue
        else:
            lines += text_lines(each, place, after_gap=gap)
        gap, in_table = False, bool(cells)
    return PlanSource(file.name, numbered(lines))


def _cells(line: str) -> tuple[PlanCell, ...]:
    """The cells of a row, none where a line is no row of a table."""
    strokes = _STROKES.fullmatch(line)
    if strokes and "|" in strokes[1] and not _RULE.fullmatch(line):
        return tuple(PlanCell(without_marks(part)) for part in strokes[1].split("|"))
    if "\t" in line.strip("\r\n ") and line.strip():
        return (
            tuple(PlanCell(without_marks(part)) for part in line.split("\t"))
            if line.strip("\t ").count("\t") or line.endswith("\t")
            else ()
        )
    return ()
