"""The stack of open pages. QML's `StackView` follows its signals; tests use it without QML."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal
from PySide6.QtQml import QmlElement

from core.log import Log
from core.ui.dialogs import Dialogs
from core.ui.images import ImageStore
from core.ui.page import PageContext, PageSpec, PageUnknown
from core.ui.properties import QmlObject, prop, slot
from core.ui.view_model import ViewModel

QML_IMPORT_NAME = "SecureClient.Model"
QML_IMPORT_MAJOR_VERSION = 1

_log = Log("window")


@dataclass(frozen=True, slots=True)
class OpenPageEntry:
    """One page on the stack."""

    spec: PageSpec
    view_model: ViewModel


@QmlElement
class Navigator(QmlObject):
    """Opens and leaves pages; asks before something half-filled is dropped.

    Attributes:
        depth: number of open pages; the home page is the first.
        title: title of the page in front.
        pageId: id of the page in front.
    """

    depth = prop(int, 0)
    title = prop(str, "")
    pageId = prop(str, "")

    pushed = Signal(QUrl, QObject, str)
    popped = Signal(int)
    """The number of pages that stay."""

    def __init__(self, dialogs: Dialogs, images: ImageStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self._images = images
        self._pages: dict[str, PageSpec] = {}
        self._stack: list[OpenPageEntry] = []
        self._leaving: asyncio.Task[None] | None = None

    def add_pages(self, pages: Iterable[PageSpec]) -> None:
        """Make pages known."""
        for spec in pages:
            self._pages[spec.id] = spec

    def remove_pages(self, ids: Iterable[str]) -> None:
        """Withdraw pages, e.g. of a plugin that failed; open ones stay until they are left."""
        for page_id in ids:
            self._pages.pop(page_id, None)

    def knows(self, page_id: str) -> bool:
        """Whether a page can be opened now."""
        return page_id in self._pages

    @property
    def stack(self) -> tuple[OpenPageEntry, ...]:
        """The open pages, home first."""
        return tuple(self._stack)

    @property
    def current(self) -> ViewModel | None:
        """The view model of the page in front."""
        return self._stack[-1].view_model if self._stack else None

    def push(self, page_id: str, parameters: Mapping[str, object] | None = None) -> ViewModel:
        """Open a page in front of the others.

        Raises:
            PageUnknown: no plugin provides it.
        """
        spec = self._pages.get(page_id)
        if spec is None:
            raise PageUnknown(page=page_id)
        context = PageContext(self, self._dialogs, self._images, dict(parameters or {}))
        view_model = spec.view_model(context)
        view_model.setParent(self)
        self._stack.append(OpenPageEntry(spec, view_model))
        self._show_front()
        _log.info("page opened", page=page_id)
        self.pushed.emit(QUrl.fromLocalFile(str(spec.qml)), view_model, page_id)
        view_model.activated()
        return view_model

    def replace(self, page_id: str, parameters: Mapping[str, object] | None = None) -> ViewModel:
        """Open a page in place of the one in front, without asking (the flow went on).

        Raises:
            PageUnknown: no plugin provides it; the page in front stays.
        """
        if page_id not in self._pages:
            raise PageUnknown(page=page_id)
        if len(self._stack) > 1:
            self.drop_to(len(self._stack) - 1, reactivate=False)
        return self.push(page_id, parameters)

    async def pop(self) -> bool:
        """Leave the page in front; False when the person decided to stay."""
        return await self._leave_to(max(1, len(self._stack) - 1))

    async def home(self) -> bool:
        """Leave all pages but the first; False when the person decided to stay."""
        return await self._leave_to(1)

    def drop_to(self, count: int, *, reactivate: bool = True) -> None:
        """Leave pages without asking until `count` are left."""
        leaving = self._stack[count:]
        if not leaving:
            return
        del self._stack[count:]
        for entry in leaving:
            entry.view_model.close()
        self._show_front()
        self.popped.emit(len(self._stack))
        if reactivate and self._stack:
            self._stack[-1].view_model.activated()

    async def _leave_to(self, count: int) -> bool:
        if any(entry.view_model.dirty for entry in self._stack[count:]):
            leave = await self._dialogs.confirm(
                QCoreApplication.translate("Navigator", "离开当前页面？"),
                QCoreApplication.translate("Navigator", "已填写的内容还没有提交，离开后将不再保留。"),
                accept=QCoreApplication.translate("Navigator", "离开"),
                reject=QCoreApplication.translate("Navigator", "继续填写"),
                danger=True,
            )
            if not leave:
                return False
        self.drop_to(count)
        return True

    def retitle(self) -> None:
        """The language changed: the page in front is called by its name in the new one."""
        spec = self._stack[-1].spec if self._stack else None
        self.title = QCoreApplication.translate("Pages", spec.title) if spec else ""

    def _show_front(self) -> None:
        self.depth = len(self._stack)
        self.retitle()
        spec = self._stack[-1].spec if self._stack else None
        self.pageId = spec.id if spec else ""

    def close(self) -> None:
        """Close all view models; the engine is gone already."""
        for entry in self._stack:
            entry.view_model.close()
        self._stack.clear()

    @slot(QObject)
    def retire(self, view_model: QObject) -> None:
        """The item of a page is gone, after its transition: its view model, which the item read until now, goes too."""
        if all(entry.view_model is not view_model for entry in self._stack):
            view_model.deleteLater()

    def report(self, error: BaseException) -> None:
        """Show a failure of a slot of the navigator."""
        self._dialogs.report(error)

    def run(self, work: object) -> None:
        """Start leaving; a second press while the question is open changes nothing."""
        if self._leaving is not None and not self._leaving.done():
            work.close()  # type: ignore[attr-defined]  # a coroutine
            return
        self._leaving = asyncio.get_running_loop().create_task(work)  # type: ignore[arg-type]  # a coroutine

    @slot()
    async def back(self) -> None:
        """[返回]."""
        await self.pop()

    @slot()
    async def goHome(self) -> None:
        """[返回应用首页]."""
        await self.home()

    @slot(str)
    def open(self, page_id: str) -> None:
        """Open a page from QML."""
        self.push(page_id)
