"""Tables of a Word document as neutral rows: what stands there once every tracked change is accepted. Macros are never run."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from parscore.adapters.importers.hostile_file import MOST_COLUMNS, inspect_package, opened_by_library
from parscore.adapters.importers.source_grid import (
    Blocks,
    RowSteps,
    SpanCell,
    SpanRow,
    SpanTable,
    Written,
    blocks_of,
    clean_keep,
    row_place,
)
from parscore.adapters.importers.word_numbers import WordNumbers, shape_of
from parscore.adapters.importers.word_type import WordType, is_on
from parscore.domain.findings import Finding
from parscore.domain.viet_text import clean
from parscore.services.progress import Progress, Silent

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT = {f"{W}t", f"{_MATH}t"}
_SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}
_GONE = {f"{W}del", f"{W}moveFrom"}
_CHANGED = (*_GONE, f"{W}ins", f"{W}moveTo", f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge")
_MERGED = (f"{W}vMerge", f"{W}hMerge")
_PASSED_OVER = {*_GONE, _FALLBACK, f"{W}tbl", f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}tblPr", f"{W}tcPr", f"{W}trPr"}
_SYMBOLS = {"A3": "≤", "B3": "≥", "B4": "×", "B8": "÷", "B1": "±", "2D": "-", "B7": "-", "A5": "∞", "B9": "≠"}


def read_document_tables(file: Path, progress: Progress = Silent()) -> Blocks:
    """Every table of the document, those inside other tables too; raises Refused with what is wrong with the file."""
    written = read_document(file, progress)
    return blocks_of(written.tables, file, written.findings)


def read_document(file: Path, progress: Progress = Silent()) -> Written:
    """The text and the tables of the document; raises Refused with what is wrong with the file."""
    inspect_package(file, "word/document.xml", "file.not_word", "file.old_word")
    with opened_by_library(file):
        body, numbers, styles = _opened(file)
        reader = _Reader(numbers, WordType(styles), RowSteps(progress, file.name, sum(1 for _ in body.iter(f"{W}tr"))))
        reader.read(body)
        findings = list(reader.findings)
        if next(body.iter(*_CHANGED), None) is not None:
            findings.insert(0, Finding("warning", "table.tracked_changes"))
        return Written(tuple(reader.tables), SpanTable(above=reader.lines), tuple(findings), tuple(_notes(body)))


def _opened(file: Path) -> tuple[Any, WordNumbers, Any]:
    """The document's XML, its lists and its styles.

    Only the package is read by python-docx: its Document knows no macros, its elements are slow.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.pkgreader import PackageReader
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    with file.open("rb") as content:
        package: Any = PackageReader
        opened = package.from_file(content)
    blobs = {name: blob for name, _, _, blob in opened.iter_sparts()}
    near = {(source, each.reltype): each.target_partname for source, each in opened.iter_srels() if not each.is_external}
    document = near["/", RELATIONSHIP_TYPE.OFFICE_DOCUMENT]
    named = [near.get((document, kind)) for kind in (RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.STYLES)]
    lists, styles = (None if name is None else etree.fromstring(blobs[name], parser) for name in named)
    return etree.fromstring(blobs[document], parser), WordNumbers(lists, styles), styles


