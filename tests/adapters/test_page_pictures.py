"""Pages of a PDF as pictures."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from parscore.adapters.reports.page_pictures import PagePictures


def two_pages() -> bytes:
    """An upright page with a black square at its lower left, and one across that is empty."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(200, 300))
    canvas.rect(0, 0, 100, 100, stroke=0, fill=1)
    canvas.showPage()
    canvas.setPageSize((300.5, 200))
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_pages_are_counted_and_measured() -> None:
    pages = PagePictures(two_pages())
    assert pages.count == 2
    assert pages.size(0) == (200, 300)
    assert pages.size(1) == (300.5, 200)
    pages.close()


@pytest.mark.parametrize(("dpi", "size"), [(72, (200, 300)), (144, (400, 600))])
def test_a_picture_has_its_resolution_and_four_bytes_a_dot(dpi: int, size: tuple[int, int]) -> None:
    pages = PagePictures(two_pages())
    width, height, content = pages.picture(0, dpi)
    pages.close()
    assert (width, height) == size
    assert len(content) == 4 * width * height
    assert content[:3] == b"\xff\xff\xff"
    last_row = content[-4 * width :]
    assert last_row[:3] == b"\x00\x00\x00"
    assert last_row[-4:-1] == b"\xff\xff\xff"


def test_rows_are_without_padding_whatever_the_width() -> None:
    pages = PagePictures(two_pages())
    for dpi in (31, 47, 73):
        width, height, content = pages.picture(1, dpi)
        assert len(content) == 4 * width * height
    pages.close()


def test_closing_twice_does_no_harm() -> None:
    pages = PagePictures(two_pages())
    pages.close()
    pages.close()
