"""How the window looks for this person: theme, large type, motion, language; kept between starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QObject
from PySide6.QtQml import QmlElement

from core.ui.language import CHINESE
from core.ui.properties import QmlObject, prop, slot

QML_IMPORT_NAME = "SecureClient.Model"
QML_IMPORT_MAJOR_VERSION = 1


class Theme(StrEnum):
    """The colour themes of the design system."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class AppearanceChoice:
    """What the person chose.

    Attributes:
        theme: colours.
        large_type: 适老化, 1.35 times the type size.
        reduced_motion: nothing moves.
        language: `zh_CN` or `en`.
    """

    theme: Theme = Theme.LIGHT
    large_type: bool = False
    reduced_motion: bool = False
    language: str = CHINESE

    def to_values(self) -> dict[str, object]:
        """Plain values for the settings store."""
        return {**asdict(self), "theme": self.theme.value}

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> AppearanceChoice:
        """The choice from stored values; what is missing or not understood is the default."""
        themes = {theme.value: theme for theme in Theme}
        return cls(
            theme=themes.get(str(values.get("theme")), Theme.LIGHT),
            large_type=values.get("large_type") is True,
            reduced_motion=values.get("reduced_motion") is True,
            language="en" if values.get("language") == "en" else CHINESE,
        )


@QmlElement
class Appearance(QmlObject):
    """The QML face of the choice.

    Attributes:
        theme: `light`, `dark` or `contrast`.
        largeType: 适老化.
        reducedMotion: nothing moves.
        language: language tag.
    """

    theme = prop(str, "light")
    largeType = prop(bool, False)
    reducedMotion = prop(bool, False)
    language = prop(str, CHINESE)

    def __init__(
        self,
        choice: AppearanceChoice,
        changed: Callable[[AppearanceChoice], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._choice = choice
        self._changed_to = changed
        self._show()

    @property
    def choice(self) -> AppearanceChoice:
        """What is chosen now."""
        return self._choice

    def choose(self, choice: AppearanceChoice) -> None:
        """Use another look and have it kept."""
        self._choice = choice
        self._show()
        self._changed_to(choice)

    @slot(str)
    def setTheme(self, theme: str) -> None:
        """Choose a theme by its name."""
        self.choose(replace(self._choice, theme=Theme(theme)))

    @slot(bool)
    def setLargeType(self, large: bool) -> None:
        """Choose large type."""
        self.choose(replace(self._choice, large_type=large))

    @slot(bool)
    def setReducedMotion(self, reduced: bool) -> None:
        """Choose a still window."""
        self.choose(replace(self._choice, reduced_motion=reduced))

    @slot(str)
    def setLanguage(self, language: str) -> None:
        """Choose the language."""
        self.choose(replace(self._choice, language=language))

    def report(self, error: BaseException) -> None:
        """A slot raises only when storing fails; the window's guard shows it."""
        raise error

    def run(self, work: object) -> None:
        """No slot is asynchronous."""
        raise TypeError("appearance starts no work")

    def _show(self) -> None:
        self.theme = self._choice.theme.value
        self.largeType = self._choice.large_type
        self.reducedMotion = self._choice.reduced_motion
        self.language = self._choice.language
