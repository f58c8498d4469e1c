"""个人信息变更 (M3.3.11.21): the same person under another name, number or phone, proven like the first time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.messages import notify, send_sms
from authority.accounts.models import AccountRow, PersonRow
from authority.audit import record
from authority.notifications.sms_texts import PHONE_CHANGED
from authority.orders.models import OrderRow
from authority.orders.states import NOT_ISSUED
from authority.problems import NothingChanged, NotVerified, OrdersUnderWay, OtherPerson, PhoneTaken
from authority.service import Service, masked_phone
from core.errors import Text


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What the person says now; the number of the phone is the one that the account signs in with."""

    name: str
    id_number: str
    phone: str


def check_change(service: Service, session: Session, account_id: str, data: PersonalData) -> list[str]:
    """What would change (`name`, `id_number`, `phone`).

    Raises:
        NotVerified: there is nobody to change.
        NothingChanged, OtherPerson, OrdersUnderWay, PhoneTaken.
    """
    person = session.scalars(select(PersonRow).where(PersonRow.account_id == account_id)).first()
    if person is None:
        raise NotVerified
    account = session.get_one(AccountRow, account_id)
    known = {
        "name": service.keyring.decrypt("person", person.name).decode(),
        "id_number": service.keyring.decrypt("person", person.id_number).decode(),
        "phone": service.keyring.decrypt("phone", account.phone).decode(),
    }
    changes = [field for field, value in known.items() if getattr(data, field) != value]
    if not changes:
        raise NothingChanged
    if "name" in changes and "id_number" in changes:
        raise OtherPerson
    if changes != ["phone"]:
        under_way = select(OrderRow.id).where(OrderRow.person_id == person.id, OrderRow.state.in_(NOT_ISSUED))
        if session.scalars(under_way.limit(1)).first() is not None:
            raise OrdersUnderWay
    if "phone" in changes:
        lookup = service.keyring.lookup("phone", data.phone)
        if session.scalars(select(AccountRow.id).where(AccountRow.phone_lookup == lookup)).first() is not None:
            raise PhoneTaken
    return changes


def change_person(service: Service, session: Session, account_id: str, data: PersonalData, now: datetime) -> PersonRow:
    """Take the new data; certificates and seals of the old stay as they are until they are changed.

    Raises:
        As `check_change`.
    """
    account = session.get_one(AccountRow, account_id, with_for_update=True)
    changes = check_change(service, session, account_id, data)
    person = session.scalars(select(PersonRow).where(PersonRow.account_id == account_id)).one()
    person.name = service.keyring.encrypt("person", data.name.encode())
    person.id_number = service.keyring.encrypt("person", data.id_number.encode())
    person.id_number_lookup = service.keyring.lookup("id-number", data.id_number)
    person.verified_at = now
    if "phone" in changes:
        _change_phone(service, session, account, data.phone, now)
    if changes != ["phone"]:
        text = Text(
            "您的个人信息已变更。请在“我的证书”中变更仍是原信息的证书，以免影响使用。",
            "Your personal data changed. Please change certificates that still have the old data (My certificates).",
        )
        notify(session, account_id, "certificate", Text("个人信息已变更", "Personal data changed"), text, now)
    session.flush()
    record(session, now, f"account:{account_id}", "person.changed", f"person:{person.id}", {"fields": changes})
    return person


def _change_phone(service: Service, session: Session, account: AccountRow, phone: str, now: datetime) -> None:
    before = service.keyring.decrypt("phone", account.phone).decode()
    account.phone = service.keyring.encrypt("phone", phone.encode())
    account.phone_lookup = service.keyring.lookup("phone", phone)
    # who did not do this himself learns of it at the number that he has
    send_sms(service, session, before, PHONE_CHANGED.fill(phone=masked_phone(phone)), now)
