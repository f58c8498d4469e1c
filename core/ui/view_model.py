"""Base of all view models: background work, busy state and errors in the person's language."""

from __future__ import annotations

import asyncio
import functools
import logging
import traceback
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtQml import QmlElement

from core.errors import AppError, CancelledByUser, as_app_error
from core.ui.language import current_language
from core.ui.properties import QmlObject, prop, slot

if TYPE_CHECKING:
    from core.ui.page import PageContext

QML_IMPORT_NAME = "SecureClient.Model"
QML_IMPORT_MAJOR_VERSION = 1

_log = logging.getLogger(__name__)


@QmlElement
class ViewModel(QmlObject):
    """What a page shows and can do. Subclasses hold no I/O of their own: they await services.

    Attributes:
        page: navigator, dialogs and parameters of the page.
        busy: work started by `run` is under way.
        errorCode: code of the last failure, empty when there is none.
        errorCause: what was wrong, in the person's language.
        errorRemedy: what the person can do.
        dirty: leaving the page would lose what was typed; the navigator asks first.
    """

    busy = prop(bool, False)
    errorCode = prop(str, "")
    errorCause = prop(str, "")
    errorRemedy = prop(str, "")
    dirty = prop(bool, False, writable=True)

    def __init__(self, page: PageContext) -> None:
        super().__init__(None)
        self.page = page
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def activated(self) -> None:
        """The page became the one in front (first time or again); reload here what may have changed."""

    def language_changed(self) -> None:
        """The person chose another language: make texts that come from Python anew."""
        self.activated()

    def run(self, work: Coroutine[Any, Any, None], *, keep_error: bool = False) -> asyncio.Task[None] | None:
        """Start background work: `busy` while it runs, its failure becomes the page's error; cancelled on `close`.

        Work that the person did not ask for keeps the error that is shown until it fails itself.

        Returns the task, or None when the view model is already closed.
        """
        if self._closed:
            work.close()
            return None
        task = asyncio.get_running_loop().create_task(self._guard(work, keep_error))
        self._tasks.add(task)
        self.busy = True
        task.add_done_callback(functools.partial(self._finished, work))
        return task

    async def _guard(self, work: Coroutine[Any, Any, None], keep_error: bool) -> None:
        try:
            if not keep_error:
                self.clearError()
            await work
        except Exception as error:
            self.report(error)

    def _finished(self, work: Coroutine[Any, Any, None], task: asyncio.Task[None]) -> None:
        # a task that is cancelled before its first step never comes to the work
        work.close()
        self._tasks.discard(task)
        if not self._closed:
            self.busy = bool(self._tasks)

    async def settled(self) -> None:
        """Wait until no background work is left; for tests and for flows that join."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def report(self, error: BaseException) -> None:
        """Show a failure; a cancellation by the person is no failure and shows nothing."""
        if self._closed or isinstance(error, CancelledByUser):
            return
        shown: AppError = as_app_error(error)
        if shown is not error:
            # the type and place only: texts of foreign exceptions may carry what was typed
            place = "".join(traceback.format_tb(error.__traceback__))
            _log.error("unexpected %s in %s\n%s", type(error).__name__, type(self).__name__, place)
        _log.info("%s shown by %s", shown.told_code, type(self).__name__)
        language = current_language()
        self.errorCause = shown.cause_in(language)
        self.errorRemedy = shown.remedy_in(language)
        self.errorCode = shown.told_code

    @slot()
    def clearError(self) -> None:
        """Take the shown failure away."""
        self.errorCode = ""
        self.errorCause = ""
        self.errorRemedy = ""

    @slot(str)
    def openPage(self, page_id: str) -> None:
        """Open a page that needs no parameters."""
        self.page.navigator.push(page_id)

    def close(self) -> None:
        """The page is gone: cancel its work. Called by the navigator, once."""
        self._closed = True
        for task in tuple(self._tasks):
            task.cancel()
