"""NSS, the library of Firefox and Thunderbird, uses the credentials through the agent; OpenSSL judges."""

from __future__ import annotations

import asyncio
import os
import shlex
import subprocess
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
from cryptography.x509.oid import NameOID

from core.agent.consents import Consents
from core.agent.server import serve
from core.credentials.registry import CredentialRegistry
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate
from core.crypto.keys import PrivateKey
from core.devices.pkcs11 import Pkcs11Provider
from tests.core.agent.test_agent import CLIENT
from tests.core.credentials.issued import NOW
from tests.core.credentials.test_registry import Audit, Person
from tests.softhsm import PIN, SoftHsm, softhsm

__all__ = ["softhsm"]
TOKEN = "mail token"
USES = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")  # fmt: skip
KINDS = {"rsa": KeyAlgorithm.RSA_2048, "ec": KeyAlgorithm.EC_P256}


def name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Office:
    """A certificate authority that NSS knows, and what it issued for keys on a token."""

    def __init__(self, softhsm: SoftHsm) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        softhsm.create_token(TOKEN)
        for number, (owner, kind) in enumerate(KINDS.items(), 1):
            own = PrivateKey.generate(kind)
            softhsm.add_key(TOKEN, self._issue(owner, own, key, number), own, f"0{number}")
        self.root = (
            self._builder("office", 99)
            .public_key(key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, SHA256())
            .public_bytes(Encoding.DER)
        )

    def _issue(self, owner: str, own: PrivateKey, key: ec.EllipticCurvePrivateKey, serial: int) -> Certificate:
        # a mail program wants to be answered in secret with the same certificate
        allowed = {"digital_signature", "key_agreement" if owner == "ec" else "key_encipherment"}
        built = (
            self._builder(owner, serial)
            .public_key(load_der_public_key(own.public_key.spki))  # type: ignore[arg-type]
            .add_extension(x509.KeyUsage(**{use: use in allowed for use in USES}), critical=True)
            .add_extension(x509.SubjectAlternativeName([x509.RFC822Name(f"{owner}@example.com")]), critical=False)
            .sign(key, SHA256())
        )
        return Certificate(built.public_bytes(Encoding.DER))

    def _builder(self, subject: str, serial: int) -> x509.CertificateBuilder:
        lasting = x509.CertificateBuilder(
            not_valid_before=NOW - timedelta(days=1), not_valid_after=NOW + timedelta(days=3650)
        )
        return lasting.subject_name(name(subject)).issuer_name(name("office")).serial_number(serial)


async def test_nss_finds_the_keys_and_signs_and_opens_mail_with_them(softhsm: SoftHsm, tmp_path: Path) -> None:
    office = Office(softhsm)
    (tmp_path / "root.der").write_bytes(office.root)
    (tmp_path / "letter").write_bytes(b"a contract" * 1000)
    database = f"sql:{tmp_path}"
    socket = tmp_path / "agent.sock"

    async def run(*command: str, typed: str = "") -> str:
        done = await asyncio.to_thread(
            subprocess.run,
            command,
            cwd=tmp_path,
            env={**os.environ, "P11_KIT_SERVER_ADDRESS": f"unix:path={socket}"},
            input=typed,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    audit = Audit()
    registry = CredentialRegistry(audit, Person(*[PIN] * 4))
    await registry.add_provider(Pkcs11Provider([softhsm.module]))
    async with serve(registry, socket, Consents()):
        await run("certutil", "-N", "-d", database, "--empty-password")
        await run("certutil", "-A", "-d", database, "-n", "office", "-t", "C,C,C", "-i", "root.der")
        await run("modutil", "-dbdir", database, "-add", "agent", "-libfile", str(CLIENT), "-force")
        listed = await run("certutil", "-L", "-d", database, "-h", "all")
        for owner in KINDS:
            nickname = f"{TOKEN}:{owner}"
            assert any(line.split() == [*nickname.split(), "u,u,u"] for line in listed.splitlines()), "with its key"
            sign = ["cmsutil", "-S", "-d", database, "-N", nickname, "-H", "SHA256", "-i", "letter", "-o", "signed"]
            # the PIN is not NSS's business: it asks the person to press Enter, at a terminal
            await run("script", "-qefc", shlex.join(sign), os.devnull, typed="\n" * 4)
            verify = ["openssl", "cms", "-verify", "-inform", "DER", "-in", "signed", "-certfile", "root.pem"]
            await run("openssl", "x509", "-inform", "DER", "-in", "root.der", "-out", "root.pem")
            await run(*verify, "-CAfile", "root.pem", "-purpose", "any", "-binary", "-out", "read")
            assert (tmp_path / "read").read_bytes() == (tmp_path / "letter").read_bytes()
        await run("certutil", "-L", "-d", database, "-n", f"{TOKEN}:rsa", "-a", "-o", "own.pem")
        encrypt = ["openssl", "cms", "-encrypt", "-aes-256-cbc", "-binary", "-outform", "DER", "-in", "letter"]
        await run(*encrypt, "-out", "secret", "own.pem")
        await run("script", "-qefc", f"cmsutil -D -d {database} -i secret -o opened", os.devnull, typed="\n" * 4)
        assert (tmp_path / "opened").read_bytes() == (tmp_path / "letter").read_bytes()
    await registry.stop()
    assert [outcome.value for outcome, _, _ in audit.outcomes.values()] == ["done"] * 3
