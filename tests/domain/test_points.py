from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parscore.domain.errors import Refused
from parscore.domain.points import canonical, read_count, read_points, read_quantity, round_half_up, show_points, show_share

AMOUNTS = st.decimals(min_value=0, max_value=10_000, places=3, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", "1"),
        ("1,5", "1.5"),
        ("0.25", "0.25"),
        ("0,125", "0.125"),
        ("  2 ", "2"),
        ("\u00a03,50\u00a0", "3.5"),
        ("007", "7"),
        ("10", "10"),
    ],
)
def test_points_are_read_as_people_write_them(text: str, value: str) -> None:
    assert read_points(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", " ", "1,2,3", "abc", "-1", "+1", "1.", ",5", "1 5", "1e3", "NaN", "Infinity", "１", "1/2", "5%", "9" * 40]
)
def test_what_is_no_number_of_points_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_points(text)
    assert refusal.value.code == "points.unreadable"
    assert refusal.value.facts == {"text": text}


@pytest.mark.parametrize(("text", "value"), [("12", 12), ("1.234", 1234), ("1 234 567", 1_234_567), ("1\u00a0234", 1234), ("0", 0)])
def test_counts_take_thousands_as_vietnamese_write_them(text: str, value: int) -> None:
    assert read_count(text) == value


@pytest.mark.parametrize("text", ["1,5", "1.23", "1.2345", "1.234,5", "1.234 567", "-3", "x"])
def test_a_count_is_a_whole_number(text: str) -> None:
    with pytest.raises(Refused, match="count.unreadable"):
        read_count(text)


def test_a_number_that_two_readers_read_in_two_ways_is_asked_about() -> None:
    with pytest.raises(Refused) as refusal:
        read_quantity("1.234")
    assert refusal.value.code == "quantity.ambiguous"
    assert refusal.value.facts["whole"] == "1234"
    assert refusal.value.facts["part"] == "1,234"
    assert read_quantity("0.125") == Decimal("0.125")
    assert read_quantity("82,5 %") == Decimal("82.5")


@given(AMOUNTS)
def test_print_and_read_round_trip(value: Decimal) -> None:
    assert read_points(show_points(value)) == value
    assert Decimal(canonical(value)) == value
    assert "E" not in canonical(value)
    assert not canonical(value).endswith(".")


@given(st.fractions(min_value=0, max_value=1000), st.integers(0, 3))
def test_rounding_goes_to_the_nearest_and_a_half_goes_up(value: Fraction, decimals: int) -> None:
    rounded = Fraction(round_half_up(value, decimals))
    step = Fraction(1, 10**decimals)
    assert -step / 2 < rounded - value <= step / 2


def test_a_share_just_under_a_bound_is_never_printed_as_the_bound() -> None:
    assert show_share(Fraction(19999, 200)) == "99,99"
    assert show_share(Fraction(90)) == "90"
    assert show_share(Fraction(100, 3)) == "33,33"
