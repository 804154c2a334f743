"""The numbers an officer enters, named out of the wording: "tỷ lệ hồ sơ giải quyết đúng hạn" asks for such files and for all files.

A label that cannot be made for certain is not made: the plain one stays.
"""

import re
from collections.abc import Sequence

from parscore.domain.declared_inputs import named_numbers, ratio_letters, share_of
from parscore.domain.figure_words import remainder
from parscore.domain.measured_rules import Share
from parscore.domain.outcome import InputUnit, NumberInput
from parscore.domain.viet_text import clean

_NOUNS = (
    "hồ sơ thủ tục hành chính|hồ sơ tthc|hồ sơ dịch vụ công trực tuyến|hồ sơ trực tuyến|hồ sơ|thủ tục hành chính|tthc|nhiệm vụ|chỉ tiêu"
    "|văn bản qppl|văn bản quy phạm pháp luật|văn bản đi|văn bản đến|văn bản|báo cáo|phản ánh, kiến nghị|phản ánh kiến nghị"
    "|kiến nghị|phản ánh|ý kiến"
    "|cán bộ, công chức, viên chức"
    "|cán bộ, công chức|công chức, viên chức|cán bộ|công chức|viên chức|cơ quan, đơn vị|đơn vị|cơ quan|dịch vụ công trực tuyến|dịch vụ công"
    "|vấn đề|dự án|đề án|cuộc họp|giao dịch|kết quả|người|hộ|xã|phường|huyện|vị trí việc làm|lãnh đạo|thôn|trường học|doanh nghiệp"
)
_DONE = (
    r"(?:được |đã |đã được )?(?:(?:tiếp nhận|giải quyết|xử lý|trả(?: kết quả)?|thực hiện|hoàn thành"
    r"|gửi|ban hành|cập nhật|công khai|niêm yết)\s*)?"
    r"(?:đúng hạn|trước hạn|đúng và trước hạn|trước và đúng hạn|sớm và đúng hạn|đúng thời hạn"
    r"|đúng quy định|đúng tiến độ|trễ hạn|quá hạn|đúng thời gian quy định)"
    r"|(?:được |đã |đã được )?(?:hoàn thành|xử lý|giải quyết|thực hiện|công khai|số hóa)"
)
_NAMED = re.compile(rf"(?:(?:tỷ|tỉ) lệ|số|tổng số)\s+(?:các )?(?P<noun>{_NOUNS})\s+(?P<done>{_DONE})", re.I)
_BEFORE = re.compile(rf"(?P<done>hoàn thành|giải quyết|xử lý|thực hiện)\s+(?:số |tổng số )?(?P<noun>{_NOUNS})", re.I)
_IN_RUNG = re.compile(rf"(?:số |tổng số )?(?:các )?(?P<noun>{_NOUNS})\s+(?P<done>{_DONE})", re.I)
_LEAD = re.compile(r"^(?:(?:đạt|có|từ|nếu|thì|tỷ lệ|tỉ lệ|[-+•*:;.,%–])\s*)+")
_TOTAL = r"(?:tổng\s+)?(?:số(?: lượng)?|kinh phí|vốn|giá trị|dự toán)"
_QUOTIENT = re.compile(
    rf"(?:[Σ∑]\s*)?(?P<part>{_TOTAL}\s[^/:×*()\[\];.=]{{3,90}}?)\s*[/:÷]\s*(?:[Σ∑]\s*)?(?P<whole>{_TOTAL}\s[^/:×*()\[\];.=]{{3,90}}?)\s*(?=$"
    r"|[)\]×*;.,=]|\bx\b|\bnhân\b)",
    re.I,
)
_MONEY = re.compile(r"\b(?:kinh phí|vốn|giá trị|dự toán|số tiền)\b", re.I)
_DEFINED = re.compile(r"\btrong đó\s*[:,]?\s*|(?<=[;,.])\s*(?=\(?[a-zA-Z]\)?\s*(?:là|[:=])\s)", re.I)
_LATE_SPAN = re.compile(r"(?P<late>chậm|trễ|muộn|quá hạn)\s+(?P<span>ngày(?: làm việc)?|tuần|tháng)\b", re.I)
_DOING = re.compile(
    r"(?:thiếu|chậm|trễ|muộn|không|chưa|vi phạm|có|để|bị|sai|gửi|công khai|niêm yết|thực hiện"
    r"|ban hành|giải quyết|xử lý|quá hạn|tham mưu|cập nhật)\b",
    re.I,
)
_LONGEST = 90


