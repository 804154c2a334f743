"""A table's outline to a draft: rules proposed for every leaf, faults found, totals compared."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from parscore.domain.column_guess import doubts, headings, taken_columns
from parscore.domain.criteria import CriteriaSet, Criterion, Field, unique_keys
from parscore.domain.documents_asked import document_asked
from parscore.domain.errors import Refused
from parscore.domain.extra_parts import ExtraParts
from parscore.domain.findings import Finding
from parscore.domain.leaf_reading import asked_at, inputs_used, read_leaf
from parscore.domain.points import ZERO
from parscore.domain.rule_proposal import Proposal, asking
from parscore.domain.rules import NotSelfScored
from parscore.domain.set_checks import check_set
from parscore.domain.table_choice import picked, title_of
from parscore.domain.table_columns import Columns
from parscore.domain.table_draft import ColumnChoice, SourceTable, TableDraft, TableHeading
from parscore.domain.table_heading import heading_in
from parscore.domain.table_node import Node
from parscore.domain.table_outline import Outline, read_outline
from parscore.domain.viet_text import clean

Sum = Callable[[str, SourceTable], Decimal | None]


def draft_of(
    tables: tuple[SourceTable, ...],
    name: str,
    lost_sum: Sum,
    seal: Callable[[CriteriaSet], CriteriaSet],
    pick: int | None = None,
    chosen: ColumnChoice | None = None,
) -> TableDraft:
    """The draft of the picked table, or of the first of criteria; the others are then told in a finding.

    `chosen` are columns that a person chose. `lost_sum` computes a formula whose result the file does not carry, None where it cannot;
    `seal` puts the digest in.
    Raises Refused with what is wrong with the table.
    """
    table, columns, others = picked(tables, name, pick, chosen)
    outline = read_outline(table, columns)
    if not outline.fields:
        raise Refused("table.no_criteria", file=name, sheet=table.name)
    return _Maker(table, outline, name, seal).draft(lost_sum, (*doubts(table, columns), *others), columns)


class _Maker:
    """Turns nodes into criteria, in the table's order, with a key for each."""

    def __init__(self, table: SourceTable, outline: Outline, name: str, seal: Callable[[CriteriaSet], CriteriaSet]) -> None:
        self._table = table
        self._outline = outline
        self._name = name
        self._seal = seal
        codes = [node.code for field in outline.fields for node in _with_own(field)]
        codes += [node.code for root in (*outline.bonus, *outline.penalty) for top in _tops(root) for node in _all(top)]
        self._keys = iter(unique_keys(codes))
        self._keys_at: dict[int, list[str]] = {}
        self.proposals: dict[str, Proposal] = {}
        self.findings: list[Finding] = list(outline.findings)

    def draft(self, lost_sum: Sum, others: tuple[Finding, ...], columns: Columns) -> TableDraft:
        fields = tuple(self._field(node) for node in self._outline.fields)
        extras = ExtraParts(self._criterion, self.findings)
        bonus, penalty = extras.bonus(self._outline.bonus), extras.penalty(self._outline.penalty, self.proposals)
        total = self._total(lost_sum)
        title = title_of(self._table, columns)
        heading = self._heading(columns)
        criteria = self._seal(
            CriteriaSet(
                _code(self._name),
                title or self._name,
                "1",
                heading.year,
                fields,
                heading.decision,
                max_points=total,
                bonus=bonus,
                bonus_cap=extras.cap,
                penalty=penalty,
                decided=heading.decided,
                issuer=heading.issuer,
                body=heading.body,
                penalty_cap=extras.penalty_cap,
            )
        )
        faults = [finding for finding in check_set(criteria) if not self._told(finding)]
        found = (*self._table.findings, *self.findings, *others, *faults)
        rows, kinds = len(self._table.rows), self._outline.kinds
        return TableDraft(
            criteria.title,
            total,
            criteria,
            found,
            rows,
            self._outline.counts,
            self.proposals,
            self._table,
            kinds,
            self._row_keys(),
            heading,
            taken_columns(columns),
            not (columns.doubtful or columns.by_content),
            headings(self._table, columns),
        )

    def _heading(self, columns: Columns) -> TableHeading:
        """What the rows above the heading and the notes below the last criterion say."""
        kinds = self._outline.kinds
        last = max((row for row, kind in kinds.items() if kind in {"field", "criterion", "rung", "total"}), default=0)
        above = [row for row in self._table.rows if row.number < columns.head[0]]
        return heading_in(above, [row for row in self._table.rows if row.number > last])

    def _row_keys(self) -> dict[int, str]:
        """Whose each row is; a field that is scored itself has two keys, of which its rungs take the leaf's."""
        kinds = self._outline.kinds
        return {
            row: self._keys_at[of][-1 if kinds[row] == "rung" else 0] for row, of in self._outline.owners.items() if of in self._keys_at
        }

    def _next_key(self, node: Node) -> str:
        key = next(self._keys)
        self._keys_at.setdefault(node.row, []).append(key)
        return key

    def _total(self, lost_sum: Sum) -> Decimal | None:
        lost = next((finding for finding in self.findings if finding.code == "table.lost_formula"), None)
        if lost is None:
            return self._outline.total
        total = lost_sum(str(lost.facts["formula"]), self._table)
        at = self.findings.index(lost)
        if total is None:
            self.findings[at] = Finding("warning", "table.lost_total", lost.where, facts=lost.facts)
        else:
            del self.findings[at]
        return total

    def _told(self, finding: Finding) -> bool:
        """Whether a fault of the set follows from one already told: a bound that the table left out, a missing maximum."""
        proposal = self.proposals.get(finding.key)
        if finding.code in {"set.overlap", "set.gap"} and proposal is not None and proposal.missing_bound:
            return True
        return finding.code in {"set.rung_without_points", "set.no_points"} and any(
            told.severity == "error" and told.where.split("!")[-1].lstrip("ABCDEFGHIJ") == finding.where.split("!")[-1].lstrip("ABCDEFGHIJ")
            for told in self.findings
        )

    def _field(self, node: Node) -> Field:
        key = self._next_key(node)
        children = tuple(self._criterion(child, (node.name,)) for child in _below(node))
        if children and not node.children:
            self.findings.append(Finding("warning", "table.field_scored", node.where, key, {"code": node.code, "name": node.name}))
        if node.children and node.rungs:
            self.findings.append(Finding("error", "table.rungs_above_leaf", node.where, key, {"code": node.code}))
        if node.children and node.asked:
            self.findings.append(
                Finding("info", "table.evidence_above", node.where, key, {"code": node.code, "asked": "; ".join(node.asked)})
            )
        return Field(key, node.code, node.name, node.max_points or ZERO, children, node.where)

    def _criterion(self, node: Node, above: tuple[str, ...]) -> Criterion:
        key = self._next_key(node)
        asked = tuple(document_asked(line) for line in node.asked)
        if node.children:
            if node.rungs:
                self.findings.append(Finding("error", "table.rungs_above_leaf", node.where, key, {"code": node.code}))
            self._tell_evidence_above(node, key)
            children = tuple(self._criterion(child, (*above, node.name)) for child in node.children)
            return Criterion(key, node.code, node.name, node.maximum, children=children, evidence_asked=asked, where=node.where)
        proposal = read_leaf(node, above)
        if node.max_points is None and not node.maximum_from and not isinstance(proposal.rule, NotSelfScored):
            proposal = asking(proposal, "top_not_max")  # without its maximum nothing says how much the leaf may earn
        self.proposals[key] = proposal
        self._tell_rungs(node, key, proposal)
        self._tell_leaf(node, key, proposal)
        self.findings.extend(asked_at(node, key, proposal))
        help_lines = "\n".join(node.unread)
        return Criterion(
            key,
            node.code,
            node.name,
            node.maximum,
            proposal.rule,
            proposal.rungs,
            (),
            asked,
            help_lines,
            node.where,
            proposal.sure,
            proposal.open,
        )

    def _tell_evidence_above(self, node: Node, key: str) -> None:
        if node.asked:
            facts = {"code": node.code, "asked": "; ".join(node.asked)}
            self.findings.append(Finding("info", "table.evidence_above", node.where, key, facts))

    def _tell_rungs(self, node: Node, key: str, proposal: Proposal) -> None:
        for number in proposal.missing_bound:
            rung = proposal.rungs[number - 1]
            facts = {"code": node.code, "rung": rung.text}
            self.findings.append(Finding("error", "table.missing_bound", rung.where, key, facts))
        for number in proposal.unclear:
            rung = proposal.rungs[number - 1]
            self.findings.append(Finding("warning", "table.unclear_bound", rung.where, key, {"code": node.code, "rung": rung.text}))
        if "words_only" in proposal.open and "gap" not in proposal.open:
            self.findings.append(Finding("warning", "table.words_only", node.where, key, {"code": node.code}))

    def _tell_leaf(self, node: Node, key: str, proposal: Proposal) -> None:
        facts = {"code": node.code}
        if isinstance(proposal.rule, NotSelfScored):
            self.findings.append(Finding("info", "table.survey", node.where, key, facts))
        elif not node.rungs:
            self.findings.append(Finding("warning", "table.no_rungs", node.where, key, {"code": node.code, "name": node.name}))
        if "survey_part" in proposal.open:
            self.findings.append(Finding("warning", "table.survey_part", node.where, key, facts))
        if node.declared or not inputs_used(node, proposal):
            facts["text"] = "; ".join([*(label for _, label in node.inputs), *node.declared])
            self.findings.append(Finding("info", "table.declared_unread", node.declared_at or node.where, key, facts))


def _below(field: Node) -> list[Node]:
    """The criteria of a field; one that has none but points of its own is scored itself, so it stands under itself once more."""
    return field.children or ([replace(field)] if field.rungs or field.max_points else [])


def _all(node: Node) -> list[Node]:
    return [node, *(below for child in node.children for below in _all(child))]


def _tops(root: Node) -> list[Node]:
    """What is scored of a part outside the fields: the criteria under its heading, or the heading itself."""
    return root.children or [root]


def _with_own(field: Node) -> list[Node]:
    return [field, *(node for child in _below(field) for node in _all(child))]


def _code(name: str) -> str:
    return clean(name.rsplit(".", 1)[0]).lower().replace(" ", "-") or "bang"


def counts_add_up(draft: TableDraft) -> bool:
    """Whether every row of the source ended as something."""
    counts: Mapping[str, int] = draft.counts
    return sum(counts.values()) == draft.rows
