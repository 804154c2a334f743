"""Vietnamese written as the old fonts wrote it."""

import unicodedata

TCVN3 = dict(
    zip(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        strict=True,
    )
)


def tcvn3(text: str) -> str:
    return "".join(TCVN3.get(sign) or TCVN3.get(sign.lower(), sign) for sign in text)


def vni(text: str) -> str:
    """Each letter as base and mark, written out from what VNI prints for it."""
    tones = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
    rounds = {"": "â", "\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
    shorts = {"": "ê", "\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
    alone = {"đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "ì": "ì", "í": "í"}
    out = ""
    for sign in text:
        small = sign.lower()
        marks = unicodedata.normalize("NFD", small)
        tone = next((mark for mark in marks if mark in tones), "")
        if small in alone:
            new = alone[small]
        elif "\u0302" in marks:
            new = marks[0] + rounds[tone]
        elif "\u0306" in marks:
            new = marks[0] + shorts[tone]
        else:
            new = {"o\u031b": "ô", "u\u031b": "ö"}.get(marks[0] + ("\u031b" if "\u031b" in marks else ""), marks[0]) + tones.get(tone, "")
        out += new.upper() if sign.isupper() else new
    return out
