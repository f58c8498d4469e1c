"""One page that shows every control, for looking at and for the screenshots."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import segno
from PySide6.QtQml import QmlElement

from core.ui.field import Field
from core.ui.handwriting import Handwriting
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext, PageSpec
from core.ui.pdf_document import PdfDocument
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from core.validation import check_code, check_id_number, check_phone

QML_IMPORT_NAME = "Gallery"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class OrderRow:
    title: str
    subtitle: str
    badge: str
    badgeKind: str


ORDERS = (
    OrderRow("个人证书 1 年", "东方交易平台 · 2026-03-01", "审核中", "warning"),
    OrderRow("个人证书 2 年", "东方交易平台 · 2026-02-11", "已完成", "success"),
)


@dataclass(frozen=True)
class DrawnPage:
    width: int
    height: int
    rgba: bytes


class MuPdfRenderer:
    """Draws a document made here with MuPDF, as core.pdf does."""

    def __init__(self) -> None:
        import pymupdf

        self._document = pymupdf.open()
        for number in range(3):
            page = self._document.new_page(width=595, height=842)
            page.insert_text((72, 96), f"Contract, page {number + 1}", fontsize=24)

    @property
    def sizes(self) -> list[tuple[float, float]]:
        return [(595.0, 842.0)] * 3

    def render(self, page: int, scale: float) -> DrawnPage:
        import pymupdf

        drawn = self._document[page].get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=True)
        return DrawnPage(drawn.width, drawn.height, bytes(drawn.samples))


@QmlElement
class GalleryViewModel(ViewModel):
    phone = child(Field)
    idNumber = child(Field)
    pictureCode = child(Field)
    smsCode = child(Field)
    rows = child(RowModel)
    none = child(RowModel)
    handwriting = child(Handwriting)
    pdf = child(PdfDocument)
    tab = prop(int, 0)
    agreed = prop(bool, False, writable=True)
    clicks = prop(int, 0)
    qr = prop(str, "")

    def __init__(self, page: PageContext) -> None:
        super().__init__(page)
        self.phone = Field(check_phone, parent=self, value="13800138000")
        self.idNumber = Field(check_id_number, parent=self, value="11010119900307123")
        self.idNumber.check()
        self.pictureCode = Field(parent=self)
        self.smsCode = Field(check_code, parent=self)
        self.rows = ListModel(OrderRow, parent=self, rows=ORDERS)
        self.none = ListModel(OrderRow, parent=self, rows=())
        self.handwriting = Handwriting(self)
        pdf = PdfDocument(page.images, self)
        self.pdf = pdf
        renderer = MuPdfRenderer()
        pdf.open(renderer, renderer.sizes)
        pdf.show_fields([{"name": "Sig1", "page": 0, "x": 340, "y": 120, "width": 180, "height": 70, "signed": False}])
        self.qr = page.images.put(segno.make("https://pay.example/1").svg_inline(scale=8).encode())

    @slot(int)
    def selectTab(self, index: int) -> None:
        self.tab = index

    @slot()
    def click(self) -> None:
        self.clicks += 1

    def close(self) -> None:
        self.pdf.close()
        super().close()


GALLERY = PageSpec("gallery.all", "控件", Path(__file__).parent / "Gallery.qml", GalleryViewModel)
PDF_PAGE = PageSpec("gallery.pdf", "PDF", Path(__file__).parent / "PdfPage.qml", GalleryViewModel)
