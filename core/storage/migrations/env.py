"""Alembic's environment: the caller gives the connection and owns the transaction."""

from __future__ import annotations

from alembic import context

from core.storage.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
