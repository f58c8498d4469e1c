"""The plugin of docs/examples, as its publisher signs it and a person installs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAccessible

from core.camera.qr_image import qr_png
from core.demo.driver import WindowDriver
from core.services import Options, Services
from core.storage.paths import find_paths
from core.ui.appearance import AppearanceChoice
from core.ui.application import Application
from core.ui.language import use_language
from tests.core.plugin.folders import clean_imports

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "hello_plugin"
NOWHERE = "http://127.0.0.1:9"
PASSWORD = "correct horse"

OpenApplication = Callable[..., WindowDriver]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A fresh profile with the plugin in its drop-in folder, as it comes from the source: unsigned."""
    shutil.copytree(EXAMPLE, tmp_path / "data" / "plugins" / "hello_plugin", ignore=shutil.ignore_patterns("__py*"))
    translations = tmp_path / "data" / "plugins" / "hello_plugin" / "translations"
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([lrelease, "-silent", translations / "en.ts", "-qm", translations / "en.qm"], check=True)
    return tmp_path / "data"


@pytest.fixture
async def open_application(
    application: object, qt_warnings: list[str], data: Path, artefacts: Path
) -> AsyncIterator[OpenApplication]:
    """Opens the whole application on the profile, whose person has agreed to the privacy summary."""
    services = Services(find_paths(data), Options(server=NOWHERE))
    await services.privacy.agree()
    await services.settings.put("appearance", AppearanceChoice(reduced_motion=True).to_values())
    services.database.close()
    opened: list[Application] = []
    QAccessible.setActive(True)

    def open_window(*, developer_mode: bool = False) -> WindowDriver:
        app = Application(Options(server=NOWHERE, developer_mode=developer_mode), data)
        opened.append(app)
        app.open()
        return WindowDriver(app.window, artefacts)

    with clean_imports():
        yield open_window
        for app in opened:
            await app.close()


async def test_unsigned_it_is_off_and_the_page_says_why(open_application: OpenApplication) -> None:
    driver = open_application()
    await driver.wait_for("tile_pdf_sign.sign")
    assert not driver.is_shown("tile_hello.greeting")
    await driver.click("place_core.plugins")
    await driver.wait_for("plugin_hello")
    reason = "插件没有受信任的签名。 请向提供者索取已签名的版本；开发者可打开开发者模式。"
    await driver.wait_for(reason)


async def test_unsigned_it_runs_for_a_developer_and_the_window_says_so(open_application: OpenApplication) -> None:
    driver = open_application(developer_mode=True)
    await driver.wait_for("tile_hello.greeting")
    assert driver.is_shown("developerRibbon")


async def test_its_texts_are_english_in_the_english_window_and_the_product_keeps_its_own(
    open_application: OpenApplication, data: Path
) -> None:
    folder = data / "plugins" / "hello_plugin" / "translations"
    texts = (folder / "en.ts").read_text("utf-8")
    # 扫一扫 is the product's
    greedy = texts.replace("<name>Tiles</name>", f"<name>Tiles</name>{_message('扫一扫', 'Mine')}")
    (folder / "en.ts").write_text(greedy, "utf-8")
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([lrelease, "-silent", folder / "en.ts", "-qm", folder / "en.qm"], check=True)
    driver = open_application(developer_mode=True)
    try:
        driver.main.appearance.setLanguage("en")
        await driver.wait_for("From the example plugin")
        assert (await driver.wait_for("place_core.scan")).property("text") == "Scan"
        await driver.click("tile_hello.greeting")
        await driver.wait_for("Greeted 0 times")
        await driver.wait_until(lambda: driver.main.navigator.title == "Greetings")
    finally:
        use_language("zh_CN")


