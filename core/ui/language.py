"""The language of the window: Chinese sources, English from a translation file; switched while running."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from core.translatable import QT_TRANSLATE_NOOP as QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from PySide6.QtQml import QQmlEngine

CHINESE = "zh_CN"
ENGLISH = "en"

_log = logging.getLogger(__name__)
_current = [CHINESE]
_installed: list[QTranslator] = []


def tr(text: str) -> str:
    """A literal text in the person's language: lupdate collects calls of a bare `tr` in the context without a name."""
    return QCoreApplication.translate("", text)


class TranslationMissing(Exception):
    """The translation file was not built; the window stays Chinese."""


def current_language() -> str:
    """The language tag in use: `zh_CN` or `en`."""
    return _current[0]


def use_language(tag: str, engine: QQmlEngine | None = None, plugins: Sequence[Path] = ()) -> None:
    """Switch the window to a language at once.

    Args:
        tag: `zh_CN` or `en`.
        engine: the window's engine, whose texts are evaluated again.
        plugins: translation files of plugins for this language; those that are missing are left out.

    Raises:
        TranslationMissing: `resources/translations` holds no built file for the language.
    """
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("the language needs an application")
    for translator in _installed:
        application.removeTranslator(translator)
    _installed.clear()
    if tag == ENGLISH:
        from importlib.resources import as_file, files

        # first, since Qt asks the newest first: a plugin cannot change the product's own words
        for file in plugins:
            _install_plugin(file, application)
        translator = QTranslator(application)
        with as_file(files("resources") / "translations" / "secure_client_en.qm") as path:
            if not translator.load(str(path)):
                raise TranslationMissing(str(path.name))
        application.installTranslator(translator)
        _installed.append(translator)
    _current[0] = tag
    QLocale.setDefault(QLocale(tag))
    if engine is not None:
        engine.setUiLanguage(tag)
        engine.retranslate()


def _install_plugin(file: Path, application: QCoreApplication) -> None:
    if not file.is_file():
        return
    translator = QTranslator(application)
    if translator.load(str(file)):
        application.installTranslator(translator)
        _installed.append(translator)
    else:
        _log.warning("the translation %s of the plugin %s cannot be read", file.name, file.parent.parent.name)
