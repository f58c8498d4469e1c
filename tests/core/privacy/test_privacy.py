"""Nothing is recorded or collected without consent; what is recorded is exported, and erased with the consent."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.plugin.manifest import Permission
from core.privacy.errors import ErasureIncomplete, NoConsent, PermissionOff
from core.privacy.service import PERMISSION_NAMES, PrivacyService
from core.services import POLICY_VERSION, Options, Services
from core.storage.database import Database
from core.storage.paths import find_paths
from core.storage.peek import peek_consent
from tests.core.plugin.folders import TILE, DropIn, clean_imports, plugin_of

HOLDER = (
    TILE
    + """
from core.plugin.api import PersonalDataItem


@hookimpl
def collect_personal_data(context):
    file = context.data_dir / "name.txt"
    return [PersonalDataItem("身份信息", "姓名", file.read_text("utf-8"))] if file.exists() else []


async def erase(context):
    (context.data_dir / "name.txt").unlink()


@hookimpl
def erase_personal_data(context):
    return erase(context)
"""
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "client.sqlite3"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database(path)
    yield database
    database.close()


@pytest.fixture
def privacy(database: Database) -> PrivacyService:
    return PrivacyService(database, "2026-11")


async def both_ledgers(privacy: PrivacyService) -> int:
    return len(await privacy.permission_uses()) + len(await privacy.entries())


async def test_without_consent_nothing_is_used_and_nothing_recorded(privacy: PrivacyService) -> None:
    assert not await privacy.agreed()
    for permission in Permission:
        with pytest.raises(NoConsent):
            await privacy.use(permission, "mobile_cert", "扫码")
    with pytest.raises(NoConsent):
        await privacy.record_entry("手机号码", "登录", "登录")
    assert await both_ledgers(privacy) == 0


async def test_with_consent_each_use_is_recorded_newest_first(privacy: PrivacyService) -> None:
    await privacy.agree()
    await privacy.use(Permission.CAMERA, "mobile_cert", "扫码")
    await privacy.use(Permission.FILES, "pdf_sign", "打开文件")
    await privacy.record_entry("手机号码", "登录", "接收验证码")
    uses = await privacy.permission_uses()
    assert [(use.permission, use.module, use.purpose) for use in uses] == [
        ("files", "pdf_sign", "打开文件"),
        ("camera", "mobile_cert", "扫码"),
    ]
    assert uses[0].at >= uses[1].at
    assert uses[0].at.tzinfo is not None
    (entry,) = await privacy.entries()
    assert (entry.item, entry.page, entry.purpose) == ("手机号码", "登录", "接收验证码")
    assert len(await privacy.permission_uses(limit=1)) == 1


@pytest.mark.parametrize("permission", list(Permission))
async def test_each_permission_has_a_switch_that_is_obeyed(privacy: PrivacyService, permission: Permission) -> None:
    await privacy.agree()
    assert await privacy.enabled(permission)
    await privacy.switch(permission, False)
    with pytest.raises(PermissionOff) as off:
        await privacy.use(permission, "mobile_cert", "x")
    for language in ("zh", "en"):
        assert PERMISSION_NAMES[permission].in_language(language) in off.value.cause_in(language)
    assert await both_ledgers(privacy) == 0
    await privacy.switch(permission, True)
    await privacy.use(permission, "mobile_cert", "x")
    assert await both_ledgers(privacy) == 1


async def test_withdrawal_erases_the_ledgers_and_stops_recording(privacy: PrivacyService, path: Path) -> None:
    await privacy.agree()
    await privacy.use(Permission.CAMERA, "mobile_cert", "扫码")
    await privacy.record_entry("手机号码", "登录", "接收验证码")
    assert peek_consent(path, "2026-11")
    await privacy.withdraw()
    assert not await privacy.agreed()
    assert not peek_consent(path, "2026-11")
    assert await both_ledgers(privacy) == 0
    with pytest.raises(NoConsent):
        await privacy.use(Permission.CAMERA, "mobile_cert", "扫码")
    await privacy.agree()
    assert await privacy.agreed()


async def test_the_record_of_consents_stays_as_proof(privacy: PrivacyService, path: Path) -> None:
    await privacy.agree()
    await privacy.withdraw()
    await privacy.agree()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT agreed, policy_version FROM consent ORDER BY id").fetchall() == [
            (1, "2026-11"),
            (0, "2026-11"),
            (1, "2026-11"),
        ]


async def test_another_version_of_the_policy_asks_again(database: Database, path: Path) -> None:
    await PrivacyService(database, "2026-11").agree()
    newer = PrivacyService(database, "2027-01")
    assert not await newer.agreed()
    assert not peek_consent(path, "2027-01")
    with pytest.raises(NoConsent):
        await newer.use(Permission.CAMERA, "mobile_cert", "扫码")
    await newer.agree()
    assert await newer.agreed()
    assert peek_consent(path, "2027-01")
    # and back: an older app does not take the newer agreement for its own
    assert not await PrivacyService(database, "2026-11").agreed()


async def test_uses_at_the_same_time_are_all_recorded(privacy: PrivacyService) -> None:
    await privacy.agree()
    await asyncio.gather(*(privacy.use(Permission.CAMERA, "m", str(number)) for number in range(30)))
    assert {use.purpose for use in await privacy.permission_uses()} == {str(number) for number in range(30)}


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    with clean_imports():
        drop_in = DropIn(tmp_path)
        drop_in.add("holder", HOLDER)
        drop_in.add("z_other", HOLDER)
        services = Services(find_paths(tmp_path), Options(server="http://127.0.0.1:9"))
        services.plugins.load()
        await services.privacy.agree()
        yield services
        await services.stop()


def held(services: Services) -> list[str]:
    found = services.plugins.collect("collect_personal_data")
    return [item.value for plugin, item in found if plugin.id in ("holder", "z_other")]


def hold(services: Services, *names: str) -> None:
    for name in names:
        context = plugin_of(services.plugins, name).context
        assert context is not None
        (context.data_dir / "name.txt").write_text(f"张三 {name}", "utf-8")


async def test_what_plugins_hold_is_erased_with_the_consent(services: Services) -> None:
    hold(services, "holder", "z_other")
    assert held(services) == ["张三 holder", "张三 z_other"]
    services.authority.use_token("secret-token")
    await services.withdraw_consent()
    assert held(services) == []
    assert not await services.privacy.agreed()
    assert services.privacy.policy_version == POLICY_VERSION


async def test_a_plugin_that_cannot_erase_is_named_and_the_others_erase(services: Services) -> None:
    hold(services, "z_other")
    with pytest.raises(ErasureIncomplete) as told:
        await services.withdraw_consent()
    assert told.value.details == {"plugins": "holder"}
    assert not await services.privacy.agreed()
    context = plugin_of(services.plugins, "z_other").context
    assert context is not None
    assert list(context.data_dir.iterdir()) == []
