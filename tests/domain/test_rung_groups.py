"""Groups of rungs as provinces and ministries word them, each with the rule that it means."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from parscore.domain.bands import Band
from parscore.domain.outcome import Rung
from parscore.domain.rule_proposal import Proposal
from parscore.domain.rule_questions import QUESTIONS
from parscore.domain.rules import Conditions, Count, Deduction
from parscore.domain.rung_points import split_points
from parscore.domain.rung_text import propose

FOLDER = Path(__file__).parents[1] / "data" / "rung-groups"


def groups() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.yaml")):
        for at, group in enumerate(yaml.safe_load(file.read_text(encoding="utf-8")), 1):
            yield pytest.param(group, id=f"{file.stem}-{at}")


def read(group: dict[str, Any]) -> Proposal:
    maximum = Decimal(str(group["max"]))
    lines = [unicodedata.normalize("NFD", line) if group.get("nfd") else line for line in group["rungs"]]
    return propose(group.get("name", "Tiêu chí"), maximum, tuple(Rung(*split_points(line, maximum)) for line in lines))


def shown(band: Band | None) -> str:
    if band is None:
        return "-"
    low, high = ("…" if side is None else f"{side.normalize():f}" for side in (band.lo, band.hi))
    return f"{'[' if band.lo_incl else '('}{low};{high}{']' if band.hi_incl else ')'}"


def parameter(found: Proposal, name: str) -> Any:
    rule = found.rule
    if name == "each" and isinstance(rule, Deduction):
        return [float(item.each) for item in rule.items]
    if name == "caps" and isinstance(rule, Deduction):
        return [None if item.most is None else float(item.most) for item in rule.items]
    value = getattr(rule, name)
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("group", list(groups()))
def test_a_group_of_rungs_means_its_rule(group: dict[str, Any]) -> None:
    found = read(group)
    assert found.rule is not None
    said: dict[str, Any] = {"rule": found.rule.kind, "sure": found.sure}
    meant: dict[str, Any] = {"rule": group["rule"], "sure": group["sure"]}
    if "bands" in group:
        said["bands"], meant["bands"] = [shown(rung.band) for rung in found.rungs], group["bands"]
    if "points" in group:
        said["points"], meant["points"] = [rung.points for rung in found.rungs], [Decimal(str(each)) for each in group["points"]]
    if "inputs" in group:
        said["inputs"], meant["inputs"] = [number.label for number in found.rule.inputs], group["inputs"]
    if "units" in group:
        said["units"], meant["units"] = [number.unit for number in found.rule.inputs], group["units"]
    if "facts" in group:
        assert isinstance(found.rule, Conditions)
        said["facts"], meant["facts"] = list(found.rule.facts), group["facts"]
    if "due" in group:
        said["due"], meant["due"] = parameter(found, "due"), group["due"]
        assert isinstance(group["due"], date)
    for name, value in group.get("params", {}).items():
        said[name], meant[name] = parameter(found, name), value
    said["open"] = sorted(set(group.get("open", ())) & set(found.open))
    meant["open"] = sorted(group.get("open", ()))
    assert said == meant, (group["rungs"], found.open)


def test_the_groups_reach_every_family_and_every_question_of_sentences() -> None:
    all_groups = [param.values[0] for param in groups()]
    assert len(all_groups) >= 200
    kinds = {group["rule"] for group in all_groups}
    assert kinds >= {
        "yes_no",
        "ladder",
        "conditions",
        "additive",
        "bands",
        "proportional",
        "count",
        "deduction",
        "date",
        "target",
        "manual",
    }
    asked = {question for group in all_groups for question in read(group).open}
    of_cells = {"lines_split", "lines_unread", "lines_loose", "points_differ", "survey_part"}
    assert asked == set(QUESTIONS) - of_cells
    assert isinstance(read({"max": 2, "rungs": ["Mỗi sáng kiến: 0,5 điểm, tối đa 2 điểm"]}).rule, Count)
