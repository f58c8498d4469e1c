"""上传附件: the form goes out by mail, is printed and stamped, and its scan comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtQml import QmlElement

from core.ui.dialogs import ToastKind
from core.ui.field import Field, check_all
from core.ui.language import QT_TRANSLATE_NOOP, tr
from core.ui.photograph import PAGE_RATIO
from core.ui.properties import child, prop, slot
from core.validation import check_email
from plugins.mobile_cert.flows.part import FlowPart
from plugins.mobile_cert.pictures import read_picture, shown, take_photograph

if TYPE_CHECKING:
    from plugins.mobile_cert.flows.view_model import FlowViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_PDF = b"%PDF-"


@QmlElement
class AttachmentPart(FlowPart):
    """The scan of the stamped form.

    Attributes:
        source: the picture that was chosen; empty for a PDF.
        fileName: name of the file that was chosen; empty before.
        attached: the authority has a scan of this order.
    """

    title = QT_TRANSLATE_NOOP("Wizard", "上传附件")
    qml = "AttachmentStep"
    continue_text = QT_TRANSLATE_NOOP("Wizard", "确认上传，下一步")
    can_go_back = False

    email = child(Field)
    source = prop(QUrl, QUrl())
    fileName = prop(str, "")
    attached = prop(bool, False)

    def __init__(self, flow: FlowViewModel) -> None:
        super().__init__(flow)
        self._content = b""
        self.email = Field(check_email, parent=self)

    def complete(self) -> bool:
        """See `FlowPart`."""
        return bool(self._content) or self.attached

    async def load(self) -> None:
        """See `FlowPart`."""
        self.attached = self.flow.order.steps.attached
        self.flow.step_changed()

    async def submit(self) -> None:
        """See `FlowPart`."""
        if not self._content:
            return
        kind = "application/pdf" if self._content.startswith(_PDF) else "image/jpeg"
        order = await self.flow.service.attach_form(self.flow.order.id, self.fileName, self._content, kind)
        self._content = b""
        self.attached = True
        self.flow.take(order)

    @slot(once=True)
    async def mailForm(self) -> None:
        """[发送到邮箱]."""
        if not check_all([self.email]):
            return
        await self.flow.service.mail_form(self.flow.order.id, self.email.text)
        self.flow.page.dialogs.toast(tr("申请表已发送，请查收邮件"), ToastKind.SUCCESS)

    @slot(QUrl)
    async def chooseFile(self, file: QUrl) -> None:
        """The scan: a picture or a PDF."""
        path = Path(file.toLocalFile())
        content = await read_picture(path)
        images = self.flow.page.images
        if content.startswith(_PDF):
            images.remove(self.source.toString())
            self.source = QUrl()
        else:
            self.source = shown(images, self.source, content)
        self._content, self.fileName = content, path.name
        self.flow.step_changed()

    @slot()
    def photograph(self) -> None:
        """[拍照]: the stamped form by the camera."""
        hint = tr("请将盖章后的申请表放满取景框，印章和字迹清晰。")
        take_photograph(
            self.flow.page, self.flow.module, QT_TRANSLATE_NOOP("Ledger", "拍摄申请表"), hint, 1 / PAGE_RATIO, self._use
        )

    def _use(self, content: bytes) -> None:
        self.source = shown(self.flow.page.images, self.source, content)
        self._content, self.fileName = content, tr("照片") + ".jpg"
        self.flow.step_changed()
