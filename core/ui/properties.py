"""Properties and slots of view models without boilerplate.

`prop` makes a Qt property and its `<name>Changed` signal from one line. PySide builds the meta object after the class
body's `__set_name__` calls, so the property is an ordinary one for QML, for Qt's tools and for `scripts/qmllint`.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Coroutine
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar, cast, overload

from PySide6.QtCore import Property, QObject, Signal, SignalInstance, Slot

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


class Prop(Generic[T]):
    """Declaration of one property; see `prop` and `child`."""

    def __init__(self, kind: type[T], default: T | None, *, writable: bool, constant: bool) -> None:
        self.kind = kind
        self.writable = writable
        self.constant = constant
        self._default = default
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        registered: dict[str, Prop[Any]] = dict(getattr(owner, "declared_properties", {}))
        registered[name] = self
        owner.declared_properties = registered  # type: ignore[attr-defined]  # QmlObject declares it
        qt_type: Any = QObject if isinstance(self.kind, type) and issubclass(self.kind, QObject) else self.kind
        if self.constant:
            setattr(owner, name, Property(qt_type, self.read, constant=True))
            return
        changed = Signal(name=f"{name}Changed")
        setattr(owner, f"{name}Changed", changed)
        setter = self.write if self.writable else None
        setattr(owner, name, Property(qt_type, self.read, setter, notify=changed))

    def read(self, holder: QmlObject) -> T:
        """The value now."""
        return cast("T", holder.property_values.get(self._name, self._default))

    def write(self, holder: QmlObject, value: T) -> None:
        """Store a value and tell QML when it differs."""
        if self.read(holder) == value and self._name in holder.property_values:
            return
        before = self.read(holder)
        holder.property_values[self._name] = value
        if not self.constant and before != value:
            cast("SignalInstance", getattr(holder, f"{self._name}Changed")).emit()

    # Only for the type checker: at run time a Qt property stands in the class in place of this object.
    @overload
    def __get__(self, holder: None, owner: type) -> Self: ...
    @overload
    def __get__(self, holder: QObject, owner: type) -> T: ...
    def __get__(self, holder: QObject | None, owner: type) -> Self | T:
        raise TypeError("prop belongs into a subclass of QmlObject")

    def __set__(self, holder: QObject, value: T) -> None:
        raise TypeError("prop belongs into a subclass of QmlObject")


def prop(kind: type[T], default: T, *, writable: bool = False) -> Prop[T]:
    """A property that Python sets and QML reads; with `writable` QML may set it too.

    Args:
        kind: `str`, `bool`, `int`, `float`, `list`, `dict` or a subclass of `QObject`.
        default: value until set; never mutated, so assign a new list instead of appending.
        writable: QML may write it (two-way controls).
    """
    return Prop(kind, default, writable=writable, constant=False)


def child(kind: type[T]) -> Prop[T]:
    """A constant property for an object that `__init__` makes once, with the view model as its parent."""
    return Prop(kind, None, writable=False, constant=True)


class QmlObject(QObject):
    """A `QObject` whose `prop` and `child` declarations Python code reads and assigns as plain attributes."""

    declared_properties: ClassVar[dict[str, Prop[Any]]] = {}

    def __init__(self, parent: QObject | None = None) -> None:
        self.property_values: dict[str, object] = {}
        self.under_way: set[str] = set()
        super().__init__(parent)

    def __setattr__(self, name: str, value: object) -> None:
        declared = type(self).declared_properties.get(name)
        if declared is None:
            super().__setattr__(name, value)
        else:
            declared.write(self, value)

    def changed(self, name: str) -> SignalInstance:
        """The change signal of a property, for `connect` in Python."""
        return cast("SignalInstance", getattr(self, f"{name}Changed"))


class _Reports(Protocol):
    under_way: set[str]

    def report(self, error: BaseException) -> None: ...

    def run(self, work: Coroutine[Any, Any, None]) -> object: ...


async def _once(holder: _Reports, method: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        await method(holder, *arguments)
    finally:
        holder.under_way.discard(method.__name__)


def slot(*argument_types: type, result: type | None = None, once: bool = False) -> Callable[[F], F]:
    """A Qt slot of a view model that reports what it raises; an `async` method is started with `run`.

    An exception that leaves a plain slot would only be printed and QML would go on as if nothing had happened.

    Args:
        argument_types: types of the arguments, e.g. `str`, `int`, `bool`, `QObject`, `QUrl`, `"QVariant"`.
        result: type that QML receives; not for async methods.
        once: while an async method runs, calling it again does nothing. For what changes something (pay, sign, send):
            a second click may come before the window has disabled the button.
    """

    def decorate(method: F) -> F:
        is_async = inspect.iscoroutinefunction(method)
        names = ", ".join(f"a{index}" for index in range(len(argument_types)))

        def call(self: _Reports, arguments: tuple[Any, ...]) -> Any:
            try:
                if once and method.__name__ in self.under_way:
                    return None
                if once:
                    self.under_way.add(method.__name__)
                    self.run(_once(self, method, arguments))
                    return None
                if is_async:
                    self.run(method(self, *arguments))
                    return None
                return method(self, *arguments)
            except Exception as error:
                self.report(error)
                return None if result is None else result()

        # Qt reads the number of arguments from the function, so the guard needs the method's own arity.
        namespace: dict[str, Any] = {"call": call}
        arguments = f"({names},)" if names else "()"
        exec(f"def guard(self{', ' + names if names else ''}): return call(self, {arguments})", namespace)  # noqa: S102
        guard = namespace["guard"]
        functools.update_wrapper(guard, method)
        # Qt would follow it to the unguarded method
        del guard.__wrapped__
        options: dict[str, Any] = {} if result is None else {"result": result}
        return cast("F", Slot(*argument_types, **options)(guard))

    return decorate
