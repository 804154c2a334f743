"""The first page of evidence beside its fields, over a real workspace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from parscore.bootstrap import build_app
from parscore.domain.assessment import Profile
from parscore.domain.evidence import Document, KeptFile
from parscore.services.app import App
from parscore.services.evidence_service import DocumentFields
from parscore.services.progress import Silent
from parscore.texts import say
from parscore.ui.panels import first_page
from parscore.ui.panels.first_page import FirstPage, draw_first_page
from parscore.ui.workbench import Workbench
from tests.builders import small_set

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "libpng", "QImageIOHandler", "QImageReader")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = build_app()
    made.workspaces.create(tmp_path / "so", Profile("Sở", "tỉnh", 2026), small_set())
    yield made
    made.close()


def attached(app: App, file: Path) -> Document:
    _, results = app.evidence.attach("1.1", [file], DocumentFields(), "", Silent())
    return app.session.work().evidence.documents[results[0].document]


def pdf(file: Path, size: tuple[float, float] = (595, 842)) -> Path:
    canvas = Canvas(str(file), pagesize=size)
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, size[0], size[1] / 2, fill=1, stroke=0)
    canvas.save()
    return file


def picture(file: Path, width: int, height: int) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))
    assert image.save(str(file))
    return file


def drawn(app: App, file: Path) -> QImage | None:
    document = attached(app, file)
    return draw_first_page(app, document.id, document.files[0])


def test_the_first_page_of_a_pdf_is_drawn(app: App, tmp_path: Path) -> None:
    image = drawn(app, pdf(tmp_path / "kế hoạch.pdf"))
    assert image is not None
    assert image.height() > image.width() > 400
    assert image.pixelColor(50, image.height() - 50) == QColor("#ff0000")
    assert image.pixelColor(50, 50) == QColor("#ffffff")


def test_a_page_of_monstrous_size_stays_small(app: App, tmp_path: Path) -> None:
    image = drawn(app, pdf(tmp_path / "to.pdf", (14_000, 14_000)))
    assert image is not None
    assert image.width() <= 1000


@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_a_photographed_document_is_drawn_scaled(app: App, tmp_path: Path, suffix: str) -> None:
    image = drawn(app, picture(tmp_path / f"ảnh.{suffix}", 3000, 2000))
    assert image is not None
    assert (image.width(), image.height()) == (900, 600)


@pytest.mark.parametrize("name", ["hỏng.pdf", "hỏng.png"])
def test_what_is_damaged_is_not_drawn_and_nothing_else_happens(app: App, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"%PDF-1.7 khong phai" if name.endswith("pdf") else b"\x89PNG khong phai")
    assert drawn(app, file) is None


def test_a_file_that_is_gone_or_too_large_is_not_drawn(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = attached(app, pdf(tmp_path / "a.pdf"))
    monkeypatch.setattr(first_page, "LARGEST", 10)
    assert draw_first_page(app, document.id, document.files[0]) is None
    monkeypatch.undo()
    next((tmp_path / "so" / "evidence").iterdir()).unlink()
    assert draw_first_page(app, document.id, document.files[0]) is None


def test_the_panel_shows_one_document_and_says_where_it_cannot(qtbot: QtBot, app: App, tmp_path: Path) -> None:
    bench = Workbench(lambda: app)
    panel = FirstPage(bench)
    qtbot.addWidget(panel)
    panel.resize(400, 300)
    good, bad = attached(app, pdf(tmp_path / "a.pdf")), tmp_path / "b.pdf"
    bad.write_bytes(b"x")
    panel.show_document(good)
    qtbot.waitUntil(lambda: panel.caption.text() == say("panel.preview", name="a.pdf"))
    assert panel.page.pixmap().width() == 400
    panel.show_document(attached(app, bad))
    qtbot.waitUntil(lambda: panel.caption.text() == say("panel.no_preview", name="b.pdf"))
    assert panel.page.pixmap().isNull()
    panel.show_document(Document("w", files=(KeptFile("0" * 64, "thư.docx", 5),)))
    assert panel.isHidden()
    panel.show_document(None)
    assert panel.isHidden()
    bench.close()
