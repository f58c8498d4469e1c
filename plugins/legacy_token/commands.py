"""`secure-client credentials` and `secure-client media`: the live lists as a table or as JSON."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import typer

from core.credentials.registry import MediumView
from core.plugin.api import PluginContext
from plugins.legacy_token import provide_media


def build_commands(context: PluginContext) -> typer.Typer:
    """The commands; each starts the providers that are not running yet, looks once and ends."""
    app = typer.Typer(help="Media and credentials")

    @app.command()
    def credentials(as_json: bool = typer.Option(False, "--json", help="JSON instead of a table")) -> None:
        """List the certificates whose keys can be used now."""
        _print(_credential_rows(asyncio.run(_look(context))), as_json)

    @app.command()
    def media(as_json: bool = typer.Option(False, "--json", help="JSON instead of a table")) -> None:
        """List the media that are connected now."""
        _print(_medium_rows(asyncio.run(_look(context))), as_json)

    return app


async def _look(context: PluginContext) -> tuple[MediumView, ...]:
    registry = context.credentials
    if not registry.media():
        for provider in provide_media(context):
            await registry.add_provider(provider)
    views = registry.media()
    await registry.stop()
    return views


def _credential_rows(views: tuple[MediumView, ...]) -> list[dict[str, Any]]:
    return [
        {
            "id": credential.id,
            "subject": credential.certificate.subject_name,
            "purpose": credential.certificate.purpose.value,
            "algorithm": credential.certificate.algorithm.value,
            "not_after": credential.certificate.not_after.isoformat(),
            "medium": view.info.label,
        }
        for view in views
        for credential in view.credentials
    ]


def _medium_rows(views: tuple[MediumView, ...]) -> list[dict[str, Any]]:
    return [
        {
            "id": view.info.id,
            "kind": view.info.kind.value,
            "label": view.info.label,
            "serial": view.info.serial,
            "certificates": len(view.credentials),
            "problem": view.problem.code if view.problem else "",
        }
        for view in views
    ]


def _print(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for name in rows[0] if rows else ("-",):
        table.add_column(name)
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console().print(table)
