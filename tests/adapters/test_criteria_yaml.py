"""Criteria sets as YAML: what is written is read back exactly, and every fault is told with its line."""

import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parscore.adapters.files.criteria_yaml import criteria_faults, dump_criteria, load_criteria, parse_criteria, with_digest
from parscore.adapters.importers.criteria_table import CriteriaTableReader
from parscore.domain.bands import Band
from parscore.domain.criteria import Classification, CriteriaSet, Criterion, EvidenceAsked, unique_keys
from parscore.domain.errors import Refused
from parscore.domain.measured_rules import DeductionItem, Share
from parscore.domain.outcome import NumberInput, Rung
from parscore.domain.rules import (
    FAMILIES,
    Bands,
    Conditions,
    Count,
    DateRule,
    Deduction,
    Ladder,
    Manual,
    NotSelfScored,
    PlanProgress,
    Proportional,
    Rule,
    Target,
)
from parscore.texts import say
from tests.builders import D, deep_set, every_family, leaf, small_set

REAL_TABLES = sorted((Path(__file__).parents[3] / "shared" / "criteria-tables").glob("*.xlsx"))

GOOD = """\
code: thu
title: Bộ thử
year: 2026
max: "2,5"
fields:
  - code: 1
    name: Chỉ đạo
    max: 2,5
    criteria:
      - code: 1.1
        name: Kế hoạch
        max: 1
        rule: ladder
        rungs:
          - {text: Kịp thời, points: 1}
          - {text: Không kịp thời, points: "0,5"}
          - {text: Không ban hành, points: 0}
      - code: 1.2
        name: Tỷ lệ
        max: 1.5
        rule: {kind: bands, part: {name: part, label: Số đạt}, whole: {name: whole, label: Tổng số}}
        rungs:
          - {text: Từ 80% trở lên, points: "1,5", band: "[80;…)"}
          - {text: Dưới 80%, points: 0, band: "(…;80)"}
"""


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def faults_of(text: str) -> dict[int, list[str]]:
    """Faults by line, and as `parse_criteria` tells them."""
    found: dict[int, list[str]] = {}
    for line, sentence in criteria_faults(text, "thử.yaml"):
        found.setdefault(line, []).append(sentence)
    return found


def told(text: str) -> str:
    with pytest.raises(Refused) as refused:
        parse_criteria(text, "thử.yaml")
    assert refused.value.code == "criteria_yaml.faults"
    return say(refused.value.code, **refused.value.facts)


def same(criteria: CriteriaSet) -> None:
    sealed = with_digest(criteria)
    assert parse_criteria(dump_criteria(sealed), "x") == sealed


# what is written is read back


@pytest.mark.parametrize("family", every_family(), ids=lambda family: f"{family.rule.kind}-{family.key}")
def test_every_family_comes_back_as_it_was(family: Criterion) -> None:
    same(small_set(family))


@pytest.mark.parametrize(
    "rule",
    [
        Bands(Share(NumberInput("done", "Đã làm", "amount"), NumberInput("all", "Phải làm: tất cả", "%"))),
        Proportional(full_at=D(95), floor=D("50.5"), floor_earns=False, scaled=True, full_earns=False),
        PlanProgress(full_at=D(90), floor=D(60), floor_earns=False),
        Count(NumberInput("ideas", "Số sáng kiến"), None),
        Count(each=D("0.125")),
        Deduction((DeductionItem(NumberInput("late", "Trễ"), D("0.25")), DeductionItem(NumberInput("wrong", "Sai"), D("0.5")))),
        Deduction((DeductionItem(NumberInput("late", "Trễ"), D("0.25"), D("0.5")), DeductionItem(NumberInput("wrong", "Sai"), D("0.5")))),
        Deduction(),
        Deduction(most=D("0.5")),
        DateRule(),
        DateRule(date(2026, 2, 28)),
        Conditions(("yes", "null", "~", "- gạch", "a: b", "“ngoặc”")),
        Conditions(),
        *(Target(comparator=sign) for sign in (">=", ">", "<=", "<", "=")),
        *(NotSelfScored(by) for by in ("survey", "leaders", "other")),
        None,
    ],
    ids=repr,
)
def test_every_setting_of_a_rule_comes_back(rule: Rule | None) -> None:
    same(small_set(leaf("1.1", rule)))


