"""What a new year takes over from the year before, as sentences."""

from collections.abc import Callable
from dataclasses import asdict

from parscore.domain.last_year import NextYear
from parscore.domain.points import show_points
from parscore.services.difference_json import node_text

Say = Callable[..., str]


def counts_text(plan: NextYear, say: Say) -> tuple[str, ...]:
    """The counts; those of this year and of last year each add up to their set."""
    counts = plan.counts
    facts = {**asdict(counts), "this_year": counts.paired + counts.new, "last_year": counts.continued + counts.gone}
    lines = [say("next.counts", **facts), say("next.counts_last", **facts), say("next.counts_notes", **facts)]
    return tuple([*lines, say("next.counts_unsure", **facts)] if counts.unsure else lines)


def plan_text(plan: NextYear, say: Say) -> tuple[str, ...]:
    """The counts, then each leaf to look at under its head."""
    lines = list(counts_text(plan, say))
    lists = {"unsure": unsure_text(plan, say), "new": new_text(plan, say), "gone": gone_text(plan, say)}
    for name, leaves in lists.items():
        if leaves:
            lines += ["", f"{say(f'next.head_{name}')} ({len(leaves)})", *(f"  {leaf}" for leaf in leaves)]
    return tuple(lines)


def new_text(plan: NextYear, say: Say) -> tuple[str, ...]:
    """This year's leaves without a counterpart."""
    return tuple(node_text(leaf, say) for leaf in plan.new_leaves)


def gone_text(plan: NextYear, say: Say) -> tuple[str, ...]:
    """Last year's leaves that have no counterpart any more."""
    pasts = [archived.past for archived in plan.beside.archive.values()]
    return tuple(say("difference.node", code=past.code, name=past.name, points=show_points(past.max_points)) for past in pasts)


def unsure_text(plan: NextYear, say: Say) -> tuple[str, ...]:
    """This year's leaves whose counterpart is only likely, or was split or merged."""
    lines = []
    for key, past in plan.beside.past.items():
        if past[0].pairing != "same":
            old = " + ".join(say("difference.node", code=each.code, name=each.name, points=show_points(each.max_points)) for each in past)
            became = say("difference.became", old=old, new=node_text(plan.difference.new.leaf(key), say))
            lines.append(say("next.pairing", became=became, pairing=say(f"next.pairing_{past[0].pairing}")))
    return tuple(lines)
