"""Change of a PIN on a token's own keys: C_SetPIN without PINs (PKCS#11 v2.40 §5.5).

python-pkcs11 passes no null pointers, so the module is called a second time beside it: the same library in the same
process, initialised already, and with a session that python-pkcs11 opened.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Any

from core.credentials.errors import DriverFailure

_SET_PIN = 11
"""Its place in CK_FUNCTION_LIST (§3.6), from 0."""
_REFUSALS = {
    0x32: "DeviceRemoved",
    0x50: "FunctionCancelled",
    0x54: "FunctionNotSupported",
    0xA0: "PinIncorrect",
    0xA1: "PinInvalid",
    0xA2: "PinLenRange",
    0xA4: "PinLocked",
    0xE0: "TokenNotPresent",
    0x200: "FunctionRejected",
}
"""What a token with a pad answers (§5.1), by the names of python-pkcs11."""

_ANY_FUNCTION = ctypes.c_void_p
_SET_PIN_TYPE: Any = ctypes.CFUNCTYPE(
    ctypes.c_ulong, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong
)


class _FunctionList(ctypes.Structure):
    """The beginning of CK_FUNCTION_LIST; on Windows structures have no gaps (§2.1)."""

    if sys.platform == "win32":
        _pack_ = 1
    _fields_ = (
        ("major", ctypes.c_ubyte),
        ("minor", ctypes.c_ubyte),
        ("functions", _ANY_FUNCTION * (_SET_PIN + 1)),
    )


def set_pin_at_pad(library: Path, session: int) -> None:
    """Let the token ask for the old and the new PIN; blocks until both are typed.

    Args:
        library: the module, loaded and initialised.
        session: handle of a session that may write.

    Raises:
        an exception of python-pkcs11, or `DriverFailure`.
    """
    import pkcs11

    loaded = ctypes.CDLL(str(library))
    functions = ctypes.POINTER(_FunctionList)()
    loaded.C_GetFunctionList.restype = ctypes.c_ulong
    answer = loaded.C_GetFunctionList(ctypes.byref(functions))
    if answer == 0:
        answer = _SET_PIN_TYPE(functions.contents.functions[_SET_PIN])(session, None, 0, None, 0)
    if answer in _REFUSALS:
        raise getattr(pkcs11, _REFUSALS[answer])()
    if answer != 0:
        raise DriverFailure(reason=f"CK_RV 0x{answer:X}")
