"""All that a plugin may import of the product, stable within an API version; windows: `core.ui` (its README)."""

from core.credentials.credential import AuthorisedKey, Credential
from core.credentials.medium import (
    Delivery,
    MediaSink,
    Medium,
    MediumInfo,
    MediumKey,
    MediumKind,
    MediumProvider,
    NewKey,
    PinState,
)
from core.credentials.use import KeyOperation, KeyUse
from core.errors import AppError, CancelledByUser, Text
from core.plugin.context import PluginContext
from core.plugin.contributions import (
    CommandGroup,
    DroppedFile,
    OpenPage,
    PersonalDataItem,
    ScannedCode,
    Tile,
    ToolbarAction,
)
from core.plugin.hookspecs import hookimpl
from core.plugin.manifest import API_VERSION, Manifest, Permission
from core.secret import Secret
from core.translatable import QT_TRANSLATE_NOOP

__all__ = [
    "API_VERSION",
    "QT_TRANSLATE_NOOP",
    "AppError",
    "AuthorisedKey",
    "CancelledByUser",
    "CommandGroup",
    "Credential",
    "Delivery",
    "DroppedFile",
    "KeyOperation",
    "KeyUse",
    "Manifest",
    "MediaSink",
    "Medium",
    "MediumInfo",
    "MediumKey",
    "MediumKind",
    "MediumProvider",
    "NewKey",
    "OpenPage",
    "Permission",
    "PersonalDataItem",
    "PinState",
    "PluginContext",
    "ScannedCode",
    "Secret",
    "Text",
    "Tile",
    "ToolbarAction",
    "hookimpl",
]
