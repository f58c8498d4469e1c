"""Loads one PKCS#11 module and prints as JSON what it says of itself; run as a process of its own."""

from __future__ import annotations

import json
import sys


def main(path: str) -> int:
    """Print the module's manufacturer, version and slots; the exit code is 1 when it cannot be used."""
    import pkcs11

    try:
        library = pkcs11.lib(path)
        slots = [{"description": slot.slot_description.strip(), "token": _model(slot)} for slot in library.get_slots()]
    except Exception as error:
        # the library raises many types of its own; the kind of failure is all that support needs
        print(type(error).__name__, file=sys.stderr)
        return 1
    version = ".".join(str(part) for part in library.library_version)
    print(json.dumps({"manufacturer": library.manufacturer_id.strip(), "version": version, "slots": slots}))
    return 0


def _model(slot: object) -> str:
    """The make of the token in a slot; its label and serial number belong to the person."""
    import pkcs11

    try:
        token = slot.get_token()  # type: ignore[attr-defined]
    except pkcs11.PKCS11Error:
        return ""
    return f"{token.manufacturer_id} {token.model}".strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
