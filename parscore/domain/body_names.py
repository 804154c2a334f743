"""Who leads and who supports, and what comes of it: cells of a plan cut into bodies and into products.

A proper name keeps its commas and its "và" ("Sở Văn hóa, Thể thao và Du lịch"), a collective under one "các" stays whole
("Các sở, ban, ngành"); a cut is made only before words that begin a body.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parscore.domain.viet_text import CAPITALS, SMALLS, clean, search_key


@dataclass(frozen=True, slots=True)
class Body:
    """A body as printed, and what a plan notes beside it: its part of the task, a note in brackets."""

    name: str
    role: str = ""


_NOTE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_FIRST_KEPT, _MOST_KEPT = 0xE000, 0x1900
_KEPT = re.compile("[\ue000-\uf8ff]")
_LINES = re.compile(r"\s*\n\s*(?=[-+•*–]\s)")
_BULLET = r"(?:[-+•*–]\s+)"
_ROWS = re.compile(rf"\s*(?:;|\||\.(?=\s+[^\W\d_{SMALLS}]|\s*[-+•–]\s|\s*$))\s*{_BULLET}*|^\s*{_BULLET}+")
_CUT = re.compile(r"\s*,\s*(?:và\s+)?|\s+(?:và|&|cùng với|cùng)\s+")
_BARE = (
    r"(?:sở|ban|ngành|phòng|đơn vị|cơ quan|địa phương|bộ phận|tổ chức|cá nhân|đoàn thể|hội|huyện|thị xã|thành phố|xã|phường|thị trấn"
    r"|đặc khu|trung tâm|chi cục|cục|doanh nghiệp|công dân|cấp|ngành dọc|lực lượng|trường)"
)
_BARE_NEXT = re.compile(rf"{_BARE}(?=\s*$|\s*[,.;:(\ue000-\uf8ff]|\s+(?!\d)(?-i:[{SMALLS}])|\s+Sở\b|\s+và\b)", re.I)
_OWN_HEADS = (
    r"văn phòng|thanh tra|pháp chế|UBND|HĐND|UBMTTQ|MTTQ|TAND|VKSND|BCĐ|BQL|BHXH|VPUB|VP|CNTT|ủy ban|uỷ ban|hội đồng|tòa án|toà án"
    r"|viện kiểm sát|kho bạc|bảo hiểm xã hội|công an|bộ chỉ huy|bộ tư lệnh|biên phòng|cảnh sát|mặt trận|liên đoàn|công đoàn|tỉnh đoàn"
    r"|đoàn thanh niên|hội liên hiệp|hội cựu|hội nông dân|đảng ủy|đảng uỷ|tỉnh ủy|tỉnh uỷ|huyện ủy|thành ủy|thị ủy|chi bộ|chi đoàn"
    r"|lãnh đạo|giám đốc|phó giám đốc|chánh|phó chánh|trưởng|phó trưởng|thủ trưởng|người đứng đầu|chủ tịch|phó chủ tịch|ban giám đốc"
    r"|ban biên tập|ban chỉ đạo|ban quản lý|ban quản trị|ban tổ chức|ban tuyên giáo|ban dân vận|ban nội chính|bưu điện"
    r"|viettel|vnpt|mobifone"
    r"|cổng thông tin|kế toán|văn thư|bộ phận một cửa|bộ phận tiếp nhận|tổ công tác|tổ kiểm tra|tổ cntt|tổ công nghệ"
    r"|tổ giúp việc|thường trực"
)
_NAMED_HEADS = (
    r"sở|phòng|ban|bộ|cục|chi cục|tổng cục|vụ|viện|tổ(?! chức\b)|trung tâm|trường|bệnh viện|hội|đoàn|quỹ|ngân hàng|công ty|tập đoàn|báo|đài"
    r"|nhóm|đội|bộ phận|khối|cơ quan|đơn vị|hạt|trạm|thư viện|bảo tàng|nhà|học viện|khoa|liên minh"
)
_PEOPLE = (
    r"(?-i:cán bộ|công chức|viên chức|người lao động|đơn vị|cơ quan|tổ chức|cá nhân|bộ phận|địa phương"
    r"|phòng|trung tâm|đoàn thể|doanh nghiệp)"
)
_MANY = (
    r"(?:tất cả |toàn thể |toàn bộ )?(?:các|những)\s+(?:sở|ban|ngành|phòng|đơn vị|cơ quan|tổ|bộ|huyện|xã|phường|thị|thành"
    r"|địa phương|trung tâm|chi cục"
    r"|cục|cấp|đoàn|hội|doanh nghiệp|trường|bệnh viện|cá nhân|công chức|cán bộ|viên chức|UBND|ủy ban|uỷ ban|HĐND|đồng chí|phó"
    r"|trưởng|công ty|chủ"
    r"|ngân hàng|viện|lĩnh vực|văn phòng|khối|nhà|quỹ|đội|đặc khu|lực lượng|thường trực|đảng|chi)\b"
)
_HEAD = re.compile(
    rf"(?:{_MANY}|(?:{_OWN_HEADS})(?!\w)|(?:{_NAMED_HEADS})\s+(?-i:[{CAPITALS}\d])|{_PEOPLE}(?!\w)|(?-i:[A-ZĐ][A-ZĐ&.-]+(?!\w))|tỉnh đoàn)",
    re.I,
)
_UNDER_MANY = re.compile(r"(?:^|\s)(?:các|những)\s(?!.*\b(?-i:UBND (?:cấp|huyện|xã|tỉnh)))", re.I)
_LEVEL = re.compile(r"cấp\s", re.I)
_PEOPLE_TOGETHER = re.compile(r"(?:cán bộ|công chức|viên chức|CBCC)$", re.I)
_PEOPLE_NEXT = re.compile(r"(?:công chức|viên chức|người lao động|nhân viên|VC)(?!\w)", re.I)
_PLACE_KIND = re.compile(r"(?:huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu)\b", re.I)
_HALF_NAME = re.compile(r"(?:HĐND|hội đồng nhân dân|đoàn ĐBQH|đoàn đại biểu quốc hội|đảng uỷ|đảng ủy)$", re.I)
_PLACES = re.compile(
    r"(?:^|\s)(?:các|những)\s+(?:xã|phường|thị trấn|huyện|thị xã|thành phố|sở|đơn vị|phòng|cơ quan|ban|trường)[^:]*$", re.I
)
_PLACE = re.compile(
    rf"(?:thành phố|thị xã|huyện|xã|phường|thị trấn|đặc khu)\s|[{CAPITALS}][\w-]*(?:\s+[{CAPITALS}][\w-]*){{0,3}}$"
    r"|(?:Nội vụ|Ngoại vụ|Tài chính|Tư pháp|Y tế|Xây dựng|Công [Tt]hương|Giáo dục|Đào tạo|Khoa học|Công nghệ|Thông tin|Truyền thông|Văn hóa"
    r"|Thể thao|Du lịch|Nông nghiệp|Môi trường|Tài nguyên|Kế hoạch|Đầu tư|Lao động|Giao thông|Dân tộc|Tôn giáo|Thương binh)"
    r"(?:(?: -)? [A-ZĐ][\w-]* [\w-]+)*$"
)
_NOBODY = {"", "khong", "khong co", "0", "khong ap dung"}


def split_bodies(text: str) -> tuple[str, ...]:
    """The bodies named in a cell, in reading order, none twice."""
    return tuple(body.name for body in read_bodies(text))


def read_bodies(text: str) -> tuple[Body, ...]:
    """The bodies named in a cell, each with its role; a role after a colon is told of every body before it."""
    notes: list[str] = []
    found: dict[str, Body] = {}
    for row in _rows(_without_notes(clean(_LINES.sub(" | ", text.replace("*", ""))), notes)):
        names, told = _without_role(row)
        for name in _names(names):
            bare = clean(_KEPT.sub(" ", name)).strip(" .,;:-–…")
            role = told or "; ".join(_restored(mark, notes).strip(" ()[]") for mark in _KEPT.findall(name))
            if search_key(bare) not in _NOBODY:
                found.setdefault(search_key(bare), Body(bare, _restored(role, notes)))
    return tuple(found.values())


def _without_notes(plain: str, notes: list[str]) -> str:
    """The text with a single sign for each note in brackets, so that nothing cuts into it; the notes are kept in order."""

    def keep(note: "re.Match[str]") -> str:
        notes.append(note[0])
        return chr(_FIRST_KEPT + len(notes) - 1)

    left = 1
    while left and len(notes) < _MOST_KEPT:
        plain, left = _NOTE.subn(keep, plain, count=_MOST_KEPT - len(notes))
    return plain


def _restored(text: str, notes: list[str]) -> str:
    while _KEPT.search(text):
        text = _KEPT.sub(lambda mark: notes[ord(mark[0]) - _FIRST_KEPT], text)
    return text


def _rows(plain: str, cuts: "re.Pattern[str] | None" = None) -> Iterator[str]:
    at = 0
    for cut in (cuts or _ROWS).finditer(plain):
        yield plain[at : cut.start()]
        at = cut.end()
    yield plain[at:]


def _without_role(row: str) -> tuple[str, str]:
    """The bodies of a row apart from what they do: "Sở Tư pháp: Báo cáo kết quả của tỉnh"; places after "UBND các xã:" stay."""
    names, colon, rest = row.partition(":")
    rest = rest.strip()
    if not colon or not rest:
        return names.strip(), ""
    if _PLACES.search(names) and all(_PLACE.match(each) for each in re.split(r"\s*,\s*|\s+và\s+", rest.rstrip(" ."))):
        return row, ""
    if not _HEAD.match(names) and _HEAD.match(rest):
        return rest, names.strip()
    return names.strip(), rest


def _names(row: str) -> Iterator[str]:
    if ":" in row:
        yield row
        return
    start = 0
    for cut in _CUT.finditer(row):
        if _begins(_KEPT.sub("", row[start : cut.start()]), row[cut.end() :]):
            yield row[start : cut.start()]
            start = cut.end()
    yield row[start:]


def _begins(before: str, after: str) -> bool:
    """Whether a new body begins after a comma or "và"."""
    if _HALF_NAME.search(before) or _LEVEL.match(after):
        return False
    if _PEOPLE_TOGETHER.search(before) and _PEOPLE_NEXT.match(after):
        return False
    if _BARE_NEXT.match(after) and (_UNDER_MANY.search(before) or _PLACE_KIND.match(after)):
        return False
    return bool(_HEAD.match(after))


_SHORT_FORM = r"(?<!\bTP)(?<!\bTp)(?<!\bTS)(?<!\bKT)(?<!\bPGS)(?<!\bThS)"
_PRODUCTS = re.compile(rf"\s*(?:;|\||{_SHORT_FORM}(?<!\.)\.(?=\s+[-+•–]?\s*[{CAPITALS}\d]|\s*$))\s*{_BULLET}*|^\s*{_BULLET}+")
_NUMBERED = re.compile(r"(?:^|\n)\s*(?:\d{1,2}[.)]|[a-zđ]\))\s+(?=\S)")


def split_products(text: str) -> tuple[str, ...]:
    """What a cell says will come of a task: cut at bullets, semicolons and ends of sentences outside brackets, never at commas."""
    lines = _NUMBERED.sub("\n- ", text.replace("*", ""))
    notes: list[str] = []
    rows = _rows(_without_notes(clean(_LINES.sub(" | ", lines)), notes), _PRODUCTS)
    found = [_restored(each, notes).strip(" ,;" if each.rstrip().endswith(("...", "…")) else " .,;") for each in rows]
    return tuple(dict.fromkeys(each for each in found if re.search(r"\w", each)))
