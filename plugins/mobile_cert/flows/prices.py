"""The validities of a business with their prices, as two steps show them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtQml import QmlElement

from core.ui.list_model import ListModel, RowModel
from core.ui.properties import QmlObject, child, prop, slot
from plugins.mobile_cert import models
from plugins.mobile_cert.flows.part import FlowPart
from plugins.mobile_cert.order_texts import money
from plugins.mobile_cert.told import told

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class YearsRow:
    """A validity with its price."""

    years: int
    cents: int
    chosen: bool


@QmlElement
class Prices(QmlObject):
    """Validities to choose from and the fee breakdown of the chosen one.

    Attributes:
        years: the chosen validity; 0 before there are prices.
        lines: the breakdown, as `{key, value}`.
        cents: the sum.
    """

    validities = child(RowModel)
    years = prop(int, 0)
    lines = prop(list, [])
    cents = prop(int, 0)

    def __init__(self, part: FlowPart) -> None:
        super().__init__(part)
        self._part = part
        self._quotes: models.Quotes | None = None
        self._rows = ListModel(YearsRow, parent=self, rows=())
        self.validities = self._rows

    def show(self, quotes: models.Quotes) -> None:
        """Offer these; what was chosen before stays chosen."""
        self._quotes = quotes
        offered = {option.years for option in quotes.options}
        self.choose(self.years if self.years in offered else quotes.default_years)

    @slot(int)
    def choose(self, years: int) -> None:
        """A validity."""
        if self._quotes is None:
            return
        self.years = years
        self._rows.replace([YearsRow(item.years, item.total_fen, item.years == years) for item in self._quotes.options])
        option = next(item for item in self._quotes.options if item.years == years)
        self.cents = option.total_fen
        self.lines = [{"key": told(item.label), "value": money(item.amount_fen)} for item in option.items]
        self._part.flow.costs(option.total_fen)

    def report(self, error: BaseException) -> None:
        """Failures are the wizard's."""
        self._part.report(error)

    def run(self, work: object) -> None:
        """No slot of this is asynchronous."""
        raise TypeError("prices start no work")
