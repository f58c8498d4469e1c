"""Real SoftHSM2 tokens for tests: own configuration and folder, created while tests run."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate, KeyPurpose
from core.crypto.keys import PrivateKey
from core.devices.pkcs11 import find_modules
from tests.core.credentials.issued import issue

PIN, SO_PIN = "246810", "13579135"


@dataclass(frozen=True)
class SoftHsm:
    """A SoftHSM2 installation of its own; `SOFTHSM2_CONF` points to it while the fixture lives."""

    module: Path
    configuration: Path
    tokens: Path

    def create_token(self, label: str, pin: str = PIN) -> None:
        self._run("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", SO_PIN)

    def add_key(self, label: str, certificate: Certificate, key: PrivateKey, key_id: str, pin: str = PIN) -> None:
        """Import a key pair and its certificate under one CKA_ID."""
        path = self.tokens.parent / f"{key_id}.der"
        with key.to_pkcs8() as pkcs8:
            path.write_bytes(pkcs8.reveal_bytes())
        usage = ("--usage-sign", "--usage-decrypt") if key.algorithm.is_rsa else ("--usage-sign",)
        self._tool(label, pin, "--write-object", str(path), "--type", "privkey", "--id", key_id, *usage)
        path.write_bytes(certificate.der)
        self._tool(label, pin, "--write-object", str(path), "--type", "cert", "--id", key_id, "--label", "证书")

    def delete_token(self, label: str) -> None:
        self._run("softhsm2-util", "--delete-token", "--token", label)

    def _tool(self, label: str, pin: str, *arguments: str) -> None:
        self._run(
            "pkcs11-tool", "--module", str(self.module), "--token-label", label, "--login", "--pin", pin, *arguments
        )

    def _run(self, *command: str) -> None:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@dataclass(frozen=True)
class SoftHsmToken:
    """A token with an RSA-2048 (id 01) and an EC P-256 (id 02) certificate."""

    hsm: SoftHsm
    label: str
    pin: str
    rsa: Certificate
    ec: Certificate

    @property
    def module(self) -> Path:
        return self.hsm.module

    @property
    def env(self) -> dict[str, str]:
        """For processes that shall see the token."""
        return {"SOFTHSM2_CONF": str(self.hsm.configuration)}


@pytest.fixture
def softhsm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftHsm:
    modules = [path for path in find_modules() if "softhsm" in path.name]
    if not modules:
        pytest.fail("SoftHSM2 is not installed; `make test` installs it")
    folder = tmp_path / "softhsm"
    (folder / "tokens").mkdir(parents=True)
    configuration = folder / "softhsm2.conf"
    configuration.write_text(
        f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n"
    )
    monkeypatch.setenv("SOFTHSM2_CONF", str(configuration))
    return SoftHsm(modules[0], configuration, folder / "tokens")


@pytest.fixture
def softhsm_token(softhsm: SoftHsm) -> SoftHsmToken:
    return make_token(softhsm, "测试介质")


def make_token(softhsm: SoftHsm, label: str) -> SoftHsmToken:
    """A new token with both certificates."""
    issuer = PrivateKey.generate(KeyAlgorithm.EC_P256)
    rsa, ec = PrivateKey.generate(KeyAlgorithm.RSA_2048), PrivateKey.generate(KeyAlgorithm.EC_P256)
    rsa_certificate = issue(rsa.public_key, issuer, KeyPurpose.SIGN_ENCRYPT, name="李晓样")
    ec_certificate = issue(ec.public_key, issuer, KeyPurpose.SIGN, name="王小样")
    softhsm.create_token(label)
    softhsm.add_key(label, rsa_certificate, rsa, "01")
    softhsm.add_key(label, ec_certificate, ec, "02")
    return SoftHsmToken(softhsm, label, PIN, rsa_certificate, ec_certificate)
