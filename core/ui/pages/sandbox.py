"""沙箱消息: text messages and mails of the sandbox, and what of it is seen in a browser: its site and its console."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtQml import QmlElement

from core.network.authority import AuthorityConnection
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel

QML_IMPORT_NAME = "CorePages"
QML_IMPORT_MAJOR_VERSION = 1


class _Message(BaseModel):
    id: str
    kind: Literal["sms", "mail"]
    to: str
    subject: str
    text: str
    created_at: datetime


class _Messages(BaseModel):
    items: list[_Message]


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message."""

    kind: Literal["sms", "mail"]
    to: str
    text: str
    when: str


@QmlElement
class SandboxViewModel(ViewModel):
    """The newest messages of the embedded authority's sandbox.

    Attributes:
        tender: the address of the demonstration site for bidders; empty until it is known.
        console: the address of the console.
        passwordFile: where the console's first password lies.
    """

    messages = child(RowModel)
    tender = prop(str, "")
    console = prop(str, "")
    passwordFile = prop(str, "")

    def __init__(self, page: PageContext, authority: AuthorityConnection, authority_data: Path) -> None:
        super().__init__(page)
        self._authority = authority
        self.passwordFile = str(authority_data / "console-password.txt")
        self._rows = ListModel(MessageRow, parent=self)
        self.messages = self._rows

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self._load())

    @slot()
    async def refresh(self) -> None:
        """刷新."""
        await self._load()

    @slot(str)
    def visit(self, address: str) -> None:
        """In the browser."""
        QDesktopServices.openUrl(QUrl(address))

    async def _load(self) -> None:
        url = await self._authority.base_url()
        self.tender, self.console = f"{url}/tender", f"{url}/console"
        try:
            answer = await self._authority.get("/sandbox/messages", _Messages)
        except Exception:
            self._rows.failed()
            raise
        self._rows.replace(
            [
                MessageRow(item.kind, item.to, item.text, f"{item.created_at.astimezone():%m-%d %H:%M:%S}")
                for item in answer.items
            ]
        )
