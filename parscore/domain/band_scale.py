"""Scales told by numbers: shares (bands) or things counted (count), with the proof that each number has just one rung."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from parscore.domain.bands import Band, band_faults, beyond, owners
from parscore.domain.bound_words import Bound, Unit, by_words, read_bound
from parscore.domain.counted_things import count_of, plainly_counted
from parscore.domain.input_words import share_in_words
from parscore.domain.measure_words import against_target, better_if_fewer, of_changes, spoilt, unlike_measures
from parscore.domain.outcome import Rung
from parscore.domain.points import HUNDRED, ZERO
from parscore.domain.rule_proposal import Proposal, proposed
from parscore.domain.rules import Bands, Count, Rule
from parscore.domain.rung_clauses import says_none_arose
from parscore.domain.scale_faults import measured_faults
from parscore.domain.viet_text import clean

_REST = re.compile(
    r"^[-+•*\s]*ngoài (?:các |những )?(?:khoảng|mức|trường hợp) (?:nêu )?trên|^[-+•*\s]*(?:các "
    r"|những )?(?:trường hợp |mức |kết quả |đơn vị |tỷ lệ )*(?:còn lại|khác)\b"
    r"|^[-+•*\s]*(?:không|chưa) (?:đạt|thuộc|đáp ứng) (?:được )?(?:một trong )?(?:các |những )?(?:mức"
    r"|trường hợp|điều kiện|yêu cầu|tỷ lệ) (?:nêu |quy định )?(?:ở )?trên",
    re.I,
)
_ALL = Band(HUNDRED, True, HUNDRED, True)
_MOST = 1_000_000
_NO_ONE = Band(ZERO, True, ZERO, True)
_SOME_FAIL = re.compile(r"^[-+•*\s]*(?:vẫn )?(?:có|còn)\b.*\b(?:không|chưa|chậm|trễ|quá hạn|muộn|sai|vi phạm|tồn)\b", re.I)


def banded(name: str, maximum: Decimal, rungs: tuple[Rung, ...]) -> Proposal | None:
    """The rule of a scale whose rungs numbers tell apart; None where they do not."""
    bounds = [read_bound(rung.text) for rung in rungs]
    unit = _unit(rungs, bounds)
    if unit is None:
        return None
    bands, questions = _bands(rungs, bounds, unit)
    missing = tuple(at for at, bound in enumerate(bounds, 1) if bound is not None and bound.missing)
    unclear = tuple(at for at, bound in enumerate(bounds, 1) if bound is not None and bound.doubt == "open" and not bound.missing)
    faults = sorted({fault.kind for fault in band_faults(bands, HUNDRED if unit == "%" else None, whole=unit == "n")})
    asked = measured_faults(maximum, rungs, bands, complete=not faults)
    asked += ["missing_bound"] * bool(missing) + ["unclear_figures"] * bool(unclear)
    asked += questions
    bare = unit == "%" and any(bound is not None and bound.unit != "%" and not bound.missing for bound in bounds)
    if bare:
        asked.append("mixed_units" if faults else "percent_missing")
    asked += faults
    asked += _doubts(rungs, bounds, bands, unit)
    if unit == "n" and plainly_counted(name, [rung.text for rung in rungs]):
        asked = [question for question in asked if question not in {"counted", "words_taken"}]
    if not _as_it_should(name, rungs, bands, unit):
        asked.append("bent_words")
    read = tuple(replace(rung, band=band) for rung, band in zip(rungs, bands, strict=True))
    return replace(proposed(_rule(name, rungs, unit), read, asked), missing_bound=missing, unclear=unclear)


def _rule(name: str, rungs: tuple[Rung, ...], unit: Unit) -> Rule:
    texts = [rung.text for rung in rungs]
    if unit == "n":
        return Count(count_of(texts))
    return Bands(share_in_words(name, texts))


def _unit(rungs: tuple[Rung, ...], bounds: Sequence[Bound | None]) -> Unit | None:
    """What the figures of a leaf measure: shares where any has a percent sign, things where two rungs or more tell numbers apart."""
    if any(bound is not None and bound.unit == "%" for bound in bounds):
        return "%"
    bands = [bound.band for bound in bounds if bound is not None and bound.band is not None]
    if len(bands) >= 2 or (len(bands) == 1 and len(rungs) == 2 and _counts_beside_none(bands[0], rungs, bounds)):
        return "n" if all(_whole(band) for band in bands) else None
    return None


def _counts_beside_none(band: Band, rungs: tuple[Rung, ...], bounds: Sequence[Bound | None]) -> bool:
    """Whether "từ 02 mô hình" stands beside a rung of none or of the rest, so that the figure tells the two apart."""
    other = next(rung.text for rung, bound in zip(rungs, bounds, strict=True) if bound is None or bound.band is None)
    none = by_words(other, top=False, bottom=True, unit="n") is not None or bool(_REST.match(clean(other)))
    return none and band.lo is not None and band.lo != band.hi


def _whole(band: Band) -> bool:
    sides = [side for side in (band.lo, band.hi) if side is not None]
    return all(side == int(side) and side < _MOST and not 1900 <= side <= 2100 for side in sides)  # years count nothing


def _bands(rungs: tuple[Rung, ...], bounds: Sequence[Bound | None], unit: Unit) -> tuple[list[Band | None], list[str]]:
    """A band for each rung: by its figures, by words such as "tất cả" and "không có", or what the others leave ("còn lại")."""
    best, least = _ends(rungs)
    end = bounds[least]
    fewer = end is not None and end.band is not None and end.band.lo is not None and end.band.hi is None
    top, bottom = (-1, best) if fewer else (best, least)  # of late cases the fewer the better: "không có" earns most
    bands, questions = [], []
    for at, (rung, bound) in enumerate(zip(rungs, bounds, strict=True)):
        band = bound.band if bound is not None else by_words(rung.text, top=at == top, bottom=at == bottom, unit=unit)
        questions += ["words_taken"] * (bound is None and band is not None)
        bands.append(band)
    if len(rungs) == 2 and bands[best] == _ALL and bounds[least] is None and _SOME_FAIL.match(clean(rungs[least].text)):
        bands[least] = Band(None, False, HUNDRED, False)  # "100% … đúng" and "có … không đúng"
        questions.append("words_taken")
    if any(band == _NO_ONE and bounds[at] is None and not says_none_arose(rungs[at].text) for at, band in enumerate(bands)):
        bands = [_of_some(band) if bound is not None else band for bound, band in zip(bounds, bands, strict=True)]
    rest = [at for at, bound in enumerate(bounds) if bound is None and bands[at] is None]
    if len(rest) == 1 and _REST.match(clean(rungs[rest[0]].text)):
        bands[rest[0]] = left_over(bands, unit)
        rest = [at for at in rest if bands[at] is None]
    return bands, [*questions, *["words_only"] * bool(rest)]


def _of_some(band: Band | None) -> Band | None:
    """A stretch that is open below, without the 0 that a rung of its own says in words: "dưới 5%" beside "không có"."""
    return band if band is None or band.lo is not None else replace(band, lo=ZERO, lo_incl=False)


def _ends(rungs: tuple[Rung, ...]) -> tuple[int, int]:
    """The places of the best and of the least rung: the first and the last, unless points say otherwise."""
    first, last = rungs[0].points, rungs[-1].points
    return (len(rungs) - 1, 0) if first is not None and last is not None and first < last else (0, len(rungs) - 1)


def left_over(bands: Sequence[Band | None], unit: Unit) -> Band | None:
    """The one stretch that no band takes in; None where there are none or several."""
    top = HUNDRED if unit == "%" else None
    gaps = [fault for fault in band_faults(bands, top, whole=unit == "n") if fault.kind == "gap"]
    if len(gaps) != 1 or gaps[0].hi is None:
        return None
    lo, hi = gaps[0].lo, gaps[0].hi
    below, above = lo == ZERO and not owners(bands, lo), hi == top and not owners(bands, hi)
    return Band(None if below else lo, not below and not owners(bands, lo), None if above else hi, not above and not owners(bands, hi))


def _doubts(rungs: tuple[Rung, ...], bounds: Sequence[Bound | None], bands: Sequence[Band | None], unit: Unit) -> list[str]:
    """What a person should look at although the numbers are complete."""
    texts = [rung.text for rung, bound in zip(rungs, bounds, strict=True) if bound is not None]
    doubts = ["over_hundred"] if unit == "%" and reaches_beyond(bands) else []
    if unit == "%" and not doubts and against_target(texts):
        doubts.append("target")
    if any(bound is not None and bound.doubt == "check" for bound in bounds) or of_changes(texts):
        doubts.append("bent_words")
    return [*doubts, *unlike_measures(texts), *["counted"] * (unit == "n")]


def _as_it_should(name: str, rungs: tuple[Rung, ...], bands: Sequence[Band | None], unit: Unit) -> bool:
    """Whether more earns more of what is good, and fewer of what is not."""
    if _fewer_earns_more(rungs, bands):
        return unit == "n" or better_if_fewer([name, *(rung.text for rung in rungs)])
    return not spoilt(name)


def _fewer_earns_more(rungs: tuple[Rung, ...], bands: Sequence[Band | None]) -> bool:
    """Whether the stretch that ends all others, up to 100 % or without end, earns nothing; of what is good that is a slip of the pen."""
    ending = [rung for rung, band in zip(rungs, bands, strict=True) if band is not None and (band.hi is None or band.holds(HUNDRED))]
    return any(rung.points == ZERO for rung in ending)


def reaches_beyond(bands: Sequence[Band | None]) -> bool:
    """Whether a stretch lies above 100 %, which no share can reach."""
    return any(band is not None and beyond(band, HUNDRED) for band in bands)
