"""The soft SKF library, built and given tokens: devices are folders that tests put in, change and take away."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from asn1crypto import pem

from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate, KeyPurpose
from core.crypto.keys import PrivateKey
from tests.core.credentials.issued import issue
from tests.simulators.compiled import compile_library

PIN, ADMIN_PIN = "246810", "13579135"
AUTH_KEY = b"1234567812345678"
_SOURCES = Path(__file__).parent / "soft"


@cache
def build(variant: tuple[str, ...] = ()) -> Path:
    """Compile the library with some of the variants that soft_skf.h lists; once per process."""
    folder = tempfile.mkdtemp(prefix="soft-skf-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    library = Path(folder) / "libsoftskf.so"
    options = [f"-DSOFT_SKF_{name}" for name in variant]
    compile_library(library, sorted(_SOURCES.glob("*.c")), [*options, "-lcrypto", "-lpthread"])
    return library


@dataclass(frozen=True)
class SoftToken:
    """One application on one device, as its folder holds it."""

    folder: Path
    pin: str = PIN
    admin_pin: str = ADMIN_PIN

    def set_pin(self, role: str, pin: str, most: int = 6, left: int = 6) -> None:
        """Write a PIN record; role: user or admin."""
        digest = hashlib.sha256(pin.encode()).hexdigest()
        (self.folder / role).write_text(f"{most} {left} {digest}\n")

    def tries_left(self, role: str = "user") -> int:
        return int((self.folder / role).read_text().split()[1])

    def add(
        self,
        container: str,
        *,
        signing: tuple[PrivateKey, Certificate] | None = None,
        encryption: tuple[PrivateKey, Certificate] | None = None,
    ) -> None:
        """Put keys and certificates into a container, as an issuer would have."""
        folder = self.folder / "containers" / container.encode("gbk").hex()
        folder.mkdir(parents=True, exist_ok=True)
        for name, pair in (("sign", signing), ("enc", encryption)):
            if pair is not None:
                key, certificate = pair
                with key.to_pkcs8() as pkcs8:
                    (folder / f"{name}.pem").write_bytes(pem.armor("PRIVATE KEY", pkcs8.reveal_bytes()))
                (folder / f"{name}.cer").write_bytes(certificate.der)

    def containers(self) -> Sequence[str]:
        return [bytes.fromhex(folder.name).decode("gbk") for folder in (self.folder / "containers").iterdir()]


@dataclass(frozen=True)
class SoftSkf:
    """A folder of devices; `SOFT_SKF_DIR` points to it while the fixture lives."""

    library: Path
    folder: Path
    away: Path

    def insert(self, device: str = "KEY1", label: str = "测试智能密码钥匙", serial: str = "SN0001") -> SoftToken:
        """Plug a new device in, with one empty application."""
        token = self._make(device, label, serial)
        self.plug(device)
        return self._plugged(token)

    def insert_full(self, device: str = "KEY1", label: str = "测试智能密码钥匙", serial: str = "SN0001") -> FullToken:
        """Plug a new device in that has keys and certificates already."""
        full = fill(self, self._make(device, label, serial))
        self.plug(device)
        return replace(full, token=self._plugged(full.token))

    def add_application(self, name: bytes, device: str = "KEY1") -> SoftToken:
        """Another application on a device that is plugged in; name: as the library gives it."""
        return _application(self.folder / device, name)

    def _make(self, device: str, label: str, serial: str) -> SoftToken:
        made = self.away / device
        token = _application(made, "测试应用".encode("gbk"))
        (made / "authkey").write_bytes(AUTH_KEY)
        (made / "device").write_bytes(f"软件厂商\n{label}\n{serial}\n".encode("gbk"))
        return token

    def _plugged(self, token: SoftToken) -> SoftToken:
        return replace(token, folder=self.folder / token.folder.relative_to(self.away))

    def pull(self, device: str = "KEY1") -> None:
        """Take a device out, at once as a whole."""
        (self.folder / device).rename(self.away / device)

    def plug(self, device: str = "KEY1") -> None:
        """Put a device in (again)."""
        (self.away / device).rename(self.folder / device)

    def fault(self, *lines: str) -> None:
        """What goes wrong from now on: see `enter` in store.c; nothing without lines."""
        following = self.folder / ".faults"
        following.write_text("".join(f"{line}\n" for line in lines))
        following.rename(self.folder / "faults")


@dataclass(frozen=True)
class FullToken:
    """A token with a container of SM2 keys (two certificates) and one with an RSA-2048 key."""

    skf: SoftSkf
    token: SoftToken
    sm2: Certificate
    encryption: Certificate
    rsa: Certificate


def _application(device: Path, name: bytes) -> SoftToken:
    token = SoftToken(device / "apps" / name.hex())
    for below in ("containers", "files"):
        (token.folder / below).mkdir(parents=True)
    token.set_pin("user", PIN)
    token.set_pin("admin", ADMIN_PIN)
    return token


@pytest.fixture
def soft_skf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftSkf:
    folder, away = tmp_path / "skf", tmp_path / "skf-away"
    folder.mkdir()
    away.mkdir()
    monkeypatch.setenv("SOFT_SKF_DIR", str(folder))
    return SoftSkf(build(), folder, away)


@pytest.fixture
def configured_skf(soft_skf: SoftSkf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftSkf:
    """A machine whose configuration names the library: the product finds it by itself."""
    folder = tmp_path / "config" / "secure-client" / "skf.d"
    folder.mkdir(parents=True)
    (folder / "soft.toml").write_text(
        f'[[profile]]\nid = "soft"\nname = "软件密码钥匙"\nlibraries.linux = ["{soft_skf.library}"]\nparallel = true\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return soft_skf


@pytest.fixture
def skf_token(soft_skf: SoftSkf) -> FullToken:
    return soft_skf.insert_full()


def fill(skf: SoftSkf, token: SoftToken) -> FullToken:
    """Keys and certificates as an issuer leaves them."""
    issuer = PrivateKey.generate(KeyAlgorithm.SM2)
    signing, encryption = (PrivateKey.generate(KeyAlgorithm.SM2) for _ in range(2))
    rsa = _rsa_key()
    sm2_certificate = issue(signing.public_key, issuer, KeyPurpose.SIGN, name="李晓样")
    encryption_certificate = issue(encryption.public_key, issuer, KeyPurpose.ENCRYPT, name="李晓样", serial=4712)
    rsa_certificate = issue(rsa.public_key, issuer, KeyPurpose.SIGN_ENCRYPT, name="王小样", serial=4713)
    token.add("国密", signing=(signing, sm2_certificate), encryption=(encryption, encryption_certificate))
    token.add("rsa", signing=(rsa, rsa_certificate))
    return FullToken(skf, token, sm2_certificate, encryption_certificate, rsa_certificate)


@cache
def _rsa_key() -> PrivateKey:
    return PrivateKey.generate(KeyAlgorithm.RSA_2048)
