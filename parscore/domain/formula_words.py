"""A formula in a rung: "(tỷ lệ % x điểm tối đa)/100%", "(b/a) × 2" as a share of the points.

The sentence is read as a product: a share to the first power times numbers. Anything else is no formula that this reads.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from parscore.domain.viet_text import clean

_CALLED = re.compile(
    r"(?:(?:thì\s+)?(?:(?:số )?điểm(?: số)?(?: đánh giá| đạt(?: được)?| tự chấm)?|kết quả)?\s*(?:được )?(?:tính"
    r"|xác định|chấm)\s+(?:điểm\s+)?(?:theo|bằng)\s+(?:công thức(?: sau)?)?"
    r"|công thức(?: tính(?: điểm)?)?|(?:số )?điểm(?: số)?(?: đánh giá| đạt(?: được)?| tự chấm)?\s*(?=[=:])"
    r"|thì (?:số )?điểm(?: đánh giá)? là)\s*[:=]*\s*(?:(?:số )?điểm(?: đánh giá)?\s*=\s*)?",
    re.I,
)
_NUM = r"\d+(?:[.,]\d+)?"
_SHARE = (
    r"(?:tỷ lệ|tỉ lệ)(?:\s*(?:phần trăm|%))?(?:\s+[^\W\d_]+){0,14}?(?:\s*\((?:%|phần trăm)\))?(?=\s*(?:[x×*/:÷)\]}]"
    r"|\bnhân\b|\bchia\b|$))|%\s*(?:đạt được|hoàn thành|thực hiện)?(?=\s*[x×*)])"
)
_COUNTS = (
    r"(?:tổng\s+|[Σ∑]\s*)?(?:số|kinh phí|vốn|giá trị|dự toán)(?:\s+(?!nhân\b|chia\b|x\b)[^\W\d_]+[,]?){1,22}?(?=\s*(?:[x×*/:÷)\]}]"
    r"|\bnhân\b|\bchia\b|$))"
)
_MOST = r"(?:số\s+)?điểm (?:tối đa|chuẩn|tuyệt đối|tối đa của (?:tiêu chí|nội dung)(?: thành phần)?)|thang điểm(?: chuẩn)?|điểm chuẩn"
_TOKEN = re.compile(
    rf"\s*(?:(?P<most>{_MOST})|(?P<share>{_SHARE})|(?P<counts>{_COUNTS})|(?P<number>{_NUM})\s*(?P<percent>%?)\s*(?:điểm"
    r"|đ(?!\w))?|(?P<letter>[a-wyz])(?![\w])"
    r"|(?P<times>[×*]|x(?!\w)|\bnhân(?: với)?\b)|(?P<over>[/:÷]|\bchia(?: cho)?\b)|(?P<open>[(\[{])|(?P<close>[)\]}]))",
    re.I,
)
_HINT = re.compile(
    r"công thức|\btheo tỷ lệ\b|\btương ứng (?:với )?tỷ lệ\b|[x×*]\s*(?:số )?điểm|\bnhân\b.*điểm"
    r"|(?:tỷ|tỉ) lệ.{0,40}\bnhân\b|\b[a-z]\s*[/:]\s*[a-z]\b\)?\s*[x×*]|[x×*]\s*\(?\s*\b[a-z]\s*/\s*[a-z]\b"
    r"|%?\)?\s*[x×*]\s*\d"
    r"|(?:điểm (?:tối đa|chuẩn)|\d(?:\s*điểm)?)\s*(?:[x×*]|nhân(?: với)?)\s*\(?\s*(?:(?:tỷ|tỉ) lệ|(?:tổng )?số )",
    re.I,
)
_SIGNS = ("x", "×", "*", "nhân", "công thức", "tỷ lệ", "tỉ lệ")  # what each of the hints has
_PLAIN_WORDS = re.compile(
    r"(?:tính|chấm|xác định|điểm)(?:\s+[^\W\d_]+){0,4}?\s+(?:theo|bằng|tương ứng(?: với)?)\s+(?:(?:tỷ"
    r"|tỉ) lệ)(?: (?:%|phần trăm))?(?: (?!nhân\b|x\b|chia\b)[^\W\d_]+){0,10}(?: (?:nhân"
    r"|x) (?:với )?(?:số )?điểm tối đa)?\s*\.?$",
    re.I,
)
_LIMITS = re.compile(r"\b(?:làm tròn|tối đa|tối thiểu|không quá|không vượt|ít nhất|nhưng|trừ|cộng|giảm)\b", re.I)
_FIGURES = re.compile(r"(?<!năm )(?<!\w)\d(?!\w*/)")
_AFTER = re.compile(r"\s*(?:[.;,]|\btrong đó\b|\bvới\b|$)|\s*\((?!\s*[\d(])", re.I)


@dataclass(frozen=True, slots=True)
class Formula:
    """Points for a share: `slope` times the share, times the maximum where `of_most`; None where it could not be read.

    A share may be written from 0 to 1 or from 0 to 100, so `slope` holds up to a power of 100. `before` is the sentence up to the formula;
    `loose` says that no sum was written, only "theo tỷ lệ", or that other figures follow it; `of_counts` that one counted
    number is divided by another.
    """

    before: str
    slope: Fraction | None
    of_most: bool = False
    loose: bool = False
    of_counts: bool = False

    def as_written(self, share: Decimal, maximum: Decimal) -> bool:
        """Whether one counted number over another earns the maximum at this share (of 100) to the letter."""
        return self.slope is not None and self.slope * Fraction(share) / 100 == (Fraction(1) if self.of_most else Fraction(maximum))

    def full_at(self, share: Decimal, maximum: Decimal) -> bool:
        """Whether this share (of 100) earns just the maximum."""
        if self.slope is None:
            return False
        target = Fraction(1) if self.of_most else Fraction(maximum)
        return any(self.slope * Fraction(share) * Fraction(100) ** power == target for power in range(-3, 2))


@lru_cache(maxsize=1024)
def holds_formula(text: str) -> bool:
    """Whether a sentence computes points by a product."""
    plain = clean(text)
    lower = plain.lower()
    return any(sign in lower for sign in _SIGNS) and bool(_HINT.search(plain))


@lru_cache(maxsize=4096)
def read_formula(text: str) -> Formula | None:
    """The formula in a sentence; None where it holds none."""
    plain = clean(text)
    if not _HINT.search(plain):
        return None
    spoken = _PLAIN_WORDS.search(plain)
    if spoken:
        return Formula(_before(plain[: spoken.start()]), Fraction(1), of_most=True, loose=True)
    called = list(_CALLED.finditer(plain))
    starts = [found.end() for found in called] or [
        found.start()
        for found in re.finditer(
            r"[(\[{]|\b[a-z]\s*/|tỷ lệ|tỉ lệ|\btổng số|[Σ∑]|\bsố\b|điểm (?:tối đa|chuẩn)|\d+(?:[.,]\d+)?\s*[x×*]", plain, re.I
        )
    ]
    for start in starts:
        product = _Product(plain, start)
        read = product.read()
        if read is not None and not _LIMITS.search(plain[product.at :]):
            cut = next((found.start() for found in called if found.end() == start), start)
            return Formula(_before(plain[:cut]), *read, bool(_FIGURES.search(plain[product.at :])), product.of_counts)
    cut = called[0].start() if called else 0
    return Formula(_before(plain[:cut]), None)


def _before(text: str) -> str:
    return text.strip(" ,;:.=([{-–")


class _Product:
    """Reads one product from a place in the text: factors, quotients and brackets."""

    def __init__(self, text: str, at: int) -> None:
        self._text, self.at = text, at
        self.of_counts = False

    def read(self) -> tuple[Fraction, bool] | None:
        """The slope, and whether it is of the maximum; None where the text is no such product."""
        value = self._quotient()
        if value is None or not _AFTER.match(self._text, self.at):
            return None
        factor, shares, most, counts = value
        return (factor, most == 1) if counts == 0 and shares == 1 and most in {0, 1} else None

    def _token(self) -> "re.Match[str] | None":
        return _TOKEN.match(self._text, self.at)

    def _quotient(self) -> tuple[Fraction, int, int, int] | None:
        value = self._factor()
        while value is not None:
            found = self._token()
            if found is None or found.lastgroup not in {"times", "over"}:
                return value
            self.at = found.end()
            following = self._factor()
            if following is None:
                return None
            over = found.lastgroup == "over"
            self.of_counts |= over and value[3] == following[3] == 1
            value = _joined(value, following, over=over)
        return None

    def _factor(self) -> tuple[Fraction, int, int, int] | None:
        found = self._token()
        if found is None:
            return None
        kind = "number" if found["number"] else str(found.lastgroup)
        self.at = found.end()
        if kind == "open":
            inside = self._quotient()
            closing = self._token()
            if inside is None or closing is None or closing.lastgroup != "close":
                return None
            self.at = closing.end()
            return inside
        if kind == "number":
            number = Fraction(found["number"].replace(",", "."))
            return number / 100 if found["percent"] else number, 0, 0, 0
        return {
            "most": (Fraction(1), 0, 1, 0),
            "share": (Fraction(1), 1, 0, 0),
            "counts": (Fraction(1), 0, 0, 1),
            "letter": (Fraction(1), 0, 0, 1),
        }.get(kind)


def _joined(
    one: tuple[Fraction, int, int, int], two: tuple[Fraction, int, int, int], *, over: bool
) -> tuple[Fraction, int, int, int] | None:
    """The product or quotient; one counted number over another is a share."""
    sign = -1 if over else 1
    if over and two[0] == 0:
        return None
    factor = one[0] / two[0] if over else one[0] * two[0]
    counts = one[3] + sign * two[3]
    shares = one[1] + sign * two[1]
    if over and one[3] == 1 and two[3] == 1:
        shares += 1
    return factor, shares, one[2] + sign * two[2], counts
