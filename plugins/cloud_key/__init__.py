"""云密钥: not part of this version; its tile and a page say so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.plugin.api import PluginContext, Tile, hookimpl

if TYPE_CHECKING:
    from core.ui.page import PageSpec


@hookimpl
def register_pages(context: PluginContext) -> Sequence[PageSpec]:
    """The page that says what there is instead."""
    from core.ui.language import QT_TRANSLATE_NOOP
    from core.ui.page import PageSpec
    from core.ui.view_model import ViewModel

    qml = Path(__file__).parent / "qml" / "CloudKeyPage.qml"
    return (PageSpec("cloud_key.home", QT_TRANSLATE_NOOP("Pages", "云密钥"), qml, ViewModel),)


@hookimpl
def home_tiles(context: PluginContext) -> Sequence[Tile]:
    """The module's tile."""
    from core.ui.language import QT_TRANSLATE_NOOP

    title, subtitle = QT_TRANSLATE_NOOP("Tiles", "云密钥"), QT_TRANSLATE_NOOP("Tiles", "密钥保存在云端，随处可用")
    return (Tile("cloud_key.home", title, subtitle, "cloud", 20),)
