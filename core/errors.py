"""Every failure that a person can meet: a code, a cause and a remedy, in Chinese and English.

An error is a type. Each type is declared once, beside the code that raises it or here when several rooms raise it, and
registers itself under its code, so that the table in the documentation and the translation check see all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Text:
    """A short text in the two languages of the product."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The text for a language tag such as `zh_CN` or `en`; Chinese unless English is asked for."""
        return self.en if language.lower().startswith("en") else self.zh


class AppError(Exception):
    """A failure that a person can meet.

    Subclasses set `code` (stable, never reused, e.g. ``PIN-001``), `cause` (what was wrong) and `remedy` (what to do).
    Texts may hold ``{name}`` fields that are filled from the keyword arguments of the constructor, a `Text` in the
    language of the whole; these must never carry secrets, because the texts reach logs and screens.
    """

    code: ClassVar[str] = ""
    cause: ClassVar[Text]
    remedy: ClassVar[Text]

    _registry: ClassVar[dict[str, type[AppError]]] = {}

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        code = cls.__dict__.get("code")
        if not code:
            return
        known = AppError._registry.get(code)
        if known is not None and known.__qualname__ != cls.__qualname__:
            raise TypeError(f"error code {code} is used by {known.__qualname__} and {cls.__qualname__}")
        AppError._registry[code] = cls

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(f"{self.code}: {self.cause_in('en')}")

    def _fill(self, text: Text, language: str) -> str:
        template = text.in_language(language)
        if not self.details:
            return template
        details = {
            name: detail.in_language(language) if isinstance(detail, Text) else detail
            for name, detail in self.details.items()
        }
        return template.format(**details)

    @property
    def told_code(self) -> str:
        """The code that a person reads and tells the support."""
        return self.code

    def cause_in(self, language: str) -> str:
        """What was wrong, for a person."""
        return self._fill(self.cause, language)

    def remedy_in(self, language: str) -> str:
        """What the person can do about it."""
        return self._fill(self.remedy, language)

    @classmethod
    def catalogue(cls) -> dict[str, type[AppError]]:
        """All declared errors by code, in the order of their codes."""
        return dict(sorted(AppError._registry.items()))


class UnexpectedError(AppError):
    """A defect of the program: anything that is not an `AppError` when it reaches a person."""

    code = "APP-001"
    cause = Text("程序遇到了意外问题（{kind}）。", "The program met an unexpected problem ({kind}).")
    remedy = Text(
        "请重试；如仍出现，请导出日志并联系客服。", "Try again; if it stays, export the log and contact support."
    )


class CancelledByUser(AppError):
    """The person cancelled; shown as a calm note, never as a failure."""

    code = "APP-002"
    cause = Text("操作已取消。", "The operation was cancelled.")
    remedy = Text("需要时可重新开始。", "Start again whenever you like.")


class StorageFull(AppError):
    """No space left on the device (ENOSPC, EDQUOT)."""

    code = "APP-003"
    cause = Text("存储空间不足，未能写入{what}。", "There is no space left to write {what}.")
    remedy = Text(
        "请清理磁盘空间后重试，原有数据没有变化。", "Free some space and try again; existing data is unchanged."
    )


class FileNotAccessible(AppError):
    """A file cannot be read or written: missing, no permission, a directory."""

    code = "APP-004"
    cause = Text("无法访问文件“{name}”。", "The file “{name}” cannot be accessed.")
    remedy = Text(
        "请检查文件是否存在以及访问权限，或另选位置。",
        "Check that it exists and its permissions, or choose another place.",
    )


def as_app_error(error: BaseException) -> AppError:
    """The error to show for any exception: itself when it is an `AppError`, otherwise an `UnexpectedError`."""
    if isinstance(error, AppError):
        return error
    shown = UnexpectedError(kind=type(error).__name__)
    shown.__cause__ = error
    return shown
