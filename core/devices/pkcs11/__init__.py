"""USB keys and other tokens behind PKCS#11 modules (OASIS PKCS#11 v2.40)."""

from core.devices.pkcs11.discovery import find_modules
from core.devices.pkcs11.medium import Pkcs11Medium
from core.devices.pkcs11.provider import Pkcs11Provider

__all__ = ["Pkcs11Medium", "Pkcs11Provider", "find_modules"]
