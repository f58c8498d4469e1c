"""Other programs use the credentials through the agent: OpenSC's pkcs11-tool, OpenSSL's engine; OpenSSL judges."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from core.agent.consents import Consents
from core.agent.errors import AddressInUse
from core.agent.server import serve
from core.credentials.registry import CredentialRegistry
from core.crypto.certificates import Certificate
from core.devices.pkcs11 import Pkcs11Provider
from tests.core.credentials.test_registry import Audit, Person
from tests.softhsm import PIN, SoftHsmToken, softhsm, softhsm_token

__all__ = ["softhsm", "softhsm_token"]
ROOT = Path(__file__).resolve().parents[3]
CLIENT = next(iter(sorted(Path("/usr/lib").glob("*/pkcs11/p11-kit-client.so"))), Path("/nonexistent"))
TOOL = Path("/usr/bin/pkcs11-tool")


class Desk:
    """A registry with one token, its agent, and a person who answers."""

    def __init__(self, folder: Path, registry: CredentialRegistry, person: Person, audit: Audit) -> None:
        self.folder, self.registry, self.person, self.audit = folder, registry, person, audit
        self.socket = folder / "agent.sock"

    async def tool(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run pkcs11-tool against the agent."""
        return await asyncio.to_thread(run_tool, self.socket, self.folder, *arguments)


