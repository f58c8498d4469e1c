"""Electronic seals beside their pictures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("seal", sa.Column("electronic_seal", sa.LargeBinary(), nullable=True))
