"""The outbox of text messages, and until when a waiting message is needed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("outgoing_mail", sa.Column("needed_until", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "outgoing_sms",
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("template", sa.String(length=30), nullable=False),
        sa.Column("values", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("needed_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message_id"),
    )
    op.create_index("ix_outgoing_sms_next_try_at", "outgoing_sms", ["next_try_at"])
