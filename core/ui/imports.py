"""Imports that do not read sources.

PySide reads the source of every module that is imported after it, to learn whether the module speaks of PySide: its
switch `from __feature__ import …` shall touch no other. Nobody here uses that switch. What was read stays in
`linecache`: 50 MB with the libraries for PDF, and a tenth of the time of their import.
"""

from __future__ import annotations

import importlib
from typing import Any


def read_no_sources() -> None:
    """Call before other modules are imported; may be called again. Leaves a PySide alone that works in another way."""
    importlib.import_module("PySide6.QtCore")  # brings the support module with it
    feature: Any = importlib.import_module("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _uses_no_feature


def _uses_no_feature(module: object) -> bool:
    return False
