"""How a process was asked to run."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Options:
    """How this process was asked to run.

    Attributes:
        server: the authority's address; empty: the embedded one.
        developer_mode: unsigned drop-in plugins run, visibly.
        kiosk: a service hall's device.
        authority_settings: settings for the embedded authority.
    """

    server: str = ""
    developer_mode: bool = False
    kiosk: bool = False
    authority_settings: dict[str, str] = field(default_factory=dict)
