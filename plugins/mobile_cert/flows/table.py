"""The flow table: which steps a business has, in order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from core.ui.language import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    # read while the window starts: the models need pydantic
    from plugins.mobile_cert import models


class StepKind(StrEnum):
    """A step that the wizard knows; each is one part of its view model and one QML file."""

    PLATFORM = "platform"
    AGREEMENT = "agreement"
    SIGNATURE = "signature"
    INVOICE = "invoice"
    AUTHORISATION = "authorisation"
    PAYMENT = "payment"


COSTS = (StepKind.INVOICE, StepKind.PAYMENT)
"""Steps that a business has only where the price table says that it costs money."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One business.

    Attributes:
        business: the authority's name of it.
        page: name of its page.
        title: of the page.
        agreement: id of the agreement that it needs.
        steps: in order.
    """

    business: models.Business
    page: str
    title: str
    agreement: str
    steps: tuple[StepKind, ...]


_ORDERED = (
    StepKind.AGREEMENT,
    StepKind.SIGNATURE,
    StepKind.INVOICE,
    StepKind.AUTHORISATION,
    StepKind.PAYMENT,
)

FLOWS = (
    Flow(
        "personal_certificate_new",
        "apply",
        QT_TRANSLATE_NOOP("Pages", "办理个人证书"),
        "personal_certificate",
        (StepKind.PLATFORM, *_ORDERED),
    ),
)


def flow_of(business: str) -> Flow:
    """The flow of a business that the authority named."""
    return next(flow for flow in FLOWS if flow.business == business)
