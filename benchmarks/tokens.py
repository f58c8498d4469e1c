"""Token signatures through the registry against bare python-pkcs11, on a SoftHSM2 token of its own."""

from __future__ import annotations

import asyncio
import os
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.report import Row
from benchmarks.signatures import DATA, Call, Typist, awaitable, credential_of, rates
from core.credentials.registry import CredentialRegistry
from core.credentials.use_log import UseLog
from core.crypto.algorithms import SignatureScheme, digest
from core.devices.pkcs11 import Pkcs11Provider, find_modules
from core.storage.database import Database
from tests.core.credentials.issued import NOW
from tests.softhsm import PIN, SoftHsm, SoftHsmToken, make_token


def measure() -> list[Row]:
    """RSA-2048 and ECDSA P-256: signatures per second in one authorised use."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        token = _token(Path(folder))
        database = Database(Path(folder) / "bench.sqlite3")
        rows = asyncio.run(_measure(token, CredentialRegistry(UseLog(database), now=lambda: NOW)))
        database.close()
    return rows


def _token(folder: Path) -> SoftHsmToken:
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    (module,) = (path for path in find_modules() if "softhsm" in path.name)
    return make_token(SoftHsm(module, configuration, folder / "tokens"), "bench")


async def _measure(token: SoftHsmToken, registry: CredentialRegistry) -> list[Row]:
    registry.interaction = Typist(PIN)
    await registry.add_provider(Pkcs11Provider([token.module]))
    rows = []
    for certificate, key_id, name in ((token.rsa, b"\x01", "RSA-2048"), (token.ec, b"\x02", "ECDSA P-256")):
        scheme = certificate.public_key.algorithm.default_scheme
        bare = partial(_bare, token, key_id, scheme)
        pair = await rates(credential_of(registry, certificate), scheme, bare)
        rows.append(Row(f"token signatures, {name}", *pair, "/s", "bare python-pkcs11", 1.1))
    await registry.stop()
    return rows


def _bare(token: SoftHsmToken, key_id: bytes, scheme: SignatureScheme) -> Call:
    """Hashing and C_Sign in a session of its own; the login is one for all sessions of a process."""
    import pkcs11

    library = pkcs11.lib(str(token.module))
    session = library.get_token(token_label=token.label).open()
    wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY, pkcs11.Attribute.ID: key_id}
    (key,) = list(session.get_objects(wanted))
    mechanism = pkcs11.Mechanism.ECDSA if scheme.value.startswith("ecdsa_") else pkcs11.Mechanism.RSA_PKCS
    prefix = b"" if scheme.value.startswith("ecdsa_") else bytes.fromhex("3031300d060960864801650304020105000420")
    return awaitable(lambda: key.sign(prefix + digest(scheme.digest, DATA), mechanism=mechanism))
