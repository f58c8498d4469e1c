"""What providers say of payments, who transfers from which account, and what is to be done next."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    with op.batch_alter_table("payment") as payment:
        payment.add_column(sa.Column("code_text", sa.String(length=500), nullable=True))
        payment.add_column(sa.Column("provider_number", sa.String(length=64), nullable=True))
        payment.add_column(sa.Column("payer", sa.LargeBinary(), nullable=True))
        payment.add_column(sa.Column("next_step_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_payment_next_step_at", "payment", ["next_step_at"])
