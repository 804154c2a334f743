"""The binary format of Word documents before 2007: text in pieces, and what is said of paragraphs and letters beside it.

legacy-doc opens the container; its own text loses the marks that end cells and rows, so the structures are read here.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

WORD_97 = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_PAGE = 512
_STORED_BY_LENGTH, _TABLE_DEFINITION, _TAB_CHANGES = 6, 0xD608, 0xC615
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_HUGE = {0x6645, 0x6646}
_STYLE = 0  # no property has this code; under it stands the number of a paragraph's style
_STYLES = 1
_LIST, _LIST_DEPTH = 0x460B, 0x260A
_LONGEST_CHAIN = 20
_NO_STYLE, _OF_PARAGRAPHS, _MOST_USES = 0xFFF, 1, 0x7FF

Properties = dict[int, bytes]


class NotWord97(Exception):
    """The document is of Word 6 or 95, which is built otherwise."""


class Locked(Exception):
    """The document has a password."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text: from which character to which, where in the file, and whether a letter takes one byte."""

    begin: int
    end: int
    at: int
    narrow: bool

    def place(self, character: int) -> int:
        return self.at + (character - self.begin) * (1 if self.narrow else 2)


@dataclass(slots=True)
class WordBinary:
    """A document's streams; raises struct.error, LookupError or ValueError where they are damaged."""

    word: bytes
    table: bytes
    data: bytes
    text: str = ""
    _pieces: list[_Piece] = field(default_factory=list)
    _begins: list[int] = field(default_factory=list)
    _paragraphs: tuple[list[int], list[Properties]] = field(default_factory=lambda: ([], []))
    _letters: tuple[list[int], list[Properties]] = field(default_factory=lambda: ([], []))
    _styles: list[tuple[int, Properties]] = field(default_factory=list)

    def read(self) -> None:
        """Take the main text and the tables of properties."""
        count = _u32(self.word, 0x4C)
        if count > len(self.word):
            raise ValueError("more text than the file holds")
        self._pieces = list(self._text_pieces(count))
        self._begins = [piece.begin for piece in self._pieces]
        self.text = "".join(self._decoded(piece) for piece in self._pieces)
        self._paragraphs = self._pages(13, 13)
        self._letters = self._pages(12, 1)
        self._styles = list(_styles_of(self.part(_STYLES)))

    def of_paragraph(self, character: int) -> Properties:
        """What is said of the paragraph that this character ends."""
        return self._found(self._paragraphs, character)

    def list_of(self, shape: Properties) -> tuple[int, int]:
        """The use of a list that a paragraph or its style names, 0 for none, and the level in it."""
        use, depth = shape.get(_LIST), shape.get(_LIST_DEPTH)
        style = int.from_bytes(shape.get(_STYLE, b"\0"), "little")
        for _ in range(_LONGEST_CHAIN):
            if style >= len(self._styles):
                break
            style, said = self._styles[style]
            use, depth = use if use is not None else said.get(_LIST), depth if depth is not None else said.get(_LIST_DEPTH)
        number = int.from_bytes(use or b"", "little")
        return (number if number <= _MOST_USES else 0), (depth or b"\0")[0]

    def of_letter(self, character: int) -> Properties:
        """What is said of a letter."""
        return self._found(self._letters, character)

    def part(self, number: int) -> bytes:
        """One of the parts of the table stream that the document's head lists."""
        at, size = struct.unpack_from("<II", self.word, 0x9A + 8 * number)
        return self.table[at : at + size]

    def behind(self, number: int) -> bytes:
        """What stands behind such a part."""
        at, size = struct.unpack_from("<II", self.word, 0x9A + 8 * number)
        return self.table[at + size :]

    def _text_pieces(self, count: int) -> Iterator[_Piece]:
        pieces = self.part(33)
        at = 0
        while pieces[at] == 1:
            at += 3 + struct.unpack_from("<H", pieces, at + 1)[0]
        size = _u32(pieces, at + 1)
        plc = pieces[at + 5 : at + 5 + size]
        number = (size - 4) // 12
        places = struct.unpack_from(f"<{number + 1}I", plc)
        for each in range(number):
            stored = _u32(plc, 4 * (number + 1) + 8 * each + 2)
            narrow = bool(stored & 0x40000000)
            begin, end = places[each], min(places[each + 1], count)
            if begin < end:
                yield _Piece(begin, end, (stored & 0x3FFFFFFF) // 2 if narrow else stored, narrow)

    def _decoded(self, piece: _Piece) -> str:
        raw = self.word[piece.at : piece.place(piece.end)]
        text = raw.decode("cp1252" if piece.narrow else "utf-16-le", errors="replace")
        if len(text) != piece.end - piece.begin:
            raise ValueError("a piece of text lies outside the file, or holds letters of two halves")
        return text

    def _pages(self, part: int, width: int) -> tuple[list[int], list[Properties]]:
        """The properties of all runs in a file's order, by where each begins; `width` is what one takes in the list of a page."""
        plc = self.part(part)
        number = (len(plc) - 4) // 8
        if number > len(self.word) // _PAGE:
            raise ValueError("more pages of properties than the file holds")
        begins: list[int] = []
        found: list[Properties] = []
        for pn in struct.unpack_from(f"<{number}I", plc, 4 * (number + 1)) if number > 0 else ():
            page = self.word[(pn & 0x3FFFFF) * _PAGE : ((pn & 0x3FFFFF) + 1) * _PAGE]
            runs = page[_PAGE - 1]
            for at, begin in enumerate(struct.unpack_from(f"<{runs}I", page)):
                offset = 2 * page[4 * (runs + 1) + width * at]
                begins.append(begin)
                found.append(self._of_run(page, offset, paragraph=width > 1) if offset else {})
        return begins, found

    def _of_run(self, page: bytes, at: int, *, paragraph: bool) -> Properties:
        stored = _stored(page, at, paragraph=paragraph)
        return {_STYLE: stored[:2], **self._properties(stored[2:])} if paragraph else self._properties(stored)

    def _properties(self, stored: bytes) -> Properties:
        found: Properties = {}
        for code, value in sprms(stored):
            found[code] = value
            if code in _HUGE:
                at = _u32(value, 0)
                size = struct.unpack_from("<H", self.data, at)[0]
                found.update(sprms(self.data[at + 2 : at + 2 + size]))
        return found

    def _found(self, runs: tuple[list[int], list[Properties]], character: int) -> Properties:
        piece = self._pieces[bisect_right(self._begins, character) - 1]
        at = bisect_right(runs[0], piece.place(character)) - 1
        return runs[1][at] if at >= 0 else {}


def opened(word: bytes) -> bool:
    """Whether the second of the two table streams is the one that counts; raises NotWord97 or Locked."""
    kind, flags = struct.unpack_from("<H", word, 0)[0], struct.unpack_from("<H", word, 0x0A)[0]
    if kind != WORD_97 or struct.unpack_from("<H", word, 2)[0] < 0xC1:
        raise NotWord97
    if flags & _ENCRYPTED:
        raise Locked
    return bool(flags & _SECOND_TABLE)


def sprms(stored: bytes) -> Iterator[tuple[int, bytes]]:
    """The single properties of a stored list, each with its value."""
    at = 0
    while at + 2 <= len(stored):
        code = struct.unpack_from("<H", stored, at)[0]
        at += 2
        kind = code >> 13
        if kind != _STORED_BY_LENGTH:
            size = _SIZES[kind]
        elif code == _TABLE_DEFINITION:
            size = struct.unpack_from("<H", stored, at)[0] + 1
        elif code == _TAB_CHANGES and stored[at] == 255:
            return  # its length must be counted out; it stands last where Word writes it
        else:
            size = stored[at] + 1
        yield code, stored[at : at + size]
        at += size


def _stored(page: bytes, at: int, *, paragraph: bool) -> bytes:
    """The list of properties that a page holds at a place; a paragraph's begins with the number of its style."""
    if not paragraph:
        return page[at + 1 : at + 1 + page[at]]
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]


