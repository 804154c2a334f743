"""Who signed: the name under the title at the end of a document, past stamps of digital signatures."""

import re
from collections.abc import Iterator, Sequence

_POSTS = (
    "PHÓ GIÁM ĐỐC|GIÁM ĐỐC|PHÓ CHỦ TỊCH|CHỦ TỊCH|PHÓ CHÁNH VĂN PHÒNG|CHÁNH VĂN PHÒNG|PHÓ CHÁNH THANH TRA|CHÁNH THANH TRA"
    "|PHÓ TRƯỞNG BAN|TRƯỞNG BAN"
    "|PHÓ TRƯỞNG PHÒNG|TRƯỞNG PHÒNG|PHÓ CHI CỤC TRƯỞNG|CHI CỤC TRƯỞNG|PHÓ CỤC TRƯỞNG|CỤC TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG"
    "|HIỆU TRƯỞNG|VIỆN TRƯỞNG"
    "|TỔNG GIÁM ĐỐC|BÍ THƯ|PHÓ BÍ THƯ"
)
_POST = re.compile(rf"\W*(?:(?:KT|TM|TL|TUQ|Q)\s*\.?\s*)?(?:{_POSTS})(?: SỞ| TỈNH)?\W*$")
_FOR = re.compile(r"\W*(?:TM|KT|TL|TUQ)\s*\.?\s*(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|HỘI ĐỒNG|BAN)\b.*$")
_STAMP = re.compile(r"\W*(?:Ký bởi|Người ký|Signature|Signed by)\s*:", re.I)
_STAMP_END = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[+-]\d{2}:?\d{2})?")
_DEGREE = re.compile(r"^(?:(?:GS|PGS|TS|ThS|Ths|BS|CKI+|CK1|CK2|KS|Ks)\.?\s*[.,]?\s*)+(?=[A-ZĐ])")
_FURTHEST = 16
_LONGEST_STAMP = 9


def read_signer(lines: Sequence[str]) -> tuple[str | None, str | None, bool]:
    """The name, the title above it, and whether a later place names someone else."""
    found = list(_signers(lines))
    if not found:
        return None, None, False
    return *found[0], any(name != found[0][0] for name, _ in found)


def _signers(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(lines):
        if not (_POST.match(lines[at]) or _FOR.match(lines[at])):
            at += 1
            continue
        titles, at = _titles(lines, at)
        name = _name_below(lines, at) if any(_POST.match(title) for title in titles) else None
        if name:
            yield name, " ".join(titles)


def _titles(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """The lines of one title: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"."""
    titles = []
    while at < len(lines) and (not lines[at] or _POST.match(lines[at]) or _FOR.match(lines[at])):
        titles += [lines[at].strip(" ,.:-")] if lines[at] else []
        at += 1
    return titles, at


def _name_below(lines: Sequence[str], start: int) -> str | None:
    at = start
    while at < min(len(lines), start + _FURTHEST):
        if _STAMP.match(lines[at]):
            at = _past_stamp(lines, at)
            continue
        name = _person(lines[at])
        if name:
            return name
        at += 1
    return None


def _past_stamp(lines: Sequence[str], at: int) -> int:
    """The line after a stamp, which ends with a time of day; a stamp without one ends at a blank line."""
    near = range(at, min(len(lines), at + _LONGEST_STAMP))
    ends = [each for each in near if _STAMP_END.search(lines[each])] or [each for each in near if not lines[each]]
    return (ends[0] if ends else at) + 1


def _person(line: str) -> str | None:
    """A line that is a name and nothing else."""
    bare = _DEGREE.sub("", line.strip(" .,"))
    words = bare.split()
    if not 2 <= len(words) <= 5 or not all(word.isalpha() and word[0].isupper() for word in words):
        return None
    alike = all(word[1:].islower() or len(word) == 1 for word in words) or bare.isupper()
    return bare if alike and not re.match(rf"(?:{_POSTS}|ĐÃ KÝ|KẾ HOẠCH|PHỤ LỤC|NƠI NHẬN)", bare.upper()) else None
