"""The same table in every kind of file gives the same tree, maxima, rungs and rules."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from parscore.adapters.importers.criteria_table import KINDS, CriteriaTableReader
from parscore.domain.criteria import Criterion, Field
from parscore.domain.draft_making import counts_add_up
from parscore.domain.points import canonical
from parscore.domain.table_draft import TableDraft
from parscore.texts import say
from tests.adapters.criteria_book import ROWS, SHIPPED
from tests.document_builder import page_of, save_document
from tests.pdf_builder import save_pdf

PRINTED = [
    [
        "13,5" if str(value).startswith("=") else str(value).replace(".", ",") if at == 2 and value is not None else value
        for at, value in enumerate(row)
    ]
    for row in ROWS
]


def saved(folder: Path, suffix: str) -> Path:
    file = folder / f"bang-tieu-chi-mau{suffix}"
    if suffix == ".docx":
        return save_document(file, PRINTED)
    if suffix == ".pdf":
        return save_pdf(file, [[*row, *[""] * (6 - len(row))] for row in PRINTED], widths=(40, 150, 60, 60, 60, 60), page=(500, 405))
    if suffix == ".html":
        file.write_text(page_of(PRINTED), encoding="utf-8")
    else:
        shutil.copyfile(SHIPPED.with_suffix(suffix), file)
    return file


def read(file: Path) -> TableDraft:
    draft = CriteriaTableReader().read(file)
    assert counts_add_up(draft)
    return draft


def plain(node: Field | Criterion, draft: TableDraft) -> dict[str, Any]:
    leaf = node if isinstance(node, Criterion) and node.is_leaf else None
    proposal = draft.proposals[leaf.key] if leaf else None
    return {
        "key": node.key,
        "code": node.code,
        "name": node.name,
        "max": canonical(node.max_points),
        "rule": leaf.rule if leaf else None,
        "rungs": [(rung.text, rung.points, rung.band) for rung in leaf.rungs] if leaf else [],
        "sure": (proposal.sure, proposal.open) if proposal else None,
        "children": [plain(child, draft) for child in node.children],
    }


@pytest.mark.parametrize("suffix", [".docx", ".doc", ".html", ".xls", ".pdf"])
def test_every_kind_gives_what_the_workbook_gives(tmp_path: Path, suffix: str) -> None:
    new, other = read(saved(tmp_path, ".xlsx")), read(saved(tmp_path, suffix))
    assert [plain(field, other) for field in other.criteria.fields] == [plain(field, new) for field in new.criteria.fields]
    assert (other.title, other.max_points, other.counts) == (new.title, new.max_points, new.counts)
    hidden = {"table.hidden_row"} if suffix != ".xls" else set()
    told = [each.code for each in other.findings if each.code != "table.row_cut"]
    assert told == [each.code for each in new.findings if each.code not in hidden]
    assert ("table.row_cut" in {each.code for each in other.findings}) == (suffix == ".pdf")


@pytest.mark.parametrize(("suffix", "place"), [(".docx", "Bảng 1, dòng 25"), (".html", "Bảng 1, dòng 25"), (".xls", "'TÊN SỞ'!B25")])
def test_a_fault_is_told_at_its_place(tmp_path: Path, suffix: str, place: str) -> None:
    found = read(saved(tmp_path, suffix)).findings
    assert [each.where for each in found if each.code == "table.missing_bound"] == [place]


@pytest.mark.parametrize(
    ("kind", "name"), [(".html", "a.xls"), (".html", "a.xlsx"), (".html", "a.doc"), (".docx", "a.doc"), (".xls", "a.xlsx")]
)
def test_a_file_under_the_name_of_another_kind_is_read(tmp_path: Path, kind: str, name: str) -> None:
    file = saved(tmp_path, kind)
    assert len(read(file.rename(tmp_path / name)).criteria.fields) == 3


def test_the_window_offers_every_kind_that_is_read() -> None:
    offered = re.findall(r"\*(\.\w+)", say("dialog.table_kinds"))
    assert sorted(offered) == sorted(KINDS)
