"""The rule of one leaf out of all that the table says of it: its rungs, the numbers declared for it, a column or a word for the survey."""

from collections.abc import Sequence
from dataclasses import replace

from parscore.domain.declared_inputs import share_of
from parscore.domain.findings import Finding
from parscore.domain.input_words import share_in_words
from parscore.domain.measured_rules import Share
from parscore.domain.rule_proposal import Proposal, asking, proposed
from parscore.domain.rule_questions import QUESTIONS
from parscore.domain.rules import Bands, NotSelfScored, Proportional
from parscore.domain.rung_text import propose, says_survey
from parscore.domain.table_node import Node
from parscore.domain.viet_text import clean

_SHORT_NOTE = 80
_ASKS = "asks_"
_TOLD = frozenset(
    (
        "several_scales",
        "minus_or_points",
        "mixed_units",
        "mixed_measures",
        "additive_or_ladder",
        "several_each",
        "deduction_once",
        "deduction_cap",
        "deduction_beside",
        "formula_unread",
        "formula_differs",
        "words_gap",
    )
)


def read_leaf(node: Node, above: Sequence[str] = ()) -> Proposal:
    """The proposal for a leaf; `above` are the names of what it stands under. It is never surer than what was read of its cells."""
    proposal = _survey(node, above) or _with_inputs(node, propose(node.name, node.maximum, tuple(node.rungs)))
    if node.split_lines:
        proposal = asking(proposal, "lines_split")
    elif (node.unread or node.weak_lines) and not isinstance(proposal.rule, NotSelfScored):
        proposal = asking(proposal, "lines_unread" if node.unread else "lines_loose")
    if node.declared or not inputs_used(node, proposal):
        proposal = asking(proposal, "inputs")
    if node.differs:
        proposal = asking(proposal, "points_differ")
    return proposal


def asked_at(node: Node, key: str, proposal: Proposal) -> list[Finding]:
    """What a proposal leaves open and no other check tells, at the cell of the leaf."""
    told = [question for question in proposal.open if question in _TOLD]
    facts = {"code": node.code}
    return [
        Finding("info" if QUESTIONS[question] == "check" else "warning", f"table.{_ASKS}{question}", node.where, key, facts)
        for question in told
    ]


def _survey(node: Node, above: Sequence[str]) -> Proposal | None:
    """Points that a survey gives: the maximum stands in its column alone, or name or notes say so; None where the leaf is scored itself."""
    rungs = tuple(node.rungs)
    noted = any(says_survey(note) and len(clean(note)) <= _SHORT_NOTE for note in (*node.notes, *node.unread))
    named = any(says_survey(name) for name in (node.name, *above))
    given = proposed(NotSelfScored("survey"), rungs, ["survey"])
    if node.survey_only or noted:
        return given
    if node.survey is not None and node.survey != node.max_points:
        return asking(propose(node.name, node.maximum, rungs), "survey_part")
    if rungs:
        doubtful = named or node.survey is not None
        return asking(_with_inputs(node, propose(node.name, node.maximum, rungs)), "survey") if doubtful else None
    return given if named or node.survey is not None else None


def _with_inputs(node: Node, proposal: Proposal) -> Proposal:
    """The proposal with the two numbers of its share named as the table names them, where it does so plainly."""
    if not isinstance(proposal.rule, Bands | Proportional):
        return proposal
    share = share_of(node.inputs, "\n".join([node.name, *(rung.text for rung in node.rungs), *node.unread]))
    if share is None and node.unread and proposal.rule.share == Share():
        share = share_in_words(node.name, [*(rung.text for rung in node.rungs), *node.unread])
        return replace(proposal, rule=replace(proposal.rule, share=share))
    return proposal if share is None else asking(replace(proposal, rule=replace(proposal.rule, share=share)), "inputs")


def inputs_used(node: Node, proposal: Proposal) -> bool:
    """Whether the numbers that the table names for the leaf became those of its rule."""
    labels = {number.label for number in proposal.rule.inputs} if proposal.rule is not None else set()
    return not node.inputs or {label for _, label in node.inputs} == labels
