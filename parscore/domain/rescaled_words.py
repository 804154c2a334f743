"""Raw and rescaled totals in words; nothing is said where nothing is left out of the scale."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import groupby

from parscore.domain.applicability import Excluded, Node, excluded_parts
from parscore.domain.criteria import Field
from parscore.domain.points import show_points
from parscore.domain.scoresheet import ScoreSheet, Totals

Say = Callable[..., str]


def side_by_side(sheet: ScoreSheet, totals: Totals, say: Say) -> str:
    """Points of the declared maximum, and what they are when rescaled to it; "" where nothing is left out."""
    if not totals.left_out:
        return ""
    facts = {"points": show_points(totals.points), "declared": show_points(totals.declared_max)}
    rescaled = sheet.rescaled(totals)
    if rescaled is None:
        return say("rescaled.nothing_left", **facts)
    return say("rescaled.side_by_side", rescaled=show_points(rescaled), **facts)


def how_rescaled(sheet: ScoreSheet, say: Say) -> str:
    """One sentence: how the total was rescaled, without which criteria, and by which clause; "" where nothing is left out."""
    totals = sheet.self_totals
    if not totals.left_out:
        return ""
    parts = "; ".join(_part(each, say) for each in excluded_parts(sheet))
    facts = {"points": show_points(totals.points), "declared": show_points(totals.declared_max), "parts": parts}
    rescaled = sheet.rescaled(totals)
    if rescaled is None:
        return say("rescaled.how_nothing_left", **facts)
    exact = Fraction(rescaled) == totals.rescaled
    shown = {"attainable": show_points(totals.attainable), "rescaled": show_points(rescaled), "decimals": sheet.criteria.decimals}
    return say("rescaled.how" if exact else "rescaled.how_rounded", **facts, **shown)


def nodes_words(nodes: Iterable[Node], say: Say) -> str:
    """Fields and criteria by their codes: "lĩnh vực 3, tiêu chí 7.3, 7.5"."""
    groups = groupby(nodes, lambda node: isinstance(node, Field))
    codes = ((field, ", ".join(node.code for node in same)) for field, same in groups)
    return ", ".join(say("rescaled.fields" if field else "rescaled.criteria", codes=each) for field, each in codes)


def _part(part: Excluded, say: Say) -> str:
    facts = {"nodes": nodes_words(part.nodes, say), "points": show_points(part.points), "reason": part.reason.rstrip(" .;")}
    if not part.clause:
        return say("rescaled.part_without_clause", **facts)
    return say("rescaled.part", clause=part.clause.rstrip(" .;"), **facts)
