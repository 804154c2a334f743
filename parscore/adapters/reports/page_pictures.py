"""Pages of a PDF as pictures, for the preview and the printer."""

import threading

import pypdfium2

from parscore.domain.errors import Refused

_PDFIUM = threading.Lock()
_POINTS_AN_INCH = 72


class PagePictures:
    """A PDF in memory; PDFium takes one caller at a time, the lock sees to it."""

    def __init__(self, data: bytes) -> None:
        """Open the PDF; raises Refused("file.no_pdf") for what is damaged, asks for a password or is no PDF."""
        with _PDFIUM:
            try:
                self._document = pypdfium2.PdfDocument(data)
                self._sizes = tuple(self._document.get_page_size(number) for number in range(len(self._document)))
            except pypdfium2.PdfiumError as failure:
                raise Refused("file.no_pdf") from failure

    @property
    def count(self) -> int:
        """The number of pages."""
        return len(self._sizes)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page (from 0) in points."""
        width, height = self._sizes[page]
        return float(width), float(height)

    def close(self) -> None:
        """Let the PDF go; harmless when called twice."""
        with _PDFIUM:
            self._document.close()

    def picture(self, page: int, dpi: int) -> tuple[int, int, bytes]:
        """Width, height and RGBA rows without padding of a page (from 0)."""
        with _PDFIUM:
            shown = self._document[page]
            try:
                bitmap = shown.render(scale=dpi / _POINTS_AN_INCH, rev_byteorder=True, prefer_bgrx=True)
                try:
                    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
                    content = bytes(bitmap.buffer)
                finally:
                    bitmap.close()
            finally:
                shown.close()
        if stride != 4 * width:
            content = b"".join(content[row * stride : row * stride + 4 * width] for row in range(height))
        return width, height, content
