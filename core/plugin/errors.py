"""What can go wrong with a plugin."""

from __future__ import annotations

from core.errors import AppError, Text


class ManifestInvalid(AppError):
    """plugin.toml is missing, unreadable or breaks a rule."""

    code = "PLG-001"
    cause = Text("插件清单无效：{reason}。", "The plugin's manifest is not valid: {reason}.")
    remedy = Text("请联系插件的提供者。", "Ask the plugin's publisher.")


class NotSigned(AppError):
    """A drop-in plugin without a signature that this installation trusts."""

    code = "PLG-002"
    cause = Text("插件没有受信任的签名。", "The plugin has no trusted signature.")
    remedy = Text(
        "请向提供者索取已签名的版本；开发者可打开开发者模式。",
        "Ask for a signed version; developers may use developer mode.",
    )


class FilesChanged(AppError):
    """A file differs from the signed list, is missing or is not on it."""

    code = "PLG-003"
    cause = Text("插件文件“{file}”与签名不符。", "The plugin's file “{file}” does not match the signature.")
    remedy = Text("请重新安装该插件。", "Install the plugin again.")


class ApiTooOld(AppError):
    """The plugin was made for another version of the plugin interface."""

    code = "PLG-004"
    cause = Text(
        "插件需要接口版本 {wanted}，当前为 {have}。", "The plugin needs interface version {wanted}; this is {have}."
    )
    remedy = Text("请更新插件或应用。", "Update the plugin or the application.")


class ImportFailed(AppError):
    """The plugin's code could not be imported."""

    code = "PLG-005"
    cause = Text("插件无法加载（{kind}）。", "The plugin cannot be loaded ({kind}).")
    remedy = Text("请联系插件的提供者。", "Ask the plugin's publisher.")


class HookFailed(AppError):
    """One of its hooks raised; all that it contributed was withdrawn."""

    code = "PLG-006"
    cause = Text("插件在“{hook}”中出错（{kind}），已停用。", "The plugin failed in “{hook}” ({kind}) and is off.")
    remedy = Text(
        "可在“插件”页重新启用；如仍失败，请联系提供者。", "Enable it again on the page Plugins, or ask its publisher."
    )


class TooSlow(AppError):
    """Its start took too long; it was switched off so that it does not delay the window."""

    code = "PLG-007"
    cause = Text("插件启动耗时 {milliseconds} 毫秒，已停用。", "The plugin took {milliseconds} ms to start and is off.")
    remedy = Text("请联系插件的提供者。", "Ask the plugin's publisher.")


class PackagesMissing(AppError):
    """Python packages that the plugin cannot do without are not installed."""

    code = "PLG-008"
    cause = Text("插件缺少组件：{packages}。", "The plugin lacks: {packages}.")
    remedy = Text("请安装所缺组件后重新启用。", "Install them and enable the plugin again.")


class PublisherKeyUnusable(AppError):
    """A file that should hold a publisher's key does not, or the password is not the key's."""

    code = "PLG-009"
    cause = Text(
        "“{name}”不是可用的发布者密钥，或口令不正确。",
        "“{name}” is no usable publisher's key, or the password is wrong.",
    )
    remedy = Text("请检查文件和口令。", "Check the file and the password.")


class PublisherKeyExists(AppError):
    """A new key would overwrite a file; what was signed with an overwritten key can never be updated."""

    code = "PLG-010"
    cause = Text("文件“{name}”已存在。", "The file “{name}” exists already.")
    remedy = Text("请另选文件名，原有密钥没有变化。", "Choose another name; the existing key is unchanged.")
