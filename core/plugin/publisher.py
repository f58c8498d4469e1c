"""The keys of plugin publishers: making one, keeping it encrypted, trusting somebody's.

The private key is an Ed25519 key (RFC 8032) in PKCS#8 (RFC 5958), encrypted under a password; beside it lies the public
key, 32 raw bytes in a `.pub` file, which is what others are given.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import FileNotAccessible
from core.plugin.errors import PublisherKeyExists, PublisherKeyUnusable
from core.plugin.signature import key_id
from core.secret import Secret

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_LENGTH = 32


def make_publisher_key(path: Path, password: Secret) -> Path:
    """Write a new private key and, beside it, its public key; returns the public key's file.

    Raises:
        PublisherKeyExists: there is such a file already.
        FileNotAccessible: the folder cannot be written.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

    key = Ed25519PrivateKey.generate()
    public = path.with_suffix(".pub")
    encryption = BestAvailableEncryption(password.reveal_bytes())
    _write_new(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption))
    _write_new(public, key.public_key().public_bytes_raw())
    return public


def load_publisher_key(path: Path, password: Secret) -> Ed25519PrivateKey:
    """Read a private key.

    Raises:
        PublisherKeyUnusable: no such key, or the wrong password.
        FileNotAccessible: the file cannot be read.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileNotAccessible(name=path.name) from error
    try:
        key = load_pem_private_key(content, password.reveal_bytes())
    except (ValueError, TypeError) as error:
        raise PublisherKeyUnusable(name=path.name) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise PublisherKeyUnusable(name=path.name)
    return key


def trust_publisher(public: Path, trusted: Path) -> str:
    """Let plugins of this publisher in from now on; returns the key's id.

    Raises:
        PublisherKeyUnusable: the file does not hold a public key.
        FileNotAccessible: the file cannot be read.
    """
    try:
        content = public.read_bytes()
    except OSError as error:
        raise FileNotAccessible(name=public.name) from error
    if len(content) != _LENGTH:
        raise PublisherKeyUnusable(name=public.name)
    trusted.mkdir(parents=True, exist_ok=True)
    name = key_id(content)
    (trusted / f"{name}.pub").write_bytes(content)
    return name


def _write_new(path: Path, content: bytes) -> None:
    try:
        # never over an older key, and never readable by others
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise PublisherKeyExists(name=path.name) from error
    except OSError as error:
        raise FileNotAccessible(name=path.name) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
