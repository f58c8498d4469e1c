"""扫码确认: who asks for what in plain words, the document, the certificate and the seal."""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtQml import QmlElement

from core.foreign_text import in_a_line
from core.pdf.render import open_document
from core.relying_party.addresses import RequestCode
from core.relying_party.errors import NothingOpens, RequestExpired, SiteUnreachable
from core.relying_party.request import Operation
from core.ui.language import QT_TRANSLATE_NOOP
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.pdf_document import PdfDocument
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel

if TYPE_CHECKING:
    from core.credentials.registry import CredentialRegistry
    from core.credentials.seals import Seal
    from core.plugin.api import Credential
    from plugins.relying_party.service import Asked, RelyingPartyService

QML_IMPORT_NAME = "RelyingParty"
QML_IMPORT_MAJOR_VERSION = 1

_PDF = "application/pdf"
_LONGEST_NAME = 120

_WORDS: dict[Operation, tuple[str, str, str]] = {
    Operation.LOGIN: (
        QT_TRANSLATE_NOOP("RelyingParty", "登录认证"),
        QT_TRANSLATE_NOOP("RelyingParty", "网站请求用您的证书登录。确认后，网站会得知证书中的姓名。"),
        QT_TRANSLATE_NOOP("RelyingParty", "确认登录"),
    ),
    Operation.SIGN: (
        QT_TRANSLATE_NOOP("RelyingParty", "电子签名"),
        QT_TRANSLATE_NOOP("RelyingParty", "网站请求您签署下面的文件。签名代表您认可其内容。"),
        QT_TRANSLATE_NOOP("RelyingParty", "确认签名"),
    ),
    Operation.SEAL: (
        QT_TRANSLATE_NOOP("RelyingParty", "电子签章"),
        QT_TRANSLATE_NOOP("RelyingParty", "网站请求您在下面的文件上盖章。盖章代表您认可其内容。"),
        QT_TRANSLATE_NOOP("RelyingParty", "确认盖章"),
    ),
    Operation.ENCRYPT: (
        QT_TRANSLATE_NOOP("RelyingParty", "数据加密"),
        QT_TRANSLATE_NOOP(
            "RelyingParty", "网站请求用您的加密证书加密下面的文件。之后只有您的密钥能够打开它，请妥善保管介质。"
        ),
        QT_TRANSLATE_NOOP("RelyingParty", "确认加密"),
    ),
    Operation.DECRYPT: (
        QT_TRANSLATE_NOOP("RelyingParty", "数据解密"),
        QT_TRANSLATE_NOOP("RelyingParty", "网站请求您解密下面的文件，并会得到其内容。"),
        QT_TRANSLATE_NOOP("RelyingParty", "确认解密"),
    ),
}


class Stage(StrEnum):
    """How far it is."""

    LOOKING = "looking"
    ASKING = "asking"
    UNSENT = "unsent"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class CredentialChoice:
    """A credential that can do it."""

    credentialId: str
    subject: str
    facts: str
    chosen: bool


