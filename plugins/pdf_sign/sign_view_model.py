"""PDF 签名 in the window: file, place, credential, appearance, then the signature."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QRectF, QUrl
from PySide6.QtQml import QmlElement

from core.credentials.registry import CredentialRegistry
from core.pdf.fields import DocumentFacts, read_facts
from core.pdf.options import Certification, Imprint
from core.pdf.pages import Rectangle
from core.pdf.render import open_document
from core.pdf.signing import Cancel, NewField, SigningOptions
from core.plugin.api import Credential
from core.ui.language import QT_TRANSLATE_NOOP, tr
from core.ui.page import PageContext
from core.ui.pdf_document import PdfDocument
from core.ui.properties import child, prop, slot
from plugins.pdf_sign.cancelling import forward_cancel
from plugins.pdf_sign.placement import Sizes, default_place, everywhere, place_of, straddling
from plugins.pdf_sign.service import PdfService
from plugins.pdf_sign.signer_choice import SignerChoice

QML_IMPORT_NAME = "PdfSign"
QML_IMPORT_MAJOR_VERSION = 1

_CERTIFICATIONS = (None, Certification.NO_CHANGES, Certification.FORMS_AND_SIGNATURES, Certification.ANNOTATIONS)


@QmlElement
class SignViewModel(SignerChoice):
    """The page.

    Attributes:
        fieldName: the existing field that is signed; empty: a new one at `placed` on page `placedPage`.
        certification: 0: none, else what a certified document still allows (`Certification`).
        lockForm: filled form fields keep their values.
        straddle: 骑缝章 over the edges of all pages.
        everyPage: the seal on each other page too.
        pageCount: of the document.
        isSigned: it has a signature already, so it can neither be certified nor be drawn on.
        isCertified: no visible field may be added; without an existing field the signature is invisible.
    """

    fileName = prop(str, "")
    document = child(PdfDocument)
    freeFields = prop(list, [])
    fieldName = prop(str, "")
    placedPage = prop(int, -1)
    placed = prop(QRectF, QRectF())
    certification = prop(int, 0, writable=True)
    lockForm = prop(bool, False, writable=True)
    straddle = prop(bool, False, writable=True)
    everyPage = prop(bool, False, writable=True)
    pageCount = prop(int, 0)
    isSigned = prop(bool, False)
    isCertified = prop(bool, False)
    canSign = prop(bool, False)

    # known before the base's constructor looks for the first time
    _sizes: Sizes = ()
    _placed_by_hand = False

    def __init__(self, page: PageContext, service: PdfService, registry: CredentialRegistry) -> None:
        super().__init__(page, service, registry)
        self._path: Path | None = None
        self._facts = DocumentFacts((), None)
        self.document = PdfDocument(page.images, self)

    def activated(self) -> None:
        """See `ViewModel`."""
        path = self.page.parameters.get("path")
        if isinstance(path, Path) and self._path is None:
            self.run(self._open(path))

    def close(self) -> None:
        """See `ViewModel`."""
        self.document.close()
        super().close()

    @slot(QUrl)
    async def choose(self, file: QUrl) -> None:
        """A file was picked or dropped."""
        await self._open(Path(file.toLocalFile()))

    @slot()
    def batchInstead(self) -> None:
        """[批量签名]."""
        self.page.navigator.push("pdf_sign.batch")

    @slot()
    def verifyInstead(self) -> None:
        """[验证签名]."""
        parameters = {"path": self._path} if self._path is not None else {}
        self.page.navigator.push("pdf_sign.verify", parameters)

    @slot(str)
    def chooseField(self, name: str) -> None:
        """An existing free field."""
        self.fieldName = name
        self.look()

    @slot(int, QRectF)
    def place(self, page: int, area: QRectF) -> None:
        """A new field, by pointer or keys."""
        self.fieldName, self._placed_by_hand = "", True
        self.placedPage, self.placed = page, area
        self.look()

    @slot(QUrl, once=True)
    async def sign(self, target: QUrl) -> None:
        """[签名]: into the chosen file."""
        assert self._path is not None  # noqa: S101 the button is enabled only then
        assert self.chosen is not None  # noqa: S101
        self._facts.check_may_sign(self.fieldName or None)
        path, cancel = Path(target.toLocalFile()), Cancel()
        loop = asyncio.get_running_loop()
        title = QCoreApplication.translate("PdfSign", "正在签名")
        async with self.page.dialogs.progress(title) as shown:

            def progress(share: float) -> None:
                loop.call_soon_threadsafe(shown.set, share)

            watch = loop.create_task(forward_cancel(shown.cancelled, cancel))
            try:
                await self.service.sign(
                    self._path,
                    path,
                    self.chosen,
                    self._options(self.chosen),
                    tr("签署 %1").replace("%1", self._path.name),
                    progress=progress,
                    cancel=cancel,
                )
            finally:
                watch.cancel()
        self.page.navigator.replace("pdf_sign.verify", {"path": path})

    async def _open(self, path: Path) -> None:
        await self.service.note_file(QT_TRANSLATE_NOOP("Ledger", "打开文件"), path.name)
        facts = await asyncio.to_thread(read_facts, path)
        facts.check_may_sign(next((field.name for field in facts.free_fields), None))
        opened = await asyncio.to_thread(open_document, path)
        sizes = [(page.width, page.height) for page in opened.pages]
        self.document.open(opened, sizes)
        self.document.fields = [
            {
                "name": field.name,
                "page": field.page,
                "x": field.rectangle.left,
                "y": field.rectangle.top,
                "width": field.rectangle.width,
                "height": field.rectangle.height,
                "signed": field.signed,
            }
            for field in facts.fields
            if field.page is not None and field.rectangle is not None
        ]
        self.freeFields = [field.name for field in facts.free_fields]
        self._path, self.fileName, self._facts, self._sizes = path, path.name, facts, sizes
        self.pageCount, self.isSigned = len(sizes), any(field.signed for field in facts.fields)
        self.isCertified = facts.certification_level is not None
        self.fieldName = self.freeFields[0] if self.freeFields else ""
        self._placed_by_hand = False
        self.look()

    def _options(self, credential: Credential) -> SigningOptions:
        appearance = self.appearance(credential)
        area = self.placed
        new = NewField(self.placedPage, Rectangle(area.x(), area.y(), area.width(), area.height()))
        drawn = appearance.picture is not None and not self.isSigned
        return SigningOptions(
            field_name=self.fieldName or None,
            new_field=None if self.fieldName or self.isCertified else new,
            level=self.level(),
            appearance=appearance,
            reason=self.reason,
            certify=None if self.isSigned else _CERTIFICATIONS[self.certification],
            lock_form=self.lockForm,
            imprints=self._imprints(new) if drawn else (),
            electronic_seal=self.electronic_seal(credential),
        )

    def _imprints(self, new: NewField) -> tuple[Imprint, ...]:
        existing = place_of(self._facts, self.fieldName) if self.fieldName else None
        page, place = existing or (new.page, new.place)
        edges = straddling(self._sizes) if self.straddle else ()
        return (*edges, *(everywhere(self._sizes, page, place) if self.everyPage else ()))

    def look(self) -> None:
        """See `SignerChoice`."""
        self.canSign = self.fileName != "" and self.chosen is not None
        if self._sizes and not self._placed_by_hand:
            new = default_place(self._sizes, self.usual_size(self.chosen))
            self.placedPage = new.page
            self.placed = QRectF(new.place.left, new.place.top, new.place.width, new.place.height)
