from dataclasses import replace
from pathlib import Path

import pytest

from parscore.adapters.files.criteria_kept import keep_criteria, read_kept
from parscore.adapters.files.criteria_yaml import dump_criteria, load_criteria, with_digest
from parscore.adapters.importers.criteria_table import CriteriaTableReader
from parscore.domain.criteria import Classification, CriteriaSet
from parscore.domain.errors import Refused
from tests.builders import D, deep_set, small_set

ROOT = Path(__file__).resolve().parents[2]
SETS = [
    small_set(),
    deep_set(),
    replace(
        small_set(),
        classes=(Classification("Tốt", D(80)),),
        bonus_cap=D("0.5"),
        penalty_cap=D(3),
        max_points=None,
        notice="Dòng\nhai “…” \u2028",
    ),
    load_criteria(ROOT / "criteria" / "mau-cap-so-2026.yaml"),
    CriteriaTableReader().read(ROOT / "tests" / "data" / "bang-tieu-chi-mau.xlsx").criteria,
]


@pytest.mark.parametrize("criteria", SETS, ids=lambda each: each.code)
def test_a_kept_set_comes_back_the_same(criteria: CriteriaSet) -> None:
    again = read_kept(keep_criteria(criteria), criteria.code)
    assert again == criteria
    assert with_digest(again).digest == with_digest(criteria).digest


def test_a_set_kept_as_yaml_is_read_too() -> None:
    criteria = with_digest(small_set())
    assert read_kept(dump_criteria(criteria), "nho") == criteria


BROKEN = ['["CriteriaSet"', '["CriteriaSet","a"]', '["CriteriaSet",["os.system","x"]]', '["CriteriaSet",["#","x"]]', "", "a: b"]


@pytest.mark.parametrize("text", BROKEN)
def test_what_was_not_written_here_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="criteria_yaml.faults"):
        read_kept(text, "bộ")
