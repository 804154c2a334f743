"""A filled workspace says the same in the PDF, in the workbook and in `score --json`: every leaf, field, total and count."""

import json
import re
from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from parscore.bootstrap import build_app
from parscore.cli.main import Outside, run
from parscore.domain.report import Report, Table
from parscore.services.app import App
from tests.pdf_reading import Page, bare, edges_of, read_pages, sections, squashed
from tests.sheet_sums import value_of

SUMMARY, SCORES, EVIDENCE = "Tổng hợp", "Phụ lục I", "Phụ lục II"
TODAY = date(2026, 12, 3)


def app() -> App:
    return build_app(lambda: TODAY)


class Said:
    """What each of the three outputs says of one workspace."""

    def __init__(self, folder: Path, printed: str) -> None:
        self.json: dict[str, Any] = json.loads(printed)
        self.leaves: list[dict[str, Any]] = self.json["criteria"]
        self.scored_fields = [field for field in self.json["fields"] if field["max"] != "0" or field["points"] != "0"]
        opened = app()
        opened.workspaces.open(folder)
        self.report: Report = opened.reports.compose()
        for suffix in (".pdf", ".xlsx"):
            opened.reports.write(folder / f"r{suffix}")
        opened.close()
        self.body, self.scores, self.evidence = sections(read_pages((folder / "r.pdf").read_bytes()))
        self.stored = openpyxl.load_workbook(folder / "r.xlsx", data_only=True)
        self.formulas: Workbook = openpyxl.load_workbook(folder / "r.xlsx")

    @property
    def text(self) -> str:
        return squashed(" ".join(page.text for page in self.body))

    def table(self, number: int) -> Table:
        block = self.report.appendices[number].blocks[0]
        assert isinstance(block, Table)
        return block


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Said:
    folder = tmp_path_factory.mktemp("mau") / "Sở 2026"
    out = StringIO()
    outside = Outside(app, lambda: (), lambda _: 0, lambda: folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", out)
        assert run(["demo", str(folder)], outside) in {0, 1}
        out.seek(0)
        out.truncate()
        assert run(["score", str(folder), "--json"], outside) == 0
    return Said(folder, out.getvalue())


def viet(number: str) -> str:
    """A canonical number as the report writes it."""
    return number.replace(".", ",")


def figures(leaf: dict[str, Any]) -> tuple[str, str]:
    """Maximum and points of a leaf as the table must show them."""
    if leaf["state"] == "not_self_scored":
        return viet(leaf["max"]), ""
    if leaf["state"] == "unanswered":
        return viet(leaf["max"]), "chưa chấm"
    if leaf["points"] is None:
        return f"({viet(leaf['max'])})", "không áp dụng"
    return viet(leaf["max"]), viet(leaf["points"])


def rows(pages: list[Page], table: Table) -> list[list[str]]:
    return [line for page in pages for line in page.rows(edges_of(table))]


def under_codes(said: Said) -> dict[str, list[list[str]]]:
    """The lines of each column from a code's row up to the next code, the total left out."""
    found: dict[str, list[list[str]]] = {}
    code = ""
    for line in rows(said.scores, said.table(0)):
        if line[1].startswith("Tổng cộng"):
            break
        code = line[0] or code
        for column, text in zip(found.setdefault(code, [[] for _ in line]), line, strict=True):
            column.append(text)
    return found


def start_of(sheet: Worksheet) -> int:
    return next(line for line in range(1, 20) if sheet.cell(line, 1).value == "(1)") + 1


def cells(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in line] for line in sheet.iter_rows(min_row=start_of(sheet))]


def test_the_workspace_has_something_of_every_kind(said: Said) -> None:
    states = Counter(leaf["state"] for leaf in said.leaves)
    assert min(states[state] for state in ("done", "unanswered", "not_applicable", "not_self_scored")) > 0
    assert len(said.leaves) > 80
    assert len({leaf["code"] for leaf in said.leaves}) == len(said.leaves)


def test_every_leaf_has_its_figures_in_the_pdf(said: Said) -> None:
    maxima = {line[0]: line[2] for line in rows(said.scores, said.table(0)) if line[0]}
    shown = {code: (maxima[code], squashed(" ".join(cells[3]))) for code, cells in under_codes(said).items()}
    assert {leaf["code"]: shown.get(leaf["code"]) for leaf in said.leaves} == {leaf["code"]: figures(leaf) for leaf in said.leaves}


def test_every_leaf_has_its_name_and_reason_in_the_pdf(said: Said) -> None:
    under = under_codes(said)
    for leaf in said.leaves:
        name, reason = (bare("".join(under[leaf["code"]][column])) for column in (1, 4))
        assert name.startswith(bare(leaf["name"]))
        assert bare(leaf["explanation"]) in reason
        if leaf["state"] == "done":
            assert reason.startswith(bare(leaf["why"]))


def test_every_leaf_has_its_figures_in_the_workbook(said: Said) -> None:
    shown = {line[0]: (line[2], line[3]) for line in cells(said.stored[SCORES]) if line[0]}
    for leaf in said.leaves:
        maximum, points = shown[leaf["code"]]
        expected = figures(leaf)
        assert viet(str(maximum)) == expected[0], leaf["code"]
        assert viet(str("" if points is None else points)) == expected[1], leaf["code"]


