"""Alembic migrations of the client's database."""
