"""A row's texts shared out over the lines of a sheet, none of which may be higher than Excel's 409 points."""

from itertools import zip_longest

from parscore.adapters.reports.page_style import composed, lines_of
from parscore.domain.report import Row

MOST_LINES = 25
MOST_LETTERS = 32_000

Share = tuple[tuple[str, ...], int]


def shared_out(row: Row, face: str, size: float, rooms: list[float]) -> list[Share]:
    """The row's texts and how many lines of text they take: one share, or several where one line of the sheet cannot show them."""
    columns = [parts_of(cell.text, face, size, room) for cell, room in zip(row.cells, rooms, strict=True)]
    shares = []
    for parts in zip_longest(*columns, fillvalue=("", 1)):
        shares.append((tuple(text for text, _ in parts), max(count for _, count in parts)))
    return shares


def parts_of(text: str, face: str, size: float, room: float) -> list[tuple[str, int]]:
    """The text as it was written where it is short enough, else cut between lines; each part with how many lines it takes."""
    whole = composed(text)
    lines = lines_of(whole, face, size, room)
    if len(lines) <= MOST_LINES and len(whole) <= MOST_LETTERS:
        return [(whole, len(lines))]
    parts = []
    for at in range(0, len(lines), MOST_LINES):
        some = lines[at : at + MOST_LINES]
        parts.append(("".join(line + end for line, end in some).rstrip(), len(some)))
    return parts
