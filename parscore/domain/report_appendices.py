"""Phụ lục I, the table of every criterion with its scale and score, and Phụ lục II, the list of evidence."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from parscore.domain.criteria import Criterion, Field
from parscore.domain.evidence import Document
from parscore.domain.points import show_points
from parscore.domain.report import Appendix, Cell, Column, Paragraph, Row, RowRole, Table
from parscore.domain.scoresheet import LeafScore, Totals
from parscore.domain.year_work import YearWork

Say = Callable[..., str]
_COLUMNS = 6


def appendices(work: YearWork, say: Say) -> tuple[Appendix, ...]:
    """Both appendices."""
    profile = work.profile
    reference = say("report.reference", symbol=profile.symbol or "…", department=profile.department)
    links = len(work.evidence.links)
    used = len({link.document for link in work.evidence.links})
    return (
        Appendix(say("report.appendix_one"), say("report.appendix_one_title", year=profile.year), reference, (_Scores(work, say).table(),)),
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
            Column(say("report.column_code"), 17, "center"),
            Column(say("report.column_criterion"), 92),
            Column(say("report.column_max"), 20, "right", summed=True),
            Column(say("report.column_self"), 21, "right", summed=True),
            Column(say("report.column_why"), 62),
            Column(say("report.column_evidence"), 50),
        )
        fields = [self._node(field, "field") for field in sheet.criteria.fields]
        totals = sheet.self_totals
        self._add("total", (Cell(), Cell(say("report.total_self")), *_numbers(totals.attainable, totals.points)), self._summed(fields))
        criteria = sheet.criteria
        bonus, penalty = (
            say(f"report.{part}") if cap is None else say(f"report.{part}_capped", cap=show_points(cap))
            for part, cap in (("bonus", criteria.bonus_cap), ("penalty", criteria.penalty_cap))
        )
        self._extra(bonus, criteria.bonus, sheet.bonus)
        self._extra(penalty, criteria.penalty, sheet.penalty)
        return Table(say("report.sheet_scores"), columns, tuple(self._rows))

    def _add(self, role: RowRole, cells: tuple[Cell, ...], children: tuple[int, ...] = (), key: str = "") -> None:
        """Add a row in a group of its own; the cells it lacks stay empty."""
        self._group += 1
        self._rows.append(Row((*cells, *[Cell()] * (_COLUMNS - len(cells))), role, self._group, children, key))

    def _extra(self, title: str, nodes: tuple[Criterion, ...], points: Decimal) -> None:
        """Bonus or penalty: their points beside the fields' total, and what they come from."""
        if not nodes:
            return
        at = len(self._rows)
        self._add("field", ())
        children = tuple(self._node(node, "criterion")[0] for node in nodes)
        whole = sum((self._work.sheet.nodes[node.key].points for node in nodes), Decimal(0)) == points
        row = self._rows[at]
        cells = (Cell(), Cell(title), Cell(), Cell(show_points(points), points), Cell(), Cell())
        self._rows[at] = replace(row, cells=cells, children=children if whole else ())

    def _summed(self, nodes: list[tuple[int, Totals]]) -> tuple[int, ...]:
        """The rows of the nodes that count for the department's own score."""
        return tuple(at for at, totals in nodes if totals.leaves)

    def _node(self, node: Field | Criterion, role: RowRole) -> tuple[int, Totals]:
        """Add a node with all under it; gives the position of its own row, and its totals."""
        totals = self._work.sheet.nodes[node.key]
        if isinstance(node, Criterion) and node.is_leaf:
            return self._leaf(node), totals
        at = len(self._rows)
        self._add(role, ())
        below = [self._node(child, "criterion") for child in node.children]
        children = self._summed(below) if totals.leaves else tuple(position for position, _ in below)
        survey = (Cell(show_points(totals.survey_max), totals.survey_max), Cell())
        figures = _numbers(totals.attainable, totals.points) if totals.leaves else survey
        note = "" if totals.leaves else self._say("report.not_self_scored")
        cells = (Cell(node.code), Cell(node.name), *figures, Cell(note), Cell())
        self._rows[at] = replace(self._rows[at], cells=cells, children=children, key=node.key)
        return at, totals

    def _leaf(self, leaf: Criterion) -> int:
        at, score = len(self._rows), self._work.sheet.leaves[leaf.key]
        documents = "\n".join(short_label(document, link.place) for link, document in self._work.evidence.of_leaf(leaf.key))
        figures = self._leaf_figures(score)
        self._add("leaf", (Cell(leaf.code), Cell(leaf.name), *figures, Cell(self._reason(score)), Cell(documents)), key=leaf.key)
        applied = score.outcome.rung if score.state == "done" else None
        for number, rung in enumerate(leaf.rungs, 1):
            points = Cell(show_points(rung.points), rung.points) if rung.points is not None else Cell()
            mark = number == applied
            text = self._say("report.rung_applied" if mark else "report.rung", text=rung.text)
            self._rows.append(Row((Cell(), Cell(text), points, Cell(), Cell(), Cell()), "rung_applied" if mark else "rung", self._group))
        return at

    def _leaf_figures(self, score: LeafScore) -> tuple[Cell, Cell]:
        maximum = Cell(show_points(score.leaf.max_points), score.leaf.max_points)
        if score.state == "not_self_scored":
            return maximum, Cell()
        if score.state == "not_applicable" and score.points is None:
            return Cell(self._say("report.left_out", max=maximum.text)), Cell(self._say("report.not_applicable"))
        if score.points is None:
            return maximum, Cell(self._say("report.unanswered_cell"))
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
        Column(say("report.column_document_number"), 39),
        Column(say("report.column_date"), 25, "center"),
        Column(say("report.column_issuer"), 38),
        Column(say("report.column_title"), 63),
        Column(say("report.column_place"), 25),
        Column(say("report.column_files"), 42),
    )
    return Table(say("report.sheet_evidence"), columns, tuple(_evidence_rows(work)))


def _evidence_rows(work: YearWork) -> Iterator[Row]:
    order = 0
    for leaf in work.assessment.criteria.leaves():
        for link, document in work.evidence.of_leaf(leaf.key):
            order += 1
            day = f"{document.issued:%d/%m/%Y}" if document.issued else ""
            files = "\n".join(kept.name for kept in document.files) or document.web
            texts = (document.issuer, document.title, link.place, files)
            named = (Cell(str(order), Decimal(order)), Cell(leaf.code), Cell(document.number), Cell(day, day=document.issued))
            yield Row((*named, *(Cell(text) for text in texts)), group=order, key=leaf.key)
