"""What a check is, and how all of them run at once."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.errors import Text, as_app_error
from core.log import Log

TIMEOUT = 20.0
"""Seconds that one check may take; the slowest honest answer is a server that is silent."""

_log = Log("diagnostics")


class Outcome(StrEnum):
    """How it stands."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes:
        outcome: how it stands.
        text: what is so, in a sentence.
        remedy: what to do; None when nothing has to be done.
        details: facts for support: names, versions, numbers; never a secret, never personal data.
    """

    outcome: Outcome
    text: Text
    remedy: Text | None = None
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """A finding with its check.

    Attributes:
        id: of the check.
        title: of the check.
        milliseconds: how long it took.
    """

    id: str
    title: Text
    finding: Finding
    milliseconds: int


class Check(ABC):
    """Looks at one thing and changes nothing."""

    id: str
    title: Text

    @abstractmethod
    async def look(self) -> Finding:
        """Look; whatever is raised becomes a failed finding. What blocks runs in a worker thread."""


async def run_checks(checks: Sequence[Check], timeout: float = TIMEOUT) -> AsyncIterator[Result]:
    """All checks at once; each result as it comes, none later than `timeout` seconds."""
    running = [asyncio.ensure_future(_run(check, timeout)) for check in checks]
    try:
        for done in asyncio.as_completed(running):
            yield await done
    finally:
        for task in running:
            task.cancel()


async def _run(check: Check, timeout: float) -> Result:
    begin = time.monotonic()
    try:
        async with asyncio.timeout(timeout):
            finding = await check.look()
    except TimeoutError:
        finding = _TOO_SLOW
    except Exception as error:
        told = as_app_error(error)
        if told is not error:
            _log.warning("check failed", check=check.id, exc_info=error)
        finding = failure(
            told.cause_in("zh"), told.cause_in("en"), told.remedy_in("zh"), told.remedy_in("en"), told.code
        )
    return Result(check.id, check.title, finding, round((time.monotonic() - begin) * 1000))


def failure(cause_zh: str, cause_en: str, remedy_zh: str, remedy_en: str, code: str = "") -> Finding:
    """A failed finding, with the code of an error where there is one."""
    details = {"code": code} if code else {}
    return Finding(Outcome.FAILED, Text(cause_zh, cause_en), Text(remedy_zh, remedy_en), details)


_TOO_SLOW = failure(
    "检查未在规定时间内完成。",
    "The check did not end in time.",
    "请稍后重试；如与设备有关，请重新插拔设备后再试。",
    "Try again later; if it is about a device, plug it in again.",
    "timeout",
)
