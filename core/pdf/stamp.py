"""Puts an appearance that was drawn in memory into a signature field."""

from __future__ import annotations

import io
import uuid

from pyhanko.pdf_utils.content import PdfContent, RawContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp.static import StaticStampStyle


class DrawnPage(PdfContent):
    """A one-page PDF in memory as content of a stamp."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        super().__init__()

    def render(self) -> bytes:
        """See pyHanko's `PdfContent`."""
        reader = PdfFileReader(io.BytesIO(self._pdf))
        form = self._ensure_writer.import_page_as_xobject(reader)
        name = f"/Seal{uuid.uuid4().hex}"
        self.resources.xobject[name] = form
        x0, y0, x1, y1 = (float(number) for number in form.get_object()["/BBox"])
        self.box = BoxConstraints(width=abs(x1 - x0), height=abs(y1 - y0))
        return name.encode() + b" Do"


def stamp_style(pdf: bytes) -> StaticStampStyle:
    """A stamp that shows the page edge to edge, without border."""
    layout = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MID,
        y_align=AxisAlignment.ALIGN_MID,
        margins=Margins(0, 0, 0, 0),
        inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
    )
    return StaticStampStyle(background=DrawnPage(pdf), background_layout=layout, background_opacity=1.0, border_width=0)


def empty_style() -> StaticStampStyle:
    """A stamp that shows nothing."""
    return StaticStampStyle(background=RawContent(b""), background_opacity=1.0, border_width=0)
