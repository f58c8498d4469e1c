"""The bridge from a progress dialog to work on a thread."""

from __future__ import annotations

import asyncio

from core.pdf.drafts import Cancel


async def forward_cancel(cancelled: asyncio.Event, cancel: Cancel) -> None:
    """Hand the dialog's [取消] on to the worker thread; ends with it."""
    await cancelled.wait()
    cancel.set()