def test_every_field_and_the_total_agree_in_all_three(said: Said) -> None:
    summary = said.report.summary
    page = next(page for page in said.body if "(5)" in page.text)
    printed = [tuple(line[2:]) for line in page.rows(edges_of(summary, wide=False)) if line[0] or line[1] == "Tổng cộng"]
    total = said.json["self"]
    expected = [(each["max"], each["points"], each["index"]) for each in [*said.scored_fields, total]]
    assert printed[: len(expected)] == [tuple(map(viet, each)) for each in expected]
    stored = [tuple(Decimal(str(value)) for value in line[2:5]) for line in cells(said.stored[SUMMARY]) if line[2] is not None]
    assert stored == [tuple(map(Decimal, each)) for each in expected]
    in_scores = {line[0]: tuple(line[2:4]) for line in rows(said.scores, said.table(0)) if line[0]}
    for field in said.scored_fields:
        assert in_scores[field["code"]] == (viet(field["max"]), viet(field["points"]))
    assert ["", "Tổng cộng điểm tự chấm", viet(total["max"]), viet(total["points"])] in [
        line[:4] for line in rows(said.scores, said.table(0))
    ]


def test_every_formula_computed_anew_is_its_stored_result(said: Said) -> None:
    computed = 0
    for sheet in said.formulas:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f":
                    computed += 1
                    stored = Decimal(str(said.stored[sheet.title][cell.coordinate].value))
                    assert value_of(said.formulas, sheet.title, cell.coordinate) == stored
    assert computed > 60


def test_totals_are_the_sums_of_the_leaves_that_json_lists(said: Said) -> None:
    points = sum(Decimal(leaf["points"]) for leaf in said.leaves if leaf["points"] is not None)
    counted = sum(Decimal(leaf["max"]) for leaf in said.leaves if leaf["state"] in {"done", "unanswered"} or leaf["points"] is not None)
    assert (points, counted) == (Decimal(said.json["self"]["points"]), Decimal(said.json["self"]["max"]))
    assert sum(Decimal(field["points"]) for field in said.json["fields"]) == points
    assert f"{viet(said.json['self']['points'])}/{viet(said.json['self']['max'])} điểm tối đa" in said.text


def test_counts_in_the_text_are_the_sheets(said: Said) -> None:
    states = Counter(leaf["state"] for leaf in said.leaves)
    scored = sum(states.values()) - states["not_self_scored"]
    assert f"Còn {said.json['unanswered']}/{scored} tiêu chí chưa chấm" in said.text
    assert f"có {viet(said.json['survey_max'])} điểm qua điều tra" in said.text
    stated = dict(re.findall(r"([234])\. (?:Tiêu chí [^()]+) \((\d+)\)", said.text))
    below = [leaf for leaf in said.leaves if leaf["state"] == "done" and Decimal(leaf["points"]) < Decimal(leaf["max"])]
    assert stated == {"2": str(said.json["not_applicable"]), "3": str(len(below)), "4": str(said.json["unanswered"])}
    for loss in said.json["ledger"]:
        if loss["kind"] == "lost" and loss["code"] in {leaf["code"] for leaf in below}:
            assert f"mất {viet(loss['lost'])} điểm" in said.text


def test_every_link_of_evidence_is_listed_in_both_and_counted(said: Said) -> None:
    expected = [(leaf["code"], proof["number"], proof["place"]) for leaf in said.leaves for proof in leaf["evidence"]]
    documents = {proof["id"] for leaf in said.leaves for proof in leaf["evidence"]}
    listed = cells(said.stored[EVIDENCE])
    assert [(line[1], line[2] or "", line[6] or "") for line in listed if isinstance(line[0], int)] == expected
    printed = [line for line in rows(said.evidence, said.table(1)) if line[0].isdigit()]
    assert [(line[0], line[1], line[2]) for line in printed] == [
        (str(at), code, number) for at, (code, number, _) in enumerate(expected, 1)
    ]
    counted = f"Tổng cộng: {len(documents)} tài liệu, {len(expected)} lượt sử dụng."
    assert listed[-1][0] == counted
    assert counted in said.evidence[-1].text


def test_raw_and_rescaled_totals_are_told_by_the_same_sentence_in_all_three(said: Said) -> None:
    own = said.json["self"]
    rescaled = said.json["rescaled"]
    exact = Decimal(own["points"]) * Decimal(own["declared_max"]) / Decimal(own["max"])
    assert Decimal(rescaled["points"]) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert Decimal(rescaled["left_out"]) == Decimal(own["declared_max"]) - Decimal(own["max"]) > 0
    excluded = [leaf["code"] for leaf in said.leaves if leaf["state"] == "not_applicable" and leaf["points"] is None]
    assert [code for part in rescaled["excluded"] for code in part["leaves"]] == excluded
    assert squashed(rescaled["sentence"]) in said.text
    assert [line[0] for line in cells(said.stored[SUMMARY])][-1] == rescaled["sentence"]
    assert f"{viet(rescaled['points'])}/{viet(rescaled['max'])}" in rescaled["sentence"]
