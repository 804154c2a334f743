"""Scales of days late: "đúng hạn", "chậm dưới 10 ngày", "chậm từ 10 ngày trở lên", "không gửi".

Only calendar days counted in figures make such a scale; months, working days and deadlines told in words are judged by the officer.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from parscore.domain.bands import Band, band_faults
from parscore.domain.bound_words import bound_of
from parscore.domain.outcome import Rung
from parscore.domain.points import ZERO
from parscore.domain.rule_proposal import Proposal, proposed
from parscore.domain.rules import DateRule
from parscore.domain.scale_faults import measured_faults
from parscore.domain.undone_words import only_undone, without_undone
from parscore.domain.viet_text import clean

_LATE = re.compile(
    r"\b(?:chậm|trễ|muộn|quá hạn|quá thời hạn|sau hạn|sau thời hạn)\b(?:\s+(?:hạn|so với [^\d]{0,40}?"
    r"|thời hạn|thời gian|quy định))*\s*(?P<days>.*)$",
    re.I,
)
_DAYS = re.compile(r"(\d)\s*ngày\b", re.I)
_OTHER_SPANS = re.compile(r"\d\s*(?:tháng|tuần|giờ|quý|năm)\b|ngày làm việc|%", re.I)
_ON_TIME = re.compile(
    r"\b(?:kịp thời|đúng hạn|đúng thời hạn|đúng thời gian|trước hạn|đúng tiến độ|trong thời hạn|không (?:chậm|trễ|quá hạn))\b", re.I
)
_DENIED = re.compile(r"\b(?:không|chưa) (?:kịp thời|đúng|trước|trong)\b", re.I)
_DUE = re.compile(
    r"\b(?P<word>trước|chậm nhất(?: là)?|muộn nhất(?: là)?|không muộn hơn|đến hết|không quá)\s+(?:ngày\s+)?"
    r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})",
    re.I,
)
_ON_TIME_BAND = Band(None, False, ZERO, True)


def days_late(name: str, maximum: Decimal, rungs: tuple[Rung, ...]) -> Proposal | None:
    """A rule by days late; None where the sentences do not count days."""
    texts = [clean(rung.text) for rung in rungs]
    if any(_OTHER_SPANS.search(text) for text in texts) or not any(_DAYS.search(text) for text in texts):
        return None
    bands: list[Band | None] = []
    for text in texts:
        band = None if only_undone(text) else _band(without_undone(text))
        if band is None and not only_undone(text):
            return None
        bands.append(band)
    if bands.count(_ON_TIME_BAND) != 1 or len([band for band in bands if band]) < 2:
        return None
    faults = sorted({fault.kind for fault in band_faults(bands, None, whole=True)})
    questions = measured_faults(maximum, rungs, bands, complete=not faults)
    read = tuple(replace(rung, band=band) for rung, band in zip(rungs, bands, strict=True))
    return proposed(DateRule(due_in([name, *texts])), read, [*questions, *faults, "days_late"])


def _band(text: str) -> Band | None:
    late = _LATE.search(text)
    if late and _DAYS.search(late["days"]):
        if re.search(r"\bhoặc\b", text, re.I):
            return None
        bound = bound_of(_DAYS.sub(r"\1", clean(late["days"])).lower())
        if bound is None or bound.band is None or bound.doubt == "open":
            return None
        return replace(bound.band, lo=ZERO, lo_incl=False) if bound.band.lo is None else bound.band
    if late and not re.search(r"\b(?:không|chưa)\s+(?:bị\s+)?(?:chậm|trễ|quá hạn|muộn)\b", text, re.I):
        return None
    return _ON_TIME_BAND if _ON_TIME.search(text) and not _DENIED.search(text) and not _DAYS.search(text) else None


def due_in(texts: Sequence[str]) -> date | None:
    """The one due date that sentences state in full; "trước ngày 15/12" ends the day before."""
    found = {
        (one["word"].lower() == "trước", one["day"], one["month"], one["year"]) for text in texts for one in _DUE.finditer(clean(text))
    }
    if len(found) != 1:
        return None
    before, day, month, year = found.pop()
    try:
        stated = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return stated - timedelta(days=1) if before else stated
