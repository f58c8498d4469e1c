"""Pictures that Python makes and QML shows: PDF pages, picture codes, QR codes, seals, camera frames.

They are rendered before they are put here, so the provider only looks them up and never runs Python on Qt's image
reader threads.
"""

from __future__ import annotations

import threading
from itertools import count

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

PROVIDER_NAME = "made"


class _Provider(QQuickImageProvider):
    def __init__(self, store: ImageStore) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._store = store

    def requestImage(self, image_id: str, size: QSize, requested_size: QSize) -> QImage:
        """Look a picture up; an empty one when it was taken away meanwhile."""
        image = self._store.image(image_id)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


class ImageStore:
    """Keeps pictures in memory under one-time URLs until their owner removes them."""

    def __init__(self) -> None:
        self._images: dict[str, QImage] = {}
        self._numbers = count(1)
        self._lock = threading.Lock()

    def put(self, image: QImage | bytes) -> str:
        """Keep a picture (a `QImage`, or the bytes of a PNG, JPEG or SVG file); returns the URL for `Image.source`.

        Raises:
            ValueError: the bytes are no picture.
        """
        picture = QImage.fromData(image) if isinstance(image, bytes) else image
        if picture.isNull():
            raise ValueError("not a picture")
        key = str(next(self._numbers))
        with self._lock:
            self._images[key] = picture
        return f"image://{PROVIDER_NAME}/{key}"

    def put_rgba(self, width: int, height: int, rgba: bytes) -> str:
        """Keep raw pixels, 4 bytes each, straight alpha, rows without padding."""
        return self.put(QImage(rgba, width, height, width * 4, QImage.Format.Format_RGBA8888).copy())

    def remove(self, url: str) -> None:
        """Forget a picture; harmless for an unknown or empty URL."""
        with self._lock:
            self._images.pop(url.rpartition("/")[2], None)

    def image(self, key: str) -> QImage:
        """The picture of a key; a transparent pixel when there is none."""
        with self._lock:
            found = self._images.get(key)
        if found is not None:
            return found
        empty = QImage(1, 1, QImage.Format.Format_ARGB32)
        empty.fill(0)
        return empty

    def provider(self) -> QQuickImageProvider:
        """The engine's access; the engine takes it over."""
        return _Provider(self)
