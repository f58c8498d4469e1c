"""Seal pictures and other files on the token."""

from __future__ import annotations

import pytest

from core.credentials.errors import DriverFailure, MediumFileNotFound, MediumFull, MediumLocked
from core.credentials.medium import Medium
from core.secret import Secret
from tests.simulators.skf.soft_skf import PIN, FullToken

PICTURE = bytes(range(256)) * 20


async def test_a_file_is_written_read_replaced_and_deleted(medium: Medium) -> None:
    await medium.unlock(Secret(PIN))
    for data in (PICTURE, PICTURE[:1024], b"", PICTURE[::-1]):
        await medium.write_file("印章.png", data)
        assert list(await medium.file_names()) == ["印章.png"]
        assert await medium.read_file("印章.png") == data
    await medium.delete_file("印章.png")
    assert list(await medium.file_names()) == []


async def test_files_are_read_without_a_pin_and_not_written(medium: Medium) -> None:
    await medium.unlock(Secret(PIN))
    await medium.write_file("seal", PICTURE)
    await medium.lock()
    assert await medium.read_file("seal") == PICTURE
    with pytest.raises(MediumLocked):
        await medium.write_file("seal", b"")
    with pytest.raises(MediumLocked):
        await medium.delete_file("seal")


async def test_what_has_no_room_leaves_the_old_file(medium: Medium) -> None:
    await medium.unlock(Secret(PIN))
    await medium.write_file("seal", PICTURE)
    with pytest.raises(MediumFull):
        await medium.write_file("seal", bytes(70_000))
    assert await medium.read_file("seal") == PICTURE


async def test_a_write_that_breaks_off_leaves_the_old_file(medium: Medium, skf_token: FullToken) -> None:
    await medium.unlock(Secret(PIN))
    await medium.write_file("seal", b"")
    skf_token.skf.fault("SKF_WriteFile 0x0A000008")
    with pytest.raises(DriverFailure):
        await medium.write_file("seal", PICTURE)
    skf_token.skf.fault()
    assert await medium.read_file("seal") == b""


async def test_names_that_do_not_fit_and_files_that_are_not_there(medium: Medium) -> None:
    await medium.unlock(Secret(PIN))
    with pytest.raises(MediumFileNotFound):
        await medium.read_file("missing")
    with pytest.raises(MediumFileNotFound):
        await medium.delete_file("missing")
    for name in ("印" * 17, "", "\N{GRINNING FACE}"):
        with pytest.raises(DriverFailure):
            await medium.write_file(name, PICTURE)
