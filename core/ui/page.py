"""Pages and the way between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import AppError, Text

if TYPE_CHECKING:
    from core.ui.dialogs import Dialogs
    from core.ui.images import ImageStore
    from core.ui.navigator import Navigator
    from core.ui.view_model import ViewModel


class PageUnknown(AppError):
    """A page id that no loaded plugin provides."""

    code = "UI-001"
    cause = Text("没有找到页面“{page}”。", "There is no page “{page}”.")
    remedy = Text(
        "提供该页面的功能可能已停用，请在“插件”中查看。", "Its feature may be switched off; see the page Plugins."
    )


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a page's view model gets.

    Attributes:
        navigator: opens and leaves pages.
        dialogs: questions, notes, progress.
        images: pictures made in Python that QML shows.
        parameters: values the opener passed.
    """

    navigator: Navigator
    dialogs: Dialogs
    images: ImageStore
    parameters: Mapping[str, object] = field(default_factory=dict)


def made_when_opened(name: str, services: Callable[[], object]) -> Callable[[PageContext], ViewModel]:
    """Makes the view model `package.module:Class` of the page and its plugin's services; imported when it opens."""

    def make(opened: PageContext) -> ViewModel:
        module, kind = name.split(":")
        made: ViewModel = getattr(import_module(module), kind)(opened, services())
        return made

    return make


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page: a QML file and the view model that stands behind it.

    Attributes:
        id: plugin id, dot, name: `mobile_cert.login`.
        title: in Chinese, marked with `QT_TRANSLATE_NOOP("Pages", …)`; the shell translates it in context `Pages`.
        qml: file whose root is an `AppPage` with `required property <Type> vm`.
        view_model: makes the view model when the page opens; returns at once.
    """

    id: str
    title: str
    qml: Path
    view_model: Callable[[PageContext], ViewModel]
