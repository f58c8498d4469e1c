"""Refusals for the sake of privacy."""

from __future__ import annotations

from core.errors import AppError, Text


class PermissionOff(AppError):
    """The person switched this permission off in 应用权限管理清单."""

    code = "PRV-001"
    cause = Text("“{permission}”权限已在应用内关闭。", "The permission “{permission}” is switched off in the app.")
    remedy = Text("可在 关于 → 应用权限管理清单 中开启。", "Switch it on under About → Permissions.")


class NoConsent(AppError):
    """The privacy policy is not agreed to, or consent was withdrawn."""

    code = "PRV-002"
    cause = Text("尚未同意隐私策略。", "The privacy policy is not agreed to.")
    remedy = Text("请先阅读并同意隐私策略摘要。", "Read and agree to the privacy summary first.")


class NotDeclared(AppError):
    """A plugin asked for a permission that its manifest does not name."""

    code = "PRV-003"
    cause = Text("插件未声明“{permission}”权限。", "The plugin does not declare the permission “{permission}”.")
    remedy = Text("请联系插件的提供者。", "Ask the plugin's publisher.")


class ErasureIncomplete(AppError):
    """Consent is withdrawn, but some plugins could not erase what they hold."""

    code = "PRV-004"
    cause = Text(
        "同意已撤回，但以下功能未能删除其保存的个人信息：{plugins}。",
        "Consent is withdrawn, but these could not erase the personal data they hold: {plugins}.",
    )
    remedy = Text("请重新启动应用后再次撤回，或联系客服。", "Restart and withdraw once more, or contact support.")
