"""Clauses that leave criteria out, as provinces and officers write them."""

import pytest

from parscore.domain.applicability import Resolved, resolve
from parscore.domain.criteria import Applicability, CriteriaSet, Criterion, Field
from parscore.domain.rules import Manual, NotSelfScored
from parscore.texts import say
from tests.builders import D


def leaf(key: str, code: str = "", rule: Manual | NotSelfScored = Manual()) -> Criterion:  # noqa: B008
    return Criterion(key, code or key, f"Tên {key}", D(1), rule)


def group(code: str, *below: str) -> Criterion:
    return Criterion(code, code, f"Nhóm {code}", D(len(below)), children=tuple(leaf(each) for each in below))


def eight_fields() -> CriteriaSet:
    survey = Field("8", "8", "Tác động", D(1), (leaf("8.1", rule=NotSelfScored()),))
    plain = [Field(str(n), str(n), f"Lĩnh vực {n}", D(2), (group(f"{n}.1", f"{n}.1.1"), leaf(f"{n}.2"))) for n in range(1, 7)]
    seven = Field("7", "7", "Chính quyền số", D(5), (group("7.3", "7.3.1", "7.3.2"), leaf("7.4"), group("7.5", "7.5.1", "7.5.2")))
    return CriteriaSet("x", "x", "1", 2026, (*plain, seven, survey), bonus=(leaf("T1"),))


def roman_set() -> CriteriaSet:
    """Numbered anew in each field, as many provinces do."""
    fields = [
        Field(f"{name}", name, f"Lĩnh vực {name}", D(2), (leaf(f"1~{at}", "1"), leaf(f"{name}x"))) for at, name in enumerate(("I", "II"), 1)
    ]
    return CriteriaSet("x", "x", "1", 2026, tuple(fields))


def read(text: str, criteria: CriteriaSet | None = None) -> Resolved:
    return resolve(criteria or eight_fields(), [text])


def told(text: str, criteria: CriteriaSet | None = None) -> list[tuple[str, str]]:
    return [(each.severity, each.code.rpartition(".")[2]) for each in read(text, criteria).findings]


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("bỏ lĩnh vực 3, 7.3, 7.5", "3 7.3 7.5"),
        ("Không chấm tiêu chí 2.1.1; 4.2", "2.1.1 4.2"),
        ("trừ lĩnh vực III và mục 7.5", "3 7.5"),
        ("3,7.3,7.5", "3 7.3 7.5"),
        ("3; 7", "3 7"),
        ("bỏ 3,7", "3 7"),
        ("không đánh giá lĩnh vực 3 (20 điểm), tiêu chí 7.3 (7 điểm) và 7.5.", "3 7.3 7.5"),
        ("bỏ lĩnh vực 3 (Cải cách thủ tục) và các tiêu chí 7.3, 7.5", "3 7.3 7.5"),
        ("Không áp dụng đối với các tiêu chí: 2.1.1, 4.2 và 7.5", "2.1.1 4.2 7.5"),
        ("được miễn chấm điểm lĩnh vực 3", "3"),
        ("không chấm lĩnh vực 3 và không tính 7.5", "3 7.5"),
        ("loại trừ lĩnh vực IV, cùng với mục 7.4", "4 7.4"),
        ("TC 7.4; TCTP 7.5.1", "7.4 7.5.1"),
        ("toàn bộ lĩnh vực 3", "3"),
        ("7.5)", "7.5"),
        ("T1", "T1"),
        ("bỏ 3, , và 7.4", "3 7.4"),
    ],
)
def test_a_written_clause_names_its_codes(text: str, nodes: str) -> None:
    assert " ".join(part.node.code for part in read(text).parts) == nodes
    assert told(text) == []


