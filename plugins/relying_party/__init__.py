"""扫一扫 用证用章: what a registered website asks for by a code, confirmed by the person (M3.3.9.1, M3.5.4)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.plugin.api import OpenPage, PluginContext, ScannedCode, hookimpl

if TYPE_CHECKING:
    from core.ui.page import PageContext, PageSpec
    from core.ui.view_model import ViewModel

_QML = Path(__file__).parent / "qml"


@hookimpl
def register_pages(context: PluginContext) -> Sequence[PageSpec]:
    """The page that shows who asks for what."""
    from core.ui.language import QT_TRANSLATE_NOOP
    from core.ui.page import PageSpec

    def confirm(page: PageContext) -> ViewModel:
        from plugins.relying_party.service import RelyingPartyService
        from plugins.relying_party.view_model import ConfirmViewModel

        return ConfirmViewModel(page, RelyingPartyService(context), context.credentials)

    return (
        PageSpec("relying_party.confirm", QT_TRANSLATE_NOOP("Pages", "扫码确认"), _QML / "ConfirmPage.qml", confirm),
    )


@hookimpl
def handle_scan(context: PluginContext, code: ScannedCode) -> OpenPage | None:
    """Codes of relying parties; whether they are genuine is found out on the page."""
    from core.relying_party.addresses import read_code

    found = read_code(code.text)
    return OpenPage("relying_party.confirm", {"code": found}) if found is not None else None
