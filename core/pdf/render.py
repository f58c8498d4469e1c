"""Pages as pictures (PyMuPDF). One document handle, one call at a time; call from worker threads."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import AppError, FileNotAccessible
from core.pdf.errors import NotAPdf, PageNotDrawn, PdfBroken, PdfEncrypted, PdfTooLarge
from core.pdf.mupdf import drawn, failures

MAX_BYTES = 2 * 1024**3
MAX_PAGES = 10_000
_HEADER_WINDOW = 1024


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A picture of a page: `rgba` has width x height x 4 bytes, not premultiplied, top row first."""

    width: int
    height: int
    rgba: bytes


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page as it is seen (rotation applied), in points of 1/72 inch."""

    width: float
    height: float


class Document:
    """An open PDF."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._lock = threading.Lock()
        self.pages = tuple(PageSize(*self._size(index)) for index in range(handle.page_count))

    def _size(self, index: int) -> tuple[float, float]:
        bound = self._handle.load_page(index).rect
        return bound.width, bound.height

    def render(self, page: int, scale: float) -> RenderedPage:
        """Page (from 0) at `scale` pixels per point; scaled down when it would be larger than 40 megapixels.

        Raises:
            PageNotDrawn: its content is damaged, or asks for too much.
        """
        import pymupdf

        with self._lock:
            try:
                rgba = pymupdf.Pixmap(drawn(self._handle.load_page(page), scale), 1)
            except failures() as error:
                raise PageNotDrawn(page=page + 1) from error
        return RenderedPage(rgba.width, rgba.height, bytes(rgba.samples))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._handle.close()


def open_document(path: Path) -> Document:
    """Open a PDF for looking at it.

    Raises:
        FileNotAccessible, NotAPdf, PdfBroken, PdfEncrypted, PdfTooLarge.
    """
    import pymupdf

    check_header(path)
    try:
        handle = pymupdf.open(path, filetype="pdf")
    except failures() as error:
        raise PdfBroken(name=path.name) from error
    if handle.needs_pass:
        handle.close()
        raise PdfEncrypted(name=path.name)
    try:
        pages = handle.page_count
        if pages > MAX_PAGES:
            raise PdfTooLarge(name=path.name, megabytes=path.stat().st_size >> 20, pages=pages)
        if pages == 0:
            raise PdfBroken(name=path.name)
        return Document(handle)
    except failures() as error:
        handle.close()
        raise PdfBroken(name=path.name) from error
    except AppError:
        handle.close()
        raise


def check_header(path: Path) -> None:
    """The cheap checks before any parser sees the file: readable, not too large, `%PDF-` near its start."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEADER_WINDOW)
    except OSError as error:
        raise FileNotAccessible(name=path.name) from error
    if b"%PDF-" not in head:
        raise NotAPdf(name=path.name)
    if size > MAX_BYTES:
        raise PdfTooLarge(name=path.name, megabytes=size >> 20, pages="?")
