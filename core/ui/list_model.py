"""Lists for QML from frozen dataclasses, with the states that every list has."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Signal,
)
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "SecureClient.Model"
QML_IMPORT_MAJOR_VERSION = 1

T = TypeVar("T")
_ANY_INDEX = QModelIndex | QPersistentModelIndex

# of Qt.ItemDataRole, by number: importing the namespace Qt makes its 130 enums, a tenth of the window's start
DISPLAY_ROLE = 0
USER_ROLE = 0x0100


class ListState(StrEnum):
    """What the place of the list shows."""

    LOADING = "loading"
    EMPTY = "empty"
    ERROR = "error"
    READY = "ready"


@QmlElement
class RowModel(QAbstractListModel):
    """The QML face of `ListModel`: rows whose roles are the fields of a dataclass, `count` and `state`."""

    countChanged = Signal()
    stateChanged = Signal()
    hasMoreChanged = Signal()

    def __init__(self, row_type: type, parent: QObject) -> None:
        super().__init__(parent)
        self._names = [field.name for field in dataclasses.fields(row_type)]
        self._roles = {USER_ROLE + 1 + i: name for i, name in enumerate(self._names)}
        self._items: list[Any] = []
        self._state = ListState.LOADING
        self._has_more = False

    def rowCount(self, parent: _ANY_INDEX = QModelIndex()) -> int:  # noqa: B008
        """Number of rows."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _ANY_INDEX, role: int = DISPLAY_ROLE) -> Any:
        """One field of one row; enums as their value."""
        name = self._roles.get(role)
        if name is None or not 0 <= index.row() < len(self._items):
            return None
        value = getattr(self._items[index.row()], name)
        return value.value if isinstance(value, StrEnum) else value

    def roleNames(self) -> dict[int, QByteArray]:
        """The fields of the dataclass."""
        return {role: QByteArray(name.encode()) for role, name in self._roles.items()}

    def _count(self) -> int:
        return len(self._items)

    def _list_state(self) -> str:
        return self._state.value

    def _more(self) -> bool:
        return self._has_more

    count = Property(int, _count, notify=countChanged)
    state = Property(str, _list_state, notify=stateChanged)
    hasMore = Property(bool, _more, notify=hasMoreChanged)


class ListModel(RowModel, Generic[T]):
    """A list of frozen dataclasses for a `ListView` or `Repeater`; roles are the field names.

    Use `child(RowModel)` for the property and make it in `__init__`: `self.rows = ListModel(Order, parent=self)`.
    """

    def __init__(self, row_type: type[T], *, parent: QObject, rows: Sequence[T] | None = None) -> None:
        super().__init__(row_type, parent)
        if rows is not None:
            self.replace(rows)

    @property
    def items(self) -> tuple[T, ...]:
        """The rows now."""
        return tuple(self._items)

    def at(self, index: int) -> T:
        """The row at an index that QML gave.

        Raises:
            IndexError: there is no such row (any more).
        """
        if index < 0:
            raise IndexError(index)
        return cast("T", self._items[index])

    def replace(self, rows: Sequence[T], *, has_more: bool = False) -> None:
        """Show these rows. Only what differs is announced, so that scrolling and focus stay."""
        fresh = list(rows)
        common = min(len(fresh), len(self._items))
        for row in range(common):
            if self._items[row] != fresh[row]:
                self._items[row] = fresh[row]
                self.dataChanged.emit(self.index(row), self.index(row))
        if len(fresh) > common:
            self.beginInsertRows(QModelIndex(), common, len(fresh) - 1)
            self._items.extend(fresh[common:])
            self.endInsertRows()
        elif len(self._items) > common:
            self.beginRemoveRows(QModelIndex(), common, len(self._items) - 1)
            del self._items[common:]
            self.endRemoveRows()
        self._settle(has_more)

    def extend(self, rows: Sequence[T], *, has_more: bool = False) -> None:
        """Add a further page of rows."""
        self.replace([*self._items, *rows], has_more=has_more)

    def failed(self) -> None:
        """Loading failed; the page's error says why."""
        self._enter(ListState.ERROR)

    def _settle(self, has_more: bool) -> None:
        if self._has_more != has_more:
            self._has_more = has_more
            self.hasMoreChanged.emit()
        self.countChanged.emit()
        self._enter(ListState.READY if self._items else ListState.EMPTY)

    def _enter(self, state: ListState) -> None:
        if self._state is not state:
            self._state = state
            self.stateChanged.emit()
