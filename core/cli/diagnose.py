"""`secure-client diagnose`: all checks of 诊断, for people, for programs, and as a bundle for support."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import typer

from core.diagnostics.check import Outcome, Result, run_checks
from core.diagnostics.report import as_values, checks_of, worst, write_bundle
from core.log_file import LogFile
from core.services import Services

EXIT_FAILED = 1
"""Some check failed."""


def add_diagnose(app: typer.Typer, open_services: Callable[[], Services]) -> None:
    """Add the command; it looks once and ends.

    Args:
        app: where it stands at the top level.
        open_services: gives services whose plugins are loaded; the command stops them.
    """

    @app.command()
    def diagnose(
        as_json: bool = typer.Option(False, "--json", help="JSON instead of a table"),
        bundle: Path | None = typer.Option(None, "--bundle", help="also write a redacted zip for support"),  # noqa: B008
    ) -> None:
        """Check readers, drivers, the network, the clock, the authority, time stamps, disk and plugins."""
        services = open_services()
        results = asyncio.run(_look(services))
        if bundle is not None:
            write_bundle(bundle, results, LogFile(services.paths.log).files())
        if as_json:
            typer.echo(json.dumps(as_values(results), ensure_ascii=False, indent=2))
        else:
            _print(results)
        if worst(results) is Outcome.FAILED:
            raise typer.Exit(EXIT_FAILED)


async def _look(services: Services) -> list[Result]:
    try:
        await services.start_media()
        checks = checks_of(services)
        order = [check.id for check in checks]
        results = [result async for result in run_checks(checks)]
        return sorted(results, key=lambda result: order.index(result.id))
    finally:
        await services.stop()


def _print(results: list[Result]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("check", "outcome", "finding", "remedy")
    for result in results:
        finding = result.finding
        remedy = f"{finding.remedy.zh}\n{finding.remedy.en}" if finding.remedy else ""
        # names of drivers and plugins are not trusted: shown as they are, never as markup
        cells = (result.title.zh, finding.outcome.value, f"{finding.text.zh}\n{finding.text.en}", remedy)
        table.add_row(*(Text(cell) for cell in cells))
    Console().print(table)
