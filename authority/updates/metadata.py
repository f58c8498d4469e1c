"""Signs and renews update metadata (The Update Framework, specification 1.0, §4).

Root names the keys, targets the files, snapshot the version of targets, timestamp the version of snapshot. Versions
only grow; each role is signed anew when half of its life is over. The embedded authority holds all keys itself; an
installation that ships to others keeps root and targets keys offline.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.audit import record
from authority.database import take_turns
from authority.problems import NotValid
from authority.service import Service
from authority.updates.models import ReleaseRow, UpdateKeyRow, UpdateMetadataRow

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_LIVES = {
    "root": timedelta(days=365),
    "targets": timedelta(days=90),
    "snapshot": timedelta(days=7),
    "timestamp": timedelta(days=1),
}
ROLES = tuple(_LIVES)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,119}")


def canonical(value: Any) -> bytes:
    """The bytes that are signed: JSON with sorted keys and no spaces, UTF-8; strings and whole numbers only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def folder(service: Service) -> Path:
    """Where the files of releases lie."""
    return service.settings.data_dir / "updates"


def stored(session: Session, role: str, version: int | None = None) -> UpdateMetadataRow | None:
    """A version of a role, the newest unless named."""
    query = select(UpdateMetadataRow).where(UpdateMetadataRow.role == role)
    if version is not None:
        query = query.where(UpdateMetadataRow.version == version)
    return session.scalars(query.order_by(UpdateMetadataRow.version.desc()).limit(1)).first()


def is_fresh(row: UpdateMetadataRow | None, now: datetime) -> bool:
    """Whether half of its life is still to come."""
    return row is not None and now < row.signed_at + (row.expires_at - row.signed_at) / 2


def renew(service: Service, session: Session, now: datetime, *, releases_changed: bool = False) -> None:
    """Sign whatever is missing, old, or names an older version than there is."""
    take_turns(session, "updates")
    root = stored(session, "root")
    if root is None or not is_fresh(root, now):
        _sign(service, session, "root", _root(service, session), now)
    changed = releases_changed
    targets = stored(session, "targets")
    if targets is None or changed or not is_fresh(targets, now):
        targets, changed = _sign(service, session, "targets", {"targets": _targets(session)}, now), True
    snapshot = stored(session, "snapshot")
    if snapshot is None or changed or not is_fresh(snapshot, now):
        snapshot, changed = _sign(service, session, "snapshot", {"meta": _named("targets", targets)}, now), True
    timestamp = stored(session, "timestamp")
    if timestamp is None or changed or not is_fresh(timestamp, now):
        _sign(service, session, "timestamp", {"meta": _named("snapshot", snapshot)}, now)


def publish(service: Service, session: Session, source: Path, version: str, platform: str, now: datetime) -> None:
    """Offer a file to clients under its own name.

    Raises:
        NotValid: a name with other than letters, digits, dot, plus, dash, underscore.
    """
    if not _NAME.fullmatch(source.name):
        raise NotValid(field="file name")
    folder(service).mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    draft = folder(service) / f".{source.name}.draft"
    with source.open("rb") as given, draft.open("wb") as kept:
        while block := given.read(1 << 20):
            digest.update(block)
            size += kept.write(block)
    draft.replace(folder(service) / source.name)
    row = ReleaseRow(
        name=source.name,
        version=version,
        platform=platform,
        size=size,
        sha256=digest.hexdigest(),
        published_at=now,
    )
    session.merge(row)
    session.flush()
    renew(service, session, now, releases_changed=True)
    record(session, now, "operator", "release.published", f"release:{source.name}"[:80], {"sha256": row.sha256})


def _root(service: Service, session: Session) -> dict[str, Any]:
    keys = {role: _public(_key(service, session, role)) for role in ROLES}
    return {
        "consistent_snapshot": False,
        "keys": {_key_id(public): public for public in keys.values()},
        "roles": {role: {"keyids": [_key_id(public)], "threshold": 1} for role, public in keys.items()},
    }


def _targets(session: Session) -> dict[str, Any]:
    return {
        row.name: {
            "length": row.size,
            "hashes": {"sha256": row.sha256},
            "custom": {"version": row.version, "platform": row.platform, "published_at": _text(row.published_at)},
        }
        for row in session.scalars(select(ReleaseRow).order_by(ReleaseRow.name))
    }


def _named(role: str, row: UpdateMetadataRow) -> dict[str, Any]:
    hashes = {"sha256": hashlib.sha256(row.body).hexdigest()}
    return {f"{role}.json": {"version": row.version, "length": len(row.body), "hashes": hashes}}


def _sign(service: Service, session: Session, role: str, told: dict[str, Any], now: datetime) -> UpdateMetadataRow:
    last = stored(session, role)
    version, expires_at = (last.version if last else 0) + 1, now + _LIVES[role]
    signed = {"_type": role, "spec_version": "1.0.31", "version": version, "expires": _text(expires_at), **told}
    key = _key(service, session, role)
    signature = {"keyid": _key_id(_public(key)), "sig": key.sign(canonical(signed)).hex()}
    body = canonical({"signed": signed, "signatures": [signature]})
    row = UpdateMetadataRow(role=role, version=version, body=body, signed_at=now, expires_at=expires_at)
    session.add(row)
    session.flush()
    return row


def _key(service: Service, session: Session, role: str) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    row = session.get(UpdateKeyRow, role)
    if row is not None:
        return Ed25519PrivateKey.from_private_bytes(service.keyring.decrypt(f"update:{role}", row.sealed_key))
    key = Ed25519PrivateKey.generate()
    session.add(UpdateKeyRow(role=role, sealed_key=service.keyring.encrypt(f"update:{role}", key.private_bytes_raw())))
    session.flush()
    return key


def _public(key: Ed25519PrivateKey) -> dict[str, Any]:
    value = {"public": key.public_key().public_bytes_raw().hex()}
    return {"keytype": "ed25519", "scheme": "ed25519", "keyval": value}


def _key_id(public: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(public)).hexdigest()


def _text(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
