"""What a running client gives to its plugins, and takes back: media, permissions, settings."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.plugin.errors import HookFailed
from core.plugin.manifest import Permission
from core.privacy.errors import NoConsent, NotDeclared, PermissionOff
from core.services import Options, Services
from core.storage.paths import find_paths
from tests.core.plugin.folders import TILE, DropIn, clean_imports, manifest_text, plugin_of

MEDIA = (
    TILE
    + """

class Provider:
    def __init__(self, name, fails):
        self.id, self.fails, self.running = name, fails, False

    async def start(self, sink):
        if self.fails:
            raise OSError("driver")
        self.running = True

    async def stop(self):
        self.running = False


providers = [Provider(name, fails) for name, fails in PROVIDERS]


@hookimpl
def provide_media(context):
    return providers
"""
)


def media(*providers: tuple[str, bool]) -> str:
    return f"PROVIDERS = {list(providers)}\n{MEDIA}"


@pytest.fixture
async def data(tmp_path: Path) -> AsyncIterator[DropIn]:
    with clean_imports():
        yield DropIn(tmp_path)


async def client(data: DropIn) -> Services:
    services = Services(find_paths(data.plugins.parent), Options(server="http://127.0.0.1:9"))
    services.plugins.load()
    return services


async def test_the_media_of_a_plugin_go_with_it(data: DropIn) -> None:
    data.add("hello", media(("first", False), ("second", False)))
    services = await client(data)
    await services.start_media()
    plugin = plugin_of(services.plugins, "hello")
    assert [provider.running for provider in plugin.module.providers] == [True, True]
    services.plugins.disable(plugin)
    async with asyncio.timeout(30):
        while any(provider.running for provider in plugin.module.providers):
            await asyncio.sleep(0)
    await services.stop()


async def test_a_provider_that_fails_is_noted_and_the_others_start(data: DropIn) -> None:
    data.add("hello", media(("bad", True), ("good", False)))
    services = await client(data)
    await services.start_media()
    assert "bad" in services.credentials.problems
    assert plugin_of(services.plugins, "hello").module.providers[1].running
    await services.stop()
    assert not plugin_of(services.plugins, "hello").module.providers[1].running


async def test_a_provider_under_a_taken_name_hurts_its_plugin_alone(data: DropIn) -> None:
    data.add("a_good", media(("own", False)))
    data.add("bad", media(("own", False)))
    data.add("z_good", media(("other", False)))
    services = await client(data)
    await services.start_media()
    problem = plugin_of(services.plugins, "bad").problem
    assert isinstance(problem, HookFailed)
    assert problem.details == {"hook": "provide_media", "kind": "ValueError"}
    for name in ("a_good", "z_good"):
        assert plugin_of(services.plugins, name).module.providers[0].running, name
    await services.stop()


async def test_a_plugin_gets_the_permissions_of_its_manifest_and_no_others(data: DropIn) -> None:
    data.add("hello", manifest=manifest_text("hello", permissions='["camera"]'))
    services = await client(data)
    context = plugin_of(services.plugins, "hello").context
    assert context is not None
    with pytest.raises(NotDeclared):
        await context.privacy.use(Permission.BLUETOOTH, "寻找设备")
    with pytest.raises(NoConsent):
        await context.privacy.use(Permission.CAMERA, "扫码")
    await services.privacy.agree()
    await context.privacy.use(Permission.CAMERA, "扫码")
    await services.privacy.switch(Permission.CAMERA, False)
    with pytest.raises(PermissionOff):
        await context.privacy.use(Permission.CAMERA, "扫码")
    (use,) = await services.privacy.permission_uses()
    assert (use.permission, use.module, use.purpose) == ("camera", "hello", "扫码")
    await services.stop()


async def test_plugins_have_their_own_places(data: DropIn) -> None:
    data.add("one")
    data.add("two")
    services = await client(data)
    one, two = (plugin_of(services.plugins, name).context for name in ("one", "two"))
    assert one is not None
    assert two is not None
    await one.settings.put("colour", "red")
    assert await two.settings.get("colour") is None
    assert one.data_dir != two.data_dir
    assert one.data_dir.is_dir()
    await services.stop()


async def test_a_plugin_switched_off_stays_off_at_the_next_start(data: DropIn) -> None:
    data.add("hello", "raise RuntimeError('imported')")
    services = await client(data)
    await services.settings.put("disabled_plugins", ["hello"])
    await services.stop()
    again = await client(data)
    assert plugin_of(again.plugins, "hello").problem is None
    await again.stop()
