"""What the window's frame and home page show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from core.plugin.contributions import Tile, ToolbarAction
from core.ui.appearance import Appearance
from core.ui.dialogs import Dialogs
from core.ui.list_model import ListModel, RowModel
from core.ui.navigator import Navigator
from core.ui.page import PageContext
from core.ui.properties import QmlObject, child, prop, slot
from core.ui.view_model import ViewModel

QML_IMPORT_NAME = "SecureClient.Model"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A tile of the home page or an entry of the navigation bar.

    Attributes:
        pageId: page that opens.
        title: in the window's language.
        subtitle: one line under it.
        iconName: name of an icon or URL of an SVG.
    """

    pageId: str
    title: str
    subtitle: str
    iconName: str


def entry_of(tile: Tile) -> Entry:
    """A tile in the window's language (context `Tiles`)."""
    title = QCoreApplication.translate("Tiles", tile.title)
    subtitle = QCoreApplication.translate("Tiles", tile.subtitle) if tile.subtitle else ""
    return Entry(tile.page_id, title, subtitle, _icon_url(tile.icon))


def _action_of(action: ToolbarAction) -> Entry:
    title = QCoreApplication.translate("Tiles", action.title)
    return Entry(action.page_id, title, "", _icon_url(action.icon))


def _icon_url(icon: str | Path) -> str:
    return QUrl.fromLocalFile(str(icon)).toString() if isinstance(icon, Path) else icon


@QmlElement
class Shell(QmlObject):
    """The frame of the window.

    Attributes:
        navigator: open pages.
        dialogs: questions and notes.
        appearance: theme and type.
        tiles: modules on the home page.
        entries: places in the navigation bar besides 首页, e.g. 设置 and 关于.
        toolbar: what plugins add to the page in front.
        sandbox: the embedded authority is in use; 体验环境 is shown.
        developerMode: unsigned plugins are allowed; a banner says so.
        kiosk: large targets for a public terminal.
        locked: nothing but the page in front can be reached (before consent).
        fileDropped: a file was dropped on the window (signal).
    """

    navigator = child(Navigator)
    dialogs = child(Dialogs)
    appearance = child(Appearance)
    tiles = child(RowModel)
    entries = child(RowModel)
    toolbar = child(RowModel)
    sandbox = prop(bool, False)
    developerMode = prop(bool, False)
    kiosk = prop(bool, False)
    locked = prop(bool, False)

    fileDropped = Signal(QUrl)

    def __init__(
        self, navigator: Navigator, dialogs: Dialogs, appearance: Appearance, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.navigator = navigator
        self.dialogs = dialogs
        self.appearance = appearance
        self.tiles = ListModel(Entry, parent=self, rows=())
        self.entries = ListModel(Entry, parent=self, rows=())
        self._toolbar = ListModel(Entry, parent=self, rows=())
        self.toolbar = self._toolbar
        self._tiles: tuple[Tile, ...] = ()
        self._entries: tuple[Tile, ...] = ()
        self._actions: tuple[ToolbarAction, ...] = ()
        navigator.changed("pageId").connect(self._show_toolbar)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Replace the modules of the home page, in the order of `Tile.order`."""
        self._tiles = tuple(sorted(tiles, key=lambda tile: tile.order))
        self.translate()

    def show_entries(self, entries: Sequence[Tile]) -> None:
        """Replace the entries of the navigation bar."""
        self._entries = tuple(sorted(entries, key=lambda tile: tile.order))
        self.translate()

    def show_actions(self, actions: Sequence[ToolbarAction]) -> None:
        """Replace the toolbar entries of all pages, in the order of `ToolbarAction.order`."""
        self._actions = tuple(sorted(actions, key=lambda action: action.order))
        self._show_toolbar()

    @Slot()
    def _show_toolbar(self) -> None:
        host = self.navigator.pageId
        here = [action for action in self._actions if action.host_page_id == host]
        # an entry whose page went with its plugin leads nowhere
        self._toolbar.replace([_action_of(action) for action in here if self.navigator.knows(action.page_id)])

    def translate(self) -> None:
        """Show the texts in the window's language."""
        self._show_toolbar()
        for rows, tiles in ((self.tiles, self._tiles), (self.entries, self._entries)):
            if isinstance(rows, ListModel):
                rows.replace([entry_of(tile) for tile in tiles])

    def report(self, error: BaseException) -> None:
        """Show a failure of the frame."""
        self.dialogs.report(error)

    def run(self, work: object) -> None:
        """Run an asynchronous slot of the frame."""
        self.navigator.run(work)

    @slot(str)
    async def go(self, page_id: str) -> None:
        """A place in the navigation bar: leave what is open, then open it."""
        if self.locked:
            return
        if await self.navigator.home() and page_id != self.navigator.pageId:
            self.navigator.push(page_id)

    @slot(str)
    def openAction(self, page_id: str) -> None:
        """An entry of the toolbar was pressed."""
        if not self.locked:
            self.navigator.push(page_id)

    @slot(QUrl)
    def dropFile(self, url: QUrl) -> None:
        """A file was dropped on the window."""
        if url.isLocalFile() and not self.locked:
            self.fileDropped.emit(url)


@QmlElement
class HomeViewModel(ViewModel):
    """首页: the modules of all plugins."""

    tiles = child(RowModel)

    def __init__(self, page: PageContext, tiles: RowModel) -> None:
        super().__init__(page)
        self.tiles = tiles

    @slot(str)
    def openTile(self, page_id: str) -> None:
        """A tile was pressed."""
        self.page.navigator.push(page_id)
