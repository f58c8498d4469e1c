"""Built-in plugins, one package each. A plugin imports `core` and itself, never another plugin."""
