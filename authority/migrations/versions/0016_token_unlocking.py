"""Unlocking of tokens after an SMS code."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "self_service_token_pin",
        sa.Column("serial_lookup", sa.String(length=64), nullable=False),
        sa.Column("phone_lookup", sa.String(length=64), nullable=False),
        sa.Column("pins", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("serial_lookup"),
    )
    op.create_table(
        "self_service_unlock_challenge",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("serial_lookup", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_self_service_unlock_challenge_serial_lookup", "self_service_unlock_challenge", ["serial_lookup"]
    )
