"""下载个人信息 (M3.2.9): a file with everything that is held here and at the authority."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtQml import QmlElement

from core.errors import FileNotAccessible
from core.network.errors import AuthorityRefused
from core.secret import Secret
from core.ui.dialogs import ToastKind
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel

if TYPE_CHECKING:
    from core.services import Services

QML_IMPORT_NAME = "CorePages"
QML_IMPORT_MAJOR_VERSION = 1


class _Password(BaseModel):
    password: str


class _Item(BaseModel):
    category: str
    name: str
    value: str
    held_since: datetime | None


class _Data(BaseModel):
    items: list[_Item]


@QmlElement
class PersonalDataViewModel(ViewModel):
    """The page; `ready` once the data was collected."""

    ready = prop(bool, False)
    summary = prop(str, "")

    def __init__(self, page: PageContext, services: Services) -> None:
        super().__init__(page)
        self._services = services
        self._content: dict[str, Any] = {}

    @slot(str, once=True)
    async def collect(self, password: str) -> None:
        """Collect from this device and, when signed in, from the authority."""
        secret = Secret(password)
        local = [asdict(item) for _, item in self._services.plugins.collect("collect_personal_data")]
        entries = [asdict(entry) for entry in await self._services.privacy.entries(10_000)]
        remote: list[dict[str, Any]] = []
        note = ""
        try:
            body = _Password(password=secret.reveal_text())
            answer = await self._services.authority.post("/me/personal-data", body, _Data)
            remote = [item.model_dump() for item in answer.items]
        except AuthorityRefused as error:
            if error.status != 401:
                raise
            note = QCoreApplication.translate("PersonalData", "尚未登录移动证书，仅包含本机数据。")
        finally:
            secret.wipe()
        self._content = {
            "exported_at": datetime.now(UTC),
            "device": local,
            "entries": entries,
            "authority": remote,
        }
        text = QCoreApplication.translate("PersonalData", "本机 %1 项，平台 %2 项，录入记录 %3 条。")
        counts = text.replace("%1", str(len(local))).replace("%2", str(len(remote))).replace("%3", str(len(entries)))
        self.summary = f"{counts} {note}".strip()
        self.ready = True

    @slot(QUrl)
    async def save(self, target: QUrl) -> None:
        """Write the file, readable by its owner only."""
        path = Path(target.toLocalFile())
        text = json.dumps(self._content, ensure_ascii=False, indent=1, default=_plain)
        await asyncio.to_thread(_write, path, text)
        saved = QCoreApplication.translate("PersonalData", "个人信息已保存")
        self.page.dialogs.toast(saved, ToastKind.SUCCESS)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _write(path: Path, text: str) -> None:
    try:
        path.touch(mode=0o600)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise FileNotAccessible(name=path.name) from error
