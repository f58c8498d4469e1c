"""The plugin's services, made once per context."""

from __future__ import annotations

from core.plugin.api import PluginContext
from plugins.self_service.installation import TokenInstallation
from plugins.self_service.service import SelfServiceService
from plugins.self_service.unlocking import TokenUnlocking


class Module:
    """The visit and the installations that are under way."""

    def __init__(self, context: PluginContext) -> None:
        self.context = context
        self.service = SelfServiceService(context)
        self.installation = TokenInstallation(context, self.service)
        self.unlocking = TokenUnlocking(context.credentials, self.service)