def _styles_of(stored: bytes) -> Iterator[tuple[int, Properties]]:
    """Of each style the one that it is based on, and what it says of paragraphs."""
    if len(stored) < 6:
        return
    head, count, base = struct.unpack_from("<HHH", stored)
    at = 2 + head
    for _ in range(count):
        size = struct.unpack_from("<H", stored, at)[0]
        style = stored[at + 2 : at + 2 + size]
        at += 2 + size
        yield _style(style, base) if size else (_NO_STYLE, {})


def _style(style: bytes, base: int) -> tuple[int, Properties]:
    kind, above = style[2] & 0xF, struct.unpack_from("<H", style, 2)[0] >> 4
    if kind != _OF_PARAGRAPHS:
        return _NO_STYLE, {}
    place = base + 4 + 2 * struct.unpack_from("<H", style, base)[0]  # behind the name and its closing zero
    place += place % 2
    size = struct.unpack_from("<H", style, place)[0] if place + 2 <= len(style) else 0
    return above, dict(sprms(style[place + 4 : place + 2 + size]))


def _u32(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0])


def merged(definition: bytes) -> list[tuple[int, int, bool, bool]]:
    """The cells of a row by its definition: left and right border, whether it goes on with the cell before, and with that above."""
    count = definition[2]
    borders: Sequence[int] = struct.unpack_from(f"<{count + 1}h", definition, 3)
    cells = []
    for at in range(count):
        place = 3 + 2 * (count + 1) + 20 * at
        flags = struct.unpack_from("<H", definition, place)[0] if place + 2 <= len(definition) else 0
        cells.append((borders[at], borders[at + 1], bool(flags & 2), bool(flags & 0x20) and not flags & 0x40))
    return cells
