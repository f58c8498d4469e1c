"""Signatures of drop-in plugins: a list of SHA-256 file hashes, signed with Ed25519 by a trusted key.

`plugin.sig` is JSON: {"files": {relative path: sha256 hex}, "key": key id, "signature": base64 over the canonical JSON
of "files" and the plugin's id}. Every file below the folder is on the list, so nothing can be slipped in beside it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from core.plugin.errors import FilesChanged, NotSigned

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FILE_NAME = "plugin.sig"
_IGNORED = {"__pycache__"}


def key_id(public_key: bytes) -> str:
    """The name of a publisher's key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def trusted_keys(folder: Path) -> dict[str, bytes]:
    """The raw Ed25519 public keys (32 bytes) in `*.pub` files of a folder, by key id."""
    keys = [path.read_bytes() for path in sorted(folder.glob("*.pub"))] if folder.is_dir() else []
    return {key_id(key): key for key in keys if len(key) == 32}


def sign_plugin(folder: Path, plugin_id: str, key: Ed25519PrivateKey) -> None:
    """Write `plugin.sig` for a plugin's folder as it is now."""
    files = _hashes(folder)
    public = key.public_key().public_bytes_raw()
    signature = base64.b64encode(key.sign(_message(plugin_id, files))).decode()
    text = json.dumps({"files": files, "key": key_id(public), "signature": signature}, indent=1, sort_keys=True)
    (folder / FILE_NAME).write_text(text + "\n", "utf-8")


def check_plugin(folder: Path, plugin_id: str, trusted: Mapping[str, bytes]) -> str:
    """The id of the key that signed the folder.

    Raises:
        NotSigned: no signature, a damaged one, or one by a key that is not trusted.
        FilesChanged: a file is not what was signed.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        told = json.loads((folder / FILE_NAME).read_text("utf-8"))
        files: dict[str, str] = {str(name): str(value) for name, value in told["files"].items()}
        signer, signature = str(told["key"]), base64.b64decode(told["signature"], validate=True)
        Ed25519PublicKey.from_public_bytes(trusted[signer]).verify(signature, _message(plugin_id, files))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InvalidSignature) as error:
        raise NotSigned from error
    present = _hashes(folder)
    for name in sorted(files.keys() | present.keys()):
        if files.get(name) != present.get(name):
            raise FilesChanged(file=name)
    return signer


def _hashes(folder: Path) -> dict[str, str]:
    hashes = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if _IGNORED & set(relative.parts) or relative.as_posix() == FILE_NAME:
            continue
        # a link, to a folder as well, would bring in what nobody signed; reading a pipe would wait for ever
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            raise FilesChanged(file=relative.as_posix())
        if path.is_dir():
            continue
        hashes[relative.as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return hashes


def _message(plugin_id: str, files: Mapping[str, str]) -> bytes:
    return json.dumps({"plugin": plugin_id, "files": dict(files)}, sort_keys=True, separators=(",", ":")).encode()
