from tests.ui_fixtures import application, artefacts, qml_window, qt_warnings

__all__ = ["application", "artefacts", "qml_window", "qt_warnings"]
