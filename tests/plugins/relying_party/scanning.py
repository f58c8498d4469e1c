"""What a person does in the window with a site's code."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl

from core.camera.qr_image import qr_png
from tests.plugins.mobile_cert.client import Client

PIN = "246810"


async def scan(client: Client, text: str, folder: Path) -> Any:
    """Scan a code; the page that shows who asks, when it is loaded."""
    return await scan_picture(client, qr_png(text), folder)


async def scan_picture(client: Client, png: bytes, folder: Path) -> Any:
    """Scan a picture that shows a code."""
    picture = folder / "code.png"
    picture.write_bytes(png)
    await client.back_to(1)
    await client.press("scan")
    await client.shown("core.scan")
    client.current.useFile(QUrl.fromLocalFile(str(picture)))
    await client.shown("relying_party.confirm")
    await client.driver.wait_until(lambda: client.current.stage != "looking" or client.current.errorCode != "", 20)
    return client.current


async def confirm(client: Client, *, pin: bool = True) -> None:
    """Press the button, enter the PIN, wait for the end."""
    await client.driver.click("confirm")
    if pin:
        await client.driver.type("pinField", PIN)
        await client.driver.click("dialogAccept")
    await client.driver.wait_until(lambda: client.current.stage == "done" or client.current.errorCode != "", 30)
    assert client.current.errorCode == "", client.current.errorCause


async def there(work: Callable[[], Any]) -> Any:
    """Something blocking of the browser, beside the window."""
    return await asyncio.to_thread(work)
