"""The parts outside the fields: what adds to the points, up to a cap, and what is taken from them."""

from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import replace
from decimal import Decimal

from parscore.domain.criteria import Criterion, Sureness
from parscore.domain.findings import Finding
from parscore.domain.outcome import NumberInput
from parscore.domain.rules import Count, Deduction, Manual, Rule
from parscore.domain.rung_text import Proposal
from parscore.domain.table_node import Node

Make = Callable[[Node, tuple[str, ...]], Criterion]


class ExtraParts:
    """Turns the nodes of such parts into criteria."""

    def __init__(self, make: Make, findings: list[Finding]) -> None:
        self._make = make
        self._findings = findings
        self.cap: Decimal | None = None
        self.penalty_cap: Decimal | None = None

    def bonus(self, roots: Sequence[Node]) -> tuple[Criterion, ...]:
        """The criteria of the bonus; the maximum of its heading is the most that they give together."""
        self.cap = self._cap(roots, "table.bonus_caps")
        return self._made(roots)

    def penalty(self, roots: Sequence[Node], proposals: MutableMapping[str, Proposal]) -> tuple[Criterion, ...]:
        """The criteria of the penalty; the maximum of its heading is the most that they take together.

        Their points are those that are taken away, so each of them is to be looked at.
        """
        self.penalty_cap = self._cap(roots, "table.penalty_caps")
        return tuple(self._turned(top, proposals) for top in self._made(roots))

    def _cap(self, roots: Sequence[Node], several: str) -> Decimal | None:
        """The maximum of the only heading; where there are several with one each, that is told."""
        caps = [root.max_points for root in roots if root.children]
        if len(caps) == len(roots) == 1:
            return caps[0]
        if any(cap is not None for cap in caps):
            self._findings.append(Finding("warning", several, roots[0].where))
        return None

    def _made(self, roots: Sequence[Node]) -> tuple[Criterion, ...]:
        return tuple(self._make(top, (root.name,)) for root in roots for top in (root.children or [root]))

    def _turned(self, node: Criterion, proposals: MutableMapping[str, Proposal]) -> Criterion:
        if node.children:
            return replace(node, children=tuple(self._turned(child, proposals) for child in node.children))
        rule = _taken_away(node.rule)
        proposal = proposals[node.key]
        questions = proposal.open if "penalty" in proposal.open else (*proposal.open, "penalty")
        sure: Sureness = "open" if proposal.sure == "open" or isinstance(rule, Manual) else "check"
        proposals[node.key] = replace(proposal, rule=rule, sure=sure, open=questions)
        return replace(node, rule=rule, sure=sure, open=questions)


def _taken_away(rule: Rule | None) -> Rule | None:
    """In this part "mỗi lần trừ 0,5 điểm" counts up what is taken away; it takes nothing from a maximum."""
    if not isinstance(rule, Deduction):
        return rule
    return Count(NumberInput("count", rule.items[0].number.label), rule.items[0].each) if len(rule.items) == 1 else Manual()
