"""A short-lived secret (PIN, password, SMS code, key material) that does not leak by accident."""

from __future__ import annotations

from types import TracebackType
from typing import Self


class Secret:
    """Bytes that are never shown by `repr`, `str`, `format` or pickling, and that can be wiped.

    Wiping overwrites this object's own buffer. Copies that libraries make (a `str` for PKCS#11, for instance) are out
    of reach, therefore `reveal_*` is called as late as possible and its result is never stored.
    """

    __slots__ = ("_buffer",)

    def __init__(self, value: str | bytes | bytearray) -> None:
        self._buffer = bytearray(value.encode("utf-8") if isinstance(value, str) else value)

    def reveal_bytes(self) -> bytes:
        """The secret as bytes, for the call that needs it."""
        return bytes(self._buffer)

    def reveal_text(self) -> str:
        """The secret as text (UTF-8), for the call that needs it."""
        return self._buffer.decode("utf-8")

    def copy(self) -> Secret:
        """An independent secret with the same value; wiping one leaves the other."""
        return Secret(self._buffer)

    def wipe(self) -> None:
        """Overwrite the value and forget it; the secret is empty afterwards."""
        for index in range(len(self._buffer)):
            self._buffer[index] = 0
        self._buffer.clear()

    def __len__(self) -> int:
        return len(self._buffer)

    def __bool__(self) -> bool:
        return bool(self._buffer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.wipe()

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return "***"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a Secret is not pickled")
