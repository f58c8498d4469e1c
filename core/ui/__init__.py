"""The window: shell, navigation, wizard engine, view-model base and the QML design system (`SecureClient`)."""
