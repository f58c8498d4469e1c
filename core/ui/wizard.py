"""Wizards: a flow is a list of steps; one engine draws the header, checks and goes on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtQml import QmlElement

from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel

QML_IMPORT_NAME = "SecureClient.Model"
QML_IMPORT_MAJOR_VERSION = 1


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a flow.

    Attributes:
        id: name within the flow.
        title: in Chinese, marked with `QT_TRANSLATE_NOOP("Wizard", …)`.
        qml: the step's content; its root has `required property <Type> vm`, the wizard's view model.
        can_continue: the step is complete; ask for a fresh look with `step_changed`.
        on_continue: work before the next step (send, save); raising keeps the step and shows the error.
        can_go_back: [上一步] is offered on this step.
        continue_text: label of the main button instead of 下一步.
    """

    id: str
    title: str
    qml: Path
    can_continue: Callable[[], bool] = _always
    on_continue: Callable[[], Awaitable[None]] | None = None
    can_go_back: bool = True
    continue_text: str = ""


@QmlElement
class WizardViewModel(ViewModel):
    """A view model whose page is a `WizardPage`.

    Attributes:
        stepTitles: titles for the header.
        stepIndex: the step in front, from 0.
        stepUrl: its QML.
        canContinue: the main button is enabled.
        canGoBack: [上一步] is shown.
        continueText: label of the main button.
    """

    stepTitles = prop(list, [])
    stepIndex = prop(int, 0)
    stepUrl = prop(QUrl, QUrl())
    canContinue = prop(bool, False)
    canGoBack = prop(bool, False)
    continueText = prop(str, "")

    def __init__(self, page: PageContext) -> None:
        super().__init__(page)
        self._steps: tuple[Step, ...] = ()
        # work of a step that ends makes the main button usable again
        self.changed("busy").connect(self.step_changed)

    def set_steps(self, steps: Sequence[Step], *, start: str | None = None) -> None:
        """Define the flow and enter its first step, or the step `start` of a flow that is continued."""
        self._steps = tuple(steps)
        self._show_titles()
        self._enter(next((i for i, step in enumerate(steps) if step.id == start), 0))

    def language_changed(self) -> None:
        """See `ViewModel`."""
        self._show_titles()
        if self._steps:
            self._show_continue(self.step)
        super().language_changed()

    @property
    def step(self) -> Step:
        """The step in front."""
        return self._steps[self.stepIndex]

    @slot()
    def step_changed(self) -> None:
        """What `can_continue` depends on is different now."""
        self.canContinue = bool(self._steps) and self.step.can_continue() and not self.busy

    def go_to(self, step_id: str) -> None:
        """Enter a step by its id."""
        self._enter(next(i for i, step in enumerate(self._steps) if step.id == step_id))

    async def finished(self) -> None:
        """The last step is done; a flow opens its result page here."""
        await self.page.navigator.pop()

    @slot(once=True)
    async def next(self) -> None:
        """[下一步]."""
        step = self.step
        if not step.can_continue():
            return
        self.canContinue = False
        try:
            if step.on_continue is not None:
                await step.on_continue()
            if self.step is not step:
                return
            if self.stepIndex + 1 < len(self._steps):
                self._enter(self.stepIndex + 1)
            else:
                await self.finished()
        finally:
            self.canContinue = self.step.can_continue()

    @slot()
    def previous(self) -> None:
        """[上一步]."""
        if self.stepIndex > 0 and self.step.can_go_back and not self.busy:
            self._enter(self.stepIndex - 1)

    def _show_titles(self) -> None:
        self.stepTitles = [QCoreApplication.translate("Wizard", step.title) for step in self._steps]

    def _show_continue(self, step: Step) -> None:
        default = QCoreApplication.translate("Wizard", "下一步")
        self.continueText = QCoreApplication.translate("Wizard", step.continue_text) if step.continue_text else default

    def _enter(self, index: int) -> None:
        self.clearError()
        self.stepIndex = index
        step = self._steps[index]
        self.stepUrl = QUrl.fromLocalFile(str(step.qml))
        self.canGoBack = index > 0 and step.can_go_back
        self._show_continue(step)
        self.canContinue = step.can_continue()
