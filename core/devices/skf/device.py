"""One SKF device: connected on a thread of its own, its applications announced as media."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from core.credentials.medium import MediumInfo
from core.devices.skf.application import SkfApplication
from core.devices.skf.failures import SkfReturn, as_app_errors
from core.devices.skf.library import Handle, SkfLibrary
from core.devices.skf.medium import medium_info


@dataclass(frozen=True, slots=True)
class Opened:
    """An application that was opened and what is shown of it."""

    info: MediumInfo
    application: SkfApplication


class SkfDevice:
    """A device by the library's name for it. Every method blocks."""

    def __init__(self, library: SkfLibrary, name: str) -> None:
        self.name = name
        self._library = library
        self._handle: Handle | None = None
        self._applications: list[SkfApplication] = []

    def connect(self) -> tuple[Opened, ...]:
        """Connect, look at the device, open its applications; raises the errors of `Medium`."""
        with as_app_errors():
            self._handle = self._library.handle("SKF_ConnectDev", self.name)
            raw = self._library.structure("SKF_GetDevInfo", self._handle)
            self._library.settle_layout(raw)
            info = self._library.structures.device_info(raw)
            names = self._library.names("SKF_EnumApplication", self._handle)
            self._applications = [SkfApplication(self._library, self._handle, name, info.max_buffer) for name in names]
            return tuple(
                Opened(
                    medium_info(
                        manufacturer=info.manufacturer,
                        serial=info.serial,
                        label=info.label,
                        model=self._library.profile.name,
                        application=name,
                        device=self.name,
                        alone=len(names) == 1,
                    ),
                    application,
                )
                for name, application in zip(names, self._applications, strict=True)
            )

    def disconnect(self) -> None:
        """Close its applications and give it back; what a device that is gone answers is no loss."""
        for application in self._applications:
            application.close()
        self._applications.clear()
        if self._handle is not None:
            with suppress(SkfReturn):
                self._library.call("SKF_DisConnectDev", self._handle)
            self._handle = None
