"""What the page shows and can do."""

from __future__ import annotations

from PySide6.QtQml import QmlElement

from core.ui.field import Field, check_all
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel

from .book import GreetingBook

QML_IMPORT_NAME = "HelloPlugin"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class GreetingViewModel(ViewModel):
    """Greets by name; a scanned code fills the name in.

    Attributes:
        name: whom to greet.
        greeting: the greeting, empty before.
        count: how many greetings there were.
    """

    name = child(Field)
    greeting = prop(str, "")
    count = prop(int, 0)

    def __init__(self, page: PageContext, book: GreetingBook) -> None:
        super().__init__(page)
        self._book = book
        self.name = Field(parent=self, value=str(page.parameters.get("name", "")))

    def activated(self) -> None:
        """The page is in front."""
        self.run(self._show_count())

    @slot(once=True)
    async def greet(self) -> None:
        """The button; a failure is shown on the page by itself."""
        if check_all([self.name]):
            self.greeting = await self._book.greet(self.name.text)
            await self._show_count()

    async def _show_count(self) -> None:
        self.count = await self._book.count()
