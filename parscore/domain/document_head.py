"""The head of an official document: số/ký hiệu, date, issuer, title, year of the plan, signer and what it is based on.

Numbers and dates that a document cites ("Căn cứ Quyết định số …") are not its own; what is not printed stays None.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from parscore.domain.signer_lines import read_signer
from parscore.domain.viet_text import CAPITALS, clean, search_key


@dataclass(frozen=True, slots=True)
class Head:
    """What a document says of itself.

    A number without its serial ("/KH-SCT") is a draft's. `inferred` names what stands in the running text alone; `doubts` are the
    reasons to ask: number_blank, date_blank, bad_date, draft, several_years, several_signers.
    """

    number: str | None = None
    issued: date | None = None
    place: str | None = None
    issuer: str | None = None
    doc_type: str | None = None
    title: str | None = None
    plan_year: int | None = None
    signer: str | None = None
    signer_title: str | None = None
    basis: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


_LONGEST_HEAD = 60
_SERIAL = re.compile(
    r"Số\s*:?[\s.…_]*(?P<serial>\d{1,6}[a-zđ]?)?[\s.…_]*(?P<sign>[/-]\s*[A-ZĐ\d][\wĐđ/&.-]*(?:\s*-\s*[A-ZĐ][\w]*)?)(?=\s|$)"
)
_DATED = re.compile(
    rf"(?P<place>[{CAPITALS}][^,\d:;]{{1,40}}),\s*ngày\s*(?P<day>\d{{1,2}}|[\s.…_]*)\s*tháng\s*(?P<month>\d{{1,2}}"
    r"|[\s.…_]*)\s*năm\s*(?P<year>\d{4})\W*$",
    re.I,
)
_KINDS = (
    "KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|ĐỀ ÁN|BÁO CÁO|CÔNG VĂN|THÔNG BÁO|NGHỊ QUYẾT|CHỈ THỊ|HƯỚNG DẪN|TỜ TRÌNH|QUY CHẾ"
    "|QUY ĐỊNH|KẾT LUẬN|THÔNG TƯ"
    "|NGHỊ ĐỊNH|BIÊN BẢN|PHƯƠNG ÁN|GIẤY MỜI|CÔNG ĐIỆN|DANH MỤC"
)
_KIND = re.compile(rf"(?P<kind>{_KINDS})(?!\s*:)(?:\s+(?P<rest>\S.*))?$")
_BASED = re.compile(r"(?:Căn cứ|Thực hiện|Theo đề nghị|Xét đề nghị|Xét|Để (?:triển khai|thực hiện))\s")
_CITED = re.compile(
    r"(?:Luật|Nghị quyết|Nghị định|Quyết định|Kế hoạch|Chỉ thị|Thông tư|Công văn|Chương trình|Kết luận|Hướng dẫn)\s.*\b(?:số|ngày)\b"
)
_BODY_TEXT = re.compile(
    r"(?:[IVX]+\s*[.-]|\d{1,2}\s*[.)]|[a-zđ]\)|Điều\s+\d|Phần\s|PHẦN\s|Chương\s|CHƯƠNG\s|QUYẾT ĐỊNH\s*:|Kính gửi|Nơi nhận|[-+•]\s)"
)
_DRAFT = re.compile(r"\W*(?:BẢN\s+)?DỰ THẢO\b", re.I)
_MOTTO = re.compile(r"CỘNG H[ÒO][ÀA] XÃ|CHỦ NGHĨA VIỆT|Độc lập|ĐỘC LẬP|^\W*$")
_CHAIR = re.compile(r"(?:CHỦ TỊCH|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|GIÁM ĐỐC|HỘI ĐỒNG NHÂN DÂN|BỘ TRƯỞNG|THỦ TƯỚNG|CHÁNH|TRƯỞNG BAN)\b")
_BODY_LINE = re.compile(
    r"(?:SỞ|BAN|THANH TRA|VĂN PHÒNG|ỦY BAN|UỶ BAN|UBND|CHI CỤC|CỤC|TRUNG TÂM|BỘ|HỘI|TỈNH|THÀNH PHỐ|TP|HUYỆN|THỊ XÃ|XÃ|PHƯỜNG"
    r"|PHÒNG|TRƯỜNG|BỆNH VIỆN|CÔNG AN)\b"
)
_YEAR = re.compile(r"năm\s+(20\d\d)", re.I)
_DEPARTMENTS = (
    "Công Thương",
    "Khoa học và Công nghệ",
    "Nội vụ",
    "Ngoại vụ",
    "Tư pháp",
    "Tài chính",
    "Kế hoạch và Đầu tư",
    "Xây dựng",
    "Giao thông vận tải",
    "Y tế",
    "Du lịch",
    "Nông nghiệp và Phát triển nông thôn",
    "Nông nghiệp và Môi trường",
    "Tài nguyên và Môi trường",
    "Giáo dục và Đào tạo",
    "Thông tin và Truyền thông",
    "Lao động - Thương binh và Xã hội",
    "Văn hóa, Thể thao và Du lịch",
    "Văn hóa và Thể thao",
    "Quy hoạch - Kiến trúc",
    "Dân tộc và Tôn giáo",
    "Dân tộc",
    "An toàn thực phẩm",
)
_BY_KEY = {search_key(name): name for name in _DEPARTMENTS}
_DEPARTMENT = re.compile(rf"Sở ({'|'.join(sorted(map(re.escape, _DEPARTMENTS), key=len, reverse=True))})(?!\w)", re.I)
_OWN = re.compile(rf"({_DEPARTMENT.pattern})(?: tỉnh [A-ZĐ]\w+(?: [A-ZĐ]\w+)*)?[^.;]{{0,20}}? (?:xây dựng|ban hành) [Kk]ế hoạch", re.I)
_NOT_OWN = re.compile(r"(?:qua|gửi|cho|hướng dẫn của|đề nghị của|với|phối hợp)\s*$", re.I)


def read_head(lines: Sequence[str]) -> Head:
    """The head in a document's lines, cells of a row parted by tabs."""
    plain = [clean(cell.replace("*", "")) for line in lines for cell in re.split(r"\t|(?:^|(?<=\s))\|(?=\s|$)", line)]
    end = _head_end(plain)
    number, blank = _number(plain[:end])
    dated, place, faults = _dated(plain[:end])
    kind_at, kind, title, after = _title(plain, end)
    years = [int(year) for year in _YEAR.findall(title or "")]
    issuer, inferred = _issuer(plain, end, kind_at, after, title)
    signer, signer_title, several = read_signer(plain)
    doubts = ["number_blank"] * blank + faults + ["draft"] * any(_DRAFT.match(line) for line in plain[:end])
    doubts += ["several_years"] * (len(set(years)) > 1) + ["several_signers"] * several
    return Head(
        number,
        dated,
        place,
        issuer,
        kind,
        title,
        years[0] if years else None,
        signer,
        signer_title,
        tuple(_basis(plain)),
        ("issuer",) if inferred else (),
        tuple(doubts),
    )


