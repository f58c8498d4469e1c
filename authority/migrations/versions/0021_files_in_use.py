"""Which files nothing refers to, so that they are deleted, and which pictures of a card proved who a person is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_USED = (
    "SELECT signature_file_id FROM certificate_order WHERE signature_file_id IS NOT NULL",
    "SELECT attachment_file_id FROM certificate_order WHERE attachment_file_id IS NOT NULL",
    "SELECT front_file_id FROM person WHERE front_file_id IS NOT NULL",
    "SELECT back_file_id FROM person WHERE back_file_id IS NOT NULL",
)


def upgrade() -> None:
    op.add_column("file", sa.Column("unused_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_file_unused_since", "file", ["unused_since"])
    for column, kind in (("front_file_id", "id_card_front"), ("back_file_id", "id_card_back")):
        op.execute(f"ALTER TABLE person ADD COLUMN {column} VARCHAR(36) REFERENCES file (id)")
        # what was uploaded last before the person was verified is what the authority read
        op.execute(
            f"UPDATE person SET {column} = (SELECT id FROM file WHERE file.account_id = person.account_id "  # noqa: S608
            f"AND kind = '{kind}' AND created_at <= person.verified_at ORDER BY created_at DESC LIMIT 1)"
        )
    op.execute(
        "UPDATE file SET unused_since = created_at WHERE account_id IS NOT NULL "  # noqa: S608 no text from outside
        f"AND id NOT IN ({' UNION '.join(_USED)}) "
        "AND NOT EXISTS (SELECT 1 FROM report WHERE report.picture_file_ids LIKE '%' || file.id || '%')"
    )
