"""Checks of what lies between this machine and a token: the smart card service, readers, drivers, media."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.diagnostics.check import Check, Finding, Outcome
from core.errors import Text

if TYPE_CHECKING:
    from core.credentials.registry import CredentialRegistry

_PCSCD = "/run/pcscd/pcscd.comm"
_PROBE_SECONDS = 10.0
PROBE_PKCS11, PROBE_SKF = "core.diagnostics.probe_pkcs11", "core.diagnostics.probe_skf"


class SmartCardServiceCheck(Check):
    """Whether the system's smart card service answers (pcscd; Windows: SCardSvr)."""

    id = "smart_card_service"
    title = Text("智能卡服务", "Smart card service")

    async def look(self) -> Finding:
        """See `Check`."""
        if sys.platform == "win32":
            return await asyncio.to_thread(_windows_service)
        if sys.platform == "darwin":
            return Finding(Outcome.OK, Text("由系统提供。", "Part of the system."))
        return await asyncio.to_thread(_pcscd)


def _pcscd() -> Finding:
    place = Path(os.environ.get("PCSCLITE_CSOCK_NAME") or _PCSCD)
    if not place.exists():
        return Finding(
            Outcome.WARNING,
            Text("智能卡服务 pcscd 未安装或未启动。", "The smart card service pcscd is not installed or not running."),
            Text(
                "如需使用智能卡或部分 USBKey，请安装 pcscd 并启动：systemctl start pcscd。",
                "For smart cards and some USB keys install pcscd and start it: systemctl start pcscd.",
            ),
            {"socket": "missing"},
        )
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(3)
            probe.connect(str(place))
    except OSError as error:
        return Finding(
            Outcome.FAILED,
            Text("智能卡服务 pcscd 没有响应。", "The smart card service pcscd does not answer."),
            Text("请重新启动该服务：systemctl restart pcscd。", "Restart it: systemctl restart pcscd."),
            {"socket": type(error).__name__},
        )
    return Finding(Outcome.OK, Text("智能卡服务运行正常。", "The smart card service is running."))


def _windows_service() -> Finding:
    told = subprocess.run(["sc", "query", "SCardSvr"], capture_output=True, text=True, timeout=10, check=False)
    if "RUNNING" in told.stdout:
        return Finding(Outcome.OK, Text("智能卡服务运行正常。", "The smart card service is running."))
    return Finding(
        Outcome.WARNING,
        Text("智能卡服务未运行。", "The smart card service is not running."),
        Text(
            "插入读卡器后服务会自动启动；否则请手动启动“Smart Card”服务。",
            "It starts with a reader; or start it by hand.",
        ),
    )


class ReadersCheck(Check):
    """Which card readers the system knows."""

    id = "readers"
    title = Text("读卡器", "Card readers")

    async def look(self) -> Finding:
        """See `Check`."""
        try:
            from smartcard.System import readers
        except ImportError:
            return Finding(
                Outcome.SKIPPED, Text("未安装读卡器组件，未检查。", "The reader component is missing; not checked.")
            )
        try:
            names = [str(reader) for reader in await asyncio.to_thread(readers)]
        except Exception as error:
            # the library's own errors when the service is not there
            return Finding(
                Outcome.WARNING,
                Text("无法读取读卡器列表。", "The list of readers cannot be read."),
                Text("请先处理“智能卡服务”。", "See to the smart card service first."),
                {"error": type(error).__name__},
            )
        if not names:
            return Finding(Outcome.OK, Text("没有连接读卡器。", "No reader is connected."))
        details = {str(number): name for number, name in enumerate(names, 1)}
        return Finding(
            Outcome.OK, Text(f"已连接 {len(names)} 个读卡器。", f"{len(names)} readers are connected."), details=details
        )