def test_every_family_is_among_those_tested() -> None:
    assert {each.rule.kind for each in every_family() if each.rule} == set(FAMILIES)


def test_levels_keys_identity_and_extras_come_back() -> None:
    same(deep_set())
    whole = replace(
        small_set(leaf("1.1", Ladder()), decimals=3),
        version="2a",
        decision="Quyết định số 12/QĐ-UBND ngày 05/01/2026",
        notice="Bộ tiêu chí mẫu: #1",
        max_points=D("85.5"),
        bonus=(leaf("T1", Count(each=D("0.5"))),),
        bonus_cap=D(2),
        penalty=(leaf("P1", Deduction()),),
        penalty_cap=D("1.5"),
        classes=(Classification("Tốt", D(80)), Classification("Yếu", D(0))),
    )
    same(whole)
    for decimals in (1, 2, 3):
        same(replace(whole, decimals=decimals))
    same(replace(whole, version=""))


def test_repeated_codes_keep_their_keys_and_where_they_stood() -> None:
    leaves = tuple(replace(leaf(key, Ladder()), code="1.1", where=f"'TÊN ĐƠN VỊ'!A{at}") for at, key in enumerate(("1.1", "1.1~2", "x"), 7))
    same(small_set(*leaves))
    uncoded = tuple(replace(leaf(key, Manual()), code="") for key in unique_keys(["", ""]))
    same(small_set(*uncoded))


def test_a_faulty_table_comes_back_with_its_faults() -> None:
    scale = (
        Rung("Từ 95 đến 90", D(1), Band(D(95), True, D(90), True), "B!A5"),
        Rung("Chưa ghi điểm"),
        Rung("", D("0.000012345678901234567"), Band(D(-3), False, D(0), True)),
        Rung("Mọi giá trị", D(0), Band()),
    )
    same(small_set(leaf("1.1", Bands(), "1", scale)))


@pytest.mark.skipif(not REAL_TABLES, reason="the real tables are not at hand")
@pytest.mark.parametrize("file", REAL_TABLES, ids=lambda file: file.name)
def test_sets_read_from_real_tables_come_back(file: Path) -> None:
    criteria = CriteriaTableReader().read(file).criteria
    assert parse_criteria(dump_criteria(criteria), "x") == criteria


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Z", "Cc")), max_size=30).map(
    partial(unicodedata.normalize, "NFC")
)
POINTS = st.decimals(0, 1000, places=3).map(lambda value: Decimal(str(value)))


