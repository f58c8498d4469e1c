"""The site of docs/relying-party.md works as it is printed, with a certificate of the running authority."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate
from core.crypto.keys import PrivateKey
from core.relying_party.addresses import read_code
from core.relying_party.answer import build_answer, state, to_sign
from core.relying_party.request import Operation, Request, read_request
from tests.authority.person import NAME, Person
from tests.authority.server import AuthorityProcess

GUIDE = (Path(__file__).parents[2] / "docs" / "relying-party.md").read_text("utf-8")


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[AuthorityProcess]:
    settings = {"auto_approve_seconds": "0", "sms_resend_seconds": "0"}
    process = AuthorityProcess(tmp_path, f"sqlite:///{tmp_path / 'authority.sqlite3'}", settings).start()
    yield process
    process.stop()


def test_the_printed_site_takes_a_real_answer(authority: AuthorityProcess) -> None:
    service = authority.inside()
    person, key = Person(authority.url, "13900000021"), PrivateKey.generate(KeyAlgorithm.SM2)
    person.sign_in()
    person.become_real(service)
    order_id = person.approved_order()
    issued = person.certificate(order_id, key)
    person.install(order_id, issued["certificate_id"])
    certificate = Certificate(base64.b64decode(issued["signing_certificate"]))
    chain = tuple(Certificate(base64.b64decode(der)) for der in issued["chain"])
    roots = service.hierarchy.roots
    service.store.close()
    person.http.close()

    (code,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    asking, checking = code.split("# take what was posted to the callback")
    site_key = PrivateKey.generate(KeyAlgorithm.SM2)
    names: dict[str, Any] = {"key": site_key, "roots": roots, "site": "https://tender-a.example"}
    exec(asking, names)  # noqa: S102  the guide's own lines
    scanned = read_code(names["code"])
    assert scanned is not None
    signed = names["signed"]
    assert read_request(signed.jws, scanned.party, site_key.public_key) == signed.request
    statement = state(signed, b"")
    names["body"] = build_answer(statement, certificate, chain, key.sign(to_sign(statement)), b"")
    exec(checking, names)  # noqa: S102
    assert names["person"] == NAME


def test_every_member_of_a_request_is_explained() -> None:
    told = set(re.findall(r"`(\w+)`", GUIDE.split("## The request")[1].split("## The answer")[0]))
    assert set(Request.model_fields) <= told
    assert {operation.value for operation in Operation} <= told
