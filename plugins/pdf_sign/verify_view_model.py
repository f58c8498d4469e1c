"""验证签名 in the window: a plain report per signature, and the pages."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtQml import QmlElement

from core.errors import FileNotAccessible
from core.foreign_text import in_a_line
from core.pdf.render import open_document
from core.pdf.report import Report, SignatureReport, Verdict, change_text, difference_text, verdict_text
from core.pdf.signing import Cancel, Level
from core.ui.dialogs import ToastKind
from core.ui.language import QT_TRANSLATE_NOOP, current_language, tr
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.pdf_document import PdfDocument
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from plugins.pdf_sign.cancelling import forward_cancel
from plugins.pdf_sign.service import PdfService

QML_IMPORT_NAME = "PdfSign"
QML_IMPORT_MAJOR_VERSION = 1

_KINDS = {
    Verdict.VALID: "success",
    Verdict.UNTRUSTED: "warning",
    Verdict.CHANGED: "danger",
    Verdict.INVALID: "danger",
    Verdict.UNSUPPORTED: "neutral",
}


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """One signature's card."""

    signer: str
    verdict: str
    kind: str
    facts: list[dict[str, str]]


@QmlElement
class VerifyViewModel(ViewModel):
    """The page.

    Attributes:
        extensible: its signatures are valid, so proofs and a time stamp can make them last.
    """

    fileName = prop(str, "")
    signatures = child(RowModel)
    document = child(PdfDocument)
    checked = prop(bool, False)
    allValid = prop(bool, False)
    extensible = prop(bool, False)

    def __init__(self, page: PageContext, service: PdfService) -> None:
        super().__init__(page)
        self._service = service
        self._path: Path | None = None
        self._report: Report | None = None
        self._rows = ListModel(SignatureRow, parent=self, rows=())
        self.signatures = self._rows
        self.document = PdfDocument(page.images, self)

    def activated(self) -> None:
        """See `ViewModel`."""
        path = self.page.parameters.get("path")
        if isinstance(path, Path) and self._path is None:
            self.run(self._open(path))

    def language_changed(self) -> None:
        """See `ViewModel`: what was verified stays."""
        if self._report is not None:
            self._rows.replace([_row(item) for item in self._report.signatures])

    def close(self) -> None:
        """See `ViewModel`."""
        self.document.close()
        super().close()

    @property
    def report_shown(self) -> Report | None:
        """The report behind the cards."""
        return self._report

    @slot(QUrl)
    async def choose(self, file: QUrl) -> None:
        """A file was picked or dropped."""
        await self._open(Path(file.toLocalFile()))

    @slot()
    def signThis(self) -> None:
        """[签署此文件]."""
        if self._path is not None:
            self.page.navigator.push("pdf_sign.sign", {"path": self._path})

    @slot(QUrl)
    async def saveReport(self, target: QUrl) -> None:
        """[保存报告] as text."""
        if self._report is None:
            return
        path, text = Path(target.toLocalFile()), self._report.to_text(current_language())
        try:
            await asyncio.to_thread(path.write_text, text, "utf-8")
        except OSError as error:
            raise FileNotAccessible(name=path.name) from error
        self.page.dialogs.toast(QCoreApplication.translate("PdfSign", "验证报告已保存"), ToastKind.SUCCESS)

    @slot(QUrl, once=True)
    async def extend(self, target: QUrl) -> None:
        """[延长有效期]: proofs and a time stamp over everything (PAdES B-LTA); the new file is shown then."""
        if self._path is None:
            return
        path, cancel = Path(target.toLocalFile()), Cancel()
        loop = asyncio.get_running_loop()
        async with self.page.dialogs.progress(tr("正在附加验证数据")) as shown:

            def progress(share: float) -> None:
                loop.call_soon_threadsafe(shown.set, share)

            watch = loop.create_task(forward_cancel(shown.cancelled, cancel))
            try:
                await self._service.extend(self._path, path, Level.B_LTA, progress=progress, cancel=cancel)
            finally:
                watch.cancel()
        await self._open(path)

    async def _open(self, path: Path) -> None:
        self.checked = self.extensible = False
        self._rows.replace(())
        await self._service.note_file(QT_TRANSLATE_NOOP("Ledger", "验证文件"), path.name)
        opened = await asyncio.to_thread(open_document, path)
        self.document.open(opened, [(page.width, page.height) for page in opened.pages])
        self._path, self.fileName = path, path.name
        self._report = await self._service.verify(path)
        self._rows.replace([_row(item) for item in self._report.signatures])
        self.allValid, self.checked = self._report.all_valid, True
        self.extensible = self.allValid and bool(self._report.signatures)


def _row(item: SignatureReport) -> SignatureRow:
    english = current_language() == "en"

    when = item.timestamp or item.claimed_time
    trusted = item.trusted_by + (tr("（体验环境，仅供测试）") if item.test_trust else "")
    states = {"good": tr("未注销"), "revoked": tr("已注销"), "unknown": tr("未能查询")}
    facts = [
        (tr("签名时间"), f"{when.astimezone():%Y-%m-%d %H:%M:%S}" if when is not None else ""),
        (tr("时间来源"), item.timestamp_by or tr("签名人的时钟")),
        (tr("完整性"), tr("未被篡改") if item.intact else tr("已被篡改")),
        (tr("签名后的变化"), "；".join(change_text(code, english) for code in item.changes) or tr("无")),
        (tr("变化明细"), "\n".join(difference_text(part, english) for part in item.differences)),
        (tr("颁发者"), item.issuer),
        (tr("信任来源"), trusted if item.trusted_by else tr("没有受信任的根证书")),
        (tr("证书状态"), states[item.revocation.value]),
        (tr("算法"), item.algorithm),
        (tr("级别"), item.level),
        (tr("电子印章"), item.seal),
        (tr("制章者"), item.seal_maker),
    ]
    shown = [{"key": name, "value": value} for name, value in facts if value]
    return SignatureRow(item.signer or in_a_line(item.field), verdict_text(item, english), _KINDS[item.verdict], shown)
