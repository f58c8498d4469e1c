"""What the console changes: settings, platforms, prices; who may use it in which role."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "adjusted_setting",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "catalogue_entry",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id"),
    )
    with op.batch_alter_table("clerk") as clerk:
        clerk.add_column(sa.Column("role", sa.String(length=20), nullable=False, server_default="administrator"))
        clerk.add_column(sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()))
        clerk.add_column(sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
        clerk.add_column(sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True))
