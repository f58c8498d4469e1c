from tests.ui_fixtures import application, artefacts, qt_warnings

__all__ = ["application", "artefacts", "qt_warnings"]