def share_in_words(name: str, texts: Sequence[str]) -> Share:
    """Part and whole as the leaf's name and rungs call them, the plain ones where they leave it open."""
    everything = "\n".join([name, *texts])
    return _lettered(everything) or _quotient(everything) or _told(name, texts) or Share()


def _lettered(text: str) -> Share | None:
    """Part and whole of a formula with letters: "b/a … Trong đó: a là tổng số …; b là số …"."""
    if not ratio_letters(text):
        return None
    named, _ = named_numbers(_DEFINED.sub("\n", clean(text.replace("\n", " ; "))))
    lettered = [(letter, label) for letter, label in named if letter]
    found = share_of(list(dict(lettered).items()), text) if lettered else None
    return None if found is None else _share(found.part.label, found.whole.label)


def _quotient(text: str) -> Share | None:
    """Part and whole written as a fraction: "Số hồ sơ đúng hạn/Tổng số hồ sơ"."""
    pairs = {(_label(found["part"]), _label(found["whole"])) for line in text.split("\n") for found in _QUOTIENT.finditer(clean(line))}
    if len(pairs) != 1:
        return None
    part, whole = pairs.pop()
    upside_down = part.lower().startswith("tổng") and not whole.lower().startswith("tổng")
    return None if part == whole or upside_down else _share(part, whole)


def names_ratio(text: str) -> bool:
    """Whether a sentence divides one number by another, by letters or by names."""
    return bool(ratio_letters(text)) or bool(_QUOTIENT.search(clean(text)))


def _told(name: str, texts: Sequence[str]) -> Share | None:
    """A noun with what became of it: in the leaf's name, else alike in every rung that has one."""
    found = _NAMED.fullmatch(clean(name).rstrip(" .;:"))
    if found:
        return _of(found["noun"], found["done"])
    said = [rest for text in texts if (rest := _LEAD.sub("", remainder(text)).strip(" .;:"))]
    pairs = {pair for rest in said if (pair := _pair(rest)) is not None}
    if len(pairs) != 1 or any(_pair(rest) is None for rest in said):
        return None
    return _of(*pairs.pop())


def _pair(rest: str) -> tuple[str, str] | None:
    found = _IN_RUNG.fullmatch(rest) or _BEFORE.fullmatch(rest)
    return (found["noun"], found["done"]) if found else None


def _of(noun: str, done: str) -> Share:
    plain = noun.lower().replace("tthc", "TTHC").replace("qppl", "QPPL")
    return _share(f"Số {plain} {clean(done).lower()}", f"Tổng số {plain}")


def _share(part: str, whole: str) -> Share:
    unit: InputUnit = "amount" if _MONEY.search(f"{part} {whole}") else "n"
    return Share(NumberInput("part", _begun(part), unit), NumberInput("whole", _begun(whole), unit))


def _begun(label: str) -> str:
    return label[:1].upper() + label[1:]


def each_of(name: str, things: str, plain: str) -> NumberInput:
    """The number of things that each earn or cost points, called as the sentence calls them."""
    label = _label(things)
    late = _LATE_SPAN.match(label)
    if late:
        return NumberInput(name, f"Số {late['span'].lower()} {late['late'].lower()}{label[late.end() :]}")
    if not label:
        return NumberInput(name, plain)
    if label[0].isdigit():
        return NumberInput(name, f"Số lần {label}")
    if _DOING.match(label):
        return NumberInput(name, f"Số trường hợp {label[0].lower()}{label[1:]}")
    return NumberInput(name, f"Số {label if label[:2].isupper() else label[0].lower() + label[1:]}")


def _label(words: str) -> str:
    label = clean(words).strip(" .,;:-–()[]")
    return label if len(label) <= _LONGEST else f"{label[:_LONGEST].rsplit(' ', 1)[0]} …"
