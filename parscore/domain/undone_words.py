"""Sentences that say nothing was issued at all, alone or beside a date: "không ban hành", "sau ngày 31/01 hoặc không ban hành"."""

import re

from parscore.domain.viet_text import clean

_DOING = r"(?:ban hành|gửi|báo cáo|có|thực hiện|xây dựng|nộp|lập|triển khai|trình|tham mưu|công bố)"
_ALONE = re.compile(rf"[-+•*–\s]*(?:không|chưa)\s+{_DOING}\b", re.I)
_BEHIND = re.compile(rf"\s*[,;]?\s*\bhoặc\s+(?:không|chưa)\s+{_DOING}\b[^\d%]*$", re.I)
_AHEAD = re.compile(rf"^[-+•*–\s]*(?:không|chưa)\s+{_DOING}\b[^\d%,;]*?\s*[,;]?\s*\bhoặc\s+", re.I)


def only_undone(text: str) -> bool:
    """Whether a sentence says that nothing was issued, and names no other case."""
    plain = clean(text)
    return bool(_ALONE.match(plain)) and not _AHEAD.match(plain)


def without_undone(text: str) -> str:
    """The sentence without the case that nothing was issued, where it names another one too."""
    plain = clean(text)
    return _AHEAD.sub("", _BEHIND.sub("", plain))


def may_be_undone(text: str) -> bool:
    """Whether a sentence also takes in that nothing was issued, a case to which no date leads."""
    return without_undone(text) != clean(text)
