"""Orders of organisations, the scan of the stamped form, several seals of one order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    # written out, because SQLite takes a reference only together with its column
    op.execute("ALTER TABLE certificate_order ADD COLUMN organisation_id VARCHAR(36) REFERENCES organisation (id)")
    op.execute("ALTER TABLE certificate_order ADD COLUMN attachment_file_id VARCHAR(36) REFERENCES file (id)")
    op.add_column("certificate_order", sa.Column("acting_as", sa.String(length=24), nullable=True))
    op.create_index("ix_certificate_order_organisation_id", "certificate_order", ["organisation_id"])
    # SQLite cannot drop the old uniqueness of order_id, so the table is made anew
    op.drop_index("ix_seal_account_id", "seal")
    op.rename_table("seal", "seal_before")
    op.create_table(
        "seal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("order_id", sa.String(length=36), nullable=False),
        sa.Column("pair_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.Column("electronic_seal", sa.LargeBinary(), nullable=True),
        sa.Column("width_mm", sa.Integer(), nullable=False),
        sa.Column("height_mm", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["order_id"], ["certificate_order.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("order_id", "kind"),
    )
    kept = "id, account_id, order_id, pair_id, kind, name, picture, electronic_seal, width_mm, height_mm, created_at"
    op.execute(f"INSERT INTO seal ({kept}) SELECT {kept} FROM seal_before")  # noqa: S608 no text from outside
    op.drop_table("seal_before")
    op.create_index("ix_seal_account_id", "seal", ["account_id"])
    op.create_index("ix_seal_pair_id", "seal", ["pair_id"])