@given(TEXTS, TEXTS, TEXTS, POINTS, st.none() | POINTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_words_and_numbers_come_back(name: str, sentence: str, words: str, points: Decimal, bound: Decimal | None) -> None:
    band = None if bound is None else Band(bound, True, bound + 1, False)
    one = Criterion("1.1", "1.1", name, points, Conditions((sentence,)), (Rung(sentence, points, band),), (), (EvidenceAsked(name),), words)
    sealed = with_digest(small_set(one))
    read = parse_criteria(dump_criteria(sealed), "x")
    assert read == sealed


def test_signs_that_end_a_line_for_some_readers_come_back() -> None:
    for sign in "\r\n\t\x0b\x0c\x1c\x85\u00a0\u2028\u2029\ufeff\u200b😀":
        same(small_set(replace(leaf("1.1", Ladder()), name=f"a{sign}b", help=sign, where=f"{sign}c{sign}")))


def test_points_never_pass_through_a_float() -> None:
    text = GOOD.replace('points: "0,5"', "points: 0.10000000000000000000000001")
    assert parse_criteria(text, "x").leaf("1.1").rungs[1].points == Decimal("0.10000000000000000000000001")
    assert parse_criteria(GOOD, "x").fields[0].max_points == Decimal("2.5")


def test_what_a_person_writes_by_hand_is_understood() -> None:
    read = parse_criteria(GOOD, "x")
    first, second = read.leaves()
    assert (first.key, first.rule) == ("1.1", Ladder())
    assert second.rungs[0].band == Band(D(80), True, None, False)
    assert criteria_faults(GOOD, "x") == ()
    by_day = GOOD.replace("rule: ladder", "rule: {kind: date, due: 31/01/2026}")
    assert parse_criteria(by_day, "x").leaf("1.1").rule == DateRule(date(2026, 1, 31))
    assert parse_criteria("\ufeff".join(["", GOOD]).removeprefix("\ufeff"), "x") == read


def test_decomposed_letters_are_composed() -> None:
    assert parse_criteria(unicodedata.normalize("NFD", GOOD), "x") == parse_criteria(GOOD, "x")


# the digest


def test_the_digest_follows_what_the_set_says_and_not_how_the_file_is_laid_out() -> None:
    plain = parse_criteria(GOOD, "x")
    assert len(plain.digest) == 64
    assert parse_criteria("# lời dặn\n" + GOOD.replace('"2,5"', "2.50").replace("rule: ladder", "rule: {kind: ladder}"), "x") == plain
    assert parse_criteria(dump_criteria(plain), "x").digest == plain.digest
    assert parse_criteria(GOOD.replace('points: "0,5"', "points: 0.6"), "x").digest != plain.digest
    assert parse_criteria(GOOD.replace("Không kịp thời", "Chậm"), "x").digest != plain.digest


def test_a_digest_in_the_file_is_checked() -> None:
    digest = parse_criteria(GOOD, "x").digest
    assert parse_criteria(f"{GOOD}digest: {digest}\n", "x").digest == digest
    changed = f"{GOOD}digest: {digest}\n".replace("max: 1\n", "max: 1.25\n")
    assert line_of(changed, "digest") in faults_of(changed)
    assert f"dòng {line_of(changed, 'digest')}: " in told(changed)


# faults, each with its line

SEEDED = [
    ("max: 1.5", "max: 1,2,3", "1,2,3"),
    ("max: 1.5", "max: một", "một"),
    ("max: 1.5", "max:", "max"),
    ("max: 1.5", "mas: 1.5", "“max”"),
    ("max: 1.5", "max: -1", "-1"),
    ("points: 0}", "points: abc}", "abc"),
    ("points: 0}", "poinst: 0}", "points"),
    ("points: 1}", "points: 0,5}", "ngoặc kép"),
    ('band: "[80;…)"', 'band: "80-100"', "80-100"),
    ('band: "[80;…)"', 'band: "[8O;…)"', "8O"),
    ('band: "[80;…)"', 'band: "[8.0.1;…)"', "8.0.1"),
    ('band: "[80;…)"', "band: [80, 100]", "ngoặc kép"),
    ('band: "[80;…)"', "band: [80;…)", "ngoặc kép"),
    ("year: 2026", "year: 2026\ndecimals: 9", "decimals"),
    ("rule: ladder", "rule: thang", "thang"),
    ("rule: ladder", "rule: {kind: thang}", "ladder"),
    ("rule: ladder", "rule: {name: ladder}", "kind"),
    ("rule: ladder", "rule: [ladder]", "rule"),
    ("rule: ladder", "rule: {kind: date, due: 31/02/2026}", "31/02/2026"),
    ("rule: ladder", "rule: {kind: date, due: 2026}", "2026"),
    ("rule: ladder", "rule: {kind: not_self_scored, by: ai}", "survey"),
    ("rule: ladder", "rule: {kind: proportional, scaled: có}", "scaled"),
    ("rule: {kind: bands", "rule: {kind: target, target: {name: Mục tiêu, label: a}, xx", "xx"),
    ("name: Tỷ lệ", "name: [Tỷ lệ]", "name"),
    ("name: Tỷ lệ", "name:", "name"),
    ("name: Tỷ lệ", "name: Tỷ lệ\n        name: Tỷ lệ", "hai lần"),
    ("name: Tỷ lệ", "name: Tỷ lệ: đúng hạn", "ngoặc kép"),
    ("name: Tỷ lệ", "\tname: Tỷ lệ", "Tab"),
    ("name: Tỷ lệ", "name: *khác", "&"),
    ("name: Tỷ lệ", "name: &tên Tỷ lệ", "&"),
    ("year: 2026", "year: năm nay", "year"),
    ("title: Bộ thử", "title: ''", "title"),
    ("name: part", "name: Số đạt", "Số đạt"),
    ("name: Tỷ lệ", "name: Tỷ lệ\n        key: '1.1'", "1.1"),
]


@pytest.mark.parametrize(("good", "bad", "word"), SEEDED, ids=[bad for _, bad, _ in SEEDED])
def test_a_fault_is_told_at_its_line(good: str, bad: str, word: str) -> None:
    assert good in GOOD
    text = GOOD.replace(good, bad, 1)
    at = GOOD[: GOOD.index(good)].count("\n") + 1 + bad.count("\n")
    near = {line: said for line, said in faults_of(text).items() if at - 3 <= line <= at}
    assert any(word in sentence for said in near.values() for sentence in said), faults_of(text)
    assert "thử.yaml" in told(text)


def test_a_fault_stands_at_the_very_line() -> None:
    text = GOOD.replace("points: 0}", "points: abc}", 1).replace("max: 1.5", "max: x").replace("rule: ladder", "rule: thang")
    assert set(faults_of(text)) == {line_of(text, "abc"), line_of(text, "max: x"), line_of(text, "thang")}


def test_a_fault_deep_in_a_rule_stands_at_its_own_line() -> None:
    rule = """rule:
          kind: target
          actual: {name: actual, label: Đạt được}
          target:
            name: target
            label: Chỉ tiêu
            unit: người
          comparator: '>='
"""
    text = GOOD.replace("rule: ladder\n", rule)
    assert list(faults_of(text)) == [line_of(text, "unit: người")]
    assert "amount" in faults_of(text)[line_of(text, "unit: người")][0]


def test_all_faults_are_told_at_once_whatever_their_kind() -> None:
    text = (
        GOOD.replace("max: 1.5", "max: x")
        .replace("title: Bộ thử", "title: Bộ thử\ntitle: Bộ khác")
        .replace("rule: ladder", "rule: thang\n        criteria: [{code: a, name: b, max: 1}]")
        .replace('band: "[80;…)"', 'band: "tám mươi"')
    )
    told_at = faults_of(text)
    for part in ("max: x", "title: Bộ khác", "rule: thang", "tám mươi"):
        assert line_of(text, part) in told_at, part
    assert any("tiêu chí thành phần" in sentence for said in told_at.values() for sentence in said)
    sentence = told(text)
    assert all(f"dòng {line}: " in sentence for line in told_at)


def test_many_faults_are_counted_but_not_all_printed() -> None:
    rungs = "".join(f"          - {{text: mức {at}, points: x}}\n" for at in range(300))
    sentence = told(GOOD.replace("          - {text: Kịp thời, points: 1}\n", rungs))
    assert "300" in sentence
    assert sentence.count("\n") <= 102
    assert "200" in sentence.splitlines()[-1]


CONTENT = [
    ("max: 1.5\n", "max: 2\n", "max: 2"),
    ("{text: Kịp thời, points: 1}", "{text: Kịp thời}", "{text: Kịp thời}"),
    ("{text: Kịp thời, points: 1}", "{text: Kịp thời, points: 2}", "points: 2"),
    ('"(…;80)"', '"(…;70)"', "code: 1.2"),
    ('"(…;80)"', '"(…;80]"', '"(…;80]"'),
    ('"[80;…)"', '"[80;70)"', '"[80;70)"'),
    ("rule: ladder", "rule: deduction", "rule: deduction"),
    ("rule: ladder", "rule: {kind: proportional, floor: 90, full_at: 80}", "floor: 90"),
    ('max: "2,5"', "max: 3", "max: 3"),
    ("code: 1.2", "code: 1.1", None),
    ("rule: ladder", "help: a", "code: 1.1"),
]


@pytest.mark.parametrize(("good", "bad", "place"), CONTENT, ids=[f"{good} -> {bad}" for good, bad, _ in CONTENT])
def test_what_a_set_says_wrongly_is_told_at_its_line_but_can_be_read(good: str, bad: str, place: str | None) -> None:
    assert good in GOOD
    text = GOOD.replace(good, bad, 1)
    at = line_of(text, place) if place else [line for line, said in enumerate(text.splitlines(), 1) if "code: 1.1" in said][1]
    assert {line for line in faults_of(text) if at - 2 <= line <= at}, faults_of(text)
    assert parse_criteria(text, "x").code == "thu"


# files that are no criteria sets


@pytest.mark.parametrize(
    "text", ["", "- a\n- b\n", "chỉ một câu", "{", "a: [", "%YAML 9\n---\n", GOOD + "\n---\n" + GOOD, "? [a, b]\n: c\n"]
)
def test_what_is_no_set_is_refused(text: str) -> None:
    assert "dòng " in told(text)


def test_a_sign_that_no_text_has_is_told_at_its_line() -> None:
    text = GOOD.replace("name: Tỷ lệ", "name: Tỷ\x07lệ")
    assert list(faults_of(text)) == [line_of(text, "\x07")]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
@pytest.mark.parametrize("depth", [60, 3000, 200_000])
def test_endless_nesting_is_refused(opening: str, closing: str, depth: int) -> None:
    sentence = told(opening * depth + "x" + closing * depth)
    assert "dòng 1: " in sentence
    assert depth > 60 or "nhiều cấp" in sentence


@pytest.mark.parametrize("text", ["[" + "x," * 300_000 + "]", GOOD + "  - {code: 1}\n" * 120_000])
def test_an_endless_list_is_refused_soon(text: str) -> None:
    assert told(text).count("\n") == 1


def test_a_bomb_of_references_is_refused_before_it_swells() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + at)}: &{chr(98 + at)} [{', '.join([f'*{chr(97 + at)}'] * 9)}]\n" for at in range(20)
    )
    assert list(faults_of(bomb)) == [1]


