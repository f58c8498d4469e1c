"""`secure-client credentials` and `secure-client media`: what all plugins' media hold, as a table or as JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import typer

from core.credentials.registry import CredentialRegistry
from core.services import Services


def add_commands(app: typer.Typer, open_services: Callable[[], Services]) -> None:
    """Add both commands; each looks once and ends.

    Args:
        app: where they stand at the top level.
        open_services: gives services whose plugins are loaded; the command stops them.
    """

    @app.command()
    def credentials(as_json: bool = typer.Option(False, "--json", help="JSON instead of a table")) -> None:
        """List the certificates whose keys can be used now."""
        _print(asyncio.run(_look(open_services(), _credential_rows)), _CREDENTIAL, as_json)

    @app.command()
    def media(as_json: bool = typer.Option(False, "--json", help="JSON instead of a table")) -> None:
        """List the media that are connected now, and the drivers and devices that cannot be used."""
        _print(asyncio.run(_look(open_services(), _medium_rows)), _MEDIUM, as_json)


_CREDENTIAL = ("id", "subject", "purpose", "algorithm", "not_after", "medium")
_MEDIUM = ("id", "kind", "label", "serial", "certificates", "problem")


async def _look(services: Services, rows: Callable[[CredentialRegistry], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    try:
        await services.start_media()
        return rows(services.credentials)
    finally:
        await services.stop()


def _credential_rows(registry: CredentialRegistry) -> list[dict[str, Any]]:
    return [
        {
            "id": credential.id,
            "subject": credential.certificate.subject_name,
            "purpose": credential.certificate.purpose.value,
            "algorithm": credential.certificate.algorithm.value,
            "not_after": credential.certificate.not_after.isoformat(),
            "medium": view.info.label,
        }
        for view in registry.media()
        for credential in view.credentials
    ]


def _medium_rows(registry: CredentialRegistry) -> list[dict[str, Any]]:
    media = [
        {
            "id": view.info.id,
            "kind": view.info.kind.value,
            "label": view.info.label,
            "serial": view.info.serial,
            "certificates": len(view.credentials),
            "problem": view.problem.code if view.problem else "",
        }
        for view in registry.media()
    ]
    unusable = [
        {"id": "", "kind": "driver", "label": name, "serial": "", "certificates": 0, "problem": error.code}
        for name, error in registry.problems.items()
        # a missing service of the system has no name: `diagnose` tells of it
        if name
    ]
    return media + unusable


def _print(rows: list[dict[str, Any]], columns: tuple[str, ...], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns)
    for row in rows:
        # names in certificates are not trusted: shown as they are, never as markup
        table.add_row(*(Text(str(row[column])) for column in columns))
    Console().print(table)