def run_tool(path: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "P11_KIT_SERVER_ADDRESS": f"unix:path={path}"}
    command = [str(TOOL), "--module", str(CLIENT), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


@pytest.fixture
async def desk(softhsm_token: SoftHsmToken, tmp_path: Path) -> AsyncIterator[Desk]:
    person, audit = Person(*[PIN] * 8), Audit()
    registry = CredentialRegistry(audit, person)
    await registry.add_provider(Pkcs11Provider([softhsm_token.module]))
    desk = Desk(tmp_path, registry, person, audit)
    async with serve(registry, desk.socket, Consents()):
        yield desk
    await registry.stop()


def key_id(certificate: Certificate) -> str:
    return certificate.public_key.key_identifier().hex()


def openssl_verifies(folder: Path, certificate: Certificate, signature: Path, *options: str) -> None:
    (folder / "c.pem").write_bytes(certificate.to_pem())
    key = subprocess.run(["openssl", "x509", "-in", "c.pem", "-noout", "-pubkey"], cwd=folder, capture_output=True)
    (folder / "k.pem").write_bytes(key.stdout)
    command = ["openssl", "dgst", "-sha256", *options, "-verify", "k.pem", "-signature", str(signature), "data"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


async def test_objects_and_mechanisms_are_listed(desk: Desk, softhsm_token: SoftHsmToken) -> None:
    slots = await desk.tool("--list-slots")
    assert slots.returncode == 0, slots.stderr
    assert "测试介质" in slots.stdout
    assert "PIN pad present" in slots.stdout, "the PIN is asked by us, not by the other program"
    objects = await desk.tool("--list-objects")
    assert objects.stdout.count("Certificate Object") == 2, objects.stderr
    assert objects.stdout.count("Public Key Object") == 2
    assert "Private Key" not in objects.stdout, "nobody logged in"
    assert key_id(softhsm_token.rsa) in objects.stdout
    mechanisms = await desk.tool("--list-mechanisms")
    assert {"RSA-PKCS", "ECDSA", "SHA256-RSA-PKCS"} <= set(re.findall(r"^  ([\w-]+),", mechanisms.stdout, re.M))
    read = await desk.tool("--read-object", "--type", "cert", "--id", key_id(softhsm_token.ec), "-o", "out.der")
    assert read.returncode == 0, read.stderr
    assert (desk.folder / "out.der").read_bytes() == softhsm_token.ec.der
    assert desk.person.asked == []


async def test_keys_sign_and_openssl_accepts(desk: Desk, softhsm_token: SoftHsmToken) -> None:
    (desk.folder / "data").write_bytes(b"a contract" * 1000)
    (desk.folder / "hash").write_bytes(hashlib.sha256(b"a contract" * 1000).digest())
    rsa, ec = key_id(softhsm_token.rsa), key_id(softhsm_token.ec)
    for number, (source, key, mechanism, form) in enumerate(
        (
            ("data", rsa, ("--mechanism", "SHA256-RSA-PKCS"), ()),
            ("hash", ec, ("--mechanism", "ECDSA", "--signature-format", "openssl"), ()),
            (
                "hash",
                rsa,
                ("--mechanism", "RSA-PKCS-PSS", "--hash-algorithm", "SHA256", "--mgf", "MGF1-SHA256"),
                ("-sigopt", "rsa_padding_mode:pss"),
            ),
        )
    ):
        out = desk.folder / f"signature{number}"
        told = await desk.tool("--login", "--sign", "--id", key, *mechanism, "-i", source, "-o", str(out))
        assert told.returncode == 0, told.stderr
        certificate = softhsm_token.rsa if key == rsa else softhsm_token.ec
        await asyncio.to_thread(openssl_verifies, desk.folder, certificate, out, *form)
    assert desk.person.consents == 2, "once for each key of this program"
    assert {record.requester for record in desk.audit.records} == {str(TOOL.resolve())}
    assert [outcome.value for outcome, _, _ in desk.audit.outcomes.values()] == ["done"] * 3


async def test_openssl_signs_through_its_engine(desk: Desk, softhsm_token: SoftHsmToken) -> None:
    (desk.folder / "data").write_bytes(b"a contract" * 1000)
    agent = {"P11_KIT_SERVER_ADDRESS": f"unix:path={desk.socket}", "PKCS11_MODULE_PATH": str(CLIENT)}
    sign = ["openssl", "dgst", "-engine", "pkcs11", "-keyform", "engine", "-sha256", "-out", "signature", "data"]
    for certificate in (softhsm_token.rsa, softhsm_token.ec):
        name = "".join(f"%{octet:02x}" for octet in certificate.public_key.key_identifier())
        key = ["-sign", f"pkcs11:id={name};type=private"]
        told = await asyncio.to_thread(
            subprocess.run, [*sign[:-1], *key, sign[-1]], cwd=desk.folder, env={**os.environ, **agent},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert told.returncode == 0, told.stderr
        await asyncio.to_thread(openssl_verifies, desk.folder, certificate, desk.folder / "signature")


async def test_what_the_person_refuses_is_not_signed(desk: Desk, softhsm_token: SoftHsmToken) -> None:
    (desk.folder / "data").write_bytes(b"a contract")
    desk.person.agrees = False
    sign = ("--login", "--sign", "--mechanism", "SHA256-RSA-PKCS", "--id", key_id(softhsm_token.rsa), "-i", "data")
    told = await desk.tool(*sign, "-o", "out")
    assert told.returncode != 0
    assert "CKR_FUNCTION_CANCELED" in told.stderr
    assert not (desk.folder / "out").exists() or (desk.folder / "out").read_bytes() == b""
    assert desk.person.asked == []
    with_pin = await desk.tool("--pin", "123456", *sign, "-o", "out")
    assert with_pin.returncode != 0, "a PIN that another program knows is none"


async def test_raw_octets_are_never_signed_with_rsa(desk: Desk, softhsm_token: SoftHsmToken) -> None:
    (desk.folder / "data").write_bytes(b"\x01" * 100)
    told = await desk.tool(
        "--login", "--sign", "--mechanism", "RSA-PKCS", "--id", key_id(softhsm_token.rsa), "-i", "data", "-o", "out"
    )
    assert "CKR_DATA_LEN_RANGE" in told.stderr
    assert desk.person.asked == []


async def test_rubbish_ends_the_connection_and_others_go_on(desk: Desk) -> None:
    for rubbish in (b"", b"\x00" * 5, b"\x00" + b"\xff" * 40, b"\x00" + bytes(4) + bytes(4) + b"\x00\x00\x00\x04abcd"):
        reader, writer = await asyncio.open_unix_connection(desk.socket)
        writer.write(rubbish)
        writer.write_eof()
        await asyncio.wait_for(reader.read(), 20)
        writer.close()
    assert (await desk.tool("--list-slots")).returncode == 0


async def test_a_socket_has_one_agent_and_a_dead_ones_is_replaced(desk: Desk, tmp_path: Path) -> None:
    assert desk.socket.stat().st_mode & 0o777 == 0o600
    with pytest.raises(AddressInUse):
        async with serve(desk.registry, desk.socket, Consents()):
            pass
    dead = tmp_path / "dead.sock"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(dead))
    async with serve(desk.registry, dead, Consents()):
        pass
    assert not dead.exists()


SYSTEM_PYTHON = Path("/usr/bin/python3")  # others may run it, unlike an interpreter in somebody's home


@pytest.mark.skipif(os.getuid() != 0 or not SYSTEM_PYTHON.exists(), reason="only root can be somebody else")
async def test_another_person_is_refused_even_if_the_socket_were_open(desk: Desk) -> None:
    for folder in (desk.folder, *desk.folder.parents):
        if folder.owner() == "root" and folder != Path("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o005)
    ask = f"import socket; s = socket.socket(socket.AF_UNIX); s.connect({str(desk.socket)!r}); s.send(bytes(1)); "
    command = [str(SYSTEM_PYTHON), "-I", "-S", "-c", ask + "print(s.recv(1))"]

    def as_nobody() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, user=65534, capture_output=True, text=True, timeout=60, cwd="/")

    assert "PermissionError" in (await asyncio.to_thread(as_nobody)).stderr
    desk.socket.chmod(0o666)
    told = await asyncio.to_thread(as_nobody)
    assert told.stdout.strip() != repr(b"\x00"), "no version, no conversation"


@asynccontextmanager
async def agent_program(folder: Path, *options: str) -> AsyncIterator[asyncio.subprocess.Process]:
    reader, writer = os.pipe()
    os.write(writer, f"{PIN}\n".encode())
    os.close(writer)
    command = [str(ROOT / "main.py"), "--data-dir", str(folder / "data"), "--server", "http://127.0.0.1:9", "agent"]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        "--pin-fd",
        str(reader),
        *options,
        stdout=subprocess.PIPE,
        pass_fds=(reader,),
        env={**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
    )
    os.close(reader)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def test_the_command_serves_until_it_is_ended(softhsm_token: SoftHsmToken, tmp_path: Path) -> None:
    path = tmp_path / "a.sock"
    (tmp_path / "data.txt").write_bytes(b"a contract")
    async with agent_program(tmp_path, "--socket", str(path), "--allow", str(TOOL)) as process:
        assert process.stdout is not None
        line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        assert line.startswith(f"P11_KIT_SERVER_ADDRESS=unix:path={path};")
        sign = ("--login", "--sign", "--mechanism", "SHA256-RSA-PKCS", "--id", key_id(softhsm_token.rsa))
        told = await asyncio.to_thread(run_tool, path, tmp_path, *sign, "-i", "data.txt", "-o", "out")
        assert told.returncode == 0, told.stderr
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 30) == 0
    assert not path.exists()
    (tmp_path / "verify").mkdir()
    (tmp_path / "verify" / "data").write_bytes(b"a contract")
    await asyncio.to_thread(openssl_verifies, tmp_path / "verify", softhsm_token.rsa, tmp_path / "out")
