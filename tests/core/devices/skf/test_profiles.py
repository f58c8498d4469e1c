"""Vendors as data: what is shipped, what an administrator adds, and the layouts that libraries turn out to use."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.credentials.medium import Medium
from core.crypto.algorithms import SignatureScheme
from core.crypto.errors import BadStructure
from core.devices.skf import SkfProvider, find_libraries
from core.devices.skf.profile import STANDARD, Side, SkfProfile, parse_profiles, shipped_profiles
from core.secret import Secret
from tests.core.devices.skf.conftest import Media
from tests.simulators.skf.soft_skf import FullToken, build


def test_shipped_profiles_name_their_libraries() -> None:
    profiles = shipped_profiles()
    assert len({profile.id for profile in profiles}) == len(profiles) >= 3
    for profile in profiles:
        assert profile.name
        assert any(profile.libraries.values())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "profile = 1",
        '[[profile]]\nname = "no id"',
        '[[profile]]\nid = "x"\npack = 3',
        '[[profile]]\nid = "x"\nulong_bytes = 2',
        '[[profile]]\nid = "x"\nnames = "no-such-encoding"',
        '[[profile]]\nid = "x"\nnumbers = "middle"',
        '[[profile]]\nid = "x"\nmade_up = true',
        "not toml",
    ],
)
def test_a_bad_profile_is_refused_whole(text: str) -> None:
    with pytest.raises(BadStructure):
        parse_profiles(text)


def test_an_administrator_adds_a_vendor_and_a_bad_file_disturbs_nothing(tmp_path: Path) -> None:
    library = tmp_path / "libvendor.so"
    library.touch()
    (tmp_path / "a-bad.toml").write_text("not toml")
    (tmp_path / "vendor.toml").write_text(
        f'[[profile]]\nid = "vendor"\nname = "厂商"\nlibraries.linux = ["{library}", "/nonexistent/lib.so"]\n'
        'numbers = "left"\necc_decrypt = { function = "SKF_ECCDecrypt", key_flag = "sign_flag" }\nparallel = true\n',
        encoding="utf-8",
    )
    found = find_libraries([tmp_path, tmp_path / "missing"])
    profile = found[library]
    assert profile.name == "厂商"
    assert profile.numbers is Side.LEFT
    assert profile.ecc_decrypt.function == "SKF_ECCDecrypt"
    assert profile.parallel


_OLD = SkfProfile("old", numbers=Side.LEFT, sm2_sign_id=0x00020100, edition=2023)


@pytest.mark.parametrize(
    ("variant", "profile"),
    [
        (("ALIGNED",), STANDARD),
        (("ULONG64",), STANDARD),
        (("ULONG64", "ALIGNED"), STANDARD),
        (("LEFT", "OLD_IDS", "EDITION2023"), _OLD),
    ],
    ids=["aligned", "ulong64", "ulong64-aligned", "left-2023"],
)
async def test_libraries_of_every_layout_sign_decrypt_and_make_keys(
    variant: tuple[str, ...], profile: SkfProfile, skf_token: FullToken, media: Media
) -> None:
    provider = SkfProvider({build(variant): profile})
    await provider.start(media)
    try:
        (medium,) = media.present.values()
        await _works(medium, skf_token)
    finally:
        await provider.stop()


async def _works(medium: Medium, token: FullToken) -> None:
    assert medium.info.label == "测试智能密码钥匙"
    assert medium.info.serial == "SN0001"
    await medium.unlock(Secret(token.token.pin))
    for key in await medium.keys():
        if key.certificate == token.sm2:
            signature = await medium.sign(key.key_id, b"data", SignatureScheme.SM2_SM3)
            token.sm2.public_key.verify(signature, b"data", SignatureScheme.SM2_SM3)
        if key.certificate == token.encryption:
            assert await medium.decrypt(key.key_id, token.encryption.public_key.encrypt(b"secret")) == b"secret"
    made = await medium.create_key(token.sm2.algorithm)
    made.public_key.verify(
        await medium.sign(made.key_id, b"request", SignatureScheme.SM2_SM3), b"request", SignatureScheme.SM2_SM3
    )
    await medium.write_file("印章", b"x" * 3000)
    assert await medium.read_file("印章") == b"x" * 3000
