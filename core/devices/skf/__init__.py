"""USB keys behind SKF libraries (GM/T 0016-2012 and -2023)."""

from core.devices.skf.discovery import find_libraries
from core.devices.skf.medium import SkfMedium
from core.devices.skf.provider import SkfProvider

__all__ = ["SkfMedium", "SkfProvider", "find_libraries"]
