"""Bounds out of the words of a rung: "từ 70% đến dưới 90%" takes 70 in and leaves 90 out.

trên, hơn, quá: above · từ, ít nhất, tối thiểu, không dưới, … trở lên: from · đến, a dash, … trở xuống, không quá: up to · dưới, đến dưới,
không đạt: below · a bare share: just that. A side that the words begin and leave without a figure is missing: it is never filled in.
Figures that do not make one stretch (two measures in one sentence, an upper figure under the lower) give no band at all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from parscore.domain.bands import Band
from parscore.domain.figure_words import Figure, figures, prepared
from parscore.domain.viet_text import clean

Unit = Literal["%", "n"]
Doubt = Literal["", "check", "open"]
Side = Literal["eq", "ge", "gt", "le", "lt", "?"]

_LOWER, _UPPER = {"ge", "gt"}, {"le", "lt"}
_FILLER = re.compile(r"\s*(?:(?:mức|tỷ lệ|tỉ lệ|khoảng|hết|có|được)\s+)*")
_JOIN = re.compile(r"[\s,]*(?:và|nhưng|mà|đồng thời)?\s*(?:đạt|có)?\s*")
_BREAK = re.compile(r"[,;:]|\bvà\b|\bhoặc\b|\bnhưng\b")
_CHANGE = re.compile(r"(?:tăng|giảm|vượt)(?: thêm)?\s*$")
_EXCEPT = re.compile(r"(?:không|chưa) (?:bao )?gồm|không (?:kể|tính)|ngoại trừ|trừ")
_ALL = re.compile(r"\b(tất cả|toàn bộ|đầy đủ|đủ|mọi)\b")
_NONE = re.compile(r"^(không|chưa)\b")
_NOT_ONE = re.compile(r"\bnào\b(?! (?:đủ|đúng|kịp))")
_SOME = re.compile(r"^(có|đã)\b.*\bnhưng\b")
_HALF_NONE = re.compile(
    r"\b(đủ|đúng|hết|kịp|đạt|hoặc(?! (?:giải pháp|sáng kiến|mô hình|cách làm))|tốt|nghiêm|thường xuyên|toàn bộ|tất cả)\b"
)
_FLIP: dict[str, Side] = {"le": "ge", "lt": "gt", "ge": "le", "gt": "lt"}


@dataclass(frozen=True, slots=True)
class Bound:
    """What a rung's words say: a band with its unit, and the side ("lo" or "hi") that was begun and left without a figure.

    `band` is None where the figures do not settle one; `doubt` says that a person should look ("check") or must settle it ("open").
    """

    band: Band | None
    unit: Unit | None
    missing: Literal["", "lo", "hi"] = ""
    doubt: Doubt = ""


@dataclass(frozen=True, slots=True)
class _Atom:
    """One figure with the side that its words give it; `to` where "đến" or a dash leads to it."""

    side: Side
    value: Decimal | None
    percent: bool
    start: int
    end: int
    to: bool = False
    blank: bool = False
    doubt: Doubt = ""
    enough: bool = False


@lru_cache(maxsize=8192)
def read_bound(text: str) -> Bound | None:
    """The bound in a rung's sentence, points left off before; None where no figure bounds anything.

    The unit is "%" where a percent sign or a fraction stands with a figure, else None: the other rungs of the leaf tell.
    """
    whole = clean(text).lower()
    inside = " ; ".join(re.findall(r"\(([^)]*)\)", whole))
    outside = bound_of(prepared(re.sub(r"\([^)]*\)", " ", whole)))
    if outside is not None and _EXCEPT.match(inside.strip()):
        return replace(outside, band=None, doubt="open")
    if outside is not None and outside.unit == "%":
        return outside
    within = bound_of(prepared(inside)) if "%" in inside else None
    if within is None or within.unit != "%":
        return outside
    return within if outside is None else Bound(None, "%", doubt="open")


def bound_of(plain: str) -> Bound | None:
    """The bound in a sentence that is prepared already."""
    atoms = _same_unit(_atoms(plain))
    if not atoms:
        return None
    unit: Unit | None = "%" if any(atom.percent for atom in atoms) else None
    missing = _missing(atoms)
    if missing:
        known = [atom for atom in atoms if atom.value is not None and atom.side != "?"]
        band = _band(plain, known)[0] if known else None
        return Bound(band, unit, missing, "open")
    if any(atom.side == "?" or atom.value is None for atom in atoms):
        return Bound(None, unit, doubt="open")
    if len(atoms) == 1 and _denied(plain, atoms[0]):
        return Bound(None, unit, doubt="open")
    band, doubt = _band(plain, atoms)
    if any(_CHANGE.search(plain[: atom.start]) for atom in atoms):
        doubt = doubt or "check"
    return Bound(band, unit, doubt=doubt)


def _atoms(plain: str) -> list[_Atom]:
    """Every figure, and every blank where one should stand, with its side."""
    found: list[_Atom] = []
    words: list[Figure] = []
    tokens = figures(plain)
    for at, token in enumerate(tokens):
        if words and not _near(plain, words[-1].end, token.start):
            _left_open(plain, found, words)
            words = []
        if token.kind in {"num", "blank"}:
            if token.kind == "num" or words:
                found.append(_atom(plain, token, words, found))
            words = []
        elif token.kind in {"up", "down"}:
            _turn(found, token.kind)
            words = []
        elif not _turned_sign(plain, token, tokens[at + 1 : at + 2], found):
            words.append(token)
    _left_open(plain, found, words)
    return found


def _near(plain: str, end: int, start: int) -> bool:
    return bool(_FILLER.fullmatch(plain[end:start]))


def _atom(plain: str, token: Figure, words: list[Figure], before: list[_Atom]) -> _Atom:
    kinds = [word.kind for word in words]
    start = words[0].start if words else token.start
    to = "to" in kinds
    if to and words[0].sign and not (before and not plain[before[-1].end : words[0].start].strip(" )")):
        to = bool(before) and _dash_of_range(before[-1], kinds)  # a dash that opens a line or stands between words
    alone = not before and start > 0  # "đến 90%" inside a sentence may lead to those reached, not to an upper bound
    side, doubt = _side([kind for kind in kinds if kind not in {"to", "enough"}], to=to, alone=alone)
    return _Atom(side, token.value, token.percent, start, token.end, to, token.kind == "blank", doubt, "enough" in kinds)


def _dash_of_range(before: _Atom, kinds: Sequence[str]) -> bool:
    return before.side in {"ge", "gt"} and not before.to and bool({"lt", "le"} & set(kinds))


def _side(kinds: Sequence[str], *, to: bool, alone: bool) -> tuple[Side, Doubt]:
    if not kinds:
        return ("le", "check" if alone else "") if to else ("eq", "")
    if "fail" in kinds:
        return ("lt", "check") if set(kinds) <= {"fail", "ge"} else ("?", "open")
    if set(kinds) == {"ge", "gt"}:
        return "gt", ""
    if len(set(kinds)) == 1:
        return kinds[0], ""  # type: ignore[return-value]
    return "?", "open"


def _turn(found: list[_Atom], kind: str) -> None:
    """The words "trở lên" and "trở xuống" turn the figure before them."""
    if not found:
        return
    last = found[-1]
    if kind == "up":
        side: Side = "ge" if last.side in {"eq", "ge", "gt"} and not last.to else "?"
        doubt: Doubt = "open" if last.side == "gt" else last.doubt
    else:
        side = "le" if last.side in {"eq", "ge", "le"} else "lt" if last.side == "lt" else "?"
        doubt = "check" if last.side == "lt" else last.doubt
    found[-1] = replace(last, side=side, doubt=doubt)


def _turned_sign(plain: str, token: Figure, following: list[Figure], found: list[_Atom]) -> bool:
    """Whether a sign stands behind its figure, as in "50% ≤ tỷ lệ": then the figure's side is the other way round."""
    if not (token.sign and token.kind in _FLIP and found and found[-1].side == "eq"):
        return False
    if following and following[0].kind == "num" and not plain[token.end : following[0].start].strip():
        return False
    if plain[found[-1].end : token.start].strip():
        return False
    found[-1] = replace(found[-1], side=_FLIP[token.kind])
    return True


