"""A plugin that fails in any way is off with its reason; the others never notice."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from core.plugin import manager as manager_module
from core.plugin.context import PluginContext
from core.plugin.contributions import DroppedFile, ScannedCode
from core.plugin.errors import HookFailed, ImportFailed, TooSlow
from core.plugin.hookspecs import PluginHooks
from core.plugin.manager import AWAITED, PluginManager, PluginState
from core.plugin.manifest import Manifest
from tests.core.plugin.folders import TILE, DropIn, make_context, plugin_of, tiles

COLLECTED = (
    "register_pages",
    "home_tiles",
    "toolbar_actions",
    "settings_pages",
    "provide_media",
    "commands",
    "collect_personal_data",
)
TOLD = ("session_reset", "start", "stop")
ASKED = {"handle_scan": {"code": ScannedCode("text", "file")}, "handle_file": {"file": DroppedFile(Path("a.pdf"))}}
SLEEP = "import time; time.sleep(0.05)"
ARGUMENTS = {"handle_scan": "context, code", "handle_file": "context, file"}


def call(manager: PluginManager, hook: str) -> object:
    """Use a hook as the application does."""
    if hook in ASKED:
        return manager.first(hook, **ASKED[hook])
    if hook in TOLD:
        return manager.tell(hook)
    if hook in AWAITED:
        return asyncio.run(manager.tell_and_wait(hook))
    return [thing for _, thing in manager.collect(hook)]


def body(hook: str, statement: str) -> str:
    arguments = ARGUMENTS.get(hook, "context")
    return f"{TILE}\n\n@hookimpl\ndef {hook}({arguments}):\n    {statement}\n"


def test_every_hook_is_tried_here() -> None:
    declared = {name for name in vars(PluginHooks) if not name.startswith("_")}
    assert declared == {*COLLECTED, *TOLD, *AWAITED, *ASKED}


@pytest.mark.parametrize("hook", [*COLLECTED, *TOLD, *AWAITED, *ASKED])
@pytest.mark.parametrize(
    "statement",
    ["raise RuntimeError('PIN 123456')", "raise SystemExit(1)", "return context.nothing"],
)
def test_a_hook_that_raises_switches_its_plugin_off_alone(drop_in: DropIn, hook: str, statement: str) -> None:
    drop_in.add("a_first")
    drop_in.add("bad", body(hook, statement))
    drop_in.add("z_last")
    manager = drop_in.manager()
    withdrawn: list[str] = []
    manager.on_withdraw(withdrawn.append)
    call(manager, hook)
    bad = plugin_of(manager, "bad")
    assert bad.state is PluginState.ERROR
    assert isinstance(bad.problem, HookFailed)
    assert bad.problem.details["hook"] == hook
    assert "123456" not in str(bad.problem)
    assert withdrawn == ["bad"]
    assert tiles(manager) == ["a_first.home", "z_last.home"]
    call(manager, hook)
    assert withdrawn == ["bad"]


@pytest.mark.parametrize("hook", [*COLLECTED, *ASKED])
@pytest.mark.parametrize("answer", ["7", "'text'", "[None]", "[object()]", "object()"])
def test_an_answer_that_is_not_the_contracts_switches_off(drop_in: DropIn, hook: str, answer: str) -> None:
    drop_in.add("bad", body(hook, f"return {answer}"))
    drop_in.add("z_last")
    manager = drop_in.manager()
    assert call(manager, hook) in ([], None) or hook == "home_tiles"
    assert isinstance(plugin_of(manager, "bad").problem, HookFailed)
    assert tiles(manager) == ["z_last.home"]


def test_an_answer_breaking_in_the_middle_gives_nothing_at_all(drop_in: DropIn) -> None:
    drop_in.add(
        "bad",
        """
from core.plugin.api import Tile, hookimpl


@hookimpl
def home_tiles(context):
    yield Tile("bad.home", "one")
    raise RuntimeError
""",
    )
    manager = drop_in.manager()
    assert tiles(manager) == []
    assert isinstance(plugin_of(manager, "bad").problem, HookFailed)


@pytest.mark.parametrize("hook", TOLD)
def test_an_answer_to_a_hook_without_one_is_ignored(drop_in: DropIn, hook: str) -> None:
    drop_in.add("hello", body(hook, "return True"))
    manager = drop_in.manager()
    assert manager.tell(hook) == []
    assert plugin_of(manager, "hello").state is PluginState.ENABLED


async def test_work_that_a_hook_returns_is_waited_for_and_may_fail(drop_in: DropIn) -> None:
    work = """
import asyncio

DONE = []


async def erase(context):
    await asyncio.sleep(0)
    if context.manifest.id == "bad":
        raise RuntimeError
    DONE.append(1)


@hookimpl
def erase_personal_data(context):
    return erase(context)
