"""Loads one SKF library and prints as JSON what it sees; run as a process of its own."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path


def main(path: str) -> int:
    """Print the library's profile and its devices; the exit code is 1 when it cannot be used."""
    from core.devices.skf.device import SkfDevice
    from core.devices.skf.discovery import find_libraries
    from core.devices.skf.failures import SkfReturn
    from core.devices.skf.library import SkfLibrary
    from core.devices.skf.profile import STANDARD
    from core.errors import AppError

    library = SkfLibrary(Path(path), find_libraries().get(Path(path), STANDARD))
    devices = []
    try:
        library.load()
        names = library.names("SKF_EnumDev", 1)
    except (AppError, SkfReturn) as error:
        print(error, file=sys.stderr)
        return 1
    for name in names:
        device = SkfDevice(library, name)
        try:
            made = {opened.info.manufacturer for opened in device.connect()}
            # labels and serial numbers belong to the person
            devices.append(", ".join(sorted(made)) or "no application")
        except AppError as error:
            devices.append(error.code)
        with suppress(AppError):
            device.disconnect()
    print(json.dumps({"profile": library.profile.id, "devices": devices}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
