"""Bounds as a person types them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parscore.domain.bands import Band
from parscore.domain.errors import Refused
from parscore.domain.typed_bands import show_lower, show_upper, with_lower, with_upper
from tests.builders import D, band


@pytest.mark.parametrize(
    ("text", "low", "belongs"),
    [
        ("≥ 70", "70", True),
        (">=70", "70", True),
        ("> 70", "70", False),
        ("từ 70%", "70", True),
        ("Trên 70", "70", False),
        ("70", "70", True),
        ("12,5", "12.5", True),
        ("> -5", "-5", False),
    ],
)
def test_a_lower_bound_is_read_by_its_sign_or_word(text: str, low: str, belongs: bool) -> None:
    assert with_lower(None, text) == Band(D(low), belongs)


@pytest.mark.parametrize(
    ("text", "high", "belongs"),
    [
        ("≤ 90", "90", True),
        ("<=90", "90", True),
        ("< 90", "90", False),
        ("đến 90", "90", True),
        ("đến dưới 90%", "90", False),
        ("90", "90", True),
    ],
)
def test_an_upper_bound_is_read_by_its_sign_or_word(text: str, high: str, belongs: bool) -> None:
    assert with_upper(band("70", incl="lo"), text) == Band(D(70), True, D(high), belongs)


def test_an_empty_bound_opens_its_side_and_a_rung_without_both_has_no_band() -> None:
    assert with_lower(band("70", "90", "lo"), "") == Band(None, False, D(90), False)
    assert with_upper(band("70", incl="lo"), " ") == band("70", incl="lo")
    assert with_lower(band("70", incl="lo"), "") is None


@pytest.mark.parametrize("text", ["nhiều", "70 đến 90", "≥", "~70"])
def test_what_is_no_bound_is_refused_with_its_words(text: str) -> None:
    with pytest.raises(Refused, match="bound_unreadable") as told:
        with_lower(None, text)
    assert told.value.facts["text"] == text


def test_a_bound_on_the_wrong_side_is_refused() -> None:
    with pytest.raises(Refused, match="bound_side_low"):
        with_lower(None, "< 70")
    with pytest.raises(Refused, match="bound_side_high"):
        with_upper(None, "từ 70")


@pytest.mark.parametrize(("low", "high"), [("≥ 90", "< 70"), ("≥ 70", "< 70"), ("> 70", "≤ 70")])
def test_bounds_that_take_nothing_in_are_refused(low: str, high: str) -> None:
    with pytest.raises(Refused, match="bound_order"):
        with_upper(with_lower(None, low), high)
    assert with_upper(with_lower(None, "≥ 70"), "≤ 70") == band("70", "70", "lo hi")


@given(st.decimals(-1000, 1000, places=2), st.booleans(), st.decimals(0, 100, places=2), st.booleans())
def test_what_is_shown_reads_back_as_it_was(low: Decimal, low_in: bool, wide: Decimal, high_in: bool) -> None:
    whole = Band(low, low_in, low + wide + 1, high_in)
    assert with_upper(with_lower(None, show_lower(whole)), show_upper(whole)) == whole
    assert (show_lower(None), show_upper(None), show_upper(Band(low)), show_lower(Band(hi=low))) == ("", "", "", "")
