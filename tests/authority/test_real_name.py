"""Real-name authentication with the specimen cards: the authority reads the pictures itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from authority.accounts.models import FileRow, PersonRow
from authority.service import Service
from tests.authority.person import Person, handwriting

_SPECIMENS = Path(__file__).parents[2] / "resources" / "specimens"


def _specimen(key: str) -> dict[str, Any]:
    people = json.loads((_SPECIMENS / "specimens.json").read_text("utf-8"))["people"]
    found: dict[str, Any] = next(person for person in people if person["key"] == key)
    return found


def _body(visitor: Person, key: str = "lin", **changed: str) -> dict[str, str]:
    card = _specimen(key)
    uploads = {
        f"{side}_file_id": visitor.upload(f"id_card_{side}", (_SPECIMENS / f"{key}-{side}.jpg").read_bytes()).json()[
            "id"
        ]
        for side in ("front", "back")
    }
    typed = {"name": card["name"], "id_number": card["id_number"], "phone": visitor.phone}
    return {**typed, **uploads, "sms_code": visitor.sms("real_name"), **changed}


def test_a_person_is_verified_by_the_card(visitor: Person, service: Service) -> None:
    visitor.sign_in()
    body = _body(visitor)
    assert visitor.ask("POST", "/real-name", body, key="once-and-again")["real_name_state"] == "verified"
    assert visitor.ask("POST", "/real-name", body, key="once-and-again")["real_name_state"] == "verified"
    me = visitor.ask("GET", "/me")
    with service.store.read() as session:
        row = session.get_one(PersonRow, me["identities"][0]["id"])
        assert (row.front_file_id, row.back_file_id) == (body["front_file_id"], body["back_file_id"])
        assert session.get_one(FileRow, body["front_file_id"]).unused_since is None
    assert me["account"]["real_name_state"] == "verified"
    assert [identity["kind"] for identity in me["identities"]] == ["natural_person"]
    assert visitor.send("POST", "/real-name", body).json()["code"] == "RN-003"


@pytest.mark.parametrize(
    ("changed", "field"), [({"name": "林晓木"}, "姓名"), ({"id_number": _specimen("chen")["id_number"]}, "身份证号")]
)
def test_what_was_typed_has_to_be_on_the_card(visitor: Person, changed: dict[str, str], field: str) -> None:
    visitor.sign_in()
    body = _body(visitor, **changed)
    refused = visitor.send("POST", "/real-name", body).json()
    assert (refused["code"], refused["details"]["field"]) == ("RN-001", field)
    card = _specimen("lin")
    right = {**body, "name": card["name"], "id_number": card["id_number"]}
    assert visitor.ask("POST", "/real-name", right), "a refusal does not cost the SMS code"


def test_the_wrong_picture_is_named(visitor: Person) -> None:
    visitor.sign_in()
    drawing = visitor.upload("id_card_back", handwriting()).json()["id"]
    refused = visitor.send("POST", "/real-name", _body(visitor, back_file_id=drawing)).json()
    assert (refused["code"], refused["details"]["field"]) == ("RN-002", "国徽面")
