"""在线签署: the filled form, then the pad, then the form with the handwriting on it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtQml import QmlElement

from core.pdf.render import open_document
from core.ui.handwriting import Handwriting
from core.ui.language import QT_TRANSLATE_NOOP
from core.ui.pdf_document import PdfDocument
from core.ui.properties import child, prop, slot
from plugins.mobile_cert.flows.part import FlowPart

if TYPE_CHECKING:
    from plugins.mobile_cert.flows.view_model import FlowViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SignaturePart(FlowPart):
    """The application form and the signature on it."""

    title = QT_TRANSLATE_NOOP("Wizard", "在线签署")
    qml = "SignatureStep"
    continue_text = QT_TRANSLATE_NOOP("Wizard", "完成签署")
    can_go_back = False

    form = child(PdfDocument)
    handwriting = child(Handwriting)
    signing = prop(bool, False)
    signed = prop(bool, False)

    def __init__(self, flow: FlowViewModel) -> None:
        super().__init__(flow)
        self._folder = TemporaryDirectory(prefix="form-")
        self.form = PdfDocument(flow.page.images, self)
        self.handwriting = Handwriting(self)
        self.handwriting.changed("blank").connect(flow.step_changed)

    def complete(self) -> bool:
        """See `FlowPart`."""
        return self.signed and not self.signing

    async def load(self) -> None:
        """See `FlowPart`."""
        content = await self.flow.service.form(self.flow.order.id)
        path = Path(self._folder.name) / "form.pdf"
        await asyncio.to_thread(path.write_bytes, content)
        document = await asyncio.to_thread(open_document, path)
        self.form.open(document, [(page.width, page.height) for page in document.pages])

    def close(self) -> None:
        """The wizard is gone."""
        self.form.close()
        self._folder.cleanup()

    @slot()
    def startSigning(self) -> None:
        """[立即签署] or [重新签署]."""
        self.handwriting.clear()
        self.signing = True
        self.flow.step_changed()

    @slot(once=True)
    async def saveSigning(self) -> None:
        """[保存]: the handwriting goes onto the form."""
        strokes = [[(point.x, point.y, point.time) for point in stroke] for stroke in self.handwriting.strokes]
        service = self.flow.service
        self.flow.take(await service.sign_form(self.flow.order.id, self.handwriting.png(), strokes))
        self.signed, self.signing = True, False
        await self.load()
        self.flow.step_changed()
