"""What a proposed rule may leave open: the closed list of questions, each with its weight and, beside it, what it means.

"check": the rule stands as read, a person confirms it. "open": the table leaves something out, and the rule scores only once it is settled.
The sentences that officers read are those under [table.question].
"""

from typing import Literal

Weight = Literal["check", "open"]

QUESTIONS: dict[str, Weight] = {
    # whose points
    "survey": "check",  # the points come from a survey of citizens: keep the leaf out of the self score?
    "survey_part": "open",  # the survey's column holds another number than the maximum
    "leaders": "check",  # the points are given by leaders or a council
    # what is no scale, or several
    "no_rungs": "open",  # no rung at all: Manual until a scale is given
    "several_scales": "open",  # points rise again after 0, or one sentence stands on two rungs: more than one scale in a leaf
    "lines_split": "open",  # strange lines stand between the rungs of a cell
    "lines_unread": "check",  # a line of the cell was not understood and became help
    "lines_loose": "check",  # points of a line of the cell were read where they stand unusually
    "points_differ": "open",  # the points' column contradicts the lines of the cell
    # points
    "points_missing": "open",  # a rung has no points
    "top_not_max": "open",  # the best rung is not the maximum
    "bottom_not_zero": "open",  # the least rung is not 0
    "not_falling": "open",  # points do not go one way, or go against the measure
    "minus_or_points": "open",  # "chậm - 0,5 điểm": earns 0,5, or takes 0,5 away?
    # stretches of numbers
    "missing_bound": "open",  # a side of a stretch was begun and left without a figure
    "unclear_figures": "open",  # several figures that make no one stretch
    "mixed_units": "open",  # figures with and without a percent sign that do not fit together
    "mixed_measures": "open",  # some rungs count what is in time, others what is late
    "over_hundred": "open",  # stretches above 100 %, which no share can reach
    "overlap": "open",  # a number that two rungs take in
    "gap": "open",  # a number that no rung takes in
    "words_only": "open",  # a rung in words beside rungs with figures: which numbers does it take in?
    "words_taken": "check",  # "tất cả", "không có" were read as all and none
    "percent_missing": "check",  # a figure without a percent sign was read as a share
    "bent_words": "check",  # a figure was read against the usual order of its words, or tells a change, not a share
    "extra_words": "check",  # a rung asks for more than its figure
    "counted": "check",  # the figures count things, a rank or a mark: is the number asked for the right one?
    # choices
    "conditions": "check",  # the facts that must hold together
    "words_gap": "check",  # a case between two rungs that neither names ("kịp thời" / "không ban hành")
    "figures_unused": "check",  # the sentences of a choice hold figures or measures that decide nothing by themselves
    "date_words": "check",  # the choice depends on a deadline: the officer judges it
    "days_late": "check",  # days late decide: calendar days after the due date the officer enters
    "full_if_none": "check",  # "không phát sinh: điểm tối đa": not applicable earns full points
    "additive": "check",  # the lines add up to the maximum: tick each?
    "additive_or_ladder": "open",  # the lines add up to the maximum but read like steps of one scale
    # numbers that earn or cost
    "each": "check",  # so many points each
    "several_each": "open",  # several kinds with points of their own, or a cap that is not the maximum
    "deduction": "check",  # so many points off for each failing
    "deduction_once": "open",  # points off, but not said whether once or for each failing
    "deduction_cap": "open",  # "trừ tối đa …" beside several failings: of each, or of all together?
    "deduction_steps": "check",  # "cứ 5% trừ 0,1": the officer enters whole steps
    "deduction_beside": "open",  # rungs with points of their own stand beside the deductions
    "formula": "check",  # a formula in words, or without a lowest share
    "formula_unread": "open",  # a formula that no family expresses: typed by hand until settled
    "formula_differs": "open",  # the formula's full points are not the maximum
    "plan_tasks": "check",  # tasks done and due come from the unit's plan
    "target": "check",  # a value measured against the plan's target
    "inputs": "check",  # the numbers that the table names, or that were made out of its words
}


def weight_of(questions: "tuple[str, ...] | list[str]") -> Literal["sure", "check", "open"]:
    """How sure a rule is that leaves these questions."""
    weights = {QUESTIONS[question] for question in questions}
    return "open" if "open" in weights else "check" if weights else "sure"
