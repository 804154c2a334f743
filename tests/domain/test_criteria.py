import pytest

from parscore.domain.criteria import CriteriaSet, Criterion, Field, leaves_of, unique_keys, walk
from parscore.domain.errors import Refused
from parscore.domain.rules import YesNo
from tests.builders import D, deep_set


def test_repeated_codes_get_keys_of_their_own() -> None:
    assert unique_keys(["1", "1.1", "1.1", "", "", "2"]) == ["1", "1.1~1", "1.1~2", "~1", "~2", "2"]
    assert unique_keys(["1", "1~2", "1"]) == ["1~1", "1~2", "1~3"]


def test_a_leaf_is_found_by_key_and_by_a_code_that_only_it_has() -> None:
    twin = [Criterion(key, "9.3.2", key, D(1), YesNo()) for key in ("9.3.2~1", "9.3.2~2")]
    other = Criterion("x9", "9.4", "khác", D(1), YesNo())
    found = CriteriaSet("x", "x", "1", 2026, (Field("9", "9", "f", D(3), (*twin, other)),))
    assert found.leaf("9.3.2~1").name == "9.3.2~1"
    assert found.leaf("9.3.2~2").name == "9.3.2~2"
    assert found.leaf("9.4") is other
    with pytest.raises(Refused) as refusal:
        found.leaf("9.3.2")
    assert refusal.value.code == "criteria.repeated_code"
    assert refusal.value.facts["keys"] == "9.3.2~1, 9.3.2~2"
    with pytest.raises(Refused, match="criteria.unknown_leaf"):
        found.leaf("nope")


def test_walking_keeps_the_tables_order() -> None:
    found = deep_set()
    assert [node.key for node in walk(found.fields[0])] == ["1", "1.1*", "1.1", "1.5"]
    assert [leaf.key for leaf in leaves_of(found.fields[1])] == ["1.3", "1.4", "1.13"]
    assert found.declared_total() == D("9.75")
