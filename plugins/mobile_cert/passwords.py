"""The rule of a new password, as the window tells it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.plugin.api import Secret
from core.ui.field import rule_text
from core.validation import check_password


def broken_password(secret: Secret, again: Secret) -> str:
    """What is wrong with a new password that was typed twice; empty when nothing is."""
    rule = check_password(secret.reveal_text())
    if rule is not None:
        return rule_text(rule)
    same = secret.reveal_bytes() == again.reveal_bytes()
    return "" if same else QCoreApplication.translate("Login", "两次输入的密码不一致")
