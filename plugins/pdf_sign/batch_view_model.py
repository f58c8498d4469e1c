"""批量签名 in the window: many files, one PIN, a result for each."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtQml import QmlElement

from core.credentials.registry import CredentialRegistry
from core.errors import AppError
from core.pdf.render import open_document
from core.pdf.signing import Cancel
from core.ui.language import QT_TRANSLATE_NOOP, current_language, tr
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.pdf_document import PdfDocument
from core.ui.properties import child, prop, slot
from plugins.pdf_sign.batch import BatchFile, BatchState, OptionsMaker, sign_batch, target_in
from plugins.pdf_sign.cancelling import forward_cancel
from plugins.pdf_sign.service import PdfService
from plugins.pdf_sign.signer_choice import SignerChoice

QML_IMPORT_NAME = "PdfSign"
QML_IMPORT_MAJOR_VERSION = 1

_KINDS = {
    BatchState.WAITING: "neutral",
    BatchState.SIGNING: "info",
    BatchState.SIGNED: "success",
    BatchState.FAILED: "danger",
}


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One file in the list."""

    fileName: str
    folder: str
    state: str
    badge: str
    badgeKind: str
    problem: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file of the batch."""

    source: Path
    state: BatchState = BatchState.WAITING
    target: Path | None = None
    error: AppError | None = None


@QmlElement
class BatchViewModel(SignerChoice):
    """The page.

    Attributes:
        files: the list with each file's state.
        document: the preview of the chosen file.
        previewed: its row; -1: none.
        folder: where the signed files go; empty: beside the originals.
        count: files in the list.
        signedCount: files that are signed.
        failedCount: files that failed; [重试失败的文件] tries them alone.
        canSign: there is something left to sign, and a credential.
    """

    files = child(RowModel)
    document = child(PdfDocument)
    previewed = prop(int, -1)
    folder = prop(str, "")
    count = prop(int, 0)
    signedCount = prop(int, 0)
    failedCount = prop(int, 0)
    canSign = prop(bool, False)

    def __init__(self, page: PageContext, service: PdfService, registry: CredentialRegistry) -> None:
        super().__init__(page, service, registry)
        self._entries: list[_Entry] = []
        self._list = ListModel(BatchRow, parent=self, rows=())
        self.files = self._list
        self.document = PdfDocument(page.images, self)

    def activated(self) -> None:
        """See `ViewModel`."""
        paths = self.page.parameters.get("paths")
        if isinstance(paths, Sequence) and not self._entries:
            self._add([path for path in paths if isinstance(path, Path)])

    def language_changed(self) -> None:
        """See `ViewModel`."""
        super().language_changed()
        self._show()

    def close(self) -> None:
        """See `ViewModel`."""
        self.document.close()
        super().close()

    @slot(list)
    def add(self, files: list[QUrl]) -> None:
        """Files were picked or dropped; each stands in the list once."""
        self._add([Path(QUrl(file).toLocalFile()) for file in files])

    @slot(int)
    def remove(self, row: int) -> None:
        """Leave a file out."""
        del self._entries[row]
        self.document.close()
        self.previewed = -1
        self._show()

    @slot(int)
    async def preview(self, row: int) -> None:
        """Show a file: the signed one when there is one."""
        entry = self._entries[row]
        path = entry.target if entry.state is BatchState.SIGNED and entry.target is not None else entry.source
        opened = await asyncio.to_thread(open_document, path)
        self.document.open(opened, [(page.width, page.height) for page in opened.pages])
        self.previewed = row

    @slot(QUrl)
    def chooseFolder(self, folder: QUrl) -> None:
        """Where the signed files go."""
        self.folder = folder.toLocalFile()

    @slot(once=True)
    async def sign(self) -> None:
        """[全部签名]: all that are not signed yet."""
        await self._sign([entry.source for entry in self._entries if entry.state is not BatchState.SIGNED])

    @slot(once=True)
    async def retry(self) -> None:
        """[重试失败的文件]."""
        await self._sign([entry.source for entry in self._entries if entry.state is BatchState.FAILED])

    def look(self) -> None:
        """See `SignerChoice`."""
        self.canSign = self.signedCount < self.count and self.chosen is not None

    async def _sign(self, sources: list[Path]) -> None:
        credential = self.chosen
        if credential is None or not sources:
            return
        await self.service.note_file(QT_TRANSLATE_NOOP("Ledger", "批量签署文件"), str(len(sources)))
        files = self._targets(sources)
        cancel, loop = Cancel(), asyncio.get_running_loop()
        done = 0
        async with self.page.dialogs.progress(tr("正在批量签名")) as shown:
            watch = loop.create_task(forward_cancel(shown.cancelled, cancel))

            def told(file: BatchFile, state: BatchState, error: AppError | None) -> None:
                nonlocal done
                done += state in (BatchState.SIGNED, BatchState.FAILED)
                shown.set(done / len(files))
                self._set(file, state, error)

            try:
                # the widgets' values are read here, once: the options are made on worker threads
                seal = self.electronic_seal(credential)
                maker = OptionsMaker(
                    self.appearance(credential), self.level(), self.reason, seal, self.usual_size(credential)
                )
                title = tr("批量签署 %1 个文件").replace("%1", str(len(files)))
                await sign_batch(self.service, files, credential, maker, title, told, cancel)
            finally:
                watch.cancel()

    def _targets(self, sources: list[Path]) -> list[BatchFile]:
        files: list[BatchFile] = []
        for source in sources:
            folder = Path(self.folder) if self.folder else source.parent
            files.append(BatchFile(source, target_in(folder, source, tr("已签名"), [file.target for file in files])))
        return files

    def _add(self, paths: list[Path]) -> None:
        known = {entry.source for entry in self._entries}
        for path in dict.fromkeys(paths):
            if path not in known and path.suffix.lower() == ".pdf":
                self._entries.append(_Entry(path))
        self._show()

    def _set(self, file: BatchFile, state: BatchState, error: AppError | None) -> None:
        self._entries = [
            replace(entry, state=state, target=file.target, error=error) if entry.source == file.source else entry
            for entry in self._entries
        ]
        self._show()

    def _show(self) -> None:
        self._list.replace([_row(entry) for entry in self._entries])
        states = [entry.state for entry in self._entries]
        self.count = len(states)
        self.signedCount = states.count(BatchState.SIGNED)
        self.failedCount = states.count(BatchState.FAILED)
        self.look()


def _row(entry: _Entry) -> BatchRow:
    names = {
        BatchState.WAITING: tr("待签名"),
        BatchState.SIGNING: tr("签名中"),
        BatchState.SIGNED: tr("已签名"),
        BatchState.FAILED: tr("失败"),
    }
    problem = ""
    if entry.error is not None:
        language = current_language()
        problem = f"{entry.error.cause_in(language)}{entry.error.remedy_in(language)}（{entry.error.code}）"
    elif entry.state is BatchState.SIGNED and entry.target is not None:
        problem = entry.target.name
    return BatchRow(
        entry.source.name, str(entry.source.parent), entry.state, names[entry.state], _KINDS[entry.state], problem
    )
