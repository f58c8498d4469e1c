"""The plugin's services, made once per context."""

from __future__ import annotations

from core.biometrics.system import system_biometrics
from core.credentials.software import SoftwareKeyStore, VaultDeviceKey
from core.plugin.api import PluginContext
from plugins.mobile_cert.login_key import LoginKey
from plugins.mobile_cert.service import MobileService


class Module:
    """Account, sign-in by biometrics, key store and context together."""

    def __init__(self, context: PluginContext) -> None:
        self.context = context
        self.service = MobileService(context)
        context.credentials.seals.renew_with(context.manifest.id, self.service.show_seals)
        self.login_key = LoginKey(context, self.service, system_biometrics())
        self.store = SoftwareKeyStore(context.data_dir / "keys", VaultDeviceKey(context.vault))
