"""Cards in PC/SC readers."""

from core.devices.pcsc.provider import PcscProvider

__all__ = ["PcscProvider"]