class DriversCheck(Check):
    """Which PKCS#11 and SKF drivers are installed, and what each of them sees, asked in a process of its own."""

    id = "drivers"
    title = Text("介质驱动", "Token drivers")

    def __init__(
        self, find_modules: Callable[[], Iterable[Path]], find_skf: Callable[[], Iterable[Path]] = tuple
    ) -> None:
        """Take who finds the drivers.

        Args:
            find_modules: PKCS#11 modules.
            find_skf: SKF libraries.
        """
        self._find_modules = find_modules
        self._find_skf = find_skf

    async def look(self) -> Finding:
        """See `Check`."""
        drivers = await asyncio.to_thread(self._find)
        if not drivers:
            return Finding(
                Outcome.WARNING,
                Text("没有找到 USBKey 或智能卡的驱动。", "No driver for USB keys or smart cards was found."),
                Text("如需使用 USBKey，请安装发证机构提供的驱动。", "To use a USB key install its driver."),
            )
        told = await asyncio.gather(*(asyncio.to_thread(probe, *driver) for driver in drivers))
        names = [path.name for _, path in drivers]
        details = {
            name: answer.get("error") or (_slots(answer) if "slots" in answer else _devices(answer))
            for name, answer in zip(names, told, strict=True)
        }
        failed = [name for name, answer in zip(names, told, strict=True) if "error" in answer]
        if failed:
            listed = ", ".join(failed)
            return Finding(
                Outcome.WARNING,
                Text(f"以下驱动无法加载：{listed}。", f"These drivers cannot be loaded: {listed}."),
                Text("请重新安装对应的驱动程序。", "Install these drivers again."),
                details,
            )
        count = len(drivers)
        return Finding(Outcome.OK, Text(f"找到 {count} 个驱动。", f"{count} drivers were found."), details=details)

    def _find(self) -> list[tuple[str, Path]]:
        modules = ((PROBE_PKCS11, path) for path in self._find_modules())
        libraries = ((PROBE_SKF, path) for path in self._find_skf())
        return [*modules, *libraries]


def probe(program: str, driver: Path, *arguments: str) -> dict[str, Any]:
    """What a driver says of itself and its tokens; `error` when it cannot be loaded, hangs or crashes.

    A process of its own, because a broken driver takes its process down with it.
    """
    command = [sys.executable, "-m", program, str(driver), *arguments]
    root = Path(__file__).resolve().parents[2]
    try:
        told = subprocess.run(command, capture_output=True, timeout=_PROBE_SECONDS, cwd=root, check=False)
    except subprocess.TimeoutExpired:
        return {"error": "no answer in time"}
    if told.returncode != 0:
        return {"error": f"ended with {told.returncode}"}
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


def _slots(answer: dict[str, Any]) -> str:
    slots = "; ".join(f"{slot['description']}: {slot['token'] or '-'}" for slot in answer["slots"])
    return f"{answer['manufacturer']} {answer['version']} [{slots}]"


def _devices(answer: dict[str, Any]) -> str:
    return f"SKF {answer['profile']} [{'; '.join(answer['devices'])}]"


class MediaCheck(Check):
    """Which media are connected, and which cannot be read."""

    id = "media"
    title = Text("介质", "Media")

    def __init__(self, credentials: CredentialRegistry) -> None:
        self._credentials = credentials

    async def look(self) -> Finding:
        """See `Check`."""
        views = self._credentials.media()
        details = {provider: error.code for provider, error in self._credentials.problems.items()}
        for number, view in enumerate(views, 1):
            # labels are personal: the sort and the make are enough for support
            made = f"{view.info.manufacturer} {view.info.model}".strip()
            state = view.problem.code if view.problem else f"{len(view.credentials)} certificates"
            details[f"{number}. {view.info.kind.value}"] = f"{made}: {state}" if made else state
        broken = [view for view in views if view.problem is not None]
        if broken or self._credentials.problems:
            return Finding(
                Outcome.WARNING,
                Text("有介质无法读取。", "Some media cannot be read."),
                Text("请重新插拔介质，或重新安装其驱动。", "Plug them in again, or install their drivers again."),
                details,
            )
        certificates = len(self._credentials.credentials())
        text = Text(
            f"{len(views)} 个介质，{certificates} 张可用证书。",
            f"{len(views)} media, {certificates} usable certificates.",
        )
        return Finding(Outcome.OK, text, details=details)