def _head_end(plain: list[str]) -> int:
    """Where the running text begins."""
    for at, line in enumerate(plain[:_LONGEST_HEAD]):
        if _BASED.match(line) or _BODY_TEXT.match(line):
            return at
    return min(len(plain), _LONGEST_HEAD)


def _number(head: list[str]) -> tuple[str | None, bool]:
    """The document's own số/ký hiệu, and whether its serial is blank."""
    for line in head:
        found = _SERIAL.match(line)
        if found:
            serial = found["serial"] or ""
            return serial + re.sub(r"\s+", "", found["sign"]), not serial
    return None, False


def _dated(head: list[str]) -> tuple[date | None, str | None, list[str]]:
    for at, line in enumerate(head):
        joined = next((each for each in (line, f"{line} {' '.join(head[at + 1 : at + 2])}".strip()) if _DATED.match(each)), "")
        found = _DATED.match(joined)
        if not found:
            continue
        place = found["place"].strip()
        if not found["day"].strip(" .…_") or not found["month"].strip(" .…_"):
            return None, place, ["date_blank"]
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"])), place, []
        except ValueError:
            return None, place, ["bad_date"]
    return None, None, []


def _title(plain: list[str], end: int) -> tuple[int, str | None, str | None, int]:
    """Where the kind of document stands, the kind, the trích yếu, and where that ends."""
    for at, line in enumerate(plain[:end]):
        found = _KIND.match(line)
        if not found:
            continue
        rows = [found["rest"]] if found["rest"] else []
        stop = at + 1
        while stop < end and not _ends_title(plain[stop], rows):
            rows += [plain[stop]] if plain[stop] else []
            stop += 1
        title = clean(" ".join(rows)).strip(" .:") or None
        return at, found["kind"].capitalize(), title, stop
    return end, None, None, end


