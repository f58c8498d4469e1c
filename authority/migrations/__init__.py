"""Alembic migrations of the authority's database."""
