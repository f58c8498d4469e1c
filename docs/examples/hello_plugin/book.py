"""What the plugin does, without a window: the page and the command line both use it."""

from __future__ import annotations

from core.plugin.api import AppError, PluginContext, Text

_COUNT = "count"
_LONGEST = 30


class NameTooLong(AppError):
    """Codes of a plugin's errors begin with something of its own."""

    code = "HELLO-001"
    cause = Text("姓名超过 {limit} 个字。", "The name is longer than {limit} characters.")
    remedy = Text("请缩短后重试。", "Shorten it and try again.")


class GreetingBook:
    """Greets, and counts how often in the plugin's own settings."""

    def __init__(self, context: PluginContext) -> None:
        self._context = context

    async def greet(self, name: str) -> str:
        """The greeting for a name.

        Raises:
            NameTooLong: more than 30 characters.
        """
        if len(name) > _LONGEST:
            raise NameTooLong(limit=_LONGEST)
        await self._context.settings.put(_COUNT, await self.count() + 1)
        return f"你好，{name}！"

    async def count(self) -> int:
        """How many greetings there were."""
        return int(await self._context.settings.get(_COUNT, 0))