@QmlElement
class ConfirmViewModel(ViewModel):
    """Nothing happens before the person presses the button.

    Attributes:
        stage: see `Stage`.
        party: the name under which the site is registered.
        operator: who runs it.
        host: where it is.
        operation: what is asked for, two words.
        explanation: what that means.
        title: the site's own line.
        accept: text of the button.
        documentName: empty without a document.
        documentFacts: size and fingerprint.
        document: pages of a PDF.
        pageCount: zero when the document is no PDF.
        secondsLeft: until the code expires.
        choices: credentials that can do it.
        missing: no credential can do it.
        sealNames: seals for the chosen credential; the first entry is none.
        canConfirm: everything is there.
    """

    stage = prop(str, Stage.LOOKING.value)
    party = prop(str, "")
    operator = prop(str, "")
    host = prop(str, "")
    operation = prop(str, "")
    explanation = prop(str, "")
    title = prop(str, "")
    accept = prop(str, "")
    documentName = prop(str, "")
    documentFacts = prop(str, "")
    document = child(PdfDocument)
    pageCount = prop(int, 0)
    secondsLeft = prop(int, 0)
    choices = child(RowModel)
    missing = prop(bool, False)
    sealNames = prop(list, [])
    sealIndex = prop(int, 0, writable=True)
    canConfirm = prop(bool, False)

    def __init__(self, page: PageContext, service: RelyingPartyService, registry: CredentialRegistry) -> None:
        super().__init__(page)
        self._service = service
        self._registry = registry
        self._asked: Asked | None = None
        self._content = b""
        self._body = b""
        self._chosen: Credential | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.document = PdfDocument(page.images, self)
        self._rows = ListModel(CredentialChoice, parent=self, rows=())
        self.choices = self._rows
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self._ends = [
            registry.subscribe(lambda event: self._show_choices()),
            registry.seals.subscribe(self._show_seals),
        ]

    def activated(self) -> None:
        """See `ViewModel`."""
        if self._asked is None:
            self.run(self._look())

    def language_changed(self) -> None:
        """See `ViewModel`."""
        if self._asked is not None:
            self._show_words(self._asked.request.operation)
            self._show_choices()
            if self.sealNames:
                self.sealNames = [_text_only(), *self.sealNames[1:]]

    def close(self) -> None:
        """See `ViewModel`."""
        for end in self._ends:
            end()
        self._clock.stop()
        self.document.close()
        super().close()
        if self._folder is not None:
            self._folder.cleanup()

    @slot(str)
    def choose(self, credential_id: str) -> None:
        """A credential was pressed."""
        self._chosen = self._registry.find(credential_id)
        self._show_choices()

    @slot(once=True)
    async def confirm(self) -> None:
        """[确认…]: the PIN is asked for, then the answer goes to the site."""
        if self._asked is None or self._chosen is None or not self.canConfirm:
            return
        self._body = await self._service.perform(self._asked, self._content, self._chosen, self._seal())
        await self._send()

    @slot(once=True)
    async def sendAgain(self) -> None:
        """[重新发送]: the same answer, without a second signature."""
        await self._send()

    @slot(once=True)
    async def refuse(self) -> None:
        """[拒绝]: the site is told nothing."""
        await self.page.navigator.home()

    async def _look(self) -> None:
        code = self.page.parameters["code"]
        assert isinstance(code, RequestCode)  # noqa: S101 the plugin's own parameter
        asked = await self._service.look(code)
        self._content = await self._service.document(asked)
        request = asked.request
        await self._show_document(asked)
        self._show_words(request.operation)
        self.party, self.operator = asked.party.name, asked.party.operator
        self.host = urlsplit(request.callback).netloc
        self.title = in_a_line(request.title, _LONGEST_NAME)
        self._asked = asked
        self.stage = Stage.ASKING.value
        self._tick()
        self._clock.start()
        self._show_choices()

    def _show_words(self, operation: Operation) -> None:
        self.operation, self.explanation, self.accept = (
            QCoreApplication.translate("RelyingParty", text) for text in _WORDS[operation]
        )

    async def _show_document(self, asked: Asked) -> None:
        wanted = asked.request.document
        if wanted is None:
            return
        self.documentName = in_a_line(wanted.name, _LONGEST_NAME)
        self.documentFacts = f"{wanted.size / 1024:,.1f} KB · SHA-256 {wanted.sha256[:16]}…"
        if wanted.media_type != _PDF or asked.request.operation is Operation.DECRYPT:
            return
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / "document.pdf"
        await asyncio.to_thread(path.write_bytes, self._content)
        opened = await asyncio.to_thread(open_document, path)
        self.document.open(opened, [(page.width, page.height) for page in opened.pages])
        self.pageCount = len(opened.pages)

    async def _send(self) -> None:
        assert self._asked is not None  # noqa: S101 there is an answer only then
        try:
            await self._service.deliver(self._asked, self._body)
        except SiteUnreachable:
            self.stage = Stage.UNSENT.value
            raise
        self._clock.stop()
        self.stage = Stage.DONE.value

    @slot()
    def _tick(self) -> None:
        if self._asked is None:
            return
        self.secondsLeft = max(0, int(self._asked.request.expires - time.time()))
        if self.secondsLeft == 0 and self.stage == Stage.ASKING.value and not self.busy:
            self._clock.stop()
            self.canConfirm = False
            self.report(RequestExpired())

    def _show_choices(self) -> None:
        if self._asked is None:
            return
        operation = self._asked.request.operation
        usable = self._service.choices(operation, self._content)
        known = {item.id for item in usable}
        if self._chosen is None or self._chosen.id not in known:
            self._chosen = usable[0] if usable else None
        chosen = self._chosen.id if self._chosen is not None else ""
        self._rows.replace(
            [
                CredentialChoice(
                    item.id,
                    item.certificate.subject_name,
                    f"{item.medium.label} · {item.certificate.issuer_name}",
                    item.id == chosen,
                )
                for item in usable
            ]
        )
        self.missing = not usable
        if not usable and operation is Operation.DECRYPT:
            self.report(NothingOpens())
        self.canConfirm = bool(usable) and self.secondsLeft > 0
        self._show_seals()

    def _show_seals(self) -> None:
        if self._asked is None or self._asked.request.operation is not Operation.SEAL or self._chosen is None:
            return
        names = [seal.name for seal in self._registry.seals.seals(self._chosen.certificate.fingerprint)]
        self.sealNames = [_text_only(), *names]
        self.sealIndex = 1 if names else 0

    def _seal(self) -> Seal | None:
        if self._chosen is None or self.sealIndex == 0:
            return None
        return self._registry.seals.seals(self._chosen.certificate.fingerprint)[self.sealIndex - 1]


def _text_only() -> str:
    return QCoreApplication.translate("RelyingParty", "仅文字")
