"""选择交易平台: platform, CA, validity with its price, key algorithm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.ui.language import QT_TRANSLATE_NOOP, tr
from core.ui.list_model import ListModel, RowModel
from core.ui.properties import child, prop, slot
from plugins.mobile_cert import models
from plugins.mobile_cert.flows.part import FlowPart
from plugins.mobile_cert.flows.prices import Prices

if TYPE_CHECKING:
    from plugins.mobile_cert.flows.view_model import FlowViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

ALGORITHMS: tuple[tuple[models.KeyAlgorithmName, str], ...] = (
    ("sm2", QT_TRANSLATE_NOOP("Flow", "SM2（国密，推荐）")),
    ("rsa2048", "RSA-2048"),
    ("rsa3072", "RSA-3072"),
    ("ec_p256", "ECDSA P-256"),
)


@dataclass(frozen=True, slots=True)
class PlatformRow:
    """A trading platform in the list."""

    platformId: str
    name: str
    region: str
    chosen: bool


@QmlElement
class PlatformPart(FlowPart):
    """The choice that a new certificate begins with.

    Attributes:
        holder: for whom the certificate is, as `{key, value}`.
        choosing: the list is offered; afterwards the chosen platform stands alone.
    """

    title = QT_TRANSLATE_NOOP("Wizard", "选择交易平台")
    qml = "PlatformStep"

    holder = prop(list, [])
    platforms = child(RowModel)
    choosing = prop(bool, True)
    cas = prop(list, [])
    caIndex = prop(int, 0)
    prices = child(Prices)
    algorithms = prop(list, [])
    algorithmIndex = prop(int, 0, writable=True)

    def __init__(self, flow: FlowViewModel) -> None:
        super().__init__(flow)
        self._platform: models.Platform | None = None
        self._found: dict[str, models.Platform] = {}
        self._platform_rows = ListModel(PlatformRow, parent=self)
        self.platforms = self._platform_rows
        self.prices = Prices(self)

    def complete(self) -> bool:
        """See `FlowPart`."""
        return self.prices.years > 0

    async def load(self) -> None:
        """See `FlowPart`."""
        self.holder = self._holder()
        self.algorithms = [QCoreApplication.translate("Flow", text) for _, text in ALGORITHMS]
        await self._find("")

    def new_order(self, agreement_version: str) -> models.NewOrder:
        """What is ordered."""
        assert self._platform is not None  # noqa: S101 the step is complete
        return models.NewOrder(
            business=self.flow.flow.business,
            platform_id=self._platform.id,
            ca_id=self._platform.cas[self.caIndex].id,
            years=self.prices.years,
            key_algorithm=ALGORITHMS[self.algorithmIndex][0],
            agreement_version=agreement_version,
        )

    @slot(str)
    async def search(self, query: str) -> None:
        """Search by name or region."""
        await self._find(query)

    @slot(str)
    async def choosePlatform(self, platform_id: str) -> None:
        """A platform of the list."""
        self._platform = self._found[platform_id]
        self._show_platforms()
        self.cas = [ca.name for ca in self._platform.cas]
        await self._quote(0)
        self.choosing = False

    @slot()
    def chooseAgain(self) -> None:
        """[更换]: the list comes back."""
        self.choosing = True

    @slot(int)
    async def chooseCa(self, index: int) -> None:
        """A CA of the platform."""
        await self._quote(index)

    def _holder(self) -> list[dict[str, str]]:
        session, of_organisation = self.flow.service.session, self.flow.flow.of_organisation
        kind = tr("机构证书") if of_organisation else tr("个人证书")
        lines = [{"key": kind, "value": self.flow.holder()}]
        number = session.view.account.id_number_masked if session is not None else None
        if number and not of_organisation:
            lines.append({"key": tr("身份证号码"), "value": number})
        return lines

    async def _find(self, query: str) -> None:
        self._found = {item.id: item for item in await self.flow.service.platforms(query)}
        self._show_platforms()

    def _show_platforms(self) -> None:
        chosen = self._platform.id if self._platform else ""
        self._platform_rows.replace(
            [PlatformRow(item.id, item.name, item.region, item.id == chosen) for item in self._found.values()]
        )

    async def _quote(self, ca_index: int) -> None:
        assert self._platform is not None  # noqa: S101 chosen before
        self.caIndex = ca_index
        ca_id = self._platform.cas[ca_index].id
        self.prices.show(await self.flow.service.quotes(self.flow.flow.business, self._platform.id, ca_id))
        self.flow.step_changed()
