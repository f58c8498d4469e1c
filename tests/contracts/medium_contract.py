"""What every medium must do; each kind subclasses `MediumContract` and gives a `rig`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from core.credentials.errors import (
    CertificateNotOfKey,
    MediumFileNotFound,
    MediumLocked,
    OperationNotSupported,
    PinLocked,
    PinNotAccepted,
    WrongAdminPin,
    WrongPin,
)
from core.credentials.medium import Delivery, Medium, MediumKey
from core.crypto import requests
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme, digest
from core.crypto.certificates import Certificate
from core.crypto.keys import PrivateKey
from core.errors import AppError
from core.pdf.options import Level, SigningOptions
from core.pdf.signing import sign_pdf
from core.secret import Secret
from tests.core.credentials.issued import issue
from tests.core.pdf.documents import plain_pdf
from tests.core.pdf.judges import openssl_accepts_sm2, pdfsig_accepts
from tests.core.pdf.pki import Pki


@dataclass(frozen=True)
class Rig:
    """A medium with at least one signing key and its PIN.

    Attributes:
        refused: schemes of its keys that its standard does not have.
        admin_pin: empty where the medium has no administrator.
        makes: algorithms of keys that are made on it.
        keeps_files: it has room for files.
    """

    medium: Medium
    pin: str
    new_pin: str = "975310"
    refused: frozenset[SignatureScheme] = frozenset()
    admin_pin: str = ""
    makes: tuple[KeyAlgorithm, ...] = ()
    keeps_files: bool = False


def schemes_of(algorithm: KeyAlgorithm) -> tuple[SignatureScheme, ...]:
    if algorithm.is_rsa:
        return (
            SignatureScheme.RSA_PKCS1_SHA256,
            SignatureScheme.RSA_PKCS1_SHA384,
            SignatureScheme.RSA_PKCS1_SHA512,
            SignatureScheme.RSA_PSS_SHA256,
        )
    return (algorithm.default_scheme,)


@dataclass(frozen=True)
class _Key:
    """An `AuthorisedKey` on the medium itself, without the registry's rules."""

    medium: Medium
    key: MediumKey

    @property
    def certificate(self) -> Certificate:
        return self.key.certificate

    @property
    def chain(self) -> tuple[Certificate, ...]:
        return ()

    async def sign(self, data: bytes, scheme: SignatureScheme) -> bytes:
        return await self.medium.sign(self.key.key_id, data, scheme)

    async def decrypt(self, ciphertext: bytes) -> bytes:
        return await self.medium.decrypt(self.key.key_id, ciphertext)


