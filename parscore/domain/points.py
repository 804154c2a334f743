"""Exact decimals: points and the numbers that earn them."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from parscore.domain.errors import Refused

_SPACES = " \t\r\n\u00a0\u2007\u2009\u202f"
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?", re.ASCII)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:([.\u00a0\u202f ])[0-9]{3})(?:\1[0-9]{3})*", re.ASCII)
_LONGEST = 20

ZERO = Decimal(0)
HUNDRED = Decimal(100)


def read_points(text: str) -> Decimal:
    """Points as a person types or a table prints them: "1", "1,5", "0.25".

    Raises Refused("points.unreadable") for anything else, a negative number included.
    """
    bare = text.strip(_SPACES)
    if len(bare) > _LONGEST or not _NUMBER.fullmatch(bare):
        raise Refused("points.unreadable", text=text)
    return tidy(Decimal(bare.replace(",", ".")))


def read_count(text: str) -> Decimal:
    """A number of whole things; "1.234" and "1 234" are one thousand two hundred and thirty-four here.

    Raises Refused("count.unreadable") where the text is no whole number, "count.too_large" where it has more than 20 figures.
    """
    bare = text.strip(_SPACES)
    if len(bare) > _LONGEST and re.fullmatch(r"[0-9., ]+", bare, re.ASCII):
        raise Refused("count.too_large", text=text)
    if len(bare) <= _LONGEST and _THOUSANDS.fullmatch(bare):
        return Decimal(re.sub(r"[^0-9]", "", bare))
    if len(bare) > _LONGEST or not re.fullmatch(r"[0-9]+", bare, re.ASCII):
        raise Refused("count.unreadable", text=text)
    return tidy(Decimal(bare))


def read_quantity(text: str) -> Decimal:
    """A measured number, such as a percentage or an amount.

    Raises Refused("quantity.ambiguous") for "1.234", which is a thousand to one reader and one and a bit to another, and
    Refused("points.unreadable") for what is no number.
    """
    bare = text.strip(_SPACES).removesuffix("%").strip(_SPACES)
    if len(bare) <= _LONGEST and re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", bare, re.ASCII):
        raise Refused("quantity.ambiguous", text=text, whole=bare.replace(".", ""), part=bare.replace(".", ","))
    return read_points(bare)


def tidy(value: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent."""
    bare = value.normalize()
    return bare.quantize(Decimal(1)) if int(bare.as_tuple().exponent) > 0 else bare + ZERO


def canonical(value: Decimal) -> str:
    """The one spelling of a number for files and the database: a point, no trailing zeros."""
    return format(tidy(value), "f")


@lru_cache(maxsize=4096)
def show_points(value: Decimal) -> str:
    """A number as Vietnamese readers write it: "1,5"."""
    return canonical(value).replace(".", ",")


def round_half_up(value: Fraction | Decimal, decimals: int) -> Decimal:
    """`value`, not negative, to so many decimals, a half going up, exact for fractions that no decimal can hold."""
    return half_up(*value.as_integer_ratio(), decimals)


def half_up(top: int, bottom: int, decimals: int) -> Decimal:
    """The ratio of two whole numbers, not negative, to so many decimals, a half going up."""
    whole = (2 * top * 10**decimals + bottom) // (2 * bottom)
    return tidy(Decimal(whole).scaleb(-decimals))


def show_share(value: Fraction | Decimal, decimals: int = 2) -> str:
    """A percentage for reading, cut to so many decimals, never rounded up over a bound that it does not reach."""
    top, bottom = value.as_integer_ratio()
    return show_points(Decimal(top * 10**decimals // bottom).scaleb(-decimals))
