"""Asks the person in a terminal; a PIN comes from a prompt or a file descriptor, never from an argument."""

from __future__ import annotations

import asyncio
import getpass
import os
import sys

from core.credentials.interaction import PinRequest
from core.credentials.medium import MediumInfo
from core.credentials.use import KeyUse
from core.errors import AppError, CancelledByUser, Text
from core.secret import Secret

_LONGEST_PIN = 256


class GivenPinWrong(AppError):
    """The PIN from a file descriptor was wrong; nobody is there to be asked again."""

    code = "CLI-001"
    cause = Text("给出的 PIN 不正确。", "The PIN that was given is wrong.")
    remedy = Text("请核对 PIN 后重新运行命令。", "Check the PIN and run the command again.")


class NobodyToAsk(AppError):
    """A PIN is needed, but there is neither a terminal nor a file descriptor to read it from."""

    code = "CLI-002"
    cause = Text("需要 PIN，但没有可输入的终端。", "A PIN is needed, but there is no terminal to type it.")
    remedy = Text("请用 --pin-fd 给出可读取 PIN 的文件描述符。", "Give a file descriptor with the PIN by --pin-fd.")


class ArgumentInvalid(AppError):
    """An option's value that cannot be used."""

    code = "CLI-003"
    cause = Text("参数 {option} 的值无效。", "The value of {option} is not valid.")
    remedy = Text("请按 --help 的说明填写。", "See --help.")


class TerminalInteraction:
    """The command line's `Interaction`.

    Args:
        pin_fd: read the PIN from this file descriptor, once; None: ask at the terminal.
    """

    def __init__(self, pin_fd: int | None = None) -> None:
        self._pin_fd = pin_fd

    async def ask_pin(self, request: PinRequest) -> Secret | None:
        """See `Interaction`; a wrong PIN from a descriptor is not asked for again."""
        if request.state.pin_pad:
            print(f"{request.medium.label}: 请在密码键盘上输入 PIN (enter the PIN on the pad)", file=sys.stderr)
            return None
        if self._pin_fd is not None:
            if request.wrong_before:
                raise GivenPinWrong
            return await asyncio.to_thread(_read_pin, self._pin_fd)
        if not sys.stdin.isatty():
            raise NobodyToAsk
        if request.wrong_before:
            left = "" if request.state.tries_left is None else f" ({request.state.tries_left})"
            print(f"PIN 不正确 (wrong PIN){left}", file=sys.stderr)
        return Secret(await asyncio.to_thread(getpass.getpass, f"{request.medium.label} PIN: "))

    async def ask_consent(self, medium: MediumInfo, use: KeyUse) -> None:
        """See `Interaction`."""
        if not sys.stdin.isatty():
            raise CancelledByUser
        print(f"{use.requester}: {use.title} ({medium.label})", file=sys.stderr)
        if (await asyncio.to_thread(input, "允许 (allow)? [y/N] ")).strip().lower() not in ("y", "yes"):
            raise CancelledByUser


def _read_pin(descriptor: int) -> Secret:
    try:
        with os.fdopen(descriptor, "rb", closefd=False) as source:
            return Secret(source.read(_LONGEST_PIN).rstrip(b"\r\n"))
    except OSError as error:
        raise ArgumentInvalid(option="--pin-fd") from error
