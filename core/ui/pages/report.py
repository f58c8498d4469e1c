"""违法违规信息举报 (M3.2.13): the form reaches the authority and gets a receipt."""

from __future__ import annotations

from pydantic import BaseModel
from PySide6.QtQml import QmlElement

from core.network.authority import AuthorityConnection
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel

QML_IMPORT_NAME = "CorePages"
QML_IMPORT_MAJOR_VERSION = 1

CATEGORIES = ("违法信息", "侵害个人信息", "诈骗", "侵权", "其他")


class _NewReport(BaseModel):
    category: str
    text: str
    contact: str


class _Receipt(BaseModel):
    receipt_number: str


@QmlElement
class ReportViewModel(ViewModel):
    """The report form; what was typed stays when sending fails."""

    categories = prop(list, list(CATEGORIES))
    receipt = prop(str, "")

    def __init__(self, page: PageContext, authority: AuthorityConnection) -> None:
        super().__init__(page)
        self._authority = authority

    @slot(int, str, str)
    async def send(self, category: int, text: str, contact: str) -> None:
        """提交."""
        body = _NewReport(category=CATEGORIES[category], text=text.strip(), contact=contact.strip())
        answer = await self._authority.post("/reports", body, _Receipt)
        self.receipt = answer.receipt_number
        self.dirty = False
