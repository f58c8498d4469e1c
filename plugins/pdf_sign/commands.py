"""`secure-client sign` and `secure-client verify`; a PIN comes from the terminal or a file descriptor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from core.cli.interaction import ArgumentInvalid, TerminalInteraction
from core.pdf.appearance import Appearance
from core.pdf.fields import Rectangle
from core.pdf.signing import Level, NewField, SigningOptions
from core.plugin.api import Credential, PluginContext
from plugins.pdf_sign.service import PdfService


def build_commands(context: PluginContext) -> typer.Typer:
    """The commands of a context whose media are started by the caller."""
    app = typer.Typer(help="PDF")

    @app.command()
    def sign(
        source: Path,
        out: Annotated[Path, typer.Option("--out", help="the signed file")],
        credential: Annotated[str, typer.Option("--credential", help="id, see `secure-client credentials`")],
        field: Annotated[str, typer.Option("--field", help="an existing signature field")] = "",
        page: Annotated[int, typer.Option("--page", help="page of a new field, from 1; 0: invisible")] = 0,
        rect: Annotated[str, typer.Option("--rect", help="left,top,width,height in points")] = "36,36,180,72",
        level: Annotated[Level, typer.Option("--level")] = Level.B_B,
        pin_fd: Annotated[int, typer.Option("--pin-fd", help="read the PIN from this file descriptor")] = -1,
        as_json: Annotated[bool, typer.Option("--json")] = False,
    ) -> None:
        """Sign a PDF (PAdES)."""
        new_field = NewField(page - 1, _rectangle(rect)) if page > 0 else None

        async def work() -> None:
            context.credentials.interaction = TerminalInteraction(pin_fd if pin_fd >= 0 else None)
            chosen = context.credentials.find(credential)
            options = SigningOptions(
                field_name=field or None, new_field=new_field, level=level, appearance=_appearance(chosen)
            )
            await PdfService(context).sign(source, out, chosen, options)

        context.run_command(work())
        if as_json:
            print(json.dumps({"signed": str(out), "credential": credential, "level": level.value}))

    @app.command()
    def verify(source: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
        """Verify all signatures of a PDF; the exit code is 0 only when there is one and all are valid."""

        async def work() -> bool:
            report = await PdfService(context).verify(source)
            shown = json.dumps(report.to_json(), ensure_ascii=False, indent=1) if as_json else report.to_text()
            print(shown.rstrip())
            return report.all_valid

        if not context.run_command(work()):
            raise typer.Exit(1)

    return app


def _rectangle(text: str) -> Rectangle:
    try:
        left, top, width, height = (float(part) for part in text.split(","))
    except ValueError as error:
        raise ArgumentInvalid(option="--rect") from error
    return Rectangle(left, top, width, height)


def _appearance(credential: Credential) -> Appearance:
    return Appearance(lines=(f"签名人：{credential.certificate.subject_name}",))
