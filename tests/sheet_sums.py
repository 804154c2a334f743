"""Computes the few formulas that our workbooks hold, in exact decimals."""

import re
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.workbook import Workbook

_SUM = re.compile(r"SUM\(([A-Z0-9,]+)\)")
_RATIO = re.compile(r"=ROUND\(([A-Z]+[0-9]+)/([A-Z]+[0-9]+)\*100,2\)")
_ELSEWHERE = re.compile(r"='([^']+)'!([A-Z]+[0-9]+)")


def value_of(book: Workbook, sheet: str, cell: str) -> Decimal:
    """A cell's number, its formula computed anew from what it names."""
    value = book[sheet][cell].value
    if not isinstance(value, str):
        return Decimal(str(value))
    if found := _ELSEWHERE.fullmatch(value):
        return value_of(book, found[1], found[2])
    if found := _RATIO.fullmatch(value):
        share = value_of(book, sheet, found[1]) / value_of(book, sheet, found[2]) * 100
        return share.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert re.fullmatch(r"=(?:SUM\([A-Z0-9,]+\)\+?)+", value), value
    return sum((value_of(book, sheet, each) for found in _SUM.finditer(value) for each in found[1].split(",")), Decimal(0))
