"""Relying parties and the demonstration tender site."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "relying_party",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("operator", sa.String(length=120), nullable=False),
        sa.Column("spki", sa.LargeBinary(), nullable=False),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "tender_key",
        sa.Column("party", sa.String(length=40), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("party"),
    )
    op.create_table(
        "tender_bid",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("browser_lookup", sa.String(length=64), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("bidder", sa.String(length=120), nullable=False),
        sa.Column("bidder_hash", sa.String(length=64), nullable=False),
        sa.Column("price_fen", sa.Integer(), nullable=True),
        sa.Column("document", sa.LargeBinary(), nullable=True),
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("browser_lookup"),
    )
    op.create_index("ix_tender_bid_created_at", "tender_bid", ["created_at"])
    op.create_table(
        "tender_request",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("bid_id", sa.String(length=36), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("jws", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_sha256", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["bid_id"], ["tender_bid.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_tender_request_bid_id", "tender_request", ["bid_id"])