def _ends_title(line: str, rows: list[str]) -> bool:
    if not line:
        return bool(rows) and bool(_YEAR.search(" ".join(rows)))
    return bool(_CHAIR.match(line) or line.startswith(("(", "-", "_", "=", "|")) or _BASED.match(line) or len(line) > 200)


def _issuer(plain: list[str], end: int, kind_at: int, after: int, title: str | None) -> tuple[str | None, bool]:
    """The body that issues: its letterhead, the line above "Căn cứ", else what the running text says."""
    chair = next((line for line in plain[after:end] if line), "")
    if _CHAIR.match(chair) and chair.isupper():
        return _in_small(chair), False
    above = [line for line in plain[:kind_at] if line and not _MOTTO.search(line) and not _SERIAL.match(line) and not _DATED.match(line)]
    letterhead = [line for line in above if line.upper() == line and _BODY_LINE.match(line)]
    if letterhead:
        return _from_letterhead(letterhead), False
    inferred = _told_in_text(plain, title)
    return inferred, inferred is not None


def _from_letterhead(rows: list[str]) -> str:
    """The lowest body of a letterhead, with the province of the body above it."""
    joined: list[str] = []
    for row in rows:
        if joined and re.match(r"(?:TỈNH|THÀNH PHỐ|TP|HUYỆN|THỊ XÃ|XÃ|PHƯỜNG)\b", row):
            joined[-1] = f"{joined[-1]} {row}"
        else:
            joined.append(row)
    own = _in_small(joined[-1])
    above = re.search(r"\b(?:tỉnh|thành phố) .*", _in_small(joined[0])) if len(joined) > 1 else None
    return f"{own.removesuffix(' tỉnh')} {above[0]}" if above and above[0] not in own else own


def _in_small(row: str) -> str:
    """A line in capitals as it is written in a sentence, where its parts are known."""
    place = re.search(r"\b(TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|XÃ|PHƯỜNG)\s+(\S.*)$", row)
    body = (row[: place.start()] if place else row).strip()
    known = _BY_KEY.get(search_key(body).removeprefix("so "))
    small = f"Sở {known}" if known and body.startswith("SỞ") else body.capitalize()
    small = re.sub(r"\bubnd\b", "UBND", re.sub(r"\bủy ban\b|\buỷ ban\b", "Ủy ban", small), flags=re.I)
    return f"{small} {place[1].lower()} {place[2].title()}".strip() if place else small


def _told_in_text(plain: list[str], title: str | None) -> str | None:
    """The department that the title, the preface or most of the text names as its own."""
    for text in (title or "", " ".join(plain[:_LONGEST_HEAD])):
        own = (_DEPARTMENT.search(text) if text == title else None) or _OWN.search(text)
        if own:
            name = _DEPARTMENT.search(own[0])
            return f"Sở {_BY_KEY[search_key(name[1])]}" if name else None
    counted: Counter[str] = Counter()
    for line in plain:
        counted.update(
            f"Sở {_BY_KEY[search_key(one[1])]}" for one in _DEPARTMENT.finditer(line) if not _NOT_OWN.search(line[: one.start()])
        )
    most = counted.most_common(2)
    return most[0][0] if most and (len(most) == 1 or most[0][1] > most[1][1]) else None


def _basis(plain: list[str]) -> Iterator[str]:
    """The lines before the first section that say what the document is based on, their wraps joined."""
    held = ""
    for line in plain[: 3 * _LONGEST_HEAD]:
        if _BODY_TEXT.match(line):
            break
        if _BASED.match(line) or (held.endswith((";", ".", ",")) and _CITED.match(line)):
            yield from [held] if held else []
            held = line
        elif held and line and not held.endswith((";", ".", ":", "/.", ",")):
            held = f"{held} {line}"
        elif held and line and held.endswith(","):
            yield held
            held = ""
    if held:
        yield held
