"""What a hook may answer: a plugin whose answer has not the contract's shape fails here, not in whoever uses it."""

from __future__ import annotations

from core.plugin.contributions import CommandGroup, OpenPage, PersonalDataItem, Tile, ToolbarAction

_TYPES: dict[str, type] = {
    "home_tiles": Tile,
    "toolbar_actions": ToolbarAction,
    "settings_pages": ToolbarAction,
    "handle_scan": OpenPage,
    "handle_file": OpenPage,
    "commands": CommandGroup,
    "collect_personal_data": PersonalDataItem,
}
_PROVIDER = ("id", "start", "stop")


def check_contribution(plugin_id: str, hook: str, thing: object) -> None:
    """Whether one contribution is what the hook's specification says.

    Raises:
        TypeError: it is something else.
        ValueError: a page whose id does not begin with the plugin's.
    """
    if hook == "register_pages":
        from core.ui.page import PageSpec

        if not isinstance(thing, PageSpec):
            raise TypeError(f"{hook}: {type(thing).__name__}")
        if not thing.id.startswith(f"{plugin_id}."):
            raise ValueError(f"{hook}: {thing.id}")
    elif hook == "provide_media":
        if not all(hasattr(thing, name) for name in _PROVIDER):
            raise TypeError(f"{hook}: {type(thing).__name__}")
    elif hook in _TYPES and not isinstance(thing, _TYPES[hook]):
        raise TypeError(f"{hook}: {type(thing).__name__}")
