"""What is kept for a token belongs to the phone that set it up: nobody takes a serial number from its owner."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_PINS = "self_service_token_pin"
_CHALLENGES = "self_service_unlock_challenge"


def upgrade() -> None:
    with op.batch_alter_table(_PINS, naming_convention={"pk": "%(table_name)s_pkey"}) as table:
        table.drop_constraint(f"{_PINS}_pkey", type_="primary")
        table.create_primary_key(f"{_PINS}_pkey", ["serial_lookup", "phone_lookup"])
    # a challenge lives for five minutes: whoever is in the middle of one begins again
    op.drop_table(_CHALLENGES)
    op.create_table(
        _CHALLENGES,
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("serial_lookup", sa.String(length=64), nullable=False),
        sa.Column("phone_lookup", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(f"ix_{_CHALLENGES}_serial_lookup", _CHALLENGES, ["serial_lookup"])
