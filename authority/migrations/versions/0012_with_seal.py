"""Whether an order makes a seal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    with op.batch_alter_table("certificate_order") as order:
        order.add_column(sa.Column("with_seal", sa.Boolean(), nullable=False, server_default=sa.true()))
