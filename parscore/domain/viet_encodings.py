"""Text in the old fonts, TCVN3 (".VnTime") and VNI ("VNI-Times"), brought to Unicode; good text is never touched.

In TCVN3 "Ð" is an "é"; where `viet_text.clean` has made a "Đ" of it before, it is still read so.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from parscore.domain.viet_syllables import is_syllable

Encoding = Literal["unicode", "tcvn3", "vni"]

_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TCVN3 = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
_FROM_TCVN3 = {ord(old): new for old, new in zip(_TCVN3 + "Đ", _LETTERS + "é", strict=True)}
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_ROUND = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_SHORT = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ì": "ì", "í": "í"}


def _vni_table() -> dict[str, str]:
    """Each sign or pair of signs of VNI in small letters, and its letter."""
    table = dict(_VNI_ALONE)
    for letter, printed in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("y", "y"), ("ô", "ơ"), ("ö", "ư")):
        table |= {letter + mark: printed + tone for mark, tone in _VNI_TONES.items()}
    for letter in "aeo":
        table |= {letter + mark: letter + "\u0302" + tone for mark, tone in _VNI_ROUND.items()}
    table |= {"a" + mark: "a\u0306" + tone for mark, tone in _VNI_SHORT.items()}
    return {old: unicodedata.normalize("NFC", new) for old, new in table.items()}


_FROM_VNI = _vni_table()
_VNI_SIGN = re.compile("|".join(sorted(map(re.escape, _FROM_VNI), key=len, reverse=True)), re.I)
_MODERN = re.compile("[\u1ea0-\u1ef9ăĂơƠưƯĩĨũŨ]")
_WORD = re.compile(rf"[^\W\d_{re.escape(_TCVN3)}]*(?:[{re.escape(_TCVN3)}à]|[^\W\d_])+")
_DOUBT = 0.1
_FEWEST = 2


def to_unicode(text: str, encoding: Encoding | None = None) -> str:
    """The text in Unicode, NFC, "Ð" as "Đ" where it stands for that.

    Without `encoding` the text must show by itself that it is old; with what `encoding_of` said of the whole document, or with
    what the font says, single words are brought over too. What reads well as it stands is left alone.
    """
    composed = unicodedata.normalize("NFC", text)
    if _MODERN.search(composed):
        return _barred(composed)
    old = encoding or encoding_of([composed])
    if old == "unicode" or (encoding and _reads_better_as_it_is(composed, old)):
        return _barred(composed)
    return decoded(composed, old)


def encoding_of(lines: Iterable[str]) -> Encoding:
    """How the lines of one document are written, judged by all of their words with marks."""
    words: list[str] = []
    for line in lines:
        composed = unicodedata.normalize("NFC", line)
        if not _MODERN.search(composed):
            words += _marked(composed)
    olds: tuple[Encoding, ...] = ("vni", "tcvn3")
    for old in olds:
        if _is(words, old):
            return old
    return "unicode"


def encoding_of_font(name: str) -> Encoding:
    """What a font's name says of its text."""
    key = name.strip().lower()
    return "tcvn3" if key.startswith(".vn") else "vni" if key.startswith(("vni-", "vni ")) else "unicode"


def decoded(text: str, encoding: Encoding) -> str:
    """The text read in an encoding that is known; in capitals the marks of TCVN3, which has small ones alone, become capitals too."""
    if encoding == "tcvn3":
        return "".join(_decoded_line(line) for line in text.splitlines(keepends=True))
    if encoding == "vni":
        return _VNI_SIGN.sub(lambda sign: _FROM_VNI[sign[0].lower()].upper() if sign[0][0].isupper() else _FROM_VNI[sign[0].lower()], text)
    return text


def _decoded_line(line: str) -> str:
    cases = [_ascii_case(word) for word in _marked(line)]
    shouted = "capitals" in cases and "small" not in cases
    wanted = {"capitals", "capital"} if shouted else {"capitals"}
    return _WORD.sub(lambda word: _in_case(word[0].translate(_FROM_TCVN3), _ascii_case(word[0]) in wanted), line)


def _ascii_case(word: str) -> str:
    plain = [sign for sign in word if sign.isascii()]
    if any(sign.islower() for sign in plain):
        return "small"
    return "capitals" if len(plain) > 1 else "capital"


def _in_case(word: str, capitals: bool) -> str:
    return word.upper() if capitals else word


def _barred(text: str) -> str:
    return text.replace("\u00d0", "Đ").replace("\u00f0", "đ")


def _marked(text: str) -> list[str]:
    """The words with signs beyond ASCII; signs that stand alone ("×", "©") say nothing."""
    return [word for word in _WORD.findall(text) if not word.isascii() and any(sign.isalpha() and sign.isascii() for sign in word)]


def _is(words: list[str], old: Encoding) -> bool:
    """Whether the words make no sense as they stand and make sense once decoded; short forms ("QĐ") say nothing."""
    pairs = [(word, decoded(word, old)) for word in words]
    told = [(word, new) for word, new in pairs if _sense(new) or not new.isupper()]
    strange = [word for word, _ in told if not is_syllable(_barred(word))]
    wrong = sum(not _sense(new) for _, new in told)
    return len(set(strange)) >= _FEWEST and wrong <= _DOUBT * len(told) and len(strange) > len(told) / 4


def _sense(word: str) -> bool:
    return is_syllable(word.lower())


def _reads_better_as_it_is(text: str, old: Encoding) -> bool:
    words = _marked(text)
    as_it_is = sum(is_syllable(_barred(word)) for word in words)
    as_old = sum(_sense(decoded(word, old)) for word in words)
    return not words or (as_it_is == len(words) and as_old < as_it_is)
