"""How an order's state reads, and what its owner can do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.ui.language import QT_TRANSLATE_NOOP
from plugins.mobile_cert import models
from plugins.mobile_cert.flows.table import flow_of


@dataclass(frozen=True, slots=True)
class StateText:
    """State, its colour, and the next action with its label; both empty when there is nothing to do."""

    text: str
    kind: str
    action: str = ""
    action_text: str = ""


_INSTALL = QT_TRANSLATE_NOOP("Orders", "安装证书")
_STATES: dict[models.OrderState, StateText] = {
    "draft": StateText(
        QT_TRANSLATE_NOOP("Orders", "未完成"), "warning", "continue", QT_TRANSLATE_NOOP("Orders", "继续办理")
    ),
    "pending_payment": StateText(
        QT_TRANSLATE_NOOP("Orders", "待支付"), "warning", "pay", QT_TRANSLATE_NOOP("Orders", "去付款")
    ),
    "reviewing": StateText(QT_TRANSLATE_NOOP("Orders", "审核中"), "info"),
    "rejected": StateText(QT_TRANSLATE_NOOP("Orders", "审核未通过"), "danger"),
    "approved": StateText(QT_TRANSLATE_NOOP("Orders", "已完成"), "success", "install", _INSTALL),
    "issued": StateText(QT_TRANSLATE_NOOP("Orders", "已完成"), "success", "install", _INSTALL),
    "installed": StateText(QT_TRANSLATE_NOOP("Orders", "已安装"), "success"),
    "finished": StateText(QT_TRANSLATE_NOOP("Orders", "已完成"), "success"),
    "cancelled": StateText(QT_TRANSLATE_NOOP("Orders", "已取消"), "neutral"),
}


def state_text(order: models.Order) -> StateText:
    """An order's state in the language of the window."""
    state = _STATES[order.state]
    return StateText(_tr(state.text), state.kind, state.action, _tr(state.action_text))


def validity_text(order: models.Order) -> str:
    """The validity that an order begins; empty where the certificate's end stays or comes."""
    if not order.business.endswith(("_new", "_renew")):
        return ""
    # number and unit stay on one line
    return _tr(QT_TRANSLATE_NOOP("Orders", "%1 年")).replace("%1", str(order.years)).replace(" ", "\u00a0")


def page_of(order: models.Order, action: str) -> str:
    """The page that an action leads to."""
    return "mobile_cert.install" if action == "install" else f"mobile_cert.{flow_of(order.business).page}"


def money(fen: int) -> str:
    """An amount as people write it."""
    return f"¥{fen / 100:.2f}"


def moment(when: datetime) -> str:
    """Date and time of this place."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Orders", text) if text else ""
