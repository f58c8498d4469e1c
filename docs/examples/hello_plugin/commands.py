"""The same on the command line."""

from __future__ import annotations

import typer

from core.plugin.api import PluginContext

from .book import GreetingBook


def build_commands(context: PluginContext) -> typer.Typer:
    """The commands; `run_command` gives an event loop with everything started and ends it afterwards."""
    app = typer.Typer(help="Greetings")
    book = GreetingBook(context)

    @app.command()
    def greet(name: str) -> None:
        """Greet NAME."""
        typer.echo(context.run_command(book.greet(name)))

    @app.command()
    def count() -> None:
        """How many greetings there were."""
        typer.echo(context.run_command(book.count()))

    return app
