"""What the lines around a table say of it: its title, the decision with its day and issuer, the year and the kind of body."""

import re
from collections.abc import Sequence
from datetime import date

from parscore.domain.table_draft import SourceRow, TableHeading
from parscore.domain.viet_text import clean, search_key

_DECISION = re.compile(
    r"(?:quyết định|qđ|văn bản|công văn|thông tư|hướng dẫn)\s+số\s*:?\s*(?P<number>\d+[a-z]?\s*/\s*[\w.&/-]*\w)", re.IGNORECASE
)
_DAY = re.compile(
    r"ngày\s*(?P<day>\d{1,2})\s*(?:[/.-]|tháng)\s*(?P<month>\d{1,2})\s*(?:[/.-]|năm)\s*(?P<year>(?:19|20)\d\d)", re.IGNORECASE
)
_ISSUER = re.compile(r"\bcủa\s+(?P<issuer>.+?)\s*(?:[,;)]|\s(?:về|ban hành|quy định|v/v)\b|\.?$)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!tháng \d )(?<!tháng \d\d )\bnăm\s+(20\d\d)\b", re.IGNORECASE)
_ANY_YEAR = re.compile(r"\b(20\d\d)\b")
_END = r"(?=\s+(?:năm|giai đoạn|trên địa bàn|từ)\b|\s*[.;:()]|\s*$)"
_BODY = (
    re.compile(rf"\báp dụng (?:đối với|cho|tại)\s+(?P<body>.+?){_END}", re.IGNORECASE),
    re.compile(
        rf"(?P<body>\bcác\s+(?:sở|bộ|cơ quan|đơn vị|phòng|ban|xã|phường|huyện|quận|thành phố|ubnd|địa phương)\b.*?){_END}", re.IGNORECASE
    ),
    re.compile(r"(?P<body>\bcấp\s+(?:sở|tỉnh|huyện|xã|phòng|phường))\b", re.IGNORECASE),
)
_TITLE = re.compile(r"bang|bo tieu chi|tieu chi|chi so|khung|bieu|phu luc|cham diem")
_NO_TITLE = re.compile(r"^\(|kem theo|^can cu\b|^cong hoa xa hoi|^doc lap\b|^so\s*:|\bngay \d+ thang|^don vi\b|^ten don vi")
_GOES_ON = re.compile(r"^(nam|ap dung|cua|doi voi|cap|tren dia ban|cac|giai doan|tinh|thuoc)\b")
_SHORT_FORMS = re.compile(r"\b(?:ubnd|hđnd|cchc|par|tthc)\b")


def heading_in(above: Sequence[SourceRow], below: Sequence[SourceRow] = ()) -> TableHeading:
    """What the rows above and below a table say of it; what they do not say stays empty."""
    lines = _whole([text for row in above for cell in row.cells if (text := clean(cell.text))])
    title = title_in(lines)
    around = [title, *lines, *(text for row in below for cell in row.cells if (text := clean(cell.text)))]
    said = next((found for line in around if (found := _DECISION.search(line))), None)
    rest = "" if said is None else said.string[said.end() :]
    if said is not None and not _DAY.search(rest):
        after = around.index(said.string) + 1
        rest = " ".join([rest, *around[after : after + 1]])
    day = _DAY.search(rest)
    issuer = _ISSUER.search(rest[day.end() :] if day else rest)
    return TableHeading(
        re.sub(r"\s", "", said["number"]) if said else "",
        _date(day) if day else None,
        issuer["issuer"] if issuer and said else "",
        _year(around),
        _body(around),
    )


def _whole(lines: Sequence[str]) -> list[str]:
    """The lines, one that is broken within brackets put together again."""
    found: list[str] = []
    for line in lines:
        if found and found[-1].count("(") > found[-1].count(")") and not line.startswith("("):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def title_in(lines: Sequence[str]) -> str:
    """The line that names the table, with those that go on with it; without one that does, the longest."""
    titles = [at for at, line in enumerate(lines) if _TITLE.search(key := search_key(line)) and not _NO_TITLE.search(key)]
    if not titles:
        plain = [line for line in lines if not _NO_TITLE.search(search_key(line))]
        return max(plain or lines, key=len, default="")
    at = max(titles, key=lambda number: (bool(_shouted(lines[number])), len(lines[number])))
    title = lines[at]
    for line in lines[at + 1 :]:
        key = search_key(line)
        if _NO_TITLE.search(key) or not (_GOES_ON.search(key) or (_shouted(line) and _shouted(title) and len(key) < 60)):
            break
        title = f"{title} {line}"
    return title


def _shouted(text: str) -> bool:
    return text.isupper()


def _date(found: "re.Match[str]") -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _year(lines: Sequence[str]) -> int:
    """The year that is scored: one that is called so, else the only one in the title."""
    plain = [line for line in lines if not _DECISION.search(line)]
    for line in plain:
        if found := _YEAR.search(_DAY.sub(" ", line)):
            return int(found[1])
    years = {found for line in plain[:1] for found in _ANY_YEAR.findall(_DAY.sub(" ", line))}
    return int(years.pop()) if len(years) == 1 else 0


def _body(lines: Sequence[str]) -> str:
    for pattern in _BODY:
        for line in lines:
            if found := pattern.search(line):
                body = found["body"].strip(" ,")
                return _SHORT_FORMS.sub(lambda each: each[0].upper(), body.lower()) if _shouted(body) else body
    return ""
