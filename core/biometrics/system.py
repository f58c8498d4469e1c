"""Which biometrics this system has."""

from __future__ import annotations

import sys

from core.biometrics.interface import Biometrics


def system_biometrics() -> Biometrics:
    """The biometrics of the system that this process runs on."""
    if sys.platform == "win32":
        from core.biometrics.windows_hello import WindowsHello

        return WindowsHello()
    if sys.platform == "darwin":
        from core.biometrics.local_authentication import LocalAuthentication

        return LocalAuthentication()
    if hasattr(sys, "getandroidapilevel"):
        from core.biometrics.android import BiometricPrompt

        return BiometricPrompt()
    from core.biometrics.fprintd import Fprintd

    return Fprintd()
