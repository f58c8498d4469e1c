"""Real-name authentication (M3.3.4): the authority reads the pictures of the ID card itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.files import claim_file
from authority.accounts.models import AccountRow, PersonRow, SessionRow
from authority.audit import record
from authority.problems import AlreadyVerified, DocumentMismatch, DocumentUnreadable
from authority.service import Service, new_id
from core.errors import AppError


def check_documents(name: str, id_number: str, front: bytes, back: bytes, today: datetime) -> None:
    """Compare the card with what was typed; takes a second or two of CPU, so outside any transaction.

    Raises:
        DocumentUnreadable: a picture is no such side of an ID card.
        DocumentMismatch: name or number differ, or the card is outdated.
    """
    from core.camera.id_card import read_back, read_front

    try:
        face = read_front(front)
    except AppError as error:
        raise DocumentUnreadable(field="人像面") from error
    try:
        emblem = read_back(back)
    except AppError as error:
        raise DocumentUnreadable(field="国徽面") from error
    if face.name != name:
        raise DocumentMismatch(field="姓名")
    if face.id_number != id_number:
        raise DocumentMismatch(field="身份证号")
    if emblem.valid_to is not None and emblem.valid_to < today.date():
        raise DocumentMismatch(field="有效期限")


def keep_card(session: Session, person: PersonRow, front_file_id: str, back_file_id: str) -> None:
    """Remember which pictures proved who the person is: these are what clerks see, whatever is uploaded later.

    Earlier ones stay: they prove what earlier certificates say.
    """
    person.front_file_id = claim_file(session, person.account_id, front_file_id, "id_card_front").id
    person.back_file_id = claim_file(session, person.account_id, back_file_id, "id_card_back").id
    session.flush()


def verify_person(
    service: Service, session: Session, signed_in: SessionRow, name: str, id_number: str, now: datetime
) -> PersonRow:
    """Make the account's natural person; the session acts as that person from now on."""
    account = session.get_one(AccountRow, signed_in.account_id, with_for_update=True)
    if session.scalars(select(PersonRow).where(PersonRow.account_id == account.id)).first():
        raise AlreadyVerified
    person = PersonRow(
        id=new_id(),
        account_id=account.id,
        name=service.keyring.encrypt("person", name.encode()),
        id_number=service.keyring.encrypt("person", id_number.encode()),
        id_number_lookup=service.keyring.lookup("id-number", id_number),
        verified_at=now,
    )
    session.add(person)
    signed_in.identity_id = person.id
    session.flush()
    record(session, now, f"account:{account.id}", "person.verified", f"person:{person.id}")
    return person
