"""Two real tables that lie beside the working copy, read and compared with what a person found in them."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from parscore.adapters.importers.criteria_table import CriteriaTableReader
from parscore.services.criteria_json import draft_json
from parscore.texts import say

TABLES = Path(__file__).parents[3] / "shared" / "criteria-tables"

pytestmark = pytest.mark.skipif(not (TABLES / "score_criteria.py").exists(), reason="no tables beside the working copy")


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_criteria", TABLES / "score_criteria.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def candidate_and_truth(number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    truth = json.loads((TABLES / f"truth-{number}.json").read_text(encoding="utf-8"))
    return draft_json(CriteriaTableReader().read(TABLES / f"bang-{number}.xlsx"), say), truth


@pytest.mark.parametrize("number", [1, 3])
def test_everything_that_a_person_found_is_found(scorer: ModuleType, number: int) -> None:
    candidate, truth = candidate_and_truth(number)
    tree = list(scorer.walk(candidate["fields"]))
    found, nodes = scorer.score_nodes(truth, tree)
    assert nodes == {"nodes": 100.0, "place": 100.0, "max": 100.0, "extra": 0}
    codes = {node["row"]: node["code"] for node in truth["nodes"]}
    assert {row: found[row]["code"].strip() for row in found} == codes
    assert scorer.score_leaves(truth, found, tree) == 100.0
    assert scorer.score_rungs(truth, found, tree) == 100.0
    assert scorer.score_rules(truth, found) == (100.0, 100.0)
    assert scorer.score_bounds(truth, found) == (100.0, 100.0)
    assert scorer.score_totals(truth, candidate)


@pytest.mark.parametrize("number", [1, 3])
def test_every_main_fault_is_told_and_few_others(scorer: ModuleType, number: int) -> None:
    candidate, truth = candidate_and_truth(number)
    assert scorer.score_defects(truth, candidate)["main"].startswith("100.0%")
    rows = {row for defect in truth["defects"] for row in (defect["row"], defect["leaf_row"], *defect.get("related_rows", ()))}
    stray = [finding for finding in candidate["findings"] if not scorer.all_rows(finding["where"]) & rows]
    assert len(stray) <= 5


@pytest.mark.parametrize("number", [1, 3])
def test_no_rule_is_called_sure_where_the_table_has_a_main_fault(scorer: ModuleType, number: int) -> None:
    candidate, truth = candidate_and_truth(number)
    by_row = {scorer.last_row(node["where"]): node for node, _, _ in scorer.walk(candidate["fields"])}
    kinds = {"overlap", "gap", "missing_bound", "top_not_max"}
    faulty = [by_row[defect["leaf_row"]] for defect in truth["defects"] if defect["weight"] == "main" and defect["kind"] in kinds]
    assert faulty
    assert {node["rule"]["sure"] for node in faulty} == {"open"}
