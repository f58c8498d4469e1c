"""Questions and notes of the window: one at a time, answered by the person in QML."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtQml import QmlElement

from core.errors import CancelledByUser, as_app_error
from core.secret import Secret
from core.ui.language import current_language
from core.ui.properties import QmlObject, prop, slot

QML_IMPORT_NAME = "SecureClient.Model"
QML_IMPORT_MAJOR_VERSION = 1


class ToastKind(StrEnum):
    """Colour and icon of a toast."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


@dataclass(slots=True)
class _Question:
    shown: dict[str, object]
    answer: asyncio.Future[object]


@dataclass(slots=True)
class Progress:
    """Handle of a progress dialog.

    Attributes:
        cancelled: set when the person pressed 取消.
    """

    dialogs: Dialogs
    cancelled: asyncio.Event = field(default_factory=asyncio.Event)

    def set(self, fraction: float | None, text: str = "") -> None:
        """Show how far it is: 0 to 1, or None when unknown; call on the event loop's thread."""
        self.dialogs.progressValue = -1.0 if fraction is None else min(1.0, max(0.0, fraction))
        if text:
            self.dialogs.progressText = text


@QmlElement
class Dialogs(QmlObject):
    """Asks the person; `DialogHost` in QML shows `current` and answers.

    Attributes:
        current: the open question as a map (`id`, `kind`, texts), empty when there is none.
        progressTitle: title of the running work; empty when none is shown.
        progressText: what is being done now.
        progressValue: 0 to 1, negative when unknown.
        progressCancellable: the work can be cancelled.
    """

    current = prop(dict, {})
    progressTitle = prop(str, "")
    progressText = prop(str, "")
    progressValue = prop(float, -1.0)
    progressCancellable = prop(bool, False)

    toasted = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[_Question] = deque()
        self._open: _Question | None = None
        self._numbers = count(1)
        self._progress: Progress | None = None

    async def confirm(self, title: str, text: str, *, accept: str = "", reject: str = "", danger: bool = False) -> bool:
        """Ask yes or no; closing the dialog is no."""
        shown = {"kind": "confirm", "title": title, "text": text, "danger": danger}
        answer = await self._ask(
            {
                **shown,
                "accept": accept or QCoreApplication.translate("Dialogs", "确定"),
                "reject": reject or QCoreApplication.translate("Dialogs", "取消"),
            }
        )
        return answer is True

    async def message(self, title: str, text: str) -> None:
        """Show a note until the person closes it."""
        await self._ask(
            {"kind": "message", "title": title, "text": text, "accept": QCoreApplication.translate("Dialogs", "知道了")}
        )

    async def pin(self, title: str, text: str, *, warning: str = "", max_length: int = 64) -> Secret:
        """Ask for a PIN.

        Raises:
            CancelledByUser: the person closed the dialog.
        """
        shown = {"kind": "pin", "title": title, "text": text, "warning": warning, "maxLength": max_length}
        answer = await self._ask(
            {
                **shown,
                "accept": QCoreApplication.translate("Dialogs", "确定"),
                "reject": QCoreApplication.translate("Dialogs", "取消"),
            }
        )
        if not isinstance(answer, Secret):
            raise CancelledByUser
        return answer

    async def pin_pad(self, title: str, text: str, *, warning: str = "") -> None:
        """Tell the person to type on the reader's keys.

        Raises:
            CancelledByUser: the person closed the dialog.
        """
        shown = {"kind": "pin_pad", "title": title, "text": text, "warning": warning}
        if (
            await self._ask(
                {
                    **shown,
                    "accept": QCoreApplication.translate("Dialogs", "开始输入"),
                    "reject": QCoreApplication.translate("Dialogs", "取消"),
                }
            )
            is not True
        ):
            raise CancelledByUser

    def toast(self, text: str, kind: ToastKind = ToastKind.INFO) -> None:
        """Show a short note that goes by itself."""
        self.toasted.emit(text, kind.value)

    def report(self, error: BaseException) -> None:
        """Show a failure that belongs to no page."""
        if isinstance(error, CancelledByUser):
            return
        shown = as_app_error(error)
        language = current_language()
        self.toast(f"{shown.cause_in(language)} {shown.remedy_in(language)}（{shown.told_code}）", ToastKind.ERROR)

    @asynccontextmanager
    async def progress(self, title: str, *, cancellable: bool = True) -> AsyncIterator[Progress]:
        """Show progress while the body runs; one at a time."""
        handle = Progress(self)
        self._progress = handle
        self.progressText = ""
        self.progressValue = -1.0
        self.progressCancellable = cancellable
        self.progressTitle = title
        try:
            yield handle
        finally:
            self._progress = None
            self.progressTitle = ""

    async def _ask(self, shown: dict[str, object]) -> object:
        future: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        question = _Question({**shown, "id": next(self._numbers)}, future)
        self._waiting.append(question)
        self._show_next()
        try:
            return await future
        finally:
            if self._open is question:
                self._open = None
            elif question in self._waiting:
                self._waiting.remove(question)
            self._show_next()

    def _show_next(self) -> None:
        if self._open is None:
            self._open = self._waiting.popleft() if self._waiting else None
            self.current = self._open.shown if self._open else {}

    def _answer(self, number: int, value: object) -> None:
        if self._open is not None and self._open.shown["id"] == number and not self._open.answer.done():
            self._open.answer.set_result(value)

    def run(self, work: object) -> None:
        """No slot of the dialogs is asynchronous."""
        raise TypeError("dialogs start no work")

    @slot(int, bool)
    def answer(self, number: int, accepted: bool) -> None:
        """The person pressed a button of question `number`."""
        self._answer(number, accepted)

    @slot(int, str)
    def answerPin(self, number: int, pin: str) -> None:
        """The person typed a PIN; QML clears its field right after this call."""
        self._answer(number, Secret(pin))

    @slot()
    def cancelProgress(self) -> None:
        """The person pressed 取消 in the progress dialog."""
        if self._progress is not None:
            self._progress.cancelled.set()
            self.progressCancellable = False
            self.progressText = QCoreApplication.translate("Dialogs", "正在取消…")
