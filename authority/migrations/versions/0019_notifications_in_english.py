"""Notifications are kept in English as well; those of before have none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    with op.batch_alter_table("notification") as table:
        table.add_column(sa.Column("title_en", sa.String(100), nullable=False, server_default=""))
        table.add_column(sa.Column("text_en", sa.String(800), nullable=False, server_default=""))
