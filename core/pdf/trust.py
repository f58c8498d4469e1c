"""Whom verification of PDF signatures trusts."""

from __future__ import annotations

from dataclasses import dataclass

from core.crypto.certificates import Certificate


@dataclass(frozen=True, slots=True)
class TrustRoots:
    """Trust anchors.

    Attributes:
        production: trusted for everything.
        test: trusted, and marked as test trust in every report (体验环境).
        intermediates: issuing CAs for electronic seals, which carry none; not trusted by themselves.
    """

    production: tuple[Certificate, ...] = ()
    test: tuple[Certificate, ...] = ()
    intermediates: tuple[Certificate, ...] = ()

    @property
    def everything(self) -> tuple[Certificate, ...]:
        """All anchors."""
        return self.production + self.test
