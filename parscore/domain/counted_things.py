"""The things that the rungs of a count tell apart, and whether the sentences leave no doubt what is counted."""

import re
from collections.abc import Sequence

from parscore.domain.figure_words import figures, prepared, remainder
from parscore.domain.outcome import NumberInput
from parscore.domain.rules import Count
from parscore.domain.viet_text import clean

_MARK = re.compile(r"^điểm\b")
_RANK = re.compile(r"\b(?:xếp (?:hạng|thứ)|thứ hạng|hạng|vị trí thứ|đứng thứ|nhóm)\b", re.I)
_STOP = re.compile(
    r"\s*(?:trở (?:lên|xuống)|(?<!tin)[,;:(]|\bhoặc\b(?! (?:giải pháp|sáng kiến|mô hình|cách làm))|\bvà\b|\bđược\b|\btheo\b|\btrong\b|$)"
)
_THINGS = re.compile(
    r"(?:lần|cuộc|buổi|lượt|tin|bài|sáng kiến|giải pháp|mô hình|báo cáo|văn bản|hồ sơ|đơn vị"
    r"|cơ quan|phòng|xã|phường|thôn|hình thức|hội nghị|lớp|đề tài|đề án|dự án|nhiệm vụ|thủ tục|tthc|cách làm|chuyên mục"
    r"|chương trình|kế hoạch|công trình|vụ|trường hợp|đơn|kiến nghị|cá nhân|tập thể|công chức|viên chức|cán bộ|người|dịch vụ)\b"
)
_NOT_COUNTED = re.compile(
    r"\b(?:tỷ lệ|tỉ lệ|mức độ|điểm số|hạng|bậc|bình quân|trung bình|mỗi|từng|thêm|còn(?! lại)"
    r"|thiếu|ngày|tháng|quý|tuần|giờ|triệu|tỷ|đồng)\b|%",
    re.I,
)
_NONE = re.compile(r"^[-+•*–\s]*(?:không|chưa)\b(?P<rest>.*)$", re.I)
_SLIGHT = frozenset(("có", "để", "nào", "xảy", "ra", "được", "phát", "sinh", "bị"))
_DOING = re.compile(r"(?:có|đạt|thực|hiện|tổ|chức|họp|gửi|ban|hành|đăng|tải|xây|dựng|đề|xuất|kiểm|tra|triển|khai|số|nếu|tiến|mở|phát|viết)")
_QUALIFIED = re.compile(r"\b(?:đúng|kịp|đầy đủ|chậm|trễ|muộn|thiếu|sai|quá hạn|vi phạm|không|chưa|bị)\b")
_LEAD = re.compile(r"^(?:(?:có|nếu|đạt|thì|từ|[-+•*–:;.,])\s*)+")


def count_of(texts: Sequence[str]) -> NumberInput:
    """The number that the rungs of a count tell apart: things, a mark or a rank."""
    plain = Count().number
    nouns = [noun for text in texts if (noun := _counted(text)) is not None]
    if any(_RANK.search(clean(text)) for text in texts):
        return NumberInput(plain.name, "Thứ hạng")
    if nouns and all(_MARK.match(noun) for noun in nouns):
        return NumberInput(plain.name, "Số điểm đạt được", "amount")
    named = {noun.casefold(): noun for noun in reversed(nouns) if noun}
    if len(named) != 1:
        return plain
    before = {head for text in texts if (head := _before(text))}
    qualified = f" {before.pop()}" if len(before) == 1 and _QUALIFIED.search(next(iter(before))) else ""
    return NumberInput(plain.name, f"Số {next(iter(named.values()))}{qualified}")


def plainly_counted(name: str, texts: Sequence[str]) -> bool:
    """Whether every figure counts the same things, the name measures nothing else, and a rung of none denies just those things."""
    nouns = {noun.lower() for text in texts if (noun := _counted(text))}
    if len(nouns) != 1 or not _THINGS.match(next(iter(nouns))) or any(_NOT_COUNTED.search(clean(text)) for text in (name, *texts)):
        return False
    said = {word for text in texts if _counted(text) is not None for word in _words(remainder(text))}
    if any(not _DOING.fullmatch(word) for word in said - set(_words(next(iter(nouns))))):
        return False  # "gửi đúng hạn 4 báo cáo", "2 sáng kiến được công nhận": the things are not all that is meant
    denied = [found["rest"] for text in texts if _counted(text) is None and (found := _NONE.match(clean(text)))]
    return all(set(_words(rest)) <= said | _SLIGHT and not _denies_less(next(iter(nouns)), rest) for rest in denied)


def _denies_less(noun: str, rest: str) -> bool:
    """Whether a rung of none names the things without all that is said of them: "không có mô hình" beside "2 mô hình cấp tỉnh"."""
    thing = _THINGS.match(noun)
    named = set(_words(thing[0])) if thing else set()
    return bool(named) and named <= set(_words(rest)) and not set(_words(noun)) - {"năm"} <= set(_words(rest))


def _before(text: str) -> str:
    """What stands before the first figure of a sentence and its words, "" where nothing does or no figure follows."""
    tokens = figures(prepared(text))
    return _LEAD.sub("", prepared(text)[: tokens[0].start]).strip(" .:;,-–") if any(token.kind == "num" for token in tokens) else ""


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def _counted(text: str) -> str | None:
    """What stands behind the last figure of a sentence; None where it has no figure."""
    plain = prepared(text)
    numbers = [token for token in figures(plain) if token.kind == "num"]
    if not numbers:
        return None
    rest = plain[numbers[-1].end :]
    noun = rest[: _stop(rest)].strip(" .-–")
    at = clean(text).lower().rfind(noun)
    return clean(text)[at : at + len(noun)] if at >= 0 else noun


def _stop(rest: str) -> int:
    found = _STOP.search(rest)
    return found.start() if found else len(rest)
