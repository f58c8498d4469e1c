"""A document on the screen: pages are rendered on a worker thread when they come into view."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, QSizeF
from PySide6.QtQml import QmlElement

from core.errors import as_app_error
from core.ui.images import ImageStore
from core.ui.language import current_language
from core.ui.list_model import ListModel, RowModel
from core.ui.properties import QmlObject, child, prop, slot

QML_IMPORT_NAME = "SecureClient.Model"
QML_IMPORT_MAJOR_VERSION = 1

_KEPT_PAGES = 12
_THUMBNAIL_WIDTH = 120


class Rendered(Protocol):
    """Pixels of a page, as `core.pdf` gives them."""

    @property
    def width(self) -> int:
        """In pixels."""

    @property
    def height(self) -> int:
        """In pixels."""

    @property
    def rgba(self) -> bytes:
        """Four bytes per pixel, rows without padding."""


class Renderer(Protocol):
    """What draws pages, as `core.pdf`'s document does; called on one worker thread only."""

    def render(self, page: int, scale: float) -> Rendered:
        """Draw a page (from 0), `scale` pixels per point."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page of the list.

    Attributes:
        pageWidth: in points.
        pageHeight: in points.
        source: URL of the page's picture; empty until rendered.
        thumbnail: URL of the small picture; empty until rendered.
    """

    pageWidth: float
    pageHeight: float
    source: str = ""
    thumbnail: str = ""


@QmlElement
class PdfDocument(QmlObject):
    """A child of a page's view model; `PdfView` shows it.

    Attributes:
        pages: rows of `PageRow`.
        fields: maps with `name`, `page` (from 0), `x`, `y`, `width`, `height` (points, origin top left), `signed`.
        error: why a page could not be drawn; empty when all is well.
    """

    pages = child(RowModel)
    fields = prop(list, [])
    error = prop(str, "")

    def __init__(self, images: ImageStore, parent: QObject) -> None:
        super().__init__(parent)
        self._images = images
        self._rows: ListModel[PageRow] = ListModel(PageRow, parent=self, rows=())
        self.pages = self._rows
        self._renderer: Renderer | None = None
        self._worker: ThreadPoolExecutor | None = None
        self._scales: dict[int, float] = {}
        self._recent: list[int] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def open(self, renderer: Renderer, sizes: Sequence[tuple[float, float]]) -> None:
        """Show a document.

        Args:
            renderer: draws its pages.
            sizes: width and height of each page in points.
        """
        self.close()
        self._renderer = renderer
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="pdf-view")
        self._rows.replace([PageRow(width, height) for width, height in sizes])

    def show_fields(self, fields: Sequence[Mapping[str, object]]) -> None:
        """Show signature fields over the pages."""
        self.fields = [dict(field) for field in fields]

    def close(self) -> None:
        """Forget the document and its pictures."""
        for task in tuple(self._tasks):
            task.cancel()
        if self._worker is not None:
            self._worker.shutdown(wait=False, cancel_futures=True)
        self._worker = None
        self._renderer = None
        for row in self._rows.items:
            self._images.remove(row.source)
            self._images.remove(row.thumbnail)
        self._scales.clear()
        self._recent.clear()
        self._rows.replace([])
        self.fields = []
        self.error = ""

    @slot(int, float)
    def want(self, page: int, scale: float) -> None:
        """A page came into view at a scale (pixels per point)."""
        if self._renderer is None or not 0 <= page < len(self._rows.items) or self._scales.get(page) == scale:
            return
        self._scales[page] = scale
        self._touch(page)
        self._start(self._draw(page, scale))

    @slot(int)
    def wantThumbnail(self, page: int) -> None:
        """A thumbnail came into view."""
        if self._renderer is not None and 0 <= page < len(self._rows.items) and not self._rows.at(page).thumbnail:
            self._start(self._draw_thumbnail(page))

    @slot(int, result=QSizeF)
    def pageSize(self, page: int) -> QSizeF:
        """Width and height of a page in points."""
        row = self._rows.at(page)
        return QSizeF(row.pageWidth, row.pageHeight)

    def report(self, error: BaseException) -> None:
        """A page cannot be drawn."""
        self.error = as_app_error(error).cause_in(current_language())

    def run(self, work: object) -> None:
        """No slot is asynchronous."""
        raise TypeError("slots of the document start work themselves")

    def _start(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _render(self, page: int, scale: float) -> str:
        renderer, worker = self._renderer, self._worker
        if renderer is None or worker is None:
            return ""
        try:
            picture = await asyncio.get_running_loop().run_in_executor(worker, renderer.render, page, scale)
        except Exception as error:
            self.report(error)
            return ""
        if renderer is not self._renderer:
            return ""
        return self._images.put_rgba(picture.width, picture.height, picture.rgba)

    async def _draw(self, page: int, scale: float) -> None:
        url = await self._render(page, scale)
        if not url:
            return
        if self._scales.get(page) != scale:
            self._images.remove(url)
            return
        self._change(page, source=url)

    async def _draw_thumbnail(self, page: int) -> None:
        url = await self._render(page, _THUMBNAIL_WIDTH / self._rows.at(page).pageWidth)
        if url:
            self._change(page, thumbnail=url)

    def _touch(self, page: int) -> None:
        if page in self._recent:
            self._recent.remove(page)
        self._recent.append(page)
        while len(self._recent) > _KEPT_PAGES:
            old = self._recent.pop(0)
            self._scales.pop(old, None)
            self._change(old, source="")

    def _change(self, page: int, *, source: str | None = None, thumbnail: str | None = None) -> None:
        row = self._rows.at(page)
        if source is not None:
            self._images.remove(row.source)
            row = replace(row, source=source)
        if thumbnail is not None:
            self._images.remove(row.thumbnail)
            row = replace(row, thumbnail=thumbnail)
        rows = list(self._rows.items)
        rows[page] = row
        self._rows.replace(rows)
