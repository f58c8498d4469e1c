"""The documents of an organisation: the licences that it had and the deeds of its transfers."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.models import FileRow
from authority.audit import AuditRow
from authority.organisations.models import OrganisationRow, TransferRow


def documents_of(session: Session, organisation: OrganisationRow) -> list[FileRow]:
    """All of them, newest first; the first licence is the one in force."""
    changes = select(AuditRow.details).where(
        AuditRow.subject == f"organisation:{organisation.id}", AuditRow.action == "organisation.changed"
    )
    licences = {licence for details in session.scalars(changes) for licence in details["licences"]}
    deeds = select(TransferRow.signed_file_id).where(
        TransferRow.organisation_id == organisation.id, TransferRow.signed_file_id.is_not(None)
    )
    wanted = {organisation.licence_file_id, *licences, *session.scalars(deeds)}
    found = select(FileRow).where(FileRow.id.in_(wanted)).order_by(FileRow.created_at.desc(), FileRow.id)
    return list(session.scalars(found))