def _left_open(plain: str, found: list[_Atom], words: list[Figure]) -> None:
    """A range that was begun and has no upper figure: "từ 50 đến dưới số nhiệm vụ", "từ 70% -" at the end."""
    if not words or not found or words[0].kind != "to" or found[-1].to or found[-1].side not in {"eq", "ge", "gt"}:
        return
    if plain[found[-1].end : words[0].start].strip():
        return
    ends = not plain[words[-1].end :].strip(" .;%)")
    if len(words) > 1 and words[1].kind in _UPPER or ends:
        last = found[-1]
        found.append(_Atom("le", None, last.percent, words[0].start, words[-1].end, True, True))


def _same_unit(atoms: list[_Atom]) -> list[_Atom]:
    """Figures that measure the same: beside a share, a bare number is no bound; of a range, one percent sign does for both."""
    spread = list(atoms)
    for at in range(1, len(spread)):
        if spread[at].to and spread[at].percent != spread[at - 1].percent:
            spread[at - 1], spread[at] = replace(spread[at - 1], percent=True), replace(spread[at], percent=True)
    if not any(atom.percent for atom in spread):
        return spread
    measured = [atom for atom in spread if atom.percent or atom.blank or atom.side != "eq"]
    return [atom if atom.percent or atom.blank else replace(atom, side="?") for atom in measured]


