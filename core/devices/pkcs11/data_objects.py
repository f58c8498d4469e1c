"""Files on a token: data objects (CKO_DATA, PKCS#11 v2.40 §4.5) of this product's application name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.credentials.errors import MediumFileNotFound, MediumFull

APPLICATION = "Secure Client"


def names(session: Any) -> Sequence[str]:
    """The names of all files, sorted."""
    import pkcs11

    found = {str(item[pkcs11.Attribute.LABEL] or "") for item in _objects(session)}
    return sorted(name for name in found if name)


def read(session: Any, name: str) -> bytes:
    """A file's content; raises `MediumFileNotFound`."""
    import pkcs11

    found = _objects(session, name)
    if not found:
        raise MediumFileNotFound(name=name)
    return bytes(found[-1][pkcs11.Attribute.VALUE])


def write(session: Any, name: str, data: bytes) -> None:
    """Create or replace a file, in a writable session that is logged in; raises `MediumFull`."""
    import pkcs11

    before = _objects(session, name)
    try:
        session.create_object(
            {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.DATA,
                pkcs11.Attribute.TOKEN: True,
                # read without a PIN, as the pictures that other programs keep are
                pkcs11.Attribute.PRIVATE: False,
                pkcs11.Attribute.APPLICATION: APPLICATION,
                pkcs11.Attribute.LABEL: name,
                pkcs11.Attribute.VALUE: data,
            }
        )
    except pkcs11.DeviceMemory:
        raise MediumFull from None
    # the old one goes when the new one is there, so that nothing is lost on a full token
    for old in before:
        old.destroy()


def delete(session: Any, name: str) -> None:
    """Delete a file, in a writable session that is logged in; raises `MediumFileNotFound`."""
    found = _objects(session, name)
    if not found:
        raise MediumFileNotFound(name=name)
    for item in found:
        item.destroy()


def _objects(session: Any, name: str = "") -> list[Any]:
    import pkcs11

    wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.DATA, pkcs11.Attribute.APPLICATION: APPLICATION}
    if name:
        wanted[pkcs11.Attribute.LABEL] = name
    # taken whole: an iterator left half-way keeps the search open, which blocks the session
    return list(session.get_objects(wanted))
