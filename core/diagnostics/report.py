"""The checks of a running client, and their results for a person, for a program, for support."""

from __future__ import annotations

import errno
import json
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.diagnostics.check import Check, Outcome, Result
from core.errors import FileNotAccessible, StorageFull
from core.logging import redact

if TYPE_CHECKING:
    from core.services import Services


def checks_of(services: Services) -> tuple[Check, ...]:
    """All checks, in the order in which a person reads them."""
    from core.devices.pkcs11.discovery import find_modules
    from core.devices.skf.discovery import find_libraries
    from core.diagnostics.devices import DriversCheck, MediaCheck, ReadersCheck, SmartCardServiceCheck
    from core.diagnostics.machine import DatabaseCheck, DiskCheck, PluginsCheck, VersionsCheck
    from core.diagnostics.network import AuthorityCheck, ClockCheck, FirewallCheck, TimestampCheck

    return (
        FirewallCheck(services.authority.base_url),
        AuthorityCheck(services.authority),
        ClockCheck(services.authority),
        TimestampCheck(services.authority),
        SmartCardServiceCheck(),
        ReadersCheck(),
        DriversCheck(find_modules, find_libraries),
        MediaCheck(services.credentials),
        PluginsCheck(services.plugins),
        DatabaseCheck(services.database),
        DiskCheck(services.paths.data),
        VersionsCheck(),
    )


def as_values(results: Sequence[Result]) -> dict[str, Any]:
    """Plain values for JSON, redacted."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "outcome": worst(results).value,
        "checks": [
            {
                "id": result.id,
                "outcome": result.finding.outcome.value,
                "text": {"zh": redact(result.finding.text.zh), "en": redact(result.finding.text.en)},
                "remedy": {"zh": result.finding.remedy.zh, "en": result.finding.remedy.en}
                if result.finding.remedy
                else None,
                "details": {name: redact(value) for name, value in result.finding.details.items()},
                "milliseconds": result.milliseconds,
            }
            for result in results
        ],
    }


def worst(results: Sequence[Result]) -> Outcome:
    """The outcome of all together."""
    for outcome in (Outcome.FAILED, Outcome.WARNING):
        if any(result.finding.outcome is outcome for result in results):
            return outcome
    return Outcome.OK


def write_bundle(target: Path, results: Sequence[Result], logs: Sequence[Path]) -> None:
    """Write a zip for support: the results (when there are any) and the logs, redacted once more; blocks.

    Raises:
        StorageFull, FileNotAccessible: the target or a log cannot be used; no half file is left.
    """
    draft = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as bundle:
            if results:
                bundle.writestr("diagnostics.json", json.dumps(as_values(results), ensure_ascii=False, indent=1))
            for log in logs:
                bundle.writestr(log.name, redact(log.read_text("utf-8", errors="replace")))
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFull(what=target.name) from error
        raise FileNotAccessible(name=target.name) from error
