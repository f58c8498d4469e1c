"""The window: application object, engine, shell; everything is destroyed in the right order."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent
from PySide6.QtQuick import QQuickWindow

from core.ui.appearance import Appearance, AppearanceChoice
from core.ui.dialogs import Dialogs
from core.ui.images import PROVIDER_NAME, ImageStore
from core.ui.imports import read_no_sources
from core.ui.interaction import WindowInteraction
from core.ui.language import QT_TRANSLATE_NOOP, TranslationMissing, current_language, use_language
from core.ui.navigator import Navigator
from core.ui.page import PageContext, PageSpec
from core.ui.shell import HomeViewModel, Shell

QML_FOLDER = Path(__file__).parent / "qml"
HOME_PAGE = "core.home"


def make_application(arguments: Sequence[str] | None = None) -> QGuiApplication:
    """The application object with the product's font and controls style; call once, before any window."""
    read_no_sources()
    # an environment variable, because importing QtQuickControls2 for one call costs start-up time
    os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")
    existing = QGuiApplication.instance()
    application = (
        existing if isinstance(existing, QGuiApplication) else QGuiApplication(list(arguments or sys.argv[:1]))
    )
    QCoreApplication.setApplicationName("secure-client")
    families = set(QFontDatabase.families())
    preferred = [
        name
        for name in ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei UI")
        if name in families
    ]
    if preferred:
        font = QFont(preferred)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        application.setFont(font)
    return application


class MainWindow:
    """Owns the engine and all that QML sees.

    Attributes:
        navigator: pages; add those of plugins with `add_pages`.
        dialogs: questions and notes.
        images: pictures for QML.
        interaction: PIN prompt and consent for the credentials registry.
        shell: tiles, entries, ribbons.
    """

    def __init__(
        self,
        *,
        choice: AppearanceChoice | None = None,
        choice_changed: Callable[[AppearanceChoice], None] | None = None,
        kiosk: bool = False,
    ) -> None:
        """Build the models; `show` makes the window.

        Args:
            choice: the stored look, the default without one.
            choice_changed: keeps a new look.
            kiosk: public terminal: large targets, full screen.
        """
        self._keep_choice = choice_changed
        self.images = ImageStore()
        self.dialogs = Dialogs()
        self.navigator = Navigator(self.dialogs, self.images)
        self.interaction = WindowInteraction(self.dialogs)
        self.appearance = Appearance(choice or AppearanceChoice(), self._choice_changed)
        self.shell = Shell(self.navigator, self.dialogs, self.appearance)
        self.shell.kiosk = kiosk
        # Qt's collector takes parentless objects; these live as long as the window
        for model in (self.dialogs, self.navigator, self.appearance):
            model.setParent(self.shell)
        self.navigator.add_pages(
            [PageSpec(HOME_PAGE, QT_TRANSLATE_NOOP("Pages", "首页"), QML_FOLDER / "HomePage.qml", self._make_home)]
        )
        self._engine: QQmlApplicationEngine | None = None
        self._compiling: list[QQmlComponent] = []
        self._window: QQuickWindow | None = None
        self._translations: list[Path] = []

    def _make_home(self, page: PageContext) -> HomeViewModel:
        return HomeViewModel(page, self.shell.tiles)

    @property
    def window(self) -> QQuickWindow:
        """The window on the screen; only after `show`."""
        if self._window is None:
            raise RuntimeError("the window is not shown")
        return self._window

    @property
    def engine(self) -> QQmlApplicationEngine:
        """The QML engine; only after `show`."""
        if self._engine is None:
            raise RuntimeError("the window is not shown")
        return self._engine

    def prepare(self) -> QQmlApplicationEngine:
        """Begin to load the window's files on Qt's own thread, so that `show` finds them ready; returns the engine."""
        if self._engine is None:
            self._engine = engine = QQmlApplicationEngine()
            engine.addImportPath(str(QML_FOLDER))
            engine.addImageProvider(PROVIDER_NAME, self.images.provider())
            self._compiling = [
                QQmlComponent(engine, QUrl.fromLocalFile(str(file)), QQmlComponent.CompilationMode.Asynchronous)
                for file in (QML_FOLDER / "Main.qml", QML_FOLDER / "HomePage.qml")
            ]
        return self._engine

    def show(self, width: int = 1280, height: int = 832, *, first_page: str = HOME_PAGE) -> None:
        """Open the window with the first page.

        Raises:
            RuntimeError: the QML cannot be loaded (a defect of the installation).
        """
        engine = self.prepare()
        self._use_language(self.appearance.language)
        engine.setInitialProperties({"shell": self.shell, "width": width, "height": height})
        engine.load(QUrl.fromLocalFile(str(QML_FOLDER / "Main.qml")))
        self._compiling.clear()
        roots = engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("the window's QML does not load")
        self._window = roots[0]
        self.navigator.push(first_page)
        if self.shell.kiosk:
            self._window.showFullScreen()
        else:
            self._window.show()

    def close(self) -> None:
        """Take the window away: first the engine, then the view models."""
        if self._window is not None:
            self._window.close()
            self._window = None
        self._compiling.clear()
        if self._engine is not None:
            # deleted at once: with a delayed deletion QML would still read the models that go next
            import shiboken6

            shiboken6.delete(self._engine)
            self._engine = None
        self.navigator.close()

    def add_translations(self, file: Path) -> None:
        """Take a plugin's English texts, a file of Qt's translators, beside the product's."""
        if file in self._translations:
            return
        self._translations.append(file)
        if self._window is not None:
            self._use_language(current_language())

    def _choice_changed(self, choice: AppearanceChoice) -> None:
        before = current_language()
        self._use_language(choice.language)
        if current_language() != before:
            self.navigator.retitle()
            for entry in self.navigator.stack:
                entry.view_model.language_changed()
        if self._keep_choice is not None:
            self._keep_choice(choice)

    def _use_language(self, language: str) -> None:
        try:
            use_language(language, self._engine, self._translations)
        except TranslationMissing as error:
            self.dialogs.report(error)
        # systems write it behind the window's title
        QGuiApplication.setApplicationDisplayName(QCoreApplication.translate("Main", "数字证书客户端"))
        self.shell.translate()
