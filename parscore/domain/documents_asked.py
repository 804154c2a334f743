"""A line that asks for a document, parted into what it is, who issues it and by when, where the words settle that."""

import re

from parscore.domain.criteria import EvidenceAsked
from parscore.domain.viet_text import clean

_DAY = r"(?:ngày\s+)?\d{1,2}(?:\s*/\s*|\s+tháng\s+)\d{1,2}(?:(?:\s*/\s*|\s+năm\s+)\d{4})?"
_TIME = rf"(?:{_DAY}|(?:hết\s+)?(?:quý\s+[IV1-4]+|tháng\s+\d{{1,2}})(?:\s*(?:/|năm)\s*\d{{4}})?)"
_DUE = re.compile(
    r"\s*[,;(]?\s*(?:được\s+)?(?:ban hành|gửi|nộp|hoàn thành|phê duyệt|thời hạn|hạn)?\s*:?\s*"
    rf"(?P<due>(?:(?:trước|chậm nhất(?: là)?|muộn nhất(?: là)?|không (?:quá|muộn hơn)|trong|đến|xong)\s+)(?:ngày\s+)?{_TIME})\s*\)?\s*\.?$",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\s*[,(]?\s*do\s+(?P<issuer>[^,;()]+?)\s+(?:cung cấp|ban hành|lập|gửi|xác nhận|phê duyệt|cấp|công bố|thẩm định|ký)\b\s*\)?",
    re.IGNORECASE,
)
_OFFICES = r"(?:Sở|Bộ|UBND|HĐND|Ủy ban|Uỷ ban|Văn phòng|Chủ tịch|Thủ tướng|Chính phủ|Kho bạc|Thanh tra|Ban|Cục|Chi cục|Tỉnh ủy|Giám đốc)"
_PAPERS = r"(?:Kế hoạch|Báo cáo|Quyết định|Công văn|Văn bản|Thông báo|Chương trình|Chỉ thị|Tờ trình)"
_OF = re.compile(rf"^(?P<kind>{_PAPERS}\b[^,;:]*?)\s+của\s+(?P<issuer>{_OFFICES}\b[^,;:]*)$")
_ABOUT = re.compile(r"\b(?:về|quy định|ban hành|giao|phê duyệt|công nhận|chức năng)\b", re.IGNORECASE)


def document_asked(line: str) -> EvidenceAsked:
    """The document that a line asks for; what its words do not settle stays in its kind."""
    kind, due, issuer = clean(line), "", ""
    found = _DUE.search(kind)
    if found and found.start() > 0:
        kind, due = kind[: found.start()].rstrip(" ,;("), found["due"]
    given = _GIVEN.search(kind)
    if given and given.start() > 0 and given.end() == len(kind):
        kind, issuer = kind[: given.start()].rstrip(" ,;("), given["issuer"]
    elif (of := _OF.match(kind)) and not _ABOUT.search(of["kind"]):
        kind, issuer = of["kind"], of["issuer"]
    return EvidenceAsked(kind, issuer, due)