def _missing(atoms: list[_Atom]) -> Literal["", "lo", "hi"]:
    blanks = [atom for atom in atoms if atom.blank]
    if not blanks:
        return ""
    return "hi" if blanks[0].side in _UPPER else "lo"


def _denied(plain: str, atom: _Atom) -> bool:
    """Whether a bare figure stands in a clause that begins with "không" or "chưa" ("không công khai 100%")."""
    clause = _BREAK.split(plain[: atom.start])[-1].strip()
    return atom.side == "eq" and bool(atom.value) and bool(_NONE.match(clause))


def _band(plain: str, atoms: list[_Atom]) -> tuple[Band | None, Doubt]:
    if len(atoms) == 1:
        return _single(plain, atoms[0])
    if len(atoms) > 2:
        return None, "open"
    first, second = atoms
    if second.to:
        return _range(first, second)
    if not _JOIN.fullmatch(_between(plain, first, second)):
        return None, "open"
    lower, upper = (first, second) if first.side in _LOWER else (second, first)
    if lower.side not in _LOWER or upper.side not in _UPPER:
        return None, "open"
    return _stretch(lower, upper, "")


def _between(plain: str, first: _Atom, second: _Atom) -> str:
    """What stands between two figures, "trở lên" and a name for the share left out."""
    return re.sub(r"trở lên|trở xuống|[<>≤≥=]+\s*(?:tỷ lệ|tỉ lệ|[a-z])?", " ", plain[first.end : second.start])


def _single(plain: str, atom: _Atom) -> tuple[Band | None, Doubt]:
    value, side = atom.value, atom.side
    assert value is not None
    if side == "eq" and atom.enough and not atom.percent:
        side = "ge"
    if side == "eq":
        return Band(value, True, value, True), atom.doubt
    if side in _LOWER:
        return Band(value, side == "ge"), atom.doubt
    if _SOME.search(plain):
        return Band(Decimal(0), False, value, side == "le"), atom.doubt
    return Band(hi=value, hi_incl=side == "le"), atom.doubt


def _range(first: _Atom, second: _Atom) -> tuple[Band | None, Doubt]:
    """Two figures with "đến" or a dash between them, rising, or falling as in "dưới 90% đến 70%"."""
    assert first.value is not None
    assert second.value is not None
    if first.value < second.value and first.side in {"eq", "ge", "gt"} and second.side in _UPPER:
        return _stretch(replace(first, side="gt" if first.side == "gt" else "ge"), second, "")
    if first.value > second.value and first.side in {"eq", "ge", "le", "lt"} and second.side != "lt":
        upper = replace(first, side="lt" if first.side == "lt" else "le")
        lower = replace(second, side="gt" if second.side == "gt" else "ge")
        return _stretch(lower, upper, "check" if first.side in _UPPER else "open")
    return None, "open"


def _stretch(lower: _Atom, upper: _Atom, doubt: Doubt) -> tuple[Band | None, Doubt]:
    assert lower.value is not None
    assert upper.value is not None
    if lower.value >= upper.value:
        return None, "open"
    worst: Doubt = max((doubt, lower.doubt, upper.doubt), key=("", "check", "open").index)
    return Band(lower.value, lower.side == "ge", upper.value, upper.side == "le"), worst


def by_words(text: str, *, top: bool, bottom: bool, unit: Unit) -> Band | None:
    """The band that a sentence without a figure means beside rungs that have one: "tất cả" is all, "không …" is none; else None."""
    plain = clean(text).lower()
    if unit == "%" and top and _ALL.search(plain) and not _NONE.search(plain):
        return Band(Decimal(100), True, Decimal(100), True)
    if bottom and _NONE.search(plain) and (not _HALF_NONE.search(plain) or _NOT_ONE.search(plain)):
        return Band(Decimal(0), True, Decimal(0), True)
    return None
