"""PDF 签名: sign with a credential of any medium, verify any PDF (M3.5.3)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.plugin.api import (
    CommandGroup,
    DroppedFile,
    OpenPage,
    PluginContext,
    Tile,
    ToolbarAction,
    hookimpl,
)

if TYPE_CHECKING:
    from core.ui.page import PageContext, PageSpec
    from core.ui.view_model import ViewModel

_QML = Path(__file__).parent / "qml"


@hookimpl
def register_pages(context: PluginContext) -> Sequence[PageSpec]:
    """Signing and verification."""
    from core.ui.language import QT_TRANSLATE_NOOP
    from core.ui.page import PageSpec

    def sign(page: PageContext) -> ViewModel:
        from plugins.pdf_sign.service import PdfService
        from plugins.pdf_sign.sign_view_model import SignViewModel

        return SignViewModel(page, PdfService(context), context.credentials)

    def batch(page: PageContext) -> ViewModel:
        from plugins.pdf_sign.batch_view_model import BatchViewModel
        from plugins.pdf_sign.service import PdfService

        return BatchViewModel(page, PdfService(context), context.credentials)

    def verify(page: PageContext) -> ViewModel:
        from plugins.pdf_sign.service import PdfService
        from plugins.pdf_sign.verify_view_model import VerifyViewModel

        return VerifyViewModel(page, PdfService(context))

    return (
        PageSpec("pdf_sign.sign", QT_TRANSLATE_NOOP("Pages", "PDF 签名"), _QML / "SignPage.qml", sign),
        PageSpec("pdf_sign.batch", QT_TRANSLATE_NOOP("Pages", "批量签名"), _QML / "BatchPage.qml", batch),
        PageSpec("pdf_sign.verify", QT_TRANSLATE_NOOP("Pages", "验证签名"), _QML / "VerifyPage.qml", verify),
    )


@hookimpl
def home_tiles(context: PluginContext) -> Sequence[Tile]:
    """The tile."""
    from core.ui.language import QT_TRANSLATE_NOOP

    title, subtitle = QT_TRANSLATE_NOOP("Tiles", "PDF 签名"), QT_TRANSLATE_NOOP("Tiles", "签名、盖章与验证")
    return (Tile("pdf_sign.sign", title, subtitle, "pen", 35),)


@hookimpl
def toolbar_actions(context: PluginContext) -> Sequence[ToolbarAction]:
    """PDF签名 on 数字证书业务."""
    from core.ui.language import QT_TRANSLATE_NOOP

    return (ToolbarAction("legacy_token.home", "pdf_sign.sign", QT_TRANSLATE_NOOP("Tiles", "PDF 签名"), "pen", 20),)


@hookimpl
def handle_file(context: PluginContext, file: DroppedFile) -> OpenPage | None:
    """A dropped PDF is verified; from there it can be signed."""
    if file.path.suffix.lower() != ".pdf":
        return None
    return OpenPage("pdf_sign.verify", {"path": file.path})


@hookimpl
def commands(context: PluginContext) -> Sequence[CommandGroup]:
    """`secure-client sign`, `sign-all`, `extend` and `verify`."""

    def build() -> object:
        from plugins.pdf_sign.commands import build_commands

        return build_commands(context)

    return (CommandGroup(build, help="PDF", commands=("sign", "sign-all", "extend", "verify")),)
