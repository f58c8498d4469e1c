"""我的印章: the person's seals and pictures of their own for the appearance of PDF signatures."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.plugin.api import (
    DroppedFile,
    OpenPage,
    PersonalDataItem,
    PluginContext,
    Tile,
    ToolbarAction,
    hookimpl,
)

if TYPE_CHECKING:
    from core.ui.page import PageContext, PageSpec
    from core.ui.view_model import ViewModel
    from plugins.seal.own_seals import OwnSeals

_services: dict[Path, OwnSeals] = {}
_tasks: set[object] = set()


def _service(context: PluginContext) -> OwnSeals:
    """The one service of a running app; a second one would publish older pictures over newer ones."""
    from plugins.seal.own_seals import OwnSeals

    service = _services.get(context.data_dir)
    if service is None:
        service = _services[context.data_dir] = OwnSeals(
            context.data_dir, context.settings, context.credentials.seals, context.manifest.id
        )
    return service


@hookimpl
def register_pages(context: PluginContext) -> Sequence[PageSpec]:
    """The list with import."""
    from core.ui.language import QT_TRANSLATE_NOOP
    from core.ui.page import PageSpec

    def seals(page: PageContext) -> ViewModel:
        from plugins.seal.view_models import SealsViewModel

        return SealsViewModel(page, context.credentials.seals, _service(context))

    def inspection(page: PageContext) -> ViewModel:
        from core.network.trust_services import TrustServices
        from plugins.seal.inspection_view_model import SealInspectionViewModel

        return SealInspectionViewModel(page, TrustServices(context.authority), _service(context))

    def medium(page: PageContext) -> ViewModel:
        from plugins.seal.medium_view_model import MediumSealViewModel

        return MediumSealViewModel(page, context.credentials)

    qml = Path(__file__).parent / "qml"
    return (
        PageSpec("seal.home", QT_TRANSLATE_NOOP("Pages", "我的印章"), qml / "SealsPage.qml", seals),
        PageSpec("seal.medium", QT_TRANSLATE_NOOP("Pages", "电子签章"), qml / "MediumSealPage.qml", medium),
        PageSpec("seal.inspection", QT_TRANSLATE_NOOP("Pages", "印章信息"), qml / "SealInspectionPage.qml", inspection),
    )


@hookimpl
def home_tiles(context: PluginContext) -> Sequence[Tile]:
    """The module's tile."""
    from core.ui.language import QT_TRANSLATE_NOOP

    title, subtitle = QT_TRANSLATE_NOOP("Tiles", "我的印章"), QT_TRANSLATE_NOOP("Tiles", "查看印章，导入签名图片")
    return (Tile("seal.home", title, subtitle, "seal", 50),)


@hookimpl
def toolbar_actions(context: PluginContext) -> Sequence[ToolbarAction]:
    """电子签章 on 数字证书业务."""
    from core.ui.language import QT_TRANSLATE_NOOP

    return (ToolbarAction("legacy_token.home", "seal.medium", QT_TRANSLATE_NOOP("Tiles", "电子签章"), "seal", 30),)


@hookimpl
def handle_file(context: PluginContext, file: DroppedFile) -> OpenPage | None:
    """A dropped seal file is looked into."""
    if file.path.suffix.lower() != ".esl":
        return None
    return OpenPage("seal.inspection", {"path": file.path})


@hookimpl
def start(context: PluginContext) -> None:
    """Publish the person's own pictures."""
    task = asyncio.get_running_loop().create_task(_service(context).publish())
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


@hookimpl
def stop(context: PluginContext) -> None:
    """Withdraw them."""
    context.credentials.seals.publish(context.manifest.id, ())
    _services.pop(context.data_dir, None)


@hookimpl
def collect_personal_data(context: PluginContext) -> Sequence[PersonalDataItem]:
    """The pictures by name."""
    return [
        PersonalDataItem("印章", "印章图片", seal.name)
        for seal in context.credentials.seals.seals()
        if context.credentials.seals.source_of(seal.id) == context.manifest.id
    ]


@hookimpl
def erase_personal_data(context: PluginContext) -> Awaitable[None]:
    """Delete the pictures."""
    return _service(context).remove_all()
