"""One input of a form: its text, its rule and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtQml import QmlElement

from core.ui.language import QT_TRANSLATE_NOOP
from core.ui.properties import QmlObject, prop, slot
from core.validation import BrokenRule

QML_IMPORT_NAME = "SecureClient.Model"
QML_IMPORT_MAJOR_VERSION = 1

Check = Callable[[str], BrokenRule | None]

_TEXTS: dict[BrokenRule, str] = {
    BrokenRule.EMPTY: QT_TRANSLATE_NOOP("Field", "请填写此项"),
    BrokenRule.PHONE: QT_TRANSLATE_NOOP("Field", "请输入 11 位手机号码"),
    BrokenRule.CODE: QT_TRANSLATE_NOOP("Field", "请输入 6 位数字验证码"),
    BrokenRule.EMAIL: QT_TRANSLATE_NOOP("Field", "请输入有效的电子邮箱"),
    BrokenRule.ID_NUMBER: QT_TRANSLATE_NOOP("Field", "身份证号应为 18 位，末位可为大写 X"),
    BrokenRule.ID_BIRTH: QT_TRANSLATE_NOOP("Field", "身份证号中的出生日期不存在"),
    BrokenRule.ID_CHECK: QT_TRANSLATE_NOOP("Field", "身份证号校验位不正确，请核对"),
    BrokenRule.CREDIT_CODE: QT_TRANSLATE_NOOP("Field", "统一社会信用代码应为 18 位数字或大写字母"),
    BrokenRule.CREDIT_CHECK: QT_TRANSLATE_NOOP("Field", "统一社会信用代码校验位不正确，请核对"),
    BrokenRule.PASSWORD_LENGTH: QT_TRANSLATE_NOOP("Field", "密码长度应为 8–16 位"),
    BrokenRule.PASSWORD_KINDS: QT_TRANSLATE_NOOP("Field", "密码至少包含大写字母、小写字母、数字、特殊字符中的三种"),
    BrokenRule.PASSWORD_CHARACTERS: QT_TRANSLATE_NOOP("Field", "密码含有不支持的字符"),
    BrokenRule.PAST_DATE: QT_TRANSLATE_NOOP("Field", "请输入不晚于今天的日期，例如 2026-05-06"),
    BrokenRule.NAME: QT_TRANSLATE_NOOP("Field", "请输入 2–30 个字的姓名，不含数字和符号"),
}


def rule_text(rule: BrokenRule) -> str:
    """What a broken rule says to the person, in the window's language."""
    return QCoreApplication.translate("Field", _TEXTS[rule])


@QmlElement
class Field(QmlObject):
    """Text of one input; `FormField` in QML binds to it.

    Attributes:
        value: the text as typed, trimmed by `text`.
        error: what is wrong, empty when fine or not looked at yet.
        touched: the person left the input once, so errors show.
        required: empty text is an error.
        valid: the text keeps all rules.
    """

    value = prop(str, "", writable=True)
    error = prop(str, "")
    touched = prop(bool, False)
    required = prop(bool, True)
    valid = prop(bool, False)

    def __init__(self, *checks: Check, parent: QObject, required: bool = True, value: str = "") -> None:
        super().__init__(parent)
        self._checks = checks
        self._refused = ""
        self.required = required
        self.changed("value").connect(self._value_changed)
        self.value = value
        self._look()

    @property
    def text(self) -> str:
        """The text without surrounding spaces."""
        return self.value.strip()

    def broken(self) -> BrokenRule | None:
        """The first rule that the text breaks."""
        if not self.text:
            return BrokenRule.EMPTY if self.required else None
        return next((rule for check in self._checks if (rule := check(self.text)) is not None), None)

    def refuse(self, reason: str) -> None:
        """Show a reason from outside (the server's, another field's) until the text changes."""
        self._refused = reason
        self.touched = True
        self._look()

    def check(self) -> bool:
        """Show what is wrong, as on submit; True when nothing is."""
        self.touched = True
        self._look()
        return self.valid

    def clear(self) -> None:
        """Forget text and errors."""
        self.touched = False
        self.value = ""
        self._look()

    @slot()
    def leave(self) -> None:
        """The person left the input."""
        if self.value:
            self.touched = True
        self._look()

    def report(self, error: BaseException) -> None:
        """A slot of a field raises only for a defect in a check."""
        raise error

    def run(self, work: object) -> None:
        """No slot of a field is asynchronous."""
        raise TypeError("fields start no work")

    @slot()
    def _value_changed(self) -> None:
        self._refused = ""
        self._look()

    def _look(self) -> None:
        rule = self.broken()
        self.valid = rule is None and not self._refused
        reason = self._refused or (rule_text(rule) if rule is not None else "")
        self.error = reason if self.touched else ""


def check_all(fields: Iterable[Field]) -> bool:
    """Check all fields, showing every error; True when all are fine."""
    # a list, because a generator would stop at the first error
    results = [field.check() for field in fields]
    return all(results)
