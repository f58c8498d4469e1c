"""The key of this device: in the OS keyring, else in a file that only its owner can read."""

from __future__ import annotations

import base64
import os
from pathlib import Path

from core.secret import Secret
from core.storage.errors import VaultUnreadable

_SERVICE = "secure-client"
_SIZE = 32


def open_device_key(path: Path) -> Secret:
    """The 32-byte key of the data folder at `path`; made at the first call. Blocks: call it in a worker thread.

    Once a key is in use it stays where it is: a keyring that comes and goes does not change the key.
    """
    if path.exists():
        return _from_file(path)
    marker = path.with_suffix(".keyring")
    if marker.exists():
        key = _from_keyring(marker.read_text("utf-8"))
        if key is None:
            raise VaultUnreadable
        return key
    fresh = os.urandom(_SIZE)
    name = f"device-key-{base64.b32encode(os.urandom(10)).decode()}"
    path.parent.mkdir(parents=True, exist_ok=True)
    if _into_keyring(name, fresh):
        _make_whole(marker, name.encode())
    else:
        _make_whole(path, fresh)
    return open_device_key(path)


def _make_whole(path: Path, content: bytes) -> None:
    """Make a file that is whole or not there, however this process ends; of two processes the first wins."""
    temporary = path.with_name(f".{path.name}-{os.urandom(8).hex()}")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)
        except FileExistsError:
            return
        except OSError:
            temporary.rename(path)  # file systems and systems (Android) without hard links
    finally:
        temporary.unlink(missing_ok=True)


def _from_file(path: Path) -> Secret:
    content = path.read_bytes()
    if len(content) != _SIZE:
        raise VaultUnreadable
    return Secret(content)


def _into_keyring(name: str, key: bytes) -> bool:
    try:
        import keyring
        from keyring.backends import fail

        if isinstance(keyring.get_keyring(), fail.Keyring):
            return False
        text = base64.b64encode(key).decode()
        keyring.set_password(_SERVICE, name, text)
        return keyring.get_password(_SERVICE, name) == text
    except Exception:
        # back-ends raise whatever their service raises; without a working keyring the file serves
        return False


def _from_keyring(name: str) -> Secret | None:
    try:
        import keyring

        text = keyring.get_password(_SERVICE, name)
    except Exception:
        # as above
        return None
    return None if text is None else _from_text(text)


def _from_text(text: str) -> Secret | None:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return Secret(key) if len(key) == _SIZE else None
