"""Sentences that hold more or less than one rung: several thresholds in one line, "không phát sinh", points behind a dash."""

import re
from dataclasses import replace
from decimal import Decimal

from parscore.domain.deduction_words import takes_points
from parscore.domain.each_words import earns_each
from parscore.domain.formula_words import holds_formula
from parscore.domain.outcome import Rung
from parscore.domain.rung_points import DASH, split_points
from parscore.domain.viet_text import clean

_CLAUSE = re.compile(r"\s*(?:;|\n|\.\s+(?=[^\W\d_])|/\s*(?=(?:Không|Chưa)\b))\s*")
_DEFINES = re.compile(r"(?:trong đó|với)\b|\(?[a-z]\)?\s*(?:là\b|[:=])", re.I)
_NONE_AROSE = re.compile(
    r"\b(?:không|chưa) (?:có )?(?:phát sinh|thuộc đối tượng|thuộc trường hợp phải|có chức năng"
    r"|có nhiệm vụ|được giao|có thủ tục hành chính|có tthc)\b",
    re.I,
)
_FULL = re.compile(r"điểm tối đa|đủ điểm|trọn điểm", re.I)
_SIGNED = re.compile(r"(?:^|[\s:])[-–—−]\s*(?P<figure>\d+(?:[.,]\d+)?)\s*(?:điểm|đ)?\s*[.;,]?$", re.I)
_MINUS = re.compile(r"(?:^|[\s:])[-–−]\s?\d+(?:[.,]\d+)?\s*(?:điểm|đ)?\s*[.;]?$", re.I)


def one_each(rungs: tuple[Rung, ...], maximum: Decimal) -> tuple[Rung, ...]:
    """The rungs with lines cut that state points several times: "từ 90%: 1 điểm; từ 70%: 0,5 điểm; dưới 70%: 0"."""
    return tuple(part for rung in rungs for part in _parts(rung, maximum))


def _parts(rung: Rung, maximum: Decimal) -> list[Rung]:
    parts = _CLAUSE.split(rung.text)
    if len(parts) < 2:
        return [rung]
    clauses: list[str] = []
    for clause in filter(clean, parts):
        if clauses and _DEFINES.match(clean(clause)):
            clauses[-1] = f"{clauses[-1]}; {clause}"
        else:
            clauses.append(clause)
    if len(clauses) < 2:
        return [rung]
    read = [split_points(clause, maximum) for clause in clauses]
    if read[-1][1] is None:
        read[-1] = (read[-1][0], rung.points)
    told = [points is not None and not takes_points(text) for text, points in read]
    computed = [holds_formula(text) or earns_each(text) for text, _ in read]
    if sum(told) + sum(computed) < len(clauses) or any(takes_points(text) for text, _ in read) or (sum(told) < 2 and not any(computed)):
        return [rung]
    return [replace(rung, text=text, points=points) for text, points in read]


def says_none_arose(text: str) -> bool:
    """Whether a sentence speaks of the case that there was nothing to do."""
    return bool(_NONE_AROSE.search(clean(text)))


def full_if_none(rung: Rung, maximum: Decimal) -> bool:
    """Whether a rung gives full points because nothing arose, so that it is no step of the scale."""
    if not says_none_arose(rung.text):
        return False
    return rung.points == maximum or (rung.points is None and bool(_FULL.search(rung.text)))


def figure_behind_sign(text: str) -> Decimal | None:
    """The figure at the end of a sentence behind a dash or a minus: points earned, or taken away."""
    found = _SIGNED.search(clean(text))
    return Decimal(found["figure"].replace(",", ".")) if found else None


def behind_dash(rungs: tuple[Rung, ...]) -> tuple[tuple[Rung, ...], bool]:
    """Rungs without the points behind a dash, and whether a figure there may take points away: only some rungs are written so."""
    dashed = [rung.points is not None and bool(DASH.search(clean(rung.text))) for rung in rungs]
    minus = [rung.points is None and bool(_MINUS.search(clean(rung.text))) for rung in rungs]
    if any(minus) or (any(dashed) and not all(mark or rung.points == 0 for mark, rung in zip(dashed, rungs, strict=True))):
        return rungs, True
    cut = (replace(rung, text=DASH.sub("", clean(rung.text))) if mark else rung for rung, mark in zip(rungs, dashed, strict=True))
    return tuple(cut) if any(dashed) else rungs, False
