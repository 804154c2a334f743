"""What sentences of a scale say is measured, figures left off: the same of every rung, or of some what is late, denied or more."""

import re
from collections.abc import Sequence

from parscore.domain.figure_words import names_time, remainder
from parscore.domain.viet_text import clean

_LATE = re.compile(
    r"\b(?:trễ|quá hạn|chậm|muộn|tồn đọng|sai|(?:không|chưa) (?:đúng|đạt|kịp|hoàn thành|giải quyết|xử lý|công khai|đầy đủ|thực hiện))\b"
)
_BAD = re.compile(
    r"\b(?:trễ|quá hạn|chậm|muộn|tồn|sai|lỗi|vi phạm|khiếu nại|tố cáo|không|chưa|giảm|bị|thiếu"
    r"|hủy|trả lại|kỷ luật|phản ánh|kiến nghị|nợ|thất thoát)\b",
    re.I,
)
_SPOILT = re.compile(
    r"\b(?:trễ (?:hạn|hẹn)|quá hạn|chậm|muộn|tồn đọng|sai sót|sai phạm|bị trả lại|(?:không|chưa) (?:đúng|đạt|kịp|hoàn thành|đầy đủ))\b",
    re.I,
)
_CURED = re.compile(r"\b(?:xin lỗi|khắc phục|thu hồi|xử lý|giải quyết được|được giải quyết|giảm|không (?:có|để|bị|còn)|báo cáo)\b", re.I)
_CHANGE = re.compile(r"\b(?:làm tròn|so với|cùng kỳ|tăng|giảm|vượt)\b")
_EXTRA = re.compile(
    r"[,;]\s*(?:và |đồng thời |trong đó |nhưng |mà |kèm )*(?:có|không|phải|đã|chưa|được|bảo đảm"
    r"|đảm bảo|đúng|đầy đủ|kịp thời|đạt|chất lượng|theo)\b"
    r"|\b(?:đồng thời|trong đó|kèm theo|nhưng|với điều kiện|liên tiếp|liên tục)\b|\b(?:và|hoặc) (?:có|không|đã"
    r"|chưa|được|bảo đảm|đảm bảo|đúng|đầy đủ|kịp thời|đạt)\b"
)
_LETTER = re.compile(r"(?<![\w/])[a-z](?=\s*(?:[<>≤≥=]|/\s*[a-z]\b))|(?<=[<>≤≥=/])\s*[a-z](?![\w)./])")
_TARGET = re.compile(r"%\s*(?:so với\s+)?(?:mức\s+)?(?:chỉ tiêu|dự toán thu)\b", re.I)
_DENIED = re.compile(r"\b(?:không|chưa)\b")
_SLIGHT = frozenset(
    [
        "đạt",
        "có",
        "thì",
        "nếu",
        "tỷ",
        "tỉ",
        "lệ",
        "số",
        "các",
        "tổng",
        "trường",
        "hợp",
        "được",
        "hoàn",
        "thành",
        "thực",
        "hiện",
        "mức",
        "trong",
        "của",
        "và",
        "về",
        "từ",
        "đến",
        "khoảng",
        "là",
        "những",
        "đã",
        "-",
        "–",
        ";",
        ":",
        ",",
        ".",
        "(",
        ")",
        "%",
        "tiêu",
        "kết",
        "quả",
    ]
)


def unlike_measures(sentences: Sequence[str]) -> list[str]:
    """What sentences say of different things: some of what is late, or denied, or of more than the others."""
    texts = [remainder(sentence) for sentence in sentences]
    told = [text for text in texts if _content(text)]
    if len({bool(_LATE.search(text)) for text in told}) > 1:
        return ["mixed_measures"]
    unlike = (
        not _nested(texts),
        len({bool(_EXTRA.search(text)) for text in texts}) > 1,
        len({bool(_DENIED.search(text)) for text in told}) > 1,
        len({names_time(sentence) for sentence in sentences}) > 1,
        len({letters for sentence in sentences if (letters := _letters(sentence))}) > 1,
    )
    return ["extra_words"] * any(unlike)


def against_target(sentences: Sequence[str]) -> bool:
    """Whether a share is of a target, which what was reached may pass."""
    return any(_TARGET.search(clean(sentence)) for sentence in sentences)


def of_changes(sentences: Sequence[str]) -> bool:
    """Whether a sentence measures a change, or against another year."""
    return any(_CHANGE.search(remainder(sentence)) for sentence in sentences)


def better_if_fewer(sentences: Sequence[str]) -> bool:
    """Whether a sentence names what there should be little of, so that fewer may well earn more."""
    return any(_BAD.search(clean(sentence)) for sentence in sentences)


def spoilt(name: str) -> bool:
    """Whether a leaf's name measures what went wrong, so that a scale on which more earns more must be looked at."""
    return bool(_SPOILT.search(clean(name))) and not _CURED.search(clean(name))


def _letters(sentence: str) -> frozenset[str]:
    """The letters that a sentence compares: a in "50% ≤ a < 80%"."""
    return frozenset(found.strip() for found in _LETTER.findall(clean(sentence).lower()))


def _content(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{2,}|\b[ivx]\b", text)) - _SLIGHT


def _nested(texts: Sequence[str]) -> bool:
    """Whether every sentence says what the fullest says, or leaves part of it out."""
    contents = [_content(text) for text in texts]
    fullest = max(contents, key=len, default=frozenset())
    return all(content <= fullest for content in contents)
