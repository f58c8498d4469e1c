"""选择证书: the certificate that a business is about, its new validity with the price, and what to be warned of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.ui.language import QT_TRANSLATE_NOOP
from core.ui.list_model import ListModel, RowModel
from core.ui.properties import child, prop, slot
from plugins.mobile_cert import models
from plugins.mobile_cert.flows.part import FlowPart
from plugins.mobile_cert.flows.prices import Prices

if TYPE_CHECKING:
    from plugins.mobile_cert.flows.view_model import FlowViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A certificate that the business is possible for."""

    certificateId: str
    title: str
    detail: str
    chosen: bool


@QmlElement
class CertificatePart(FlowPart):
    """The choice that a business about an existing certificate begins with.

    Attributes:
        warnings: what the business ends or cannot undo.
        priced: the person chooses a validity or pays.
        sealChoice: label of the box that lets the seal follow the certificate; empty where there is no choice.
        withSeal: the box is ticked.
        seals: those bound to the chosen certificate, by name and maker (印章机构), as `{key, value}`.
    """

    title = QT_TRANSLATE_NOOP("Wizard", "选择证书")
    qml = "CertificateStep"

    certificates = child(RowModel)
    prices = child(Prices)
    warnings = prop(list, [])
    priced = prop(bool, False)
    sealChoice = prop(str, "")
    withSeal = prop(bool, True)
    seals = prop(list, [])

    def __init__(self, flow: FlowViewModel) -> None:
        super().__init__(flow)
        self._found: list[models.CertificateView] = []
        self._seals: list[models.SealView] = []
        self._chosen = ""
        self._rows = ListModel(ChoiceRow, parent=self)
        self.certificates = self._rows
        self.prices = Prices(self)

    def complete(self) -> bool:
        """See `FlowPart`."""
        return bool(self._chosen) and self.prices.years > 0

    async def load(self) -> None:
        """See `FlowPart`."""
        flow = self.flow.flow
        self.warnings = [QCoreApplication.translate("Flow", text) for text in flow.warnings]
        self.sealChoice = QCoreApplication.translate("Flow", flow.seal_choice) if flow.seal_choice else ""
        business = flow.business
        self._found = [item for item in await self.flow.service.certificates() if business in item.allowed]
        self._seals = await self.flow.service.seals()
        offered = [item.id for item in self._found]
        wanted = self._chosen or str(self.flow.page.parameters.get("certificate", ""))
        if not wanted and len(offered) == 1:
            (wanted,) = offered
        # listed before the price is asked for: where it is refused, another certificate can be chosen
        self._show()
        if wanted in offered:
            await self._choose(wanted)

    def new_order(self, agreement_version: str) -> models.NewOrder:
        """What is ordered."""
        return models.NewOrder(
            business=self.flow.flow.business,
            certificate_id=self._chosen,
            years=self.prices.years,
            with_seal=self.withSeal,
            agreement_version=agreement_version,
        )

    @slot(str)
    async def choose(self, certificate_id: str) -> None:
        """A certificate of the list."""
        await self._choose(certificate_id)

    @slot(bool)
    async def takeSeal(self, wanted: bool) -> None:
        """The box of the seal."""
        self.withSeal = wanted
        if self._chosen:
            await self._choose(self._chosen)

    async def _choose(self, certificate_id: str) -> None:
        business = self.flow.flow.business
        quotes = await self.flow.service.quotes_about(certificate_id, business, with_seal=self.withSeal)
        self._chosen = certificate_id
        bound = (seal for seal in self._seals if seal.certificate_id == certificate_id and seal.state == "active")
        self.seals = [{"key": seal.name, "value": _made_by(seal)} for seal in bound]
        self._show()
        self.priced = len(quotes.options) > 1 or quotes.options[0].total_fen > 0
        self.prices.show(quotes)
        self.flow.step_changed()

    def _show(self) -> None:
        self._rows.replace([_row(item, item.id == self._chosen) for item in self._found])


def _row(item: models.CertificateView, chosen: bool) -> ChoiceRow:
    until = QCoreApplication.translate("Flow", "有效期至 %1").replace("%1", f"{item.not_after.astimezone():%Y-%m-%d}")
    detail = f"{item.ca} · {item.algorithm.upper()} · {until} · {item.serial_hex[-8:]}"
    return ChoiceRow(item.id, item.subject_name_masked, detail, chosen)


def _made_by(seal: models.SealView) -> str:
    return QCoreApplication.translate("Flow", "印章机构：%1").replace("%1", seal.maker)
