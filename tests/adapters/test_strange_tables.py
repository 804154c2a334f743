"""Tables as clerks of many bodies lay them out, with the faults that they make, read and compared line by line with what a person reads."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from openpyxl.styles import Font

from parscore.adapters.importers.criteria_table import CriteriaTableReader
from parscore.domain.criteria import Criterion, Field
from parscore.domain.draft_making import counts_add_up
from parscore.domain.points import show_points
from parscore.domain.table_draft import TableDraft

FOLDER = Path(__file__).resolve().parents[1] / "data" / "bang-la"
FILES = sorted(FOLDER.glob("*.yaml"))
BOLD = "**"


def save(rows: list[list[Any]], merged: list[str], target: Path) -> Path:
    """A workbook of these rows; a text behind two asterisks is printed in heavy type."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is None:
                continue
            bold = isinstance(value, str) and value.startswith(BOLD)
            cell = sheet.cell(at, column, value.removeprefix(BOLD) if bold else value)
            cell.font = Font(bold=bold)
            if isinstance(value, datetime):
                cell.number_format = "d-mmm"
    for each in merged:
        sheet.merge_cells(each)
    book.save(target)
    return target


def told(draft: TableDraft) -> list[str]:
    """What was read, a line for each node, rung and finding."""
    made = draft.criteria
    parts = (("", made.fields), ("thưởng ", made.bonus), ("trừ ", made.penalty))
    lines = [line for lead, nodes in parts for node in nodes for line in _node(node, lead, 0, draft)]
    caps = [f"{name} tối đa {show_points(cap)}" for name, cap in (("thưởng", made.bonus_cap), ("trừ", made.penalty_cap)) if cap is not None]
    total = "?" if made.max_points is None else show_points(made.max_points)
    found = [f"! {each.severity} {each.code} {each.where.rsplit('!', 1)[-1]}".rstrip() for each in draft.findings]
    return [f"tổng {total}", *caps, *lines, *found]


def _node(node: Field | Criterion, lead: str, level: int, draft: TableDraft) -> list[str]:
    head = f"{'  ' * level}{lead}{node.code} | {node.name} | {show_points(node.max_points)}"
    lines = []
    if isinstance(node, Criterion) and node.is_leaf:
        proposal = draft.proposals[node.key]
        head = f"{head} | {node.rule.kind if node.rule else '-'}{' open' if proposal.sure == 'open' else ''}"
        lines = [f"{'  ' * level}  = {rung.text} [{'?' if rung.points is None else show_points(rung.points)}]" for rung in node.rungs]
        lines += [f"{'  ' * level}  + {each.kind}" for each in node.evidence_asked]
        lines += [f"{'  ' * level}  ~ {line}" for line in node.help.splitlines()]
    return [head, *lines, *(line for child in node.children for line in _node(child, "", level + 1, draft))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_strange_table_is_read_as_a_careful_person_reads_it(file: Path, tmp_path: Path) -> None:
    table = yaml.safe_load(file.read_text(encoding="utf-8"))
    draft = CriteriaTableReader().read(save(table["rows"], table.get("merged", []), tmp_path / f"{file.stem}.xlsx"))
    assert counts_add_up(draft)
    assert told(draft) == table["read"]


def test_there_are_enough_strange_tables() -> None:
    assert len(FILES) >= 12
