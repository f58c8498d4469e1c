"""`secure-client plugins`: the list, and what publishers need: a key, a signature, trust."""

from __future__ import annotations

import getpass
import json
import os
import sys
from pathlib import Path
from typing import Any

import typer

from core.errors import CancelledByUser
from core.plugin.manager import Plugin
from core.plugin.manifest import FILE_NAME, read_manifest
from core.plugin.publisher import load_publisher_key, make_publisher_key, trust_publisher
from core.plugin.signature import key_id, sign_plugin
from core.secret import Secret
from core.services import Services

_LONGEST_PASSWORD = 1024
_KEY = typer.Option(..., "--key", help="the publisher's private key")
_PASSWORD_FD = typer.Option(None, "--password-fd", help="read the key's password from this file descriptor")


def build_plugins(services: Services) -> typer.Typer:
    """The commands; without one the list is shown."""
    app = typer.Typer(help="插件 (plugins)")

    @app.callback(invoke_without_command=True)
    def plugins(
        chosen: typer.Context, as_json: bool = typer.Option(False, "--json", help="JSON instead of a table")
    ) -> None:
        """List the plugins with their state and, when one is off, the reason."""
        if chosen.invoked_subcommand is None:
            _list(services, as_json)

    @app.command()
    def keygen(key: Path, password_fd: int | None = _PASSWORD_FD) -> None:
        """Make a publisher's key: KEY, encrypted, and beside it the .pub file for those who shall trust it."""
        with _password(password_fd, again=True) as password:
            public = make_publisher_key(key, password)
        typer.echo(f"{public}  {key_id(public.read_bytes())}")

    @app.command()
    def sign(
        folder: Path,
        key: Path = _KEY,
        password_fd: int | None = _PASSWORD_FD,
    ) -> None:
        """Sign a plugin's folder as it is now; any later change makes the signature worthless."""
        manifest = read_manifest(folder / FILE_NAME)
        with _password(password_fd) as password:
            private = load_publisher_key(key, password)
        sign_plugin(folder, manifest.id, private)
        typer.echo(f"{manifest.id} {manifest.version}  {key_id(private.public_key().public_bytes_raw())}")

    @app.command()
    def trust(public: Path) -> None:
        """Let in what the owner of a .pub file signs; plugins have the rights of this application."""
        typer.echo(trust_publisher(public, services.paths.trusted_keys))

    return app


def _password(descriptor: int | None, *, again: bool = False) -> Secret:
    if descriptor is not None:
        with os.fdopen(descriptor, "rb", closefd=False) as source:
            return _not_empty(Secret(source.read(_LONGEST_PASSWORD).rstrip(b"\r\n")))
    if not sys.stdin.isatty():
        raise CancelledByUser
    password = _not_empty(Secret(getpass.getpass("口令 (password): ")))
    if again and getpass.getpass("再次输入 (again): ") != password.reveal_text():
        raise CancelledByUser
    return password


def _not_empty(password: Secret) -> Secret:
    if not password:
        raise CancelledByUser
    return password


def _list(services: Services, as_json: bool) -> None:
    rows = [_row(plugin) for plugin in services.plugins.plugins]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    columns = ("id", "state", "origin", "version", "reason")
    table = Table(*columns)
    for row in rows:
        # a manifest's text is not trusted: shown as it is, never as markup
        table.add_row(*(Text(str(row[name])) for name in columns))
    Console().print(table)


def _row(plugin: Plugin) -> dict[str, Any]:
    manifest, problem = plugin.manifest, plugin.problem
    return {
        "id": plugin.id,
        "state": plugin.state.value,
        "origin": plugin.found.origin.value,
        "version": manifest.version if manifest else "",
        "permissions": [permission.value for permission in manifest.permissions] if manifest else [],
        "signed_by": plugin.signed_by,
        "reason": f"{problem.code}: {problem.cause_in('en')}" if problem else "",
    }
