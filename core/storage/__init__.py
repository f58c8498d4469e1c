"""Where the client keeps things: paths, database, settings, vault."""
