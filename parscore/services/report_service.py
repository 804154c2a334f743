"""Compose the report and write it."""

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from parscore.domain.errors import Refused
from parscore.services.ports import PageSource, ReportWriter, WholeFile
from parscore.services.session import Session
from parscore.texts import say

if TYPE_CHECKING:
    from parscore.domain.report import Report


class ReportService:
    """The writers are kept by file ending, such as ".pdf", and made when first used."""

    def __init__(
        self,
        session: Session,
        writers: Mapping[str, Callable[[], ReportWriter]],
        write_whole: WholeFile,
        today: Callable[[], date],
        open_pages: Callable[[bytes], PageSource],
    ) -> None:
        """Use these writers, this calendar, and `open_pages` to turn a PDF into pictures."""
        self._session = session
        self._writers = writers
        self._write_whole = write_whole
        self._today = today
        self._open_pages = open_pages

    def compose(self) -> "Report":
        """What the report says now."""
        from parscore.domain.report_compose import compose_report

        return compose_report(self._session.work(), say, self._today())

    def write(self, target: Path) -> Path:
        """Write the report in the format of the target's ending; raises Refused("report.unknown_format")."""
        make = self._writers.get(target.suffix.lower())
        if make is None:
            raise Refused("report.unknown_format", file=target.name, known=", ".join(sorted(self._writers)))
        writer, report = make(), self.compose()
        self._write_whole(target, lambda out: writer.write(report, out))
        return target

    def preview(self) -> bytes:
        """The report as PDF, for the screen and the printer."""
        out = BytesIO()
        self._writers[".pdf"]().write(self.compose(), out)
        return out.getvalue()

    def pages(self, pdf: bytes) -> PageSource:
        """The pages of a PDF that `preview` gave, as pictures."""
        return self._open_pages(pdf)
