"""USB devices that arrive and leave, told by the system: one interface, one back-end per system.

Drivers are asked what is there in any case; an event only makes them look at once instead of at their next turn.
"""

from core.devices.usb_events.events import UsbEvents, system_events
from core.devices.usb_events.pulse import Pulse

__all__ = ["Pulse", "UsbEvents", "system_events"]
