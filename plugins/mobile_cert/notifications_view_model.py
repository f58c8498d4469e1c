"""消息通知: what the authority told the person."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtQml import QmlElement

from core.errors import Text
from core.ui.language import current_language
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child
from plugins.mobile_cert import models
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.order_texts import moment
from plugins.mobile_cert.signed_in import SignedInViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """One notification."""

    title: str
    text: str
    at: str
    unread: bool


@QmlElement
class NotificationsViewModel(SignedInViewModel):
    """The list, newest first."""

    notifications = child(RowModel)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service
        self._rows = ListModel(NotificationRow, parent=self)
        self.notifications = self._rows

    async def load(self) -> None:
        """See `SignedInViewModel`."""
        try:
            items = await self._service.notifications()
        except Exception:
            self._rows.failed()
            raise
        self._rows.replace([_row(item) for item in items])
        if any(not item.read for item in items):
            # what is shown now stays marked until the page is opened again
            await self._service.notifications_read()


def _row(item: models.Notification) -> NotificationRow:
    language = current_language()
    title = Text(item.title, item.title_en or item.title).in_language(language)
    text = Text(item.text, item.text_en or item.text).in_language(language)
    return NotificationRow(title, text, moment(item.created_at), not item.read)
