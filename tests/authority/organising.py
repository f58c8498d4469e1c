"""Verified people of different names and organisations, made past the pictures, whose reading has tests of its own."""

from __future__ import annotations

import importlib.util
import io
import itertools
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from authority.accounts.files import keep_file
from authority.accounts.real_name import verify_person
from authority.accounts.sessions import find_session
from authority.organisations.registration import OrganisationForm, register_organisation
from authority.service import Service
from core.validation import credit_check_character, id_check_character
from tests.authority.person import Person, handwriting

_ROOT = Path(__file__).parents[2]
_numbers = itertools.count(1)
_FAMILY, _GIVEN = "赵钱孙李周吴郑王", "样例试验虚构模拟"


def new_names() -> tuple[str, str, str]:
    """A name, an ID number and a phone number that nobody else has."""
    number = next(_numbers)
    name = _FAMILY[number % 8] + _GIVEN[number // 8 % 8] + _GIVEN[number // 64 % 8]
    first17 = f"9901011990{1 + number % 12:02}15{number % 1000:03}"
    return name, first17 + id_check_character(first17), f"136{number:08}"


def new_credit_code() -> str:
    """A unified social credit code that nobody else has."""
    first17 = f"91990101MA{next(_numbers):07}"
    return first17 + credit_check_character(first17)


def draw_licence(name: str, credit_code: str, representative: str) -> bytes:
    """A licence of 长期, drawn like the specimen."""
    spec = importlib.util.spec_from_file_location("make_specimens", _ROOT / "scripts" / "make_specimens.py")
    assert spec is not None
    assert spec.loader is not None
    specimens = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(specimens)
    data = {"name": name, "credit_code": credit_code, "legal_representative": representative}
    picture, file = specimens.licence({**data, "valid_from": "2020年05月06日", "valid_to": "长期"}), io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


class Member(Person):
    """Somebody signed in and verified, under a name of its own."""

    def __init__(self, url: str, service: Service, name: str = "", id_number: str = "") -> None:
        some_name, some_number, phone = new_names()
        super().__init__(url, phone)
        self.name, self.id_number = name or some_name, id_number or some_number
        self.sign_in()
        now = datetime.now(UTC)
        with service.store.write() as session:
            row = find_session(service, session, self.token, now)
            self.account_id = row.account_id
            verify_person(service, session, row, self.name, self.id_number, now)

    def identities(self) -> dict[str, str]:
        """Kind to id."""
        return {item["kind"]: item["id"] for item in self.ask("GET", "/me")["identities"]}

    def act_as(self, kind: str) -> None:
        """切换身份."""
        self.ask("PUT", "/sessions/current/identity", {"identity_id": self.identities()[kind]})

    def found(self, service: Service, representative: Member | None = None, credit_code: str = "") -> dict[str, Any]:
        """Register an organisation and act as its administrator; what others find."""
        now, legal = datetime.now(UTC), representative or self
        with service.store.write() as session:
            picture = keep_file(service, session, self.account_id, "business_licence", handwriting(), "image/png", now)
            code = credit_code or new_credit_code()
            form = OrganisationForm(
                name=f"示例{code[-5:]}有限公司",
                credit_code=code,
                legal_name=legal.name,
                legal_id_number=legal.id_number,
                legal_phone=legal.phone,
                licence_valid_to=None,
                licence_file_id=picture.id,
            )
            register_organisation(service, session, self.account_id, form, now)
        self.act_as("administrator")
        found = self.ask("GET", "/organisations", params={"name": form.name, "credit_code": code})["items"]
        organisation: dict[str, Any] = found[0]
        return organisation

    def join(self, organisation: dict[str, Any], administrator: Member) -> str:
        """Ask to join; the membership's id."""
        path = f"/organisations/{organisation['id']}/requests"
        body = {"administrator_name": administrator.name, "administrator_phone": administrator.phone}
        return str(self.ask("POST", path, body)["id"])

    def decide(self, membership_id: str, decision: str, reason: str = "") -> str:
        """As a manager; the code of the refusal, or the new state."""
        path, body = f"/organisation/memberships/{membership_id}/decisions", {"decision": decision, "reason": reason}
        return _outcome(self.send("POST", path, body).json())

    def decide_own(self, membership_id: str, decision: str) -> str:
        """As the person; the code of the refusal, or the new state."""
        return _outcome(self.send("POST", f"/me/memberships/{membership_id}/decisions", {"decision": decision}).json())


def _outcome(answer: dict[str, Any]) -> str:
    return str(answer.get("state") or answer["code"])
