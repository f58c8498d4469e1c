"""Update metadata: signed by the keys of root, each role naming the next, versions only growing."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from authority.service import Service
from authority.updates.metadata import canonical, renew, stored
from tests.authority.server import AuthorityProcess


def _get(url: str, name: str) -> httpx.Response:
    return httpx.get(f"{url}/api/v1/updates/{name}", trust_env=False)


def _verified(url: str) -> dict[str, dict[str, Any]]:
    """All roles, each checked with root's keys and against what the role before says of it."""
    bodies = {role: _get(url, f"{role}.json").content for role in ("root", "timestamp", "snapshot", "targets")}
    told = {role: json.loads(body) for role, body in bodies.items()}
    root = told["root"]["signed"]
    for role, document in told.items():
        (signature,) = document["signatures"]
        assert signature["keyid"] in root["roles"][role]["keyids"]
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(root["keys"][signature["keyid"]]["keyval"]["public"]))
        public.verify(bytes.fromhex(signature["sig"]), canonical(document["signed"]))
    for role, below in (("timestamp", "snapshot"), ("snapshot", "targets")):
        named = told[role]["signed"]["meta"][f"{below}.json"]
        assert named["version"] == told[below]["signed"]["version"]
        assert named["hashes"]["sha256"] == hashlib.sha256(bodies[below]).hexdigest()
    return {role: document["signed"] for role, document in told.items()}


def test_a_published_file_is_offered(start: Callable[..., AuthorityProcess], tmp_path: Path) -> None:
    process = start()
    before = _verified(process.url)
    assert before["targets"]["targets"] == {}
    package = tmp_path / "client-0.2.0.bin"
    package.write_bytes(b"the new client")
    command = [sys.executable, "-m", "authority", "publish", "--data", str(process.data)]
    command += ["--database", process.database_url, "--release", "0.2.0", "--platform", "linux-x86_64", str(package)]
    assert subprocess.run(command, check=False).returncode == 0
    after = _verified(process.url)
    offered = after["targets"]["targets"]["client-0.2.0.bin"]
    content = _get(process.url, "targets/client-0.2.0.bin").content
    assert hashlib.sha256(content).hexdigest() == offered["hashes"]["sha256"]
    assert len(content) == offered["length"]
    assert offered["custom"]["version"] == "0.2.0"
    assert [after[role]["version"] - before[role]["version"] for role in after] == [0, 1, 1, 1]


def test_unknown_files_are_not_found(authority: AuthorityProcess) -> None:
    for name in ("2.targets.json", "999.root.json", "other.json", "targets/none.bin", "targets/..%2fmaster.key"):
        assert _get(authority.url, name).status_code == 404, name
    assert _get(authority.url, "root.json").content == _get(authority.url, "1.root.json").content


def test_metadata_is_renewed_before_it_expires(service: Service, authority: AuthorityProcess) -> None:
    _verified(authority.url)
    later = service.clock() + timedelta(days=4)
    with service.store.read() as session:
        before = {role: stored(session, role) for role in ("root", "targets", "snapshot", "timestamp")}
        renew(replace(service, clock=lambda: later), session, later)  # seen here only, never committed
        after = {role: stored(session, role) for role in before}
        grown = {role: after[role].version - row.version for role, row in before.items() if row}  # type: ignore[union-attr]
    assert grown == {"root": 0, "targets": 0, "snapshot": 1, "timestamp": 1}
