"""Sessions of clerks are kept, so that signing out ends them; those of before end with the update."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "clerk_session",
        sa.Column("token_lookup", sa.String(length=64), nullable=False),
        sa.Column("clerk_name", sa.String(length=40), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["clerk_name"], ["clerk.name"]),
        sa.PrimaryKeyConstraint("token_lookup"),
    )
    op.create_index("ix_clerk_session_clerk_name", "clerk_session", ["clerk_name"])
    op.create_index("ix_clerk_session_expires_at", "clerk_session", ["expires_at"])