async def test_signed_and_trusted_its_tile_page_scan_and_command_work(
    open_application: OpenApplication, data: Path, tmp_path: Path
) -> None:
    sign_and_trust(data, tmp_path)
    assert secure_client(data, "hello", "greet", "张三") == "你好，张三！\n"
    driver = open_application()
    await driver.click("tile_hello.greeting")
    await driver.wait_for("已问候 1 次")
    await driver.click("greet")
    greeting: Any = driver.main.navigator.current
    await driver.wait_until(lambda: greeting.name.error == "请填写此项")
    await driver.type("name", "李晓样")
    await driver.click("greet")
    await driver.wait_for("你好，李晓样！")
    await driver.wait_for("已问候 2 次")
    await driver.screenshot("example-plugin")
    await driver.click("back")
    picture = tmp_path / "code.png"
    picture.write_bytes(qr_png("hello:王小样"))
    await driver.click("scan")
    await driver.wait_for("useCamera")
    scanning: Any = driver.main.navigator.current
    scanning.useFile(QUrl.fromLocalFile(str(picture)))
    await driver.wait_until(lambda: driver.main.navigator.pageId == "hello.greeting")
    assert (await driver.wait_for("name")).property("text") == "王小样"
    assert secure_client(data, "hello", "count") == "2\n"


def test_a_change_after_signing_switches_it_off(data: Path, tmp_path: Path) -> None:
    sign_and_trust(data, tmp_path)
    assert listed(data)["state"] == "enabled"
    with (data / "plugins" / "hello_plugin" / "book.py").open("a") as file:
        file.write("# changed\n")
    row = listed(data)
    assert (row["state"], row["reason"].split(":")[0]) == ("error", "PLG-003")


def test_a_signature_of_somebody_else_is_not_enough(data: Path, tmp_path: Path) -> None:
    secure_client(data, "plugins", "keygen", str(tmp_path / "key.pem"), password=PASSWORD)
    folder = data / "plugins" / "hello_plugin"
    secure_client(data, "plugins", "sign", str(folder), "--key", str(tmp_path / "key.pem"), password=PASSWORD)
    row = listed(data)
    assert (row["state"], row["reason"].split(":")[0]) == ("error", "PLG-002")


def test_a_key_is_encrypted_private_and_never_overwritten(data: Path, tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    secure_client(data, "plugins", "keygen", str(key), password=PASSWORD)
    before = key.read_bytes()
    assert b"ENCRYPTED PRIVATE KEY" in before
    assert key.stat().st_mode & 0o077 == 0
    assert "PLG-010" in failing(data, "plugins", "keygen", str(key), password=PASSWORD)
    assert key.read_bytes() == before
    folder = str(data / "plugins" / "hello_plugin")
    assert "PLG-009" in failing(data, "plugins", "sign", folder, "--key", str(key), password="wrong")
    assert "PLG-009" in failing(data, "plugins", "trust", str(key))
    # an empty password would leave the key in the clear
    assert "APP-002" in failing(data, "plugins", "keygen", str(tmp_path / "other.pem"), password="")
    assert not (tmp_path / "other.pem").exists()


def _message(source: str, english: str) -> str:
    return f"<message><source>{source}</source><translation>{english}</translation></message>"


def sign_and_trust(data: Path, tmp_path: Path) -> None:
    """What the guide says: make a key, sign, let the person trust it."""
    key, folder = tmp_path / "key.pem", data / "plugins" / "hello_plugin"
    secure_client(data, "plugins", "keygen", str(key), password=PASSWORD)
    secure_client(data, "plugins", "sign", str(folder), "--key", str(key), password=PASSWORD)
    secure_client(data, "plugins", "trust", str(key.with_suffix(".pub")))


def listed(data: Path) -> dict[str, str]:
    rows = json.loads(secure_client(data, "plugins", "--json"))
    return next(row for row in rows if row["id"] == "hello")


def secure_client(data: Path, *arguments: str, password: str | None = None) -> str:
    done = run(data, arguments, password)
    assert done.returncode == 0, done.stderr
    return done.stdout


def failing(data: Path, *arguments: str, password: str | None = None) -> str:
    done = run(data, arguments, password)
    assert done.returncode == 3, (done.stdout, done.stderr)
    return done.stderr


def run(data: Path, arguments: tuple[str, ...], password: str | None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "main.py"), "--data-dir", str(data), "--server", NOWHERE, *arguments]
    if password is None:
        return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    reading, writing = os.pipe()
    os.write(writing, password.encode())
    os.close(writing)
    try:
        command += ["--password-fd", str(reading)]
        return subprocess.run(command, capture_output=True, text=True, check=False, pass_fds=[reading])
    finally:
        os.close(reading)
