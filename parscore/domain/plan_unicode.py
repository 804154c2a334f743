"""A plan written in old fonts, brought to Unicode before anything else reads it; that it was done is told."""

from dataclasses import replace

from parscore.domain.findings import Finding
from parscore.domain.plan_source import PlanLine, PlanSource
from parscore.domain.viet_encodings import Encoding, encoding_of, to_unicode

_NAMES = {"tcvn3": "TCVN3", "vni": "VNI"}


def in_unicode(source: PlanSource) -> PlanSource:
    """The source with every text in Unicode; one that is so already comes back as it is."""
    old = encoding_of(line.text for line in source.lines)
    if old == "unicode":
        return source
    lines = tuple(_line(line, old) for line in source.lines)
    changed = sum(new.text != line.text for new, line in zip(lines, source.lines, strict=True))
    told = Finding("warning", "plan.old_font", facts={"font": _NAMES[old], "lines": changed})
    return replace(source, lines=lines, findings=(*source.findings, told))


def _line(line: PlanLine, old: Encoding) -> PlanLine:
    cells = tuple(replace(cell, text=to_unicode(cell.text, old)) for cell in line.cells)
    return replace(line, text=" ".join(cell.text for cell in cells if cell.text) if cells else to_unicode(line.text, old), cells=cells)
