"""The lines of a plan out of a file, by the file's kind."""

from collections.abc import Callable, Mapping
from pathlib import Path

from parscore.adapters.importers.blocks_doc import read_old_text
from parscore.adapters.importers.blocks_docx import read_document
from parscore.adapters.importers.blocks_html import looks_like_page, read_page
from parscore.adapters.importers.blocks_pdf import read_pdf
from parscore.adapters.importers.blocks_xls import read_old_sheets
from parscore.adapters.importers.blocks_xlsx import read_sheets
from parscore.adapters.importers.hostile_file import OLE, RTF, first_bytes
from parscore.adapters.importers.lines_rtf import read_rtf_lines
from parscore.adapters.importers.lines_text import read_text_lines
from parscore.adapters.importers.plan_lines import sheets_source, source_of
from parscore.domain.errors import Refused
from parscore.domain.plan_source import PlanSource
from parscore.domain.plan_unicode import in_unicode
from parscore.services.progress import Progress, Silent

Read = Callable[[Path, Progress], PlanSource]


def _sheets(file: Path, progress: Progress) -> PlanSource:
    start = first_bytes(file)
    if start.startswith(OLE):
        return sheets_source(read_old_sheets(file, progress).tables, file)
    return _page(file, progress) if looks_like_page(start) else sheets_source(read_sheets(file, progress), file)


def _document(file: Path, progress: Progress) -> PlanSource:
    """A Word document of either time, rich text or a web page under the name of one."""
    start = first_bytes(file)
    if start.startswith(RTF):
        return read_rtf_lines(file, progress)
    if start.startswith(OLE):
        return source_of(read_old_text(file, progress), file)
    return _page(file, progress) if looks_like_page(start) else source_of(read_document(file, progress), file)


def _page(file: Path, progress: Progress) -> PlanSource:
    return source_of(read_page(file, progress), file)


def _pdf(file: Path, progress: Progress) -> PlanSource:
    return source_of(read_pdf(file, progress), file)


KINDS: Mapping[str, Read] = {
    ".docx": _document,
    ".docm": _document,
    ".doc": _document,
    ".rtf": _document,
    ".pdf": _pdf,
    ".xlsx": _sheets,
    ".xlsm": _sheets,
    ".xls": _sheets,
    ".html": _page,
    ".htm": _page,
    ".txt": read_text_lines,
    ".md": read_text_lines,
}


class PlanFileReader:
    """Reads files of plans; nothing is kept."""

    def read(self, file: Path, progress: Progress = Silent()) -> PlanSource:
        """The lines of a file; raises Refused for one that cannot be read."""
        read = KINDS.get(file.suffix.lower())
        if read is not None:
            return in_unicode(read(file, progress))
        if file.is_dir():
            raise Refused("file.folder", file=file.name)
        if not file.exists():
            raise Refused("file.missing", file=file)
        raise Refused("file.kind", file=file.name, known=", ".join(sorted(KINDS)))
