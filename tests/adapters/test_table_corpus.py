"""Invented tables in every layout and file kind, read and compared with what stands in them; what fails is named."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from parscore.adapters.importers.criteria_table import KINDS, CriteriaTableReader
from parscore.domain.criteria import Criterion, Field
from parscore.domain.draft_making import counts_add_up, draft_of
from parscore.domain.points import ZERO
from parscore.domain.table_draft import SourceCell, SourceRow, SourceTable, TableDraft
from tests.table_files import save_grid
from tests.table_layouts import Cell, Grid, printed
from tests.table_truth import FOLDER, TrueNode, TrueTable, all_truths, down, read_truth

TRUTHS = all_truths()
SUFFIXES = [suffix for suffix in (".xlsx", ".docx", ".html", ".pdf") if suffix in KINDS]

WRITTEN = sorted(file for file in FOLDER.iterdir() if file.suffix in KINDS)  # by LibreOffice, from the same tables
HONEST = {"table.coded_rung", "set.gap", "table.row_perhaps_cut"}  # true of what is printed, though no fault was put in

Found = list[tuple[int, Field | Criterion]]


def read(truth: TrueTable, suffix: str, folder: Path) -> TableDraft:
    draft = CriteriaTableReader().read(save_grid(folder / f"{truth.name}{suffix}", printed(truth)))
    assert counts_add_up(draft)
    return draft


def flat(nodes: tuple[Field, ...] | tuple[Criterion, ...], level: int = 1) -> Found:
    return [each for node in nodes for each in [(level, node), *flat(node.children, level + 1)]]


def faults(truth: TrueTable, draft: TableDraft) -> list[str]:
    """Everything in which the draft differs from the truth."""
    made = draft.criteria
    told = _part(truth.fields, flat(made.fields), draft)
    told += _part(truth.bonus, flat(made.bonus), draft) + _part(truth.penalty, flat(made.penalty), draft)
    told += _heading(truth, draft)
    if truth.bonus_cap != made.bonus_cap:
        told.append(f"bonus cap {made.bonus_cap}, not {truth.bonus_cap}")
    if (made.max_points if made.max_points is not None else ZERO) != truth.total:
        told.append(f"total {made.max_points}, not {truth.total}")
    codes = {finding.code for finding in draft.findings if finding.severity != "info"}
    told += [f"not found: {code}" for code in truth.findings if code not in codes]
    allowed = {*truth.findings, *HONEST}
    told += [
        f"false {each.code} {each.where} {dict(each.facts)}"
        for each in draft.findings
        if each.severity != "info" and each.code not in allowed
    ]
    return told


def _part(truth: tuple[TrueNode, ...], found: Found, draft: TableDraft) -> list[str]:
    wanted = list(down(truth))
    if [node.name.casefold() for node in wanted] != [node.name.casefold() for _, node in found]:
        return _names(wanted, found)
    return [fault for want, (level, node) in zip(wanted, found, strict=True) for fault in _node(want, level, node, draft)]


def _names(wanted: list[TrueNode], found: Found) -> list[str]:
    have = [node.name.casefold() for _, node in found]
    want = [node.name.casefold() for node in wanted]
    missing = [f"missing node {name}" for name in want if name not in have]
    extra = [f"extra node {name}" for name in have if name not in want]
    return missing + extra or ["the order of nodes differs"]


def _node(want: TrueNode, level: int, node: Field | Criterion, draft: TableDraft) -> list[str]:
    place = f"{want.code or want.name}:"
    told = [] if node.code.rstrip(".):").casefold() == want.code.rstrip(".):").casefold() else [f"{place} code {node.code}"]
    told += [] if level == want.level else [f"{place} level {level}, not {want.level}"]
    told += [] if node.max_points == want.max_points else [f"{place} maximum {node.max_points}, not {want.max_points}"]
    if want.children or not isinstance(node, Criterion):
        return told
    rungs = tuple((rung.text, rung.points) for rung in node.rungs)
    told += [] if rungs == want.rungs else [f"{place} rungs {rungs}, not {want.rungs}"]
    kind = node.rule.kind if node.rule else ""
    told += [] if kind == want.kind else [f"{place} {kind}, not {want.kind}"]
    if want.sure and draft.proposals[node.key].sure != want.sure:
        told.append(f"{place} {draft.proposals[node.key].sure}, not {want.sure}")
    return told


def _heading(truth: TrueTable, draft: TableDraft) -> list[str]:
    heading, want = draft.heading, truth.heading
    have = {
        "decision": heading.decision,
        "decided": heading.decided,
        "issuer": heading.issuer,
        "year": heading.year,
        "body": heading.body,
        "title": draft.title,
    }
    return [f"{key} {have[key]!r}, not {want[key]!r}" for key in have if have[key] != want[key]]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.name)
def test_a_table_in_any_layout_and_kind_of_file_is_read_as_it_is_printed(truth: TrueTable, suffix: str, tmp_path: Path) -> None:
    assert faults(truth, read(truth, suffix, tmp_path)) == []


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.name)
def test_a_file_that_another_program_wrote_is_read_as_it_is_printed(file: Path) -> None:
    draft = CriteriaTableReader().read(file)
    assert counts_add_up(draft)
    assert faults(read_truth(file.with_suffix(".yaml")), draft) == []


def test_the_corpus_holds_every_layout_and_enough_leaves() -> None:
    leaves = [sum(1 for node in down(truth.fields) if not node.children) for truth in TRUTHS]
    assert len(TRUTHS) >= 12
    assert min(leaves) >= 15
    assert max(leaves) <= 60
    assert {truth.layout["rungs"] for truth in TRUTHS} == {"rows", "lines", "coded", "name", "beside"}


def cells_of(grid: Grid) -> SourceTable:
    return SourceTable("Bảng", tuple(SourceRow(at, tuple(_cells(row, at))) for at, row in enumerate(grid, 1)))


def _cells(row: list[Cell], at: int) -> Iterator[SourceCell]:
    for column, cell in enumerate(row):
        yield SourceCell(cell.text, cell.number, f"'Bảng'!{chr(65 + column)}{at}", "", cell.bold)


CROSSED: list[dict[str, Any]] = [
    {"rungs": "rows", "rung_points": "text", "bullet": "* ", "repeat_head": 4, "cut": [2, 5], "numbers": True},
    {"rungs": "rows", "rung_points": "cell", "bullet": "- ", "part_totals": True, "cut": [3], "nfd": True},
    {"rungs": "rows", "rung_points": "both", "bullet": "", "self_lines": True, "field_total": True, "cut": [2]},
    {"rungs": "rows", "rung_points": "rung", "bullet": "+ ", "notes_between": True, "footer": True},
    {"rungs": "lines", "bullet": "", "line_end": "đ", "words": True},
    {"rungs": "lines", "bullet": "– ", "line_end": " điểm;", "lead_rows": 20, "repeat_head": 5},
    {"rungs": "name", "bullet": "• ", "line_end": " điểm.", "self_lines": True, "field_total": True},
]


@pytest.mark.parametrize("crossed", CROSSED, ids=lambda style: f"{style['rungs']} {style.get('rung_points', '')}{style['bullet']}")
@pytest.mark.parametrize("truth", [truth for truth in TRUTHS if "merged" not in truth.layout], ids=lambda truth: truth.name)
def test_the_same_table_says_the_same_in_another_layout(truth: TrueTable, crossed: dict[str, Any]) -> None:
    kept = {name: truth.layout[name] for name in ("code_in_name", "field_code_in_name", "bold", "extras") if name in truth.layout}
    more = {"rung": [["rung", "Điểm các mức"]], "lines": [["lines", "Cách tính điểm"]]}
    beside = more.get(crossed.get("rung_points", ""), more.get(crossed["rungs"], []))
    code = [] if "code_in_name" in kept or "bold" in kept else [["code", "TT"]]
    layout = {**kept, **crossed, "columns": [*code, ["name", "NỘI DUNG\nTIÊU CHÍ"], ["max", "Điểm\ntối đa"], *beside, ["self", "Tự chấm"]]}
    source = cells_of(printed(replace(truth, layout=layout)))
    assert faults(truth, draft_of((source,), "a.xlsx", lambda formula, table: None, lambda criteria: criteria)) == []
