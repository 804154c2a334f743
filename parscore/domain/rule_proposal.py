"""A rule read out of sentences, and how sure it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from parscore.domain.criteria import Sureness
from parscore.domain.outcome import Rung
from parscore.domain.rule_questions import QUESTIONS, weight_of
from parscore.domain.rules import Rule


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule read out of sentences: how sure it is, what stays open (see rule_questions), and the rungs with their bands.

    `missing_bound` and `unclear` number the rungs, from 1, whose figures are left out or settle nothing.
    """

    rule: Rule | None
    rungs: tuple[Rung, ...]
    sure: Sureness
    open: tuple[str, ...] = ()
    missing_bound: tuple[int, ...] = ()
    unclear: tuple[int, ...] = ()


def proposed(rule: Rule, rungs: tuple[Rung, ...], questions: Iterable[str] = ()) -> Proposal:
    """The proposal that leaves these questions; each stands once, in the order given."""
    once = tuple(dict.fromkeys(questions))
    return Proposal(rule, rungs, weight_of(once), once)


def asking(proposal: Proposal, *questions: str) -> Proposal:
    """The proposal with more questions, no surer than before."""
    once = tuple(dict.fromkeys((*proposal.open, *questions)))
    assert all(question in QUESTIONS for question in once)
    return replace(proposal, sure=weight_of(once), open=once)
