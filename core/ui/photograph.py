"""Asking for a picture of a document by the camera; the page that takes it is the shell's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.camera.permission import PermissionGate
from core.ui.page import PageContext

PARAMETER = "wanted"
CARD_RATIO, PAGE_RATIO = 1.585, 1.414
"""Width to height of an ID card (ISO/IEC 7810 ID-1) and of an A4 sheet that lies on its side."""


@dataclass(frozen=True, slots=True)
class PictureWanted:
    """What is photographed, and for what.

    Attributes:
        gate: asked before the camera is touched.
        purpose: as it stands in the ledger of permissions.
        hint: told above the viewfinder.
        ratio: of the frame that the document should fill, width to height.
        use: gets the JPEG that the person agreed to.
    """

    gate: PermissionGate
    purpose: str
    hint: str
    ratio: float
    use: Callable[[bytes], object]


def photograph(page: PageContext, wanted: PictureWanted) -> None:
    """Open the page; it leaves again when the picture is used."""
    page.navigator.push("core.capture", {PARAMETER: wanted})
