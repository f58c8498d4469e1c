"""A loaded SKF library (GM/T 0016-2012 §7): its functions with Python's values; every call runs on a driver's thread.

ULONGs that a function returns through a pointer are given eight bytes of zeros, so that libraries whose ULONG is a C
long (64 bits on LP64) and those whose ULONG has 32 bits are both read rightly on the little-endian machines that have
such libraries.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.credentials.errors import DriverFailure, OperationNotSupported
from core.devices.skf.errors import NotASkfLibrary
from core.devices.skf.failures import SkfReturn
from core.devices.skf.profile import SkfProfile
from core.devices.skf.return_codes import Sar
from core.devices.skf.structures import Structures, layout_of
from core.secret import Secret

Handle = ctypes.c_void_p
_MOST = 1 << 20  # bytes; a size beyond this is a defect of the library, not an answer
_BY_VALUE: type[Any] = ctypes.c_uint64 if ctypes.sizeof(ctypes.c_void_p) == 8 else ctypes.c_uint32


class SkfLibrary:
    """The functions of one library. All of them raise `SkfReturn`, and `DriverFailure` for answers that cannot be."""

    def __init__(self, path: Path, profile: SkfProfile) -> None:
        self.path = path
        self.profile = profile
        self.structures = Structures(profile)
        self._functions: Any = None

    def load(self) -> None:
        """Load the library.

        Raises:
            NotASkfLibrary: it cannot be loaded, or lacks the functions.
        """
        loader = ctypes.WinDLL if hasattr(ctypes, "WinDLL") else ctypes.CDLL
        try:
            functions = loader(str(self.path))
        except OSError:
            raise NotASkfLibrary(name=self.path.name, reason="dlopen") from None
        if not hasattr(functions, "SKF_EnumDev"):
            raise NotASkfLibrary(name=self.path.name, reason="SKF_EnumDev")
        self._functions = functions

    def settle_layout(self, device_info: bytes) -> None:
        """Take over the layout of structures that the library shows to use in the DEVINFO of its first device."""
        self.profile = layout_of(self.profile, device_info)
        self.structures = Structures(self.profile)

    def has(self, function: str) -> bool:
        """Whether the library has the function."""
        return bool(function) and hasattr(self._functions, function)

    def call(self, function: str, *arguments: Any) -> None:
        """Call a function; integers are passed as ULONG or BOOL, texts in the profile's encoding, with a zero."""
        if not self.has(function):
            raise OperationNotSupported(what=function)
        called = getattr(self._functions, function)
        called.restype = ctypes.c_uint32
        code = called(*(self._argument(argument) for argument in arguments))
        if code != Sar.OK:
            raise SkfReturn(code, function)

    def handle(self, function: str, *arguments: Any) -> Handle:
        """Call a function that returns a handle through its last parameter."""
        made = Handle()
        self.call(function, *arguments, ctypes.byref(made))
        return made

    def number(self, function: str, *arguments: Any) -> int:
        """Call a function that returns a ULONG through its last parameter."""
        cell = ctypes.c_uint64(0)
        self.call(function, *arguments, ctypes.byref(cell))
        return cell.value & 0xFFFFFFFF

    def structure(self, function: str, *arguments: Any) -> bytes:
        """Call a function that fills a structure, its last parameter."""
        buffer = ctypes.create_string_buffer(Structures.ROOM)
        self.call(function, *arguments, buffer)
        return buffer.raw

    def sized(self, function: str, *arguments: Any, room: int = 0) -> bytes:
        """Call a function whose last parameters are a buffer and its size: asked for the size first, unless known."""
        asked = room or self._size(function, arguments)
        for _ in range(3):
            buffer, cell = ctypes.create_string_buffer(max(asked, 1)), ctypes.c_uint64(asked)
            try:
                self.call(function, *arguments, buffer, ctypes.byref(cell))
            except SkfReturn as error:
                if error.code != Sar.BUFFER_TOO_SMALL:
                    raise
                # what is listed has grown in the meantime
                asked = self._sane(cell, function)
                continue
            length = self._sane(cell, function)
            if length > asked:
                raise DriverFailure(reason=f"{function} {length} > {asked}")
            return buffer.raw[:length]
        raise DriverFailure(reason=f"{function} SAR_BUFFER_TOO_SMALL")

    def names(self, function: str, *arguments: Any) -> tuple[str, ...]:
        """Call a function that lists names: each ends with a zero, the list with another."""
        listed = self.sized(function, *arguments)
        return tuple(self._decode(name) for name in listed.split(b"\0") if name)

    @contextmanager
    def pin(self, secret: Secret) -> Iterator[Any]:
        """A PIN as a C text that is overwritten afterwards."""
        revealed = secret.reveal_bytes()
        if b"\0" in revealed:
            # would be cut short there, and a shorter PIN be tried
            raise SkfReturn(Sar.PIN_INVALID, "PIN")
        buffer = ctypes.create_string_buffer(revealed)
        try:
            yield buffer
        finally:
            ctypes.memset(buffer, 0, len(buffer))

    def encoded_name(self, name: str, longest: int) -> bytes:
        """A name for the library.

        Raises:
            SkfReturn: SAR_NAMELENERR: longer than the bytes that the standard allows, or not encodable.
        """
        try:
            encoded = name.encode(self.profile.names, errors="surrogateescape")
        except UnicodeEncodeError:
            raise SkfReturn(Sar.NAMELENERR, "name") from None
        if not 0 < len(encoded) <= longest or b"\0" in encoded:
            raise SkfReturn(Sar.NAMELENERR, "name")
        return encoded

    def _decode(self, name: bytes) -> str:
        # what is in another encoding goes back to the library byte for byte
        return name.decode(self.profile.names, errors="surrogateescape")

    def _argument(self, argument: Any) -> Any:
        if isinstance(argument, int):
            return _BY_VALUE(argument)
        if isinstance(argument, str):
            return argument.encode(self.profile.names, errors="surrogateescape")
        return argument

    def _size(self, function: str, arguments: tuple[Any, ...]) -> int:
        cell = ctypes.c_uint64(0)
        self.call(function, *arguments, None, ctypes.byref(cell))
        return self._sane(cell, function)

    @staticmethod
    def _sane(cell: ctypes.c_uint64, function: str) -> int:
        length = cell.value & 0xFFFFFFFF
        if length > _MOST:
            raise DriverFailure(reason=f"{function} {length}")
        return length
