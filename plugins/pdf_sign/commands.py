"""`secure-client sign`, `sign-all`, `extend` and `verify`; a PIN comes from the terminal or a file descriptor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from core.cli.interaction import ArgumentInvalid, TerminalInteraction
from core.crypto.seal import ElectronicSeal
from core.crypto.seal_files import read_seal
from core.pdf.appearance import Appearance, is_drawable
from core.pdf.options import Certification
from core.pdf.pages import Rectangle
from core.pdf.signing import Cancel, Level, NewField, SigningOptions
from core.plugin.api import AppError, Credential, PluginContext
from plugins.pdf_sign.batch import BatchFile, BatchState, OptionsMaker, sign_batch, target_in
from plugins.pdf_sign.placement import POINTS_PER_MM, USUAL, Size
from plugins.pdf_sign.service import PdfService

_LEFT = _TOP = 36.0
_SealOption = Annotated[
    Path | None, typer.Option("--seal", help="an electronic seal (.esl, GB/T 38540): it signs, and its picture is seen")
]


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
        rect: Annotated[
            str,
            typer.Option("--rect", help="left,top,width,height in points; else 36,36 in the seal's size, or 200 by 72"),
        ] = "",
        seal: _SealOption = None,
        level: Annotated[Level, typer.Option("--level")] = Level.B_B,
        certify: Annotated[
            int, typer.Option("--certify", help="allow 1: nothing, 2: forms, 3: annotations", min=0, max=3)
        ] = 0,
        lock_form: Annotated[bool, typer.Option("--lock-form", help="form fields keep their values")] = False,
        pin_fd: Annotated[int, typer.Option("--pin-fd", help="read the PIN from this file descriptor")] = -1,
        as_json: Annotated[bool, typer.Option("--json")] = False,
    ) -> None:
        """Sign a PDF (PAdES), or sign it with an electronic seal (GB/T 38540)."""
        stamped = read_seal(seal) if seal is not None else None
        new_field = (
            NewField(page - 1, _rectangle(rect) if rect else Rectangle(_LEFT, _TOP, *_size(stamped)))
            if page > 0
            else None
        )

        async def work() -> None:
            context.credentials.interaction = TerminalInteraction(pin_fd if pin_fd >= 0 else None)
            chosen = context.credentials.find(credential)
            options = SigningOptions(
                field_name=field or None,
                new_field=new_field,
                level=level,
                appearance=_appearance(chosen, stamped),
                electronic_seal=stamped.der if stamped is not None else b"",
                certify=Certification(certify) if certify else None,
                lock_form=lock_form,
            )
            await PdfService(context).sign(source, out, chosen, options, f"签署 {source.name}")

        context.run_command(work())
        if as_json:
            named = {"seal": stamped.content.name} if stamped is not None else {}
            told = {"signed": str(out), "credential": credential, "level": level.value, **named}
            print(json.dumps(told, ensure_ascii=False))

    @app.command("sign-all")
    def sign_all(
        sources: list[Path],
        out_dir: Annotated[Path, typer.Option("--out-dir", help="folder of the signed files")],
        credential: Annotated[str, typer.Option("--credential", help="id, see `secure-client credentials`")],
        level: Annotated[Level, typer.Option("--level")] = Level.B_B,
        seal: _SealOption = None,
        pin_fd: Annotated[int, typer.Option("--pin-fd", help="read the PIN from this file descriptor")] = -1,
        as_json: Annotated[bool, typer.Option("--json")] = False,
    ) -> None:
        """Sign many PDFs with one PIN: the first free field of each, or the bottom of its last page.

        The exit code is 0 only when all were signed; the others are named with the reason.
        """
        results: dict[BatchFile, AppError | None] = {}
        stamped = read_seal(seal) if seal is not None else None

        def told(file: BatchFile, state: BatchState, error: AppError | None) -> None:
            if state in (BatchState.SIGNED, BatchState.FAILED):
                results[file] = error

        async def work() -> None:
            context.credentials.interaction = TerminalInteraction(pin_fd if pin_fd >= 0 else None)
            chosen = context.credentials.find(credential)
            files: list[BatchFile] = []
            for source in sources:
                files.append(BatchFile(source, target_in(out_dir, source, "signed", [file.target for file in files])))
            electronic = stamped.der if stamped is not None else b""
            size = _size(stamped)
            maker = OptionsMaker(_appearance(chosen, stamped), level, electronic_seal=electronic, size=size)
            title = f"批量签署 {len(files)} 个文件"
            await sign_batch(PdfService(context), files, chosen, maker, title, told, Cancel())

        context.run_command(work())
        if as_json:
            print(json.dumps([_result(file, error) for file, error in results.items()], ensure_ascii=False))
        else:
            for file, error in results.items():
                done = str(file.target) if error is None else f"{error.code} {error.cause_in('zh_CN')}"
                print(f"{file.source}: {done}")
        if any(error is not None for error in results.values()):
            raise typer.Exit(1)

    @app.command()
    def extend(
        source: Path,
        out: Annotated[Path, typer.Option("--out", help="the extended file")],
        level: Annotated[Level, typer.Option("--level")] = Level.B_LTA,
    ) -> None:
        """Make the signatures of a PDF last: time stamp, proofs (B-LT), a time stamp over everything (B-LTA)."""
        context.run_command(PdfService(context).extend(source, out, level))

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


def _result(file: BatchFile, error: AppError | None) -> dict[str, str]:
    done = {"source": str(file.source)}
    return done | (
        {"signed": str(file.target)} if error is None else {"code": error.code, "cause": error.cause_in("zh_CN")}
    )


def _rectangle(text: str) -> Rectangle:
    try:
        left, top, width, height = (float(part) for part in text.split(","))
    except ValueError as error:
        raise ArgumentInvalid(option="--rect") from error
    return Rectangle(left, top, width, height)


def _size(seal: ElectronicSeal | None) -> Size:
    """In points; a seal in the size that it has on paper."""
    if seal is None:
        return USUAL
    return seal.content.picture.width_mm * POINTS_PER_MM, seal.content.picture.height_mm * POINTS_PER_MM


def _appearance(credential: Credential, seal: ElectronicSeal | None) -> Appearance:
    """The seal's picture alone; who signs, where there is no seal or its picture cannot be drawn."""
    if seal is not None and is_drawable(seal.content.picture.data):
        return Appearance(seal.content.picture.data, margin=0.0)
    return Appearance(lines=(f"签名人：{credential.certificate.subject_name}",))
