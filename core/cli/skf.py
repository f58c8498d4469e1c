"""`secure-client skf`: the SKF drivers of this machine, and one that the person chooses."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from core.devices.skf.discovery import choose_library, find_libraries, profile_like
from core.devices.skf.errors import NotASkfLibrary
from core.devices.skf.profile import STANDARD
from core.diagnostics.devices import PROBE_SKF, probe


def build_skf() -> typer.Typer:
    """The commands; without one the list is shown."""
    app = typer.Typer(help="SKF 驱动 (SKF drivers)")

    @app.callback(invoke_without_command=True)
    def skf(
        chosen: typer.Context, as_json: bool = typer.Option(False, "--json", help="JSON instead of a table")
    ) -> None:
        """List the SKF drivers that were found, by the product's profiles and this machine's configuration."""
        if chosen.invoked_subcommand is None:
            _list(as_json)

    @app.command()
    def add(
        library: Path,
        like: str = typer.Option(STANDARD.id, "--like", help="id of the profile that describes the library"),
    ) -> None:
        """Use another SKF driver from now on; it is tried first, in a process of its own."""
        profile_like(like)
        path = library.resolve()
        told = probe(PROBE_SKF, path, like)
        if "error" in told:
            raise NotASkfLibrary(name=library.name, reason=told["error"])
        typer.echo(f"{choose_library(path, like)}  {like} [{'; '.join(told['devices'])}]")

    return app


def _list(as_json: bool) -> None:
    rows = [{"profile": profile.id, "library": str(path)} for path, profile in find_libraries().items()]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        typer.echo(f"{row['profile']}  {row['library']}")
