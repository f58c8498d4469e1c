"""Python's garbage collector, kept from stopping the window.

A full collection looks at every object there is, and no thread runs meanwhile: with the libraries for PDF and OCR
loaded that is more than 100 ms. What a module made when it was imported lives as long as the process; looking at it is
of no use, so it is moved out of the collector's sight (`gc.freeze`).
"""

from __future__ import annotations

import gc
import sys
from typing import Any


class ShortCollections:
    """Full collections that look only at what is young, or has come since the last import."""

    def __init__(self) -> None:
        self._modules = 0

    def start(self) -> None:
        """Begin."""
        self._freeze()
        gc.callbacks.append(self._collected)

    def stop(self) -> None:
        """End; harmless when it was not started."""
        if self._collected in gc.callbacks:
            gc.callbacks.remove(self._collected)

    def _collected(self, phase: str, info: dict[str, Any]) -> None:
        # never without an import: cycles among frozen objects are not freed, and such a price is paid once per module
        if phase == "stop" and info["generation"] == 2 and len(sys.modules) > self._modules:
            self._freeze()

    def _freeze(self) -> None:
        self._modules = len(sys.modules)
        gc.freeze()
