"""Codes that a spreadsheet took for dates: "1.2" typed into Excel may have become 1 February or 2 January."""

import re
from collections.abc import Sequence

from parscore.domain.findings import Finding
from parscore.domain.row_codes import number_of_roman
from parscore.domain.table_lines import Line

_DATE = re.compile(r"\d{4}-(?P<month>\d\d)-(?P<day>\d\d)(?: 00:00:00)?")


def mend_date_codes(lines: Sequence[Line]) -> list[Finding]:
    """Put back each code of two parts that goes on with the code before it, and tell it."""
    if not any(_DATE.fullmatch(line.code) for line in lines if line.code[:4].isdecimal()):
        return []
    findings = []
    before: tuple[int, ...] = ()
    for line in lines:
        found = _DATE.fullmatch(line.code)
        if found is not None:
            day, month = int(found["day"]), int(found["month"])
            fitting = {pair for pair in ((day, month), (month, day)) if _follows(before, pair)}
            if len(fitting) == 1:
                line.code = ".".join(map(str, fitting.pop()))
                facts = {"code": line.code, "date": f"{day:02}/{month:02}"}
                findings.append(Finding("warning", "table.code_was_date", _place(line), "", facts))
        before = _parts(line.code) or before
    return findings


def _follows(before: tuple[int, ...], code: tuple[int, ...]) -> bool:
    """Whether a code is the first under the one before it, or the next beside it or beside one above it."""
    return code == (*before, 1) or any(code == (*before[:at], before[at] + 1) for at in range(len(before)))


def _parts(code: str) -> tuple[int, ...]:
    """The numbers of a code, Roman ones too; empty where it has other parts."""
    parts = code.strip(".() ").split(".")
    numbers = [int(part) if part.isdecimal() else number_of_roman(part) for part in parts]
    return tuple(number for number in numbers if number) if all(numbers) else ()


def _place(line: Line) -> str:
    return next((cell.where for cell in line.row.cells if cell.text), "")
