"""Lines that a page or a program broke are one line again."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parscore.domain.plan_labels import begins_item
from parscore.domain.plan_source import PlanLine

_ENDS = re.compile(r"[.;:!?]\s*[\"”)]*$|\./\.?$|-{3,}$|^\W+$")
_NUMBER_ON = re.compile(r"\d+[\d/.]*[/\-][\w\-/]*\b")
_CUT = re.compile(r"\w[/-]$")  # a code such as NĐ-CP or 12/KH-UBND was broken there
_WRAPPED_SHARE = 0.1
_LONG_ENOUGH = 30
_WIDEST_PRINT = 160
_STARTS_ANEW = re.compile(
    r"Căn cứ\b|Điều \d|Nơi nhận|Thực hiện (?:Quyết định|Kế hoạch|Nghị quyết)\b|Theo đề nghị\b|Xét đề nghị\b|Số:|\(Kèm theo|\(Ban hành"
)

Group = list[PlanLine]


def unwrapped(lines: Sequence[PlanLine]) -> tuple[tuple[PlanLine, tuple[int, ...]], ...]:
    """Each line as it was meant, with the numbers of the lines of print that it is made of; rows of tables stay as they are."""
    wrapped = _is_wrapped(lines)
    groups: list[Group] = []
    for line in lines:
        last = groups[-1] if groups else None
        if last is not None and not line.cells and not last[-1].cells and _goes_on(_text(last), last[-1], line, wrapped):
            last.append(line)
        else:
            groups.append([line])
    return tuple((replace(group[0], text=_text(group)), tuple(line.number for line in group)) for group in groups)


def _text(group: Group) -> str:
    text = group[0].text
    for line in group[1:]:
        text += line.text if _CUT.search(text) else f" {line.text}"
    return text


def _is_wrapped(lines: Sequence[PlanLine]) -> bool:
    """Whether lines of print were broken to fit: many go on in small letters right below."""
    pairs = [(one, two) for one, two in zip(lines, lines[1:], strict=False) if not one.cells and not two.cells]
    close = [(one, two) for one, two in pairs if not two.after_gap and len(one.text) < _WIDEST_PRINT]
    going_on = sum(1 for one, two in close if two.text[:1].islower() and not begins_item(two.text) and not _ENDS.search(one.text))
    return going_on > 1 and going_on > _WRAPPED_SHARE * len(pairs)


def _goes_on(before: str, last: PlanLine, line: PlanLine, wrapped: bool) -> bool:
    """Whether a line is the rest of what stands before it."""
    if begins_item(line.text) or _STARTS_ANEW.match(line.text) or last.bold != line.bold:
        return False
    open_bracket = before.count("(") > before.count(")")
    if _ENDS.search(before):
        return wrapped and not line.after_gap and before.endswith(";") and not _is_list(before)
    if line.text[:1].islower() or open_bracket and ")" in line.text:
        return True
    if _NUMBER_ON.match(line.text):
        return len(before) > _LONG_ENOUGH
    return wrapped and not line.after_gap and len(last.text) >= _LONG_ENOUGH


def _is_list(text: str) -> bool:
    """A paragraph of the grounds ends with a semicolon and the next one begins anew."""
    return text.startswith("Căn cứ")
