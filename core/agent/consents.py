"""Which program may use which credential without being asked about again, until the agent ends."""

from __future__ import annotations

from collections.abc import Iterable


class Consents:
    """What the person allowed; in memory only.

    Args:
        programs: paths of programs that were allowed everything when the agent was started.
    """

    def __init__(self, programs: Iterable[str] = ()) -> None:
        self._programs = frozenset(programs)
        self._given: set[tuple[str, str]] = set()

    def has(self, program: str, credential_id: str) -> bool:
        """The person need not be asked."""
        return program in self._programs or (program, credential_id) in self._given

    def add(self, program: str, credential_id: str) -> None:
        """The person agreed."""
        self._given.add((program, credential_id))
