"""A soft token and its medium."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from core.credentials.medium import Medium
from core.devices.skf import SkfProvider
from core.devices.skf.profile import STANDARD
from tests.simulators.skf.soft_skf import FullToken, skf_token, soft_skf

__all__ = ["skf_token", "soft_skf"]


class Media:
    """A sink that keeps what arrives and counts changes."""

    def __init__(self) -> None:
        self.present: dict[str, Medium] = {}
        self.changes = 0

    def arrived(self, medium: Medium) -> None:
        self.present[medium.info.id] = medium

    def changed(self, medium_id: str) -> None:
        assert medium_id in self.present
        self.changes += 1

    def removed(self, medium_id: str) -> None:
        del self.present[medium_id]


@pytest.fixture
def media() -> Media:
    return Media()


@pytest.fixture
async def medium(skf_token: FullToken, media: Media) -> AsyncIterator[Medium]:
    provider = SkfProvider({skf_token.skf.library: STANDARD})
    await provider.start(media)
    (medium,) = media.present.values()
    yield medium
    skf_token.skf.fault()
    await provider.stop()
