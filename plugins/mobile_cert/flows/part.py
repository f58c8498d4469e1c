"""What the parts of the wizard share: each owns the state of one step."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtQml import QmlElement

from core.ui.properties import QmlObject

if TYPE_CHECKING:
    from plugins.mobile_cert.flows.view_model import FlowViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class FlowPart(QmlObject):
    """One step's state; its work runs as the wizard's.

    Attributes:
        title: of the step, marked for the translators.
        qml: name of the step's file.
        continue_text: label of the main button instead of 下一步.
        can_go_back: [上一步] is offered.
    """

    title: ClassVar[str]
    qml: ClassVar[str]
    continue_text: ClassVar[str] = ""
    can_go_back: ClassVar[bool] = True

    def __init__(self, flow: FlowViewModel) -> None:
        super().__init__(flow)
        self.flow = flow

    def complete(self) -> bool:
        """The main button may be pressed."""
        return True

    async def load(self) -> None:
        """The step is entered: read what it shows."""

    async def submit(self) -> None:
        """The main button was pressed: send what was entered."""

    def report(self, error: BaseException) -> None:
        """Failures are the wizard's."""
        self.flow.report(error)

    def run(self, work: Coroutine[Any, Any, None]) -> object:
        """Work is the wizard's."""
        return self.flow.run(work)
