"""`secure-client demo --out DIR`: runs the journey, leaves the signed PDF, the report and a picture of every screen."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

_SETTINGS = {"auto_approve_seconds": "0.2", "sms_resend_seconds": "1"}


def run_demo(arguments: list[str]) -> int:
    """Run the demonstration in a data folder of its own; 0 when the signature that it made is valid."""
    parser = argparse.ArgumentParser(prog="secure-client demo", description="the whole journey without a person")
    parser.add_argument("--out", type=Path, default=Path("demo-output"), help="folder for PDF, report and pictures")
    parser.add_argument("--size", choices=("phone", "desktop", "kiosk"), default="desktop", help="of the window")
    parser.add_argument("--theme", choices=("light", "dark", "contrast"), default="light")
    parser.add_argument("--language", choices=("zh_CN", "en"), default="zh_CN")
    parser.add_argument("--large-type", action="store_true")
    chosen = parser.parse_args(arguments)
    out: Path = chosen.out.absolute()
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="secure-client-demo-", ignore_cleanup_errors=True) as folder:
        return _run(Path(folder), out, chosen)


def _run(data: Path, out: Path, chosen: argparse.Namespace) -> int:
    from core.services import Options
    from core.ui.application import Application
    from core.ui.event_loop import QtEventLoop

    application = Application(Options(authority_settings=_SETTINGS), data)
    loop = QtEventLoop(application.application)
    asyncio.set_event_loop(loop)
    with loop:
        valid: bool = loop.run_until_complete(_journey(application, out, chosen))
    return 0 if valid else 1


async def _journey(application: object, out: Path, chosen: argparse.Namespace) -> bool:
    from PySide6.QtGui import QAccessible

    from core.demo.driver import WindowDriver
    from core.demo.journey import FirstJourney
    from core.ui.appearance import AppearanceChoice, Theme
    from core.ui.application import Application

    assert isinstance(application, Application)  # noqa: S101 narrows the type
    QAccessible.setActive(True)
    begin = time.monotonic()
    application.open()
    try:
        driver = WindowDriver(application.window, out, on_qt_loop=True)
        driver.resize(chosen.size)
        look = AppearanceChoice(Theme(chosen.theme), chosen.large_type, language=chosen.language)
        application.window.appearance.choose(look)
        journey = FirstJourney(application, driver)
        for chapter in (journey.agree, journey.register, journey.verify_real_name, journey.order, journey.install):
            await chapter()
            print(f"{time.monotonic() - begin:6.1f} s  {(chapter.__doc__ or '').strip()}", flush=True)
        source, signed = out / "contract.pdf", out / "contract-signed.pdf"
        await asyncio.to_thread(_sample, source)
        await journey.sign(source, signed)
        report = await journey.verify()
    finally:
        await application.close()
    (out / "report.json").write_text(json.dumps(report.to_json(), ensure_ascii=False, indent=1), "utf-8")
    (out / "report.txt").write_text(report.to_text("zh") + "\n" + report.to_text("en"), "utf-8")
    print(f"{time.monotonic() - begin:6.1f} s  Signed and verified: {signed}")
    print(report.to_text("en"))
    return bool(report.all_valid)


def _sample(path: Path) -> None:
    from resources.samples import CONTRACT

    shutil.copyfile(CONTRACT, path)
