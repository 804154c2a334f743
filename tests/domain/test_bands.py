from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parscore.domain.bands import Band, band_faults, owners
from tests.builders import OVERLAPPING_RUNGS, PERCENT_RUNGS, band

D = Decimal


@pytest.mark.parametrize(
    ("value", "inside"),
    [("69.99", False), ("70", True), ("89.99", True), ("90", False)],
)
def test_each_bound_belongs_to_the_band_or_not(value: str, inside: bool) -> None:
    assert band("70", "90", "lo").holds(D(value)) is inside


def test_the_exact_share_decides_at_a_bound_not_its_rounded_form() -> None:
    assert not band("90", incl="lo").holds(Fraction(899999999, 10_000_000))


def test_a_complete_scale_has_no_fault() -> None:
    assert band_faults([rung.band for rung in PERCENT_RUNGS], D(100)) == ()


def test_overlap_and_gap_are_told_with_their_place_and_rungs() -> None:
    faults = band_faults([rung.band for rung in OVERLAPPING_RUNGS], D(100))
    assert [(fault.kind, fault.lo, fault.hi, fault.rungs) for fault in faults] == [
        ("gap", D(40), D(50), ()),
        ("overlap", D(70), D(70), (1, 2)),
    ]


def test_whole_numbers_leave_no_gap_between_one_and_two() -> None:
    steps = [band("2", incl="lo"), band("1", "1", "lo hi"), band("0", "0", "lo hi")]
    assert band_faults(steps, None, whole=True) == ()
    assert [fault.kind for fault in band_faults(steps, None)] == ["gap", "gap"]


@given(st.lists(st.decimals(1, 99, places=1), min_size=1, max_size=6, unique=True), st.decimals(0, 100, places=2))
def test_a_partition_gives_every_share_exactly_one_owner(cuts: list[Decimal], value: Decimal) -> None:
    marks = sorted(cuts)
    bands = [Band(hi=marks[0])]
    bands += [Band(lo, True, hi, False) for lo, hi in zip(marks, marks[1:], strict=False)]
    bands.append(Band(marks[-1], True))
    assert len(owners(bands, value)) == 1
    assert band_faults(bands, D(100)) == ()
