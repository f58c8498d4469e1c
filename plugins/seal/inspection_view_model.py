"""A seal looked into: its picture, what it says, whether to believe it; kept for one's own signatures (M3.5.5)."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtQml import QmlElement

from core.crypto.certificates import Certificate
from core.crypto.seal import ElectronicSeal, SealKind, parse_seal
from core.crypto.seal_files import read_seal
from core.errors import AppError
from core.network.trust_services import TrustServices
from core.ui.dialogs import ToastKind
from core.ui.language import tr
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel
from plugins.seal.own_seals import OwnSeals
from plugins.seal.pictures import convert_picture
from plugins.seal.seal_judgement import SealReport, SealVerdict, judge_seal

QML_IMPORT_NAME = "Seals"
QML_IMPORT_MAJOR_VERSION = 1

_KINDS = {
    SealVerdict.VALID: "success",
    SealVerdict.CHANGED: "danger",
    SealVerdict.UNTRUSTED: "warning",
    SealVerdict.MAKER_OUT_OF_DATE: "warning",
    SealVerdict.NOT_IN_FORCE: "warning",
}


@QmlElement
class SealInspectionViewModel(ViewModel):
    """The page.

    Attributes:
        picture: URL of the seal's picture; empty when its form cannot be shown.
        facts: what the seal says.
        holders: certificates that may use it.
        canKeep: it came from a file, is valid and can be shown.
    """

    sealName = prop(str, "")
    picture = prop(str, "")
    verdictText = prop(str, "")
    verdictKind = prop(str, "neutral")
    facts = prop(list, [])
    holders = prop(list, [])
    canKeep = prop(bool, False)

    def __init__(self, page: PageContext, services: TrustServices, own: OwnSeals) -> None:
        super().__init__(page)
        self._services = services
        self._own = own
        self._report: SealReport | None = None
        self._from_file = False

    def activated(self) -> None:
        """See `ViewModel`."""
        path, der = self.page.parameters.get("path"), self.page.parameters.get("seal")
        if self._report is not None:
            return
        if isinstance(path, Path):
            self.run(self._open(path))
        elif isinstance(der, bytes):
            self.run(self._inspect(parse_seal(der)))

    def language_changed(self) -> None:
        """See `ViewModel`."""
        self._show()

    def close(self) -> None:
        """See `ViewModel`."""
        self.page.images.remove(self.picture)
        super().close()

    @slot(QUrl)
    async def choose(self, file: QUrl) -> None:
        """A seal file was picked or dropped."""
        await self._open(Path(file.toLocalFile()))

    @slot(once=True)
    async def keep(self) -> None:
        """[导入到我的印章]."""
        if self._report is not None:
            await self._own.add_electronic(self._report.seal)
            self.canKeep = False
            self.page.dialogs.toast(tr("印章已导入"), ToastKind.SUCCESS)

    async def _open(self, path: Path) -> None:
        seal = await asyncio.to_thread(read_seal, path)
        self._from_file = True
        await self._inspect(seal)

    async def _inspect(self, seal: ElectronicSeal) -> None:
        self._report = await judge_seal(seal, self._services, datetime.now(UTC))
        self.page.images.remove(self.picture)
        try:
            drawn = await asyncio.to_thread(convert_picture, seal.content.picture.data, white_transparent=False)
            self.picture = self.page.images.put(drawn.png)
        except AppError:
            # an OFD picture is a document of its own; everything else can be told without it
            self.picture = ""
        self.canKeep = self._from_file and self._report.verdict is SealVerdict.VALID and self.picture != ""
        self._show()

    def _show(self) -> None:
        if self._report is None:
            return
        content, maker = self._report.seal.content, self._report.seal.made.certificate
        verdicts = {
            SealVerdict.VALID: tr("印章有效"),
            SealVerdict.CHANGED: tr("印章被篡改"),
            SealVerdict.UNTRUSTED: tr("制章机构不受信任"),
            SealVerdict.MAKER_OUT_OF_DATE: tr("制章时制章者证书不在有效期内"),
            SealVerdict.NOT_IN_FORCE: tr("不在有效期"),
        }
        self.sealName = content.name
        self.verdictText = verdicts[self._report.verdict]
        self.verdictKind = _KINDS[self._report.verdict]
        kinds: dict[int, str] = {SealKind.ORGANISATION: tr("单位印章"), SealKind.PERSON: tr("个人印章")}
        size = f"{content.picture.width_mm} × {content.picture.height_mm} mm"
        facts = [
            (tr("印章编码"), content.id),
            (tr("类型"), kinds.get(content.kind) or tr("其他（%1）").replace("%1", str(content.kind))),
            (tr("有效期"), f"{_day(content.valid_from)} – {_day(content.valid_to)}"),
            (tr("制作时间"), f"{content.created.astimezone():%Y-%m-%d %H:%M:%S}"),
            (tr("制章者"), maker.subject_name),
            (tr("信任来源"), self._report.root or tr("没有受信任的根证书")),
            (tr("厂商标识"), content.vendor),
            (tr("印章图片"), f"{content.picture.type} · {size}"),
            (tr("数据格式"), tr("GB/T 38540，版本 %1").replace("%1", str(self._report.seal.version))),
        ]
        self.facts = [{"key": key, "value": value} for key, value in facts]
        self.holders = [_holder(der) for der in content.signers] + [
            {"key": name.upper(), "value": value.hex()} for name, value in content.signer_digests
        ]


def _holder(der: bytes) -> dict[str, str]:
    certificate = Certificate(der)
    return {"key": certificate.subject_name, "value": certificate.serial_hex}


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d}"
