"""Loads one SKF library and prints as JSON what it sees; run as a process of its own."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path


def main(path: str, like: str = "") -> int:
    """Print the library's profile and its devices; the exit code is 1 when it cannot be used.

    Args:
        path: the library.
        like: id of the profile to use; empty for the one that is configured for the library.
    """
    from core.devices.skf.device import SkfDevice
    from core.devices.skf.discovery import find_libraries, profile_like
    from core.devices.skf.failures import SkfReturn
    from core.devices.skf.library import SkfLibrary
    from core.devices.skf.profile import STANDARD
    from core.errors import AppError

    profile = profile_like(like) if like else find_libraries().get(Path(path), STANDARD)
    library = SkfLibrary(Path(path), profile)
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
    sys.exit(main(*sys.argv[1:]))
