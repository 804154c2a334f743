"""The rule of one leaf out of all that the table says of it: its rungs, the numbers declared for it, a column or a word for the survey."""

from collections.abc import Sequence
from dataclasses import replace

from parscore.domain.criteria import Sureness
from parscore.domain.declared_inputs import share_of
from parscore.domain.rules import Bands, NotSelfScored, Proportional
from parscore.domain.rung_text import Proposal, propose, says_survey
from parscore.domain.table_node import Node
from parscore.domain.viet_text import clean

_ORDER: tuple[Sureness, ...] = ("sure", "check", "open")
_SHORT_NOTE = 80


def read_leaf(node: Node, above: Sequence[str] = ()) -> Proposal:
    """The proposal for a leaf; `above` are the names of what it stands under. It is never surer than what was read of its cells."""
    proposal = _survey(node, above) or _with_inputs(node, propose(node.name, node.maximum, tuple(node.rungs)))
    if node.split_lines:
        proposal = _less_sure(proposal, "open", "lines_split")
    elif (node.unread or node.weak_lines) and not isinstance(proposal.rule, NotSelfScored):
        proposal = _less_sure(proposal, "check", "lines_unread" if node.unread else "lines_loose")
    if node.declared or not inputs_used(node, proposal):
        proposal = _less_sure(proposal, "check", "inputs")
    if node.differs:
        proposal = _less_sure(proposal, "open", "points_differ")
    return proposal


def _survey(node: Node, above: Sequence[str]) -> Proposal | None:
    """Points that a survey gives: the maximum stands in its column alone, or name or notes say so; None where the leaf is scored itself."""
    rungs = tuple(node.rungs)
    noted = any(says_survey(note) and len(clean(note)) <= _SHORT_NOTE for note in (*node.notes, *node.unread))
    named = any(says_survey(name) for name in (node.name, *above))
    given = Proposal(NotSelfScored("survey"), rungs, "check", ("survey",))
    if node.survey_only or noted:
        return given
    if node.survey is not None and node.survey != node.max_points:
        return _less_sure(propose(node.name, node.maximum, rungs), "open", "survey_part")
    if rungs:
        doubtful = named or node.survey is not None
        return _less_sure(_with_inputs(node, propose(node.name, node.maximum, rungs)), "check", "survey") if doubtful else None
    return given if named or node.survey is not None else None


def _with_inputs(node: Node, proposal: Proposal) -> Proposal:
    """The proposal with the two numbers of its share named as the table names them, where it does so plainly."""
    if not isinstance(proposal.rule, Bands | Proportional):
        return proposal
    share = share_of(node.inputs, "\n".join([node.name, *(rung.text for rung in node.rungs), *node.unread]))
    return proposal if share is None else _less_sure(replace(proposal, rule=replace(proposal.rule, share=share)), "check", "inputs")


def inputs_used(node: Node, proposal: Proposal) -> bool:
    """Whether the numbers that the table names for the leaf became those of its rule."""
    labels = {number.label for number in proposal.rule.inputs} if proposal.rule is not None else set()
    return not node.inputs or {label for _, label in node.inputs} == labels


def _less_sure(proposal: Proposal, sure: Sureness, question: str) -> Proposal:
    """The proposal at most this sure, with one more question."""
    worse = max(proposal.sure, sure, key=_ORDER.index)
    return replace(proposal, sure=worse, open=proposal.open if question in proposal.open else (*proposal.open, question))