"""
    drop_in.add("bad", TILE + work)
    drop_in.add("good", TILE + work)
    manager = drop_in.manager()
    failed = await manager.tell_and_wait("erase_personal_data")
    assert [plugin.id for plugin in failed] == ["bad"]
    assert isinstance(failed[0].problem, HookFailed)
    assert plugin_of(manager, "good").module.DONE == [1]


def test_a_page_of_another_plugins_name_is_refused(drop_in: DropIn) -> None:
    page = "from core.ui.page import PageSpec; return [PageSpec('pdf_sign.sign', 't', None, None)]"
    drop_in.add("bad", body("register_pages", page))
    manager = drop_in.manager()
    assert call(manager, "register_pages") == []
    assert isinstance(plugin_of(manager, "bad").problem, HookFailed)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("raise RuntimeError('PIN 123456')", "RuntimeError"),
        ("raise SystemExit", "SystemExit"),
        ("import sc_nowhere", "ModuleNotFoundError"),
        ("def broken(:", "SyntaxError"),
        ("import sys; sys.setrecursionlimit(sys.getrecursionlimit())\ndef f(): f()\nf()", "RecursionError"),
        ("from core.plugin.api import hookimpl\n@hookimpl\ndef home_tile(context): pass", "unknown hook 'home_tile'"),
        ("from core.plugin.api import hookimpl\n@hookimpl\ndef home_tiles(context, more): pass", "home_tiles"),
    ],
)
def test_a_plugin_that_cannot_be_imported_or_registered_is_off_alone(drop_in: DropIn, source: str, kind: str) -> None:
    drop_in.add("a_first")
    place = drop_in.add("bad", source)
    drop_in.add("z_last")
    manager = drop_in.manager()
    bad = plugin_of(manager, "bad")
    assert bad.state is PluginState.ERROR
    assert isinstance(bad.problem, ImportFailed)
    assert kind in str(bad.problem)
    assert "123456" not in str(bad.problem)
    assert str(place) not in str(bad.problem)
    assert tiles(manager) == ["a_first.home", "z_last.home"]


def test_a_plugin_whose_context_cannot_be_made_is_off_alone(drop_in: DropIn) -> None:
    drop_in.add("bad")
    drop_in.add("z_last")

    def context(manifest: Manifest) -> PluginContext:
        if manifest.id == "bad":
            raise OSError(28, "No space left on device")
        return make_context(manifest)

    manager = drop_in.manager(context=context)
    assert isinstance(plugin_of(manager, "bad").problem, ImportFailed)
    assert tiles(manager) == ["z_last.home"]


@pytest.mark.parametrize(
    "place", ["import time; time.sleep(0.05)\n" + TILE, body("start", "import time; time.sleep(.05)")]
)
def test_a_slow_plugin_is_off_with_its_time(drop_in: DropIn, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setattr(manager_module, "START_BUDGET", 0.04)
    drop_in.add("slow", place)
    manager = drop_in.manager()
    manager.tell("start")
    problem = plugin_of(manager, "slow").problem
    assert isinstance(problem, TooSlow)
    assert int(str(problem.details["milliseconds"])) >= 50


def test_a_wrapper_of_one_plugin_does_not_reach_the_others(drop_in: DropIn) -> None:
    wrapper = """
import pluggy

hookimpl = pluggy.HookimplMarker("secure_client")


@hookimpl(wrapper=True)
def home_tiles(context):
    yield
    return []
"""
    drop_in.add("greedy", wrapper)
    drop_in.add("hello")
    assert tiles(drop_in.manager()) == ["hello.home"]


def test_what_was_switched_off_stays_off_and_is_not_imported(drop_in: DropIn) -> None:
    drop_in.add("hello", "raise RuntimeError('imported')")
    hello = plugin_of(drop_in.manager(disabled=["hello"]), "hello")
    assert (hello.state, hello.problem) == (PluginState.DISABLED, None)


def test_off_and_on_again(drop_in: DropIn) -> None:
    drop_in.add("hello")
    manager = drop_in.manager()
    withdrawn: list[str] = []
    manager.on_withdraw(withdrawn.append)
    hello = plugin_of(manager, "hello")
    manager.disable(hello)
    assert (hello.state, tiles(manager), withdrawn) == (PluginState.DISABLED, [], ["hello"])
    manager.enable(hello)
    assert (hello.state, tiles(manager)) == (PluginState.ENABLED, ["hello.home"])


def test_a_failed_plugin_is_enabled_again_when_it_works_again(drop_in: DropIn, tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    statement = f"import pathlib; assert pathlib.Path({str(flag)!r}).exists()"
    drop_in.add("moody", body("start", statement))
    manager = drop_in.manager()
    moody = plugin_of(manager, "moody")
    assert manager.tell("start") == [moody]
    flag.touch()
    manager.enable(moody)
    assert manager.tell("start") == []
    assert moody.problem is None
    assert tiles(manager) == ["moody.home"]


def test_a_plugin_that_is_on_twice_counts_once(drop_in: DropIn) -> None:
    drop_in.add("hello")
    manager = drop_in.manager()
    hello = plugin_of(manager, "hello")
    manager.enable(hello)
    assert hello.state is PluginState.ENABLED
    assert tiles(manager) == ["hello.home"]