class MediumContract:
    """The suite."""

    async def _signing_keys(self, medium: Medium) -> list[MediumKey]:
        keys = [key for key in await medium.keys() if key.certificate.purpose.can_sign]
        assert keys
        return keys

    async def test_certificates_are_readable_without_a_pin(self, rig: Rig) -> None:
        keys = await rig.medium.keys()
        assert keys
        assert len({key.key_id for key in keys}) == len(keys)
        assert not rig.medium.unlocked

    async def test_the_description_is_stable(self, rig: Rig) -> None:
        assert rig.medium.info == rig.medium.info
        assert rig.medium.info.id
        assert rig.medium.info.label

    async def test_a_key_does_not_work_without_an_open_session(self, rig: Rig) -> None:
        for key in await self._signing_keys(rig.medium):
            with pytest.raises(MediumLocked):
                await rig.medium.sign(key.key_id, b"data", key.certificate.algorithm.default_scheme)

    async def test_every_key_signs_under_every_scheme_of_its_algorithm(self, rig: Rig) -> None:
        await rig.medium.unlock(Secret(rig.pin))
        for key in await self._signing_keys(rig.medium):
            for scheme in schemes_of(key.certificate.algorithm):
                if scheme in rig.refused:
                    with pytest.raises(OperationNotSupported):
                        await rig.medium.sign(key.key_id, b"data", scheme)
                    continue
                for data in (b"", b"data", b"x" * 300_000):
                    signature = await rig.medium.sign(key.key_id, data, scheme)
                    key.certificate.public_key.verify(signature, data, scheme)

    async def test_what_its_keys_sign_with_a_time_stamp_others_accept(
        self, rig: Rig, time_stamps: Pki, tmp_path: Path
    ) -> None:
        """PAdES B-T by each key, judged by Poppler, or by OpenSSL where it is SM2."""
        await rig.medium.unlock(Secret(rig.pin))
        source = plain_pdf(tmp_path / "in.pdf")
        for number, key in enumerate(await self._signing_keys(rig.medium)):
            target = tmp_path / f"{number}.pdf"
            options = SigningOptions(level=Level.B_T, timestamp=time_stamps.timestamp)
            await sign_pdf(source, target, _Key(rig.medium, key), options)
            if key.certificate.algorithm is KeyAlgorithm.SM2:
                openssl_accepts_sm2(target, key.certificate)
            else:
                pdfsig_accepts(target, 1)

    async def test_a_hash_is_signed_like_its_data_or_not_at_all(self, rig: Rig) -> None:
        for key in await self._signing_keys(rig.medium):
            scheme = key.certificate.algorithm.default_scheme
            with pytest.raises((MediumLocked, OperationNotSupported)):
                await rig.medium.sign_digest(key.key_id, digest(scheme.digest, b"data"), scheme)
        await rig.medium.unlock(Secret(rig.pin))
        for key in await self._signing_keys(rig.medium):
            for scheme in schemes_of(key.certificate.algorithm):
                try:
                    signature = await rig.medium.sign_digest(key.key_id, digest(scheme.digest, b"data"), scheme)
                except OperationNotSupported:
                    continue
                assert scheme is not SignatureScheme.SM2_SM3
                key.certificate.public_key.verify(signature, b"data", scheme)

    async def test_every_key_that_encrypts_decrypts(self, rig: Rig) -> None:
        await rig.medium.unlock(Secret(rig.pin))
        for key in await rig.medium.keys():
            public_key = key.certificate.public_key
            if not key.certificate.purpose.can_encrypt or public_key.algorithm.is_ec:
                continue
            if public_key.algorithm.is_rsa:
                from cryptography.hazmat.primitives.asymmetric import padding

                ciphertext = public_key._loaded.encrypt(b"session key", padding.PKCS1v15())
            else:
                ciphertext = public_key.encrypt(b"session key")
            assert await rig.medium.decrypt(key.key_id, ciphertext) == b"session key"

    async def test_a_wrong_pin_is_called_so_and_the_right_one_still_works(self, rig: Rig) -> None:
        with pytest.raises(WrongPin):
            await rig.medium.unlock(Secret("000000"))
        assert not rig.medium.unlocked
        await rig.medium.unlock(Secret(rig.pin))
        assert rig.medium.unlocked

    async def test_locking_ends_the_session_and_is_harmless_twice(self, rig: Rig) -> None:
        await rig.medium.unlock(Secret(rig.pin))
        await rig.medium.lock()
        await rig.medium.lock()
        assert not rig.medium.unlocked
        key = (await self._signing_keys(rig.medium))[0]
        with pytest.raises(MediumLocked):
            await rig.medium.sign(key.key_id, b"data", key.certificate.algorithm.default_scheme)

    async def test_the_pin_can_be_changed(self, rig: Rig) -> None:
        with pytest.raises(WrongPin):
            await rig.medium.change_pin(Secret("000000"), Secret(rig.new_pin))
        await rig.medium.change_pin(Secret(rig.pin), Secret(rig.new_pin))
        with pytest.raises(WrongPin):
            await rig.medium.unlock(Secret(rig.pin))
        await rig.medium.unlock(Secret(rig.new_pin))

    async def test_a_new_pin_that_is_too_short_changes_nothing(self, rig: Rig) -> None:
        with pytest.raises(PinNotAccepted):
            await rig.medium.change_pin(Secret(rig.pin), Secret("12"))
        await rig.medium.unlock(Secret(rig.pin))

    async def test_the_pin_state_is_honest(self, rig: Rig) -> None:
        before = await rig.medium.pin_state()
        assert before.required
        assert not before.locked
        with pytest.raises((WrongPin, PinLocked)):
            await rig.medium.unlock(Secret("000000"))
        after = await rig.medium.pin_state()
        if before.tries_left is not None:
            assert after.tries_left == before.tries_left - 1

    async def test_the_administrator_sets_a_new_pin(self, rig: Rig) -> None:
        if not rig.admin_pin:
            with pytest.raises(OperationNotSupported):
                await rig.medium.unblock_pin(Secret("13579135"), Secret(rig.new_pin))
            return
        with pytest.raises(WrongAdminPin):
            await rig.medium.unblock_pin(Secret("00000000"), Secret(rig.new_pin))
        with pytest.raises(PinNotAccepted):
            await rig.medium.unblock_pin(Secret(rig.admin_pin), Secret("12"))
        await rig.medium.unblock_pin(Secret(rig.admin_pin), Secret(rig.new_pin))
        with pytest.raises(WrongPin):
            await rig.medium.unlock(Secret(rig.pin))
        await rig.medium.unlock(Secret(rig.new_pin))

    async def test_the_administrators_pin_can_be_changed(self, rig: Rig) -> None:
        new = Secret("24681357")
        if not rig.admin_pin:
            with pytest.raises(OperationNotSupported):
                await rig.medium.change_admin_pin(Secret("13579135"), new)
            return
        with pytest.raises(WrongAdminPin):
            await rig.medium.change_admin_pin(Secret("00000000"), new)
        with pytest.raises(PinNotAccepted):
            await rig.medium.change_admin_pin(Secret(rig.admin_pin), Secret("12"))
        await rig.medium.change_admin_pin(Secret(rig.admin_pin), new)
        with pytest.raises(WrongAdminPin):
            await rig.medium.unblock_pin(Secret(rig.admin_pin), Secret(rig.new_pin))
        await rig.medium.unblock_pin(Secret("24681357"), Secret(rig.new_pin))
        await rig.medium.unlock(Secret(rig.new_pin))

    async def test_what_can_be_ordered_onto_it_can_be_made(self, rig: Rig) -> None:
        assert set(rig.medium.new_keys) <= set(rig.makes)
        assert bool(rig.medium.new_keys) == bool(rig.makes)

    async def test_a_key_made_here_signs_its_request_and_takes_its_certificate(self, rig: Rig) -> None:
        if not rig.makes:
            with pytest.raises(OperationNotSupported):
                await rig.medium.create_key(KeyAlgorithm.SM2)
            return
        with pytest.raises(MediumLocked):
            await rig.medium.create_key(rig.makes[0])
        await rig.medium.unlock(Secret(rig.pin))
        for algorithm in rig.makes:
            before = await rig.medium.keys()
            made, scheme = await rig.medium.create_key(algorithm), algorithm.default_scheme
            assert made.public_key.algorithm is algorithm
            assert await rig.medium.keys() == before
            issuer = PrivateKey.generate(KeyAlgorithm.EC_P256)
            with pytest.raises(CertificateNotOfKey):
                await rig.medium.install(made.key_id, Delivery(issue(issuer.public_key, issuer)))
            info = requests.to_be_signed({"common_name": "张三"}, made.public_key)
            request = requests.assemble(info, scheme, await rig.medium.sign(made.key_id, info, scheme))
            delivery = Delivery(issue(requests.parse_request(request).public_key, issuer))
            for _ in range(2):
                await rig.medium.install(made.key_id, delivery)
            (key,) = [key for key in await rig.medium.keys() if key.certificate == delivery.signing]
            assert key.key_id == made.key_id
            key.certificate.public_key.verify(await rig.medium.sign(key.key_id, b"data", scheme), b"data", scheme)
            with pytest.raises(OperationNotSupported):
                await rig.medium.discard_key(key.key_id)

    async def test_a_mark_never_discards_a_key_with_its_certificate(self, rig: Rig) -> None:
        if not rig.makes:
            with pytest.raises(OperationNotSupported):
                await rig.medium.discard_marked("order-1")
            return
        with pytest.raises(MediumLocked):
            await rig.medium.discard_marked("order-1")
        await rig.medium.unlock(Secret(rig.pin))
        before = await rig.medium.keys()
        await rig.medium.discard_marked("order-1")
        waiting = await rig.medium.create_key(rig.makes[-1], "order-1")
        used = await rig.medium.create_key(rig.makes[-1], "order-2")
        issuer = PrivateKey.generate(KeyAlgorithm.EC_P256)
        await rig.medium.install(used.key_id, Delivery(issue(used.public_key, issuer)))
        for _ in range(2):
            await rig.medium.discard_marked("order-1")
            await rig.medium.discard_marked("order-2")
        scheme = rig.makes[-1].default_scheme
        assert await rig.medium.sign(used.key_id, b"data", scheme)
        assert len(await rig.medium.keys()) == len(before) + 1
        with pytest.raises(AppError):
            await rig.medium.sign(waiting.key_id, b"data", scheme)

    async def test_a_key_without_a_certificate_can_be_discarded(self, rig: Rig) -> None:
        if not rig.makes:
            return
        await rig.medium.unlock(Secret(rig.pin))
        before = await rig.medium.keys()
        made = await rig.medium.create_key(rig.makes[0], "order-1")
        assert await rig.medium.create_key(rig.makes[0], "order-1") == made, "as after a kill: no key without an owner"
        other = await rig.medium.create_key(rig.makes[-1], "order-2")
        assert other.key_id != made.key_id
        await rig.medium.discard_key(other.key_id)
        await rig.medium.discard_key(made.key_id)
        if len(rig.makes) > 1:
            replaced = await rig.medium.create_key(rig.makes[1], "order-1")
            assert replaced.public_key.algorithm is rig.makes[1]
            await rig.medium.discard_key(replaced.key_id)
        assert await rig.medium.keys() == before
        with pytest.raises(AppError):
            await rig.medium.sign(made.key_id, b"data", rig.makes[0].default_scheme)

    async def test_files_are_kept(self, rig: Rig) -> None:
        if not rig.keeps_files:
            with pytest.raises(OperationNotSupported):
                await rig.medium.file_names()
            return
        assert list(await rig.medium.file_names()) == []
        with pytest.raises(MediumLocked):
            await rig.medium.write_file("seal", b"picture")
        await rig.medium.unlock(Secret(rig.pin))
        for data in (b"picture" * 500, b"another"):
            await rig.medium.write_file("seal", data)
        await rig.medium.lock()
        assert list(await rig.medium.file_names()) == ["seal"]
        assert await rig.medium.read_file("seal") == b"another"
        with pytest.raises(MediumFileNotFound):
            await rig.medium.read_file("missing")
        await rig.medium.unlock(Secret(rig.pin))
        await rig.medium.delete_file("seal")
        assert list(await rig.medium.file_names()) == []
