"""A token and a driver that fail in every way of real life."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from core.credentials.errors import (
    BadSignatureFromMedium,
    DriverFailure,
    DriverHung,
    MediumBusy,
    MediumLocked,
    MediumRemoved,
)
from core.credentials.medium import Medium
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.devices.skf import SkfProvider
from core.devices.skf.errors import NotASkfLibrary
from core.devices.skf.profile import STANDARD, SkfProfile
from core.errors import AppError
from core.secret import Secret
from tests.core.devices.skf.conftest import Media
from tests.simulators.skf.soft_skf import PIN, FullToken, SoftSkf

APART = SkfProfile("apart", parallel=True)


async def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.fixture
async def key_id(medium: Medium, skf_token: FullToken) -> str:
    await medium.unlock(Secret(PIN))
    (key,) = [key for key in await medium.keys() if key.certificate == skf_token.sm2]
    return key.key_id


async def sign(medium: Medium, key_id: str) -> bytes:
    return await medium.sign(key_id, b"data", SignatureScheme.SM2_SM3)


async def test_zeros_with_sar_ok_are_no_signature(medium: Medium, skf_token: FullToken, key_id: str) -> None:
    skf_token.skf.fault("SKF_ECCSignData zero", "SKF_RSASignData zero")
    with pytest.raises(BadSignatureFromMedium):
        await sign(medium, key_id)
    (rsa,) = [key for key in await medium.keys() if key.certificate == skf_token.rsa]
    with pytest.raises(BadSignatureFromMedium):
        await medium.sign(rsa.key_id, b"data", SignatureScheme.RSA_PKCS1_SHA256)
    skf_token.skf.fault()
    assert await sign(medium, key_id)


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("0x0A000001", DriverFailure),
        ("0x0A00000F", MediumBusy),
        ("0x0A000023", MediumRemoved),
        ("0x0A00002D", MediumLocked),
        ("0x0BADC0DE", DriverFailure),
    ],
)
async def test_failures_while_signing(
    medium: Medium, skf_token: FullToken, key_id: str, code: str, meaning: type[AppError]
) -> None:
    skf_token.skf.fault(f"SKF_ECCSignData {code}")
    with pytest.raises(meaning) as failed:
        await sign(medium, key_id)
    assert type(failed.value) is meaning
    skf_token.skf.fault()


async def test_a_generic_failure_is_no_wrong_pin(medium: Medium, skf_token: FullToken) -> None:
    skf_token.skf.fault("SKF_VerifyPIN 0x0A000001")
    with pytest.raises(DriverFailure):
        await medium.unlock(Secret(PIN))
    assert not medium.unlocked
    assert skf_token.token.tries_left() == 6


async def test_a_token_that_forgot_the_pin_asks_for_it_again(medium: Medium, skf_token: FullToken, key_id: str) -> None:
    skf_token.skf.fault("SKF_ECCSignData 0x0A00002D")
    with pytest.raises(MediumLocked):
        await sign(medium, key_id)
    assert not medium.unlocked


@pytest.mark.parametrize(
    ("function", "call"),
    [
        ("SKF_ExportCertificate", lambda medium: medium.keys()),
        ("SKF_RSASignData", lambda medium: medium.sign("rsa/sign", b"data", SignatureScheme.RSA_PKCS1_SHA256)),
        ("SKF_GetFileInfo", lambda medium: medium.read_file("seal")),
    ],
)
async def test_impossible_sizes_are_the_drivers_failure(
    medium: Medium, skf_token: FullToken, function: str, call: Callable[[Medium], object]
) -> None:
    await medium.unlock(Secret(PIN))
    await medium.write_file("seal", b"picture")
    skf_token.skf.fault(f"{function} size")
    with pytest.raises(DriverFailure):
        await call(medium)  # type: ignore[misc]


async def test_a_public_key_of_zeros_leaves_no_container_behind(medium: Medium, skf_token: FullToken) -> None:
    await medium.unlock(Secret(PIN))
    skf_token.skf.fault("SKF_GenECCKeyPair zero")
    with pytest.raises(DriverFailure):
        await medium.create_key(KeyAlgorithm.SM2)
    assert len(skf_token.token.containers()) == 2


async def test_pulled_out_between_calls(medium: Medium, skf_token: FullToken, key_id: str, media: Media) -> None:
    skf_token.skf.pull()
    with pytest.raises(MediumRemoved):
        await sign(medium, key_id)
    assert not medium.unlocked
    await until(lambda: media.present == {})


async def test_out_for_a_moment_it_is_connected_anew(
    medium: Medium, skf_token: FullToken, key_id: str, media: Media
) -> None:
    skf_token.skf.fault("SKF_ECCSignData 0x0A000005")
    with pytest.raises(MediumRemoved):
        await sign(medium, key_id)
    skf_token.skf.fault()
    await until(lambda: medium not in media.present.values() and len(media.present) == 1)
    (again,) = media.present.values()
    await again.unlock(Secret(PIN))
    assert await sign(again, key_id)


async def test_rubbish_instead_of_device_information(soft_skf: SoftSkf, media: Media) -> None:
    soft_skf.insert()
    soft_skf.fault("SKF_GetDevInfo size")
    provider = SkfProvider({soft_skf.library: STANDARD})
    await provider.start(media)
    try:
        assert media.present == {}
        assert isinstance(provider.problems["KEY1"], DriverFailure)
        soft_skf.fault()
        await until(lambda: len(media.present) == 1)
        assert provider.problems == {}
    finally:
        await provider.stop()


async def test_what_is_no_skf_library_is_left_alone(media: Media, soft_skf: SoftSkf, tmp_path: object) -> None:
    nothing = soft_skf.folder.parent / "libnothing.so"
    nothing.write_bytes(b"not a library")
    provider = SkfProvider({nothing: STANDARD, soft_skf.library: STANDARD})
    soft_skf.insert()
    await provider.start(media)
    try:
        assert isinstance(provider.problems["libnothing.so"], NotASkfLibrary)
        assert len(media.present) == 1
    finally:
        await provider.stop()


class TestHangs:
    """A driver that does not come back is left behind; the test takes the hang away so that its thread can end."""

    @pytest.fixture
    async def provider(self, skf_token: FullToken, media: Media) -> AsyncIterator[SkfProvider]:
        skf_token.skf.insert_full("KEY2", "第二个", "SN0002")
        provider = SkfProvider({skf_token.skf.library: APART}, patience=3.0)
        await provider.start(media)
        yield provider
        skf_token.skf.fault()
        await provider.stop()

    async def test_the_other_device_works_on_and_plugged_in_again_it_is_back(
        self, provider: SkfProvider, skf_token: FullToken, media: Media
    ) -> None:
        media_by_serial = {medium.info.serial: medium for medium in media.present.values()}
        hanging, other = media_by_serial["SN0001"], media_by_serial["SN0002"]
        await hanging.unlock(Secret(PIN))
        skf_token.skf.fault("SKF_ECCSignData@KEY1 hang")
        with pytest.raises(DriverHung):
            await sign(hanging, "国密/sign")
        await other.unlock(Secret(PIN))
        assert await sign(other, "国密/sign")
        await until(lambda: [medium.info.serial for medium in media.present.values()] == ["SN0002"])
        assert isinstance(provider.problems["KEY1"], DriverHung)
        with pytest.raises(DriverHung):
            await hanging.keys()
        skf_token.skf.pull()
        skf_token.skf.fault()
        await until(lambda: provider.problems == {} and len(media.present) == 1)
        skf_token.skf.plug()
        await until(lambda: len(media.present) == 2)
        again = next(medium for medium in media.present.values() if medium.info.serial == "SN0001")
        await again.unlock(Secret(PIN))
        assert await sign(again, "国密/sign")

    async def test_a_library_whose_call_comes_back_is_asked_again(self, soft_skf: SoftSkf, media: Media) -> None:
        soft_skf.insert_full()
        provider = SkfProvider({soft_skf.library: STANDARD}, patience=3.0)
        await provider.start(media)
        (hanging,) = media.present.values()
        await hanging.unlock(Secret(PIN))
        soft_skf.fault("SKF_ECCSignData hang")
        with pytest.raises(DriverHung):
            await sign(hanging, "国密/sign")
        await until(lambda: media.present == {})
        # as when the key is pulled out: the call ends
        soft_skf.fault()
        await until(lambda: len(media.present) == 1)
        assert provider.problems == {}
        (again,) = media.present.values()
        await again.unlock(Secret(PIN))
        assert await sign(again, "国密/sign")
        await provider.stop()

    @pytest.mark.parametrize("function", ["SKF_EnumDev", "SKF_ConnectDev"])
    async def test_a_hang_at_the_first_look_keeps_nobody_waiting(
        self, soft_skf: SoftSkf, media: Media, function: str
    ) -> None:
        soft_skf.insert()
        soft_skf.fault(f"{function} hang")
        provider = SkfProvider({soft_skf.library: STANDARD}, patience=1.0)
        await provider.start(media)
        await until(lambda: bool(provider.problems))
        (problem,) = provider.problems.values()
        assert isinstance(problem, DriverHung)
        assert media.present == {}
        soft_skf.fault()
        await provider.stop()

    async def test_the_end_of_the_app_does_not_wait_for_a_hang(self, soft_skf: SoftSkf, media: Media) -> None:
        soft_skf.insert()
        soft_skf.fault("SKF_ConnectDev hang")
        provider = SkfProvider({soft_skf.library: STANDARD}, patience=600)
        async with asyncio.timeout(60):
            await provider.start(media)
            (problem,) = provider.problems.values()
            await provider.stop()
        assert isinstance(problem, DriverHung), "nothing is known for certain yet, but nobody is left wondering"
        assert media.present == {}
        soft_skf.fault()