@dataclass(slots=True)
class _Reader:
    """Goes through the document once; tables are numbered in the order in which they begin."""

    numbers: WordNumbers
    type: WordType
    steps: RowSteps
    tables: list[SpanTable] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def read(self, above: Any) -> None:
        """The paragraphs and tables below an element, text around tables kept as the lines above the next one."""
        for each in _below(above, {f"{W}p", f"{W}tbl"}):
            if each.tag == f"{W}tbl":
                self._table(each)
            else:
                self.lines += [line for line in clean_keep(self._paragraph(each)[0]).split("\n") if line]

    def _table(self, element: Any) -> None:
        table = SpanTable(above=self.lines)
        self.lines = []
        self.tables.append(table)
        number = len(self.tables)
        for row in _below(element, {f"{W}tr"}):
            shape = shape_of(row, f"{W}trPr")
            if f"{W}del" in shape:
                continue
            self.steps.next()
            before = _count(shape, f"{W}gridBefore", 0)
            read = SpanRow([SpanCell(across=before)] if before else [], is_on(shape.get(f"{W}hidden")))
            table.rows.append(read)
            for cell in _below(row, {f"{W}tc"}):
                self._cell(cell, read, row_place(number, len(table.rows)), element)

    def _cell(self, cell: Any, row: SpanRow, where: str, table: Any) -> None:
        """A cell of its own; one merged with that above or before it is blank, as the first holds the text."""
        shape = shape_of(cell, f"{W}tcPr")
        across = _count(shape, f"{W}gridSpan", 1)
        goes_on = any(shape[name].get(f"{W}val", "continue") == "continue" for name in _MERGED if name in shape)
        if goes_on or f"{W}cellDel" in shape:
            row.cells.append(SpanCell(across=across, goes_on=f"{W}vMerge" in shape))
            return
        text = ""
        within = []
        for each in _below(cell, {f"{W}p", f"{W}tbl"}):
            if each.tag == f"{W}tbl":
                within.append(each)
                continue
            line, joined, hidden = self._paragraph(each)
            text += line + ("" if joined else "\n")
            row.hidden = row.hidden or hidden
        row.cells.append(SpanCell(clean_keep(text).strip("\n"), across, bold=bool(text.strip()) and self._is_bold(cell, table)))
        for inner in within:
            self.findings.append(Finding("warning", "table.nested", where, facts={"inner": f"Bảng {len(self.tables) + 1}"}))
            self._table(inner)

    def _is_bold(self, cell: Any, table: Any) -> bool:
        """Whether every run that says something is bold; most cells are done with at the first that is not."""
        runs = ((run, paragraph) for paragraph in cell.iter(f"{W}p") for run in paragraph.iter(f"{W}r"))
        return all(self.type.is_heavy(run, paragraph, table) for run, paragraph in runs if "".join(_words(run)).strip())

    def _paragraph(self, paragraph: Any) -> tuple[str, bool, bool]:
        """A paragraph's text with the number that Word puts before it, whether the next one belongs to it, and whether it is hidden."""
        text = "".join(_words(paragraph))
        mark = shape_of(paragraph, f"{W}pPr").get(f"{W}rPr")
        joined = mark is not None and mark.find(f"{W}del") is not None
        hidden = bool(text.strip()) and any(is_on(each) for each in paragraph.iter(f"{W}vanish") if each.getparent() is not mark)
        number = self.numbers.number_of(paragraph) if not joined or text.strip() else ""
        return (f"{number} {text}" if number else text), joined, hidden


def _notes(body: Any) -> Iterator[Finding]:
    """What stands beside the text: boxes, whose words are read where they are anchored, and footnotes, which are not read."""
    for tag, code in ((f"{W}txbxContent", "plan.text_box"), (f"{W}footnoteReference", "plan.footnotes")):
        if next(body.iter(tag), None) is not None:
            yield Finding("warning", code)


def _below(element: Any, tags: set[str]) -> Iterator[Any]:
    """The nearest elements of some kinds, through content controls and the like, in their order; deleted ones are left out."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag not in _PASSED_OVER:
            yield from _below(child, tags)


def _words(element: Any) -> Iterator[str]:
    """The texts below an element, breaks as lines, fractions with a stroke; deleted and moved away text is left out."""
    for child in element:
        if child.tag in _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == f"{W}sym":
            yield _SYMBOLS.get(str(child.get(f"{W}char"))[-2:].upper(), "?")
        elif child.tag == f"{_MATH}f":
            yield "/".join(f"({clean(''.join(_words(part)))})" for part in child if part.tag in {f"{_MATH}num", f"{_MATH}den"})
        elif child.tag not in _PASSED_OVER:
            yield from _words(child)


def _count(shape: dict[str, Any], name: str, otherwise: int) -> int:
    """A number of grid columns; beyond the widest table that is read it does not matter how many."""
    found = shape.get(name)
    return otherwise if found is None else min(int(found.get(f"{W}val", otherwise)), MOST_COLUMNS + 1)
