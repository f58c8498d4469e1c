"""Transfers of an organisation's administration."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "administration_transfer",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("from_membership_id", sa.String(length=36), nullable=False),
        sa.Column("to_membership_id", sa.String(length=36), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("deed", sa.LargeBinary(), nullable=False),
        sa.Column("signed_file_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["from_membership_id"], ["membership.id"]),
        sa.ForeignKeyConstraint(["to_membership_id"], ["membership.id"]),
        sa.ForeignKeyConstraint(["signed_file_id"], ["file.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_administration_transfer_organisation_id", "administration_transfer", ["organisation_id"])
