"""Phụ lục I, the table of every criterion with its scale and score, and Phụ lục II, the list of evidence."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from parscore.domain.criteria import Criterion, Field
from parscore.domain.evidence import Document
from parscore.domain.points import show_points
from parscore.domain.report import Appendix, Cell, Column, Paragraph, Row, Table
from parscore.domain.scoresheet import LeafScore
from parscore.domain.year_work import YearWork

Say = Callable[..., str]


def appendices(work: YearWork, say: Say) -> tuple[Appendix, ...]:
    """Both appendices."""
    reference = say("report.reference", department=work.profile.department)
    links = len(work.evidence.links)
    used = len({link.document for link in work.evidence.links})
    return (
        Appendix(
            say("report.appendix_one"), say("report.appendix_one_title", year=work.profile.year), reference, (_Scores(work, say).table(),)
        ),
        Appendix(
            say("report.appendix_two"),
            say("report.appendix_two_title"),
            reference,
            (_evidence(work, say), Paragraph(say("report.evidence_total", documents=used, links=links), "note")),
        ),
    )


class _Scores:
    """Builds the rows of Phụ lục I; a leaf and its rungs share a group."""

    def __init__(self, work: YearWork, say: Say) -> None:
        self._work = work
        self._say = say
        self._rows: list[Row] = []
        self._group = 0

    def table(self) -> Table:
        say, sheet = self._say, self._work.sheet
        columns = (
            Column(say("report.column_code"), 16, "center"),
            Column(say("report.column_criterion"), 98),
            Column(say("report.column_max"), 18, "right", summed=True),
            Column(say("report.column_self"), 18, "right", summed=True),
            Column(say("report.column_why"), 62),
            Column(say("report.column_evidence"), 50),
        )
        fields = [self._node(field, "field") for field in sheet.criteria.fields]
        totals = sheet.self_totals
        self._group += 1
        total = (Cell(), Cell(say("report.total_self")), *_numbers(totals.attainable, totals.points), Cell(), Cell())
        self._rows.append(Row(total, "total", self._group, tuple(fields)))
        for extra, title in ((sheet.criteria.bonus, "report.bonus"), (sheet.criteria.penalty, "report.penalty")):
            if extra:
                self._group += 1
                self._rows.append(Row((Cell(), Cell(say(title)), Cell(), Cell(), Cell(), Cell()), "field", self._group))
                for node in extra:
                    self._node(node, "criterion")
        return Table(say("report.sheet_scores"), columns, tuple(self._rows))

    def _node(self, node: Field | Criterion, role: str) -> int:
        """Add a node with all under it; gives the position of its own row."""
        if isinstance(node, Criterion) and node.is_leaf:
            return self._leaf(node)
        self._group += 1
        at, group = len(self._rows), self._group
        self._rows.append(Row(()))
        children = tuple(self._node(child, "criterion") for child in node.children)
        totals = self._work.sheet.nodes[node.key]
        figures = _numbers(totals.attainable, totals.points) if totals.leaves else (Cell(show_points(totals.survey_max)), Cell())
        note = "" if totals.leaves else self._say("report.not_self_scored")
        cells = (Cell(node.code), Cell(node.name), *figures, Cell(note), Cell())
        self._rows[at] = Row(cells, "field" if role == "field" else "criterion", group, children)
        return at

    def _leaf(self, leaf: Criterion) -> int:
        self._group += 1
        at, score = len(self._rows), self._work.sheet.leaves[leaf.key]
        documents = "\n".join(short_label(document, link.place) for link, document in self._work.evidence.of_leaf(leaf.key))
        cells = (Cell(leaf.code), Cell(leaf.name), *self._leaf_figures(score), Cell(self._reason(score)), Cell(documents))
        self._rows.append(Row(cells, "leaf", self._group))
        applied = score.outcome.rung if score.state == "done" else None
        for number, rung in enumerate(leaf.rungs, 1):
            points = Cell(show_points(rung.points)) if rung.points is not None else Cell()
            mark = number == applied
            text = self._say("report.rung_applied" if mark else "report.rung", text=rung.text)
            self._rows.append(Row((Cell(), Cell(text), points, Cell(), Cell(), Cell()), "rung_applied" if mark else "rung", self._group))
        return at

    def _leaf_figures(self, score: LeafScore) -> tuple[Cell, Cell]:
        exempt = score.answer.not_applicable
        if score.state == "not_self_scored":
            return Cell(show_points(score.leaf.max_points)), Cell()
        if exempt is not None and exempt.treatment == "excluded":
            return Cell(self._say("report.left_out", max=show_points(score.leaf.max_points))), Cell(self._say("report.not_applicable"))
        if score.points is None:
            return Cell(show_points(score.leaf.max_points), score.leaf.max_points), Cell(self._say("report.unanswered_cell"))
        return _numbers(score.leaf.max_points, score.points)

    def _reason(self, score: LeafScore) -> str:
        why = score.outcome.why
        said = self._say(why.code, **why.facts) if score.state != "unanswered" else self._say("report.unanswered_cell")
        explanation = score.answer.explanation
        return said + (f"\n{self._say('report.explained', explanation=explanation)}" if explanation else "")


def _numbers(maximum: Decimal, points: Decimal) -> tuple[Cell, Cell]:
    return Cell(show_points(maximum), maximum), Cell(show_points(points), points)


def short_label(document: Document, place: str) -> str:
    """A document in one line: number, day, and where in it."""
    day = f"ngày {document.issued:%d/%m/%Y}" if document.issued else ""
    name = document.number or document.title or (document.files[0].name if document.files else document.web)
    return ", ".join(part for part in (f"{name} {day}".strip(), place) if part)


def _evidence(work: YearWork, say: Say) -> Table:
    columns = (
        Column(say("report.column_order"), 12, "center"),
        Column(say("report.column_code"), 18, "center"),
        Column(say("report.column_document_number"), 32),
        Column(say("report.column_date"), 24, "center"),
        Column(say("report.column_issuer"), 42),
        Column(say("report.column_title"), 70),
        Column(say("report.column_place"), 28),
        Column(say("report.column_files"), 36),
    )
    return Table(say("report.sheet_evidence"), columns, tuple(_evidence_rows(work)))


def _evidence_rows(work: YearWork) -> Iterator[Row]:
    order = 0
    for leaf in work.assessment.criteria.leaves():
        for link, document in work.evidence.of_leaf(leaf.key):
            order += 1
            day = f"{document.issued:%d/%m/%Y}" if document.issued else ""
            files = "\n".join(kept.name for kept in document.files) or document.web
            texts = (leaf.code, document.number, day, document.issuer, document.title, link.place, files)
            yield Row((Cell(str(order)), *(Cell(text) for text in texts)), group=order)