def test_a_file_is_read_with_or_without_a_mark_at_its_head(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig"):
        file = tmp_path / f"{encoding}.yaml"
        file.write_text(GOOD, encoding=encoding)
        assert load_criteria(file) == parse_criteria(GOOD, "x")


def test_files_that_cannot_be_read_are_refused_in_words(tmp_path: Path) -> None:
    large = tmp_path / "lớn.yaml"
    large.write_bytes(b"#" * (5 * 1024 * 1024 + 1))
    other = tmp_path / "mã cũ.yaml"
    other.write_bytes("Bộ tiêu chí".encode("utf-16"))
    folder = tmp_path / "thư mục.yaml"
    folder.mkdir()
    expected = {
        large: "criteria_yaml.too_large",
        other: "criteria_yaml.no_text",
        folder: "file.folder",
        tmp_path / "không có.yaml": "criteria_yaml.missing",
    }
    for file, code in expected.items():
        with pytest.raises(Refused) as refused:
            load_criteria(file)
        assert refused.value.code == code
        assert file.name in say(refused.value.code, **refused.value.facts)


def test_a_set_without_fields_is_told() -> None:
    text = "code: a\ntitle: b\nyear: 2026\nfields: []\n"
    assert list(faults_of(text)) == [4]


def test_a_profile_with_a_code_that_is_not_there_is_told_at_its_line_and_does_not_stop_the_set() -> None:
    text = f"{GOOD}applicability:\n  - name: Cơ quan không có TTHC\n    codes: ['9.9']\n"
    assert any("không có mã “9.9”" in each for each in faults_of(text)[line_of(text, "applicability")])
    assert parse_criteria(text, "x").applicability[0].codes == ("9.9",)
