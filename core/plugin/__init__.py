"""How a plugin is declared, trusted, loaded, isolated; `core.plugin.api` is all that a plugin author needs."""
