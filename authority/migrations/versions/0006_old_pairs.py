"""Orders about certificates that exist."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("certificate_order", sa.Column("old_pair_id", sa.String(length=36), nullable=True))
    op.create_index("ix_certificate_order_old_pair_id", "certificate_order", ["old_pair_id"])
