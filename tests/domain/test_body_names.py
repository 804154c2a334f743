"""Cells of leads, supports and products as plans print them."""

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parscore.domain.body_names import Body, read_bodies, split_bodies, split_products

FOLDER = Path(__file__).parents[1] / "data" / "plan-words"
BODIES = yaml.safe_load((FOLDER / "bodies.yaml").read_text(encoding="utf-8"))
PRODUCTS = yaml.safe_load((FOLDER / "products.yaml").read_text(encoding="utf-8"))
WORDS = st.lists(
    st.sampled_from(["Sở", "Nội vụ", "và", ",", ";", "các", "phòng", "(", ")", ":", "Tài chính", "-", "+", ".", "UBND", "xã", "\n"]),
    max_size=20,
).map(" ".join)


@pytest.mark.parametrize("cell", BODIES)
def test_a_cell_is_cut_between_bodies_only(cell: str) -> None:
    assert list(split_bodies(cell)) == BODIES[cell]
    assert list(split_bodies(unicodedata.normalize("NFD", cell))) == BODIES[cell]


@pytest.mark.parametrize("cell", PRODUCTS)
def test_a_cell_is_cut_between_products_only(cell: str) -> None:
    assert list(split_products(cell)) == PRODUCTS[cell]


def test_what_each_body_does_is_kept_beside_it() -> None:
    assert read_bodies("Sở Tư pháp: Báo cáo của tỉnh (quý I); Văn phòng (tổng hợp), Thanh tra") == (
        Body("Sở Tư pháp", "Báo cáo của tỉnh (quý I)"),
        Body("Văn phòng", "tổng hợp"),
        Body("Thanh tra"),
    )


@given(WORDS)
def test_no_word_of_a_product_is_lost(cell: str) -> None:
    def letters(text: str) -> list[str]:
        return [word for word in text.split() if any(sign.isalnum() for sign in word)]

    left = letters(" ".join(split_products(cell)))
    assert set(left) == set(letters(cell))


@given(WORDS)
def test_bodies_stand_in_the_cell_as_printed(cell: str) -> None:
    for body in read_bodies(cell):
        assert body.name == body.name.strip()
        assert all(word in cell for word in body.name.split())
