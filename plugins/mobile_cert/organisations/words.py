"""Roles and states of memberships, as people read them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from core.ui.language import QT_TRANSLATE_NOOP
from plugins.mobile_cert.models import Identity

_KINDS = {
    "visitor": QT_TRANSLATE_NOOP("Organisations", "游客"),
    "natural_person": QT_TRANSLATE_NOOP("Organisations", "自然人"),
    "administrator": QT_TRANSLATE_NOOP("Organisations", "管理员"),
    "legal_representative": QT_TRANSLATE_NOOP("Organisations", "法定代表人"),
    "employee": QT_TRANSLATE_NOOP("Organisations", "员工"),
}
_STATES = {
    "requested": (QT_TRANSLATE_NOOP("Organisations", "待审核"), "warning"),
    "invited": (QT_TRANSLATE_NOOP("Organisations", "待接受邀请"), "warning"),
    "active": (QT_TRANSLATE_NOOP("Organisations", "已关联"), "success"),
    "rejected": (QT_TRANSLATE_NOOP("Organisations", "已拒绝"), "danger"),
    "withdrawn": (QT_TRANSLATE_NOOP("Organisations", "已撤回"), "neutral"),
    "declined": (QT_TRANSLATE_NOOP("Organisations", "已谢绝"), "neutral"),
    "revoked": (QT_TRANSLATE_NOOP("Organisations", "邀请已取消"), "neutral"),
    "left": (QT_TRANSLATE_NOOP("Organisations", "已退出"), "neutral"),
    "removed": (QT_TRANSLATE_NOOP("Organisations", "已移出"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class StateText:
    """A state's name and the badge that shows it."""

    text: str
    kind: str


def kind_text(kind: str) -> str:
    """管理员, 法定代表人, 员工, 自然人 or 游客."""
    return QCoreApplication.translate("Organisations", _KINDS[kind])


def membership_state(state: str) -> StateText:
    """Where a membership stands."""
    text, kind = _STATES[state]
    return StateText(QCoreApplication.translate("Organisations", text), kind)


def identity_text(identity: Identity) -> str:
    """管理员 · 示例样本科技有限公司; a natural person has no organisation."""
    kind = kind_text(identity.kind)
    return f"{kind} · {identity.organisation}" if identity.organisation else kind