def test_the_body_that_a_clause_speaks_of_is_passed_over_and_told() -> None:
    found = read("cơ quan không có TTHC: bỏ lĩnh vực 3, 7.3, 7.5 vì không có TTHC (theo điểm 2 Hướng dẫn số 123/HD-SNV)")
    assert [part.node.code for part in found.parts] == ["3", "7.3", "7.5"]
    assert [each.facts["text"] for each in found.findings] == [
        "cơ quan không có TTHC",
        "vì không có TTHC (theo điểm 2 Hướng dẫn số 123/HD-SNV)",
    ]
    assert found.fault is None
    assert len(found.leaves) == 6


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("bỏ lĩnh vực 3, trừ 3.2", "turned"),
        ("bỏ lĩnh vực 3 (ngoại trừ 3.2)", "turned"),
        ("không bỏ lĩnh vực 3", "turned"),
        ("chỉ chấm lĩnh vực 1", "turned"),
        ("bỏ lĩnh vực 3 nhưng vẫn chấm 3.2", "turned"),
        ("bỏ 3.1 đến 3.2", "stretch"),
        ("từ tiêu chí 3.1 đến tiêu chí 3.2", "stretch"),
        ("bỏ 3.1-3.2", "stretch"),
        ("bỏ từ 3.1", "stretch"),
        ("bỏ 3, 7,5", "comma"),
        ("bỏ 7,5,3.1", "comma"),
        ("lĩnh vực 3: 3.1", "codes_beside"),
        ("bỏ lĩnh vực 3 (3.1 và 3.2)", "codes_beside"),
        ("bỏ 3, 7.3 Dịch vụ công, 7.5", "codes_beside"),
        ("không chấm 2 lĩnh vực 3, 4", "codes_beside"),
        ("không chấm 3 tiêu chí 7.3, 7.4, 7.5", "codes_beside"),
        ("không tính 7 điểm lĩnh vực 3", "codes_beside"),
        ("không tính 7 điểm", "codes_beside"),
        ("bỏ 3 4", "codes_beside"),
        ("lĩnh vực 3 không chấm 7.4", "codes_beside"),
        ("bỏ ba lĩnh vực 3, 4, 5", "nothing_named"),
        ("bỏ 3.1/3.2", "nothing_named"),
        ("cơ quan không có TTHC", "nothing_named"),
        ("", "nothing_named"),
    ],
)
def test_what_may_mean_another_thing_is_asked_and_leaves_nothing_out(text: str, code: str) -> None:
    assert ("error", code) in told(text)
    assert read(text).leaves == ()


@pytest.mark.parametrize(
    ("text", "code", "fact"),
    [
        ("bỏ 3.9", "unknown", "3.1, 3.2"),
        ("bỏ lĩnh vực 12", "unknown", "1, 2, 3, 4, 5, 6, 7, 8"),
        ("bỏ mục IIII", "unknown", "1, 2, 3, 4, 5, 6, 7, 8"),
        ("bỏ tiêu chí XL", "unknown", "1, 2, 3, 4, 5, 6, 7, 8"),
        ("tiêu chí 3", "a_field", "3. Lĩnh vực 3"),
        ("lĩnh vực 7.3", "not_a_field", "7.3. Nhóm 7.3"),
    ],
)
def test_a_code_that_is_not_there_is_told_with_what_is(text: str, code: str, fact: str) -> None:
    [finding] = read(text).findings
    assert finding.code == f"applicability.{code}"
    assert fact in finding.facts.values()
    assert fact in say(f"finding.{finding.code}", **finding.facts)


def test_a_reason_may_name_a_number_by_the_way() -> None:
    for text in ("Theo mục 3 Hướng dẫn 12, không chấm lĩnh vực 7", "không chấm lĩnh vực 7 theo mục 3 Hướng dẫn 12"):
        assert [part.node.code for part in read(text).parts] == ["7"]
        assert told(text) == [("warning", "passed_over")]


def test_a_code_that_repeats_is_never_guessed_but_its_key_names_it() -> None:
    [finding] = read("tiêu chí 1", roman_set()).findings
    assert (finding.code, finding.facts["keys"]) == ("applicability.repeated", "1~1 (Tên 1~1); 1~2 (Tên 1~2)")
    assert [leaf.key for leaf in read("bỏ 1~2", roman_set()).leaves] == ["1~2"]
    assert [leaf.key for leaf in read("lĩnh vực 2", roman_set()).leaves] == ["1~2", "IIx"]


def test_what_adds_nothing_is_told() -> None:
    assert told("3; 3.1") == [("warning", "twice")]
    assert [leaf.key for leaf in read("3.1; 3").leaves] == ["3.1.1", "3.2"]
    assert told("lĩnh vực 8") == [("warning", "not_self_scored")]


def test_codes_of_a_profile_are_read_one_by_one_and_kept_in_the_tables_order() -> None:
    profile = Applicability("Cơ quan không có TTHC", "Mục 2", ("7.5", "lĩnh vực 3"))
    found = resolve(eight_fields(), profile.codes)
    assert [leaf.key for leaf in found.leaves] == ["3.1.1", "3.2", "7.5.1", "7.5.2"]
