"""Tables of a Word document of the kind before 2007 as neutral rows: what stands there once every tracked change is accepted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from parscore.adapters.importers import word_binary
from parscore.adapters.importers.hostile_file import OLE, RTF, content_of, opened_by_library, refuse_encrypted
from parscore.adapters.importers.source_grid import Blocks, SpanCell, SpanRow, SpanTable, Written, blocks_of, clean_keep, row_place
from parscore.adapters.importers.word_binary import Properties, WordBinary
from parscore.adapters.importers.word_lists import numbering_of, paragraph_in
from parscore.adapters.importers.word_numbers import WordNumbers
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.services.progress import Progress, Silent

_IN_TABLE, _ROW_END, _DEPTH = 0x2416, 0x2417, 0x6649
_DELETED, _INSERTED, _HIDDEN, _BOLD, _SYMBOL = 0x0800, 0x0801, 0x083C, 0x0835, 0x6A09
_CELL, _PARAGRAPH, _FIELD, _RESULT, _FIELD_END = "\x07", "\r", "\x13", "\x14", "\x15"
_SIGNS = {"\x0b": "\n", "\x0c": "\n", "\t": " ", "\x1e": "-", "\xa0": " "}
_SYMBOLS = {0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0x2D: "-", 0xB7: "-", 0xA5: "∞", 0xB9: "≠"}
_ENDS = {_CELL, _PARAGRAPH}


def read_old_document(file: Path, progress: Progress = Silent()) -> Blocks:
    """Every table of the document; raises Refused with what is wrong with the file."""
    written = read_old_text(file, progress)
    return blocks_of(written.tables, file, written.findings)


def read_old_text(file: Path, progress: Progress = Silent()) -> Written:
    """The text and the tables of the document; raises Refused with what is wrong with the file."""
    content = content_of(file)
    refuse_encrypted(content, file.name)
    if not content.startswith(OLE):
        raise Refused("file.rtf" if content.startswith(RTF) else "file.not_word", file=file.name)
    from legacy_doc import LegacyDocError

    with opened_by_library(file, LegacyDocError):
        document = _opened(content, file.name)
        reader = _Reader(document, WordNumbers(numbering_of(document), None), progress, file.name)
        reader.read()
        return Written(tuple(reader.tables), SpanTable(above=reader.above), tuple(reader.told()))


def _opened(content: bytes, name: str) -> WordBinary:
    from legacy_doc.ole import OleReader
    from legacy_doc.types import ExtractionOptions

    container = OleReader(content, options=ExtractionOptions(max_file_bytes=len(content)))
    word = container.try_read_stream("WordDocument")
    if word is None:
        raise Refused("file.not_word", file=name)
    try:
        second = word_binary.opened(word)
    except word_binary.NotWord97 as old:
        raise Refused("file.old_word", file=name) from old
    except word_binary.Locked as locked:
        raise Refused("file.encrypted", file=name) from locked
    table = container.read_stream("1Table" if second else "0Table")
    document = WordBinary(word, table, container.try_read_stream("Data") or b"")
    document.read()
    return document


@dataclass(slots=True)
class _Cell:
    """The cell or the text between tables that is being read."""

    lines: list[str] = field(default_factory=list)
    hidden: bool = False
    light: bool = False
    nested: bool = False

    def made(self) -> tuple[str, bool]:
        """Its text and whether all of it is bold."""
        text = clean_keep("\n".join(self.lines)).strip("\n")
        return text, bool(text) and not self.light


class _Reader:
    """Goes through the text once; tables are numbered in the order in which they begin."""

    def __init__(self, document: WordBinary, numbers: WordNumbers, progress: Progress, name: str) -> None:
        self._document = document
        self._numbers = numbers
        self._progress = progress
        self._name = name
        self._changed = False
        self._cell = _Cell()
        self._row: list[_Cell] = []
        self.above: list[str] = []
        self._table: SpanTable | None = None
        self._edges: list[list[tuple[int, int, bool, bool]]] = []
        self._findings: list[Finding] = []
        self.tables: list[SpanTable] = []

    def read(self) -> None:
        """The whole text."""
        carried = ""
        for begin, end in self._paragraphs():
            if not len(self.tables) % 8:
                self._progress.step(end, len(self._document.text) + 1, self._name)
            shape = self._document.of_paragraph(end)
            carried += self._words(begin, end)
            if self._is(self._document.of_letter(end), _DELETED) and self._document.text[end] == _PARAGRAPH:
                self._changed = True
                continue
            self._paragraph(carried, shape, self._document.text[end])
            carried = ""
        self._close_table()

    def told(self) -> list[Finding]:
        """What was found on the way."""
        return [*([Finding("warning", "table.tracked_changes")] if self._changed else []), *self._findings]

    def _paragraphs(self) -> Iterator[tuple[int, int]]:
        begin = 0
        for at, sign in enumerate(self._document.text):
            if sign in _ENDS:
                yield begin, at
                begin = at + 1

    def _paragraph(self, words: str, shape: Properties, mark: str) -> None:
        if not self._is(shape, _IN_TABLE):
            self._close_table()
            self.above += [line for line in clean_keep(self._numbered(words, shape)).split("\n") if line]
            self._cell = _Cell()
            return
        if mark == _CELL and self._is(shape, _ROW_END):
            self._end_row(shape)
            return
        self._cell.lines.append(self._numbered(words, shape))
        self._cell.nested = self._cell.nested or int.from_bytes(shape.get(_DEPTH, b"\1")[:4], "little") > 1
        if mark == _CELL:
            self._row.append(self._cell)
            self._cell = _Cell()

    def _numbered(self, words: str, shape: Properties) -> str:
        """A paragraph with the number that Word puts before it."""
        use, depth = self._document.list_of(shape)
        if not use:
            return words
        number = self._numbers.number_of(paragraph_in(use, depth))
        return f"{number} {words}" if number else words

    def _end_row(self, shape: Properties) -> None:
        if self._table is None:
            self._table = SpanTable(above=self.above)
            self.above = []
            self.tables.append(self._table)
            self._edges = []
        definition = shape.get(0xD608, b"")
        edges = word_binary.merged(definition) if len(definition) > 3 else []
        if len(edges) != len(self._row):
            edges = [(at, at + 1, False, False) for at in range(len(self._row))]
        where = row_place(len(self.tables), len(self._table.rows) + 1)
        self._findings += [Finding("warning", "table.nested_lines", where) for cell in self._row if cell.nested]
        self._edges.append(edges)
        cells = [
            SpanCell(goes_on=above) if before or above else SpanCell(text, bold=bold)
            for (text, bold), (_, _, before, above) in self._pairs(edges)
        ]
        self._table.rows.append(SpanRow(cells, any(cell.hidden for cell in self._row)))
        self._row = []

    def _pairs(self, edges: list[tuple[int, int, bool, bool]]) -> Iterator[tuple[tuple[str, bool], tuple[int, int, bool, bool]]]:
        return zip((cell.made() for cell in self._row), edges, strict=True)

    def _close_table(self) -> None:
        """Give the cells of a table that ends the columns that its widest grid has."""
        if self._table is None:
            return
        borders = _clustered(sorted({left for edges in self._edges for left, _, _, _ in edges}))
        ends = sorted({right for edges in self._edges for _, right, _, _ in edges})
        for row, edges in zip(self._table.rows, self._edges, strict=True):
            row.cells = _spread(row.cells, edges, [*borders, ends[-1] if ends else 0])
        self._table = None

    def _words(self, begin: int, end: int) -> str:
        """The text as Word shows it: without field codes, deleted text and marks of drawings; breaks as lines."""
        text = self._document.text
        shown: list[str] = []
        fields: list[bool] = []  # of the fields that a letter stands in, whether it is in the code and not in the result
        for at in range(begin, end):
            sign = text[at]
            if sign == _FIELD:
                fields.append(True)
            elif sign in {_RESULT, _FIELD_END}:
                fields[-1:] = [False] if sign == _RESULT else []
            elif not any(fields):
                shown.append(self._shown(sign, self._document.of_letter(at)))
        return "".join(shown)

    def _shown(self, sign: str, look: Properties) -> str:
        self._changed = self._changed or self._is(look, _DELETED) or self._is(look, _INSERTED)
        if self._is(look, _DELETED):
            return ""
        if _SYMBOL in look:
            return _SYMBOLS.get(look[_SYMBOL][2], "?")
        shown = _SIGNS.get(sign, sign if sign >= " " and sign != "\xad" else "")
        if shown.strip():
            self._cell.hidden = self._cell.hidden or self._is(look, _HIDDEN)
            self._cell.light = self._cell.light or not self._is(look, _BOLD)
        return shown

    def _is(self, look: Properties, code: int) -> bool:
        return look.get(code, b"\0")[:1] == b"\1"


def _clustered(places: list[int]) -> list[int]:
    """Borders that stand less than a millimetre apart are one."""
    found: list[int] = []
    for place in places:
        if not found or place - found[-1] > 57:
            found.append(place)
    return found


def _spread(cells: list[SpanCell], edges: list[tuple[int, int, bool, bool]], borders: list[int]) -> list[SpanCell]:
    """The cells of a row over the columns of the whole table, empty ones before the first where it begins further in."""
    spread: list[SpanCell] = []
    for cell, (left, _, _, _) in zip(cells, edges, strict=True):
        at = min(range(len(borders)), key=lambda each: abs(borders[each] - left))
        spread += [SpanCell()] * (at - len(spread))
        spread.append(cell)
    return spread
