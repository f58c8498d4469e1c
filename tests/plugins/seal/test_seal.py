"""Own seal pictures: import, transparency, refusal of what is no picture, removal."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from core.credentials.seals import SealRegistry
from core.errors import FileNotAccessible
from core.storage.database import Database
from core.storage.settings import SettingsStore
from plugins.seal.own_seals import OwnSeals
from plugins.seal.pictures import PictureNotUsable, read_picture


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[SettingsStore]:
    database = Database(tmp_path / "client.sqlite3")
    yield SettingsStore(database, "seal")
    database.close()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Red ink on white paper, as a photograph would give it."""
    image = Image.new("RGB", (400, 300), "white")
    image.paste((200, 20, 20), (100, 100, 300, 200))
    path = tmp_path / "签名.jpg"
    image.save(path, quality=95)
    return path


def test_white_becomes_transparent_and_the_margin_is_cut(picture: Path) -> None:
    made = read_picture(picture, white_transparent=True)
    with Image.open(io.BytesIO(made.png)) as image:
        assert image.mode == "RGBA"
        assert 195 <= image.width <= 220
        assert 95 <= image.height <= 120
        red, green, _, alpha = image.getpixel((image.width // 2, image.height // 2))
        assert (alpha, red > 180, green < 60) == (255, True, True)


def test_paper_stays_when_asked(picture: Path) -> None:
    made = read_picture(picture, white_transparent=False)
    assert (made.width, made.height) == (400, 300)


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.png"
    text.write_text("not a picture")
    with pytest.raises(PictureNotUsable):
        read_picture(text, white_transparent=True)
    empty = tmp_path / "white.png"
    Image.new("RGB", (10, 10), "white").save(empty)
    with pytest.raises(PictureNotUsable):
        read_picture(empty, white_transparent=True)
    with pytest.raises(FileNotAccessible):
        read_picture(tmp_path / "missing.png", white_transparent=True)


async def test_own_seals_survive_a_restart_and_can_be_removed(
    tmp_path: Path, settings: SettingsStore, picture: Path
) -> None:
    registry = SealRegistry()
    own = OwnSeals(tmp_path, settings, registry, "seal")
    await own.add(picture, "我的签名", white_transparent=True)
    (seal,) = registry.seals("any certificate")
    assert (seal.name, seal.width_mm) == ("我的签名", 40.0)
    assert 18 <= seal.height_mm <= 22
    again = SealRegistry()
    restarted = OwnSeals(tmp_path, settings, again, "seal")
    await restarted.publish()
    assert again.seals() == (seal,)
    await restarted.remove(seal.id)
    assert again.seals() == ()
    assert not (tmp_path / f"{seal.id.removeprefix('own:')}.png").exists()
