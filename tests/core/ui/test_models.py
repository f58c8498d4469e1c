"""View models, navigation, dialogs, fields, lists and wizards, without QML."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from core.credentials.interaction import PinRequest
from core.credentials.medium import MediumInfo, MediumKind, PinState
from core.credentials.use import KeyOperation, KeyUse
from core.errors import AppError, CancelledByUser, Text
from core.ui.appearance import Appearance, AppearanceChoice, Theme
from core.ui.dialogs import Dialogs
from core.ui.field import Field, check_all
from core.ui.images import ImageStore
from core.ui.interaction import WindowInteraction
from core.ui.list_model import ListModel, RowModel
from core.ui.navigator import Navigator
from core.ui.page import PageContext, PageSpec, PageUnknown
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from core.ui.wizard import Step, WizardViewModel
from core.validation import check_phone

pytestmark = pytest.mark.usefixtures("application")


class Refused(AppError):
    code = "TEST-001"
    cause = Text("被拒绝。", "Refused.")
    remedy = Text("请重试。", "Try again.")


class SampleViewModel(ViewModel):
    title = prop(str, "")
    phone = child(Field)

    def __init__(self, page: PageContext) -> None:
        super().__init__(page)
        self.phone = Field(check_phone, parent=self)
        self.activations = 0
        self.gate = asyncio.Event()
        self.payments: list[str] = []

    def activated(self) -> None:
        self.activations += 1

    @slot(str)
    async def load(self, title: str) -> None:
        await self.gate.wait()
        self.title = title

    @slot(str, once=True)
    async def pay(self, account: str) -> None:
        self.payments.append(account)
        await self.gate.wait()
        if account == "refused":
            raise Refused

    @slot()
    async def refuse(self) -> None:
        raise Refused

    @slot(int, result=int)
    def divide(self, by: int) -> int:
        return 10 // by


@pytest.fixture
def dialogs(application: QGuiApplication) -> Dialogs:
    return Dialogs()


@pytest.fixture
def navigator(dialogs: Dialogs) -> Navigator:
    navigator = Navigator(dialogs, ImageStore())
    names = ("home", "list", "form")
    navigator.add_pages([PageSpec(f"sample.{name}", name, Path("/none.qml"), SampleViewModel) for name in names])
    navigator.push("sample.home")
    return navigator


def _front(navigator: Navigator) -> SampleViewModel:
    front = navigator.current
    assert isinstance(front, SampleViewModel)
    return front


async def test_work_shows_busy_and_tells_of_changes(navigator: Navigator) -> None:
    front = _front(navigator)
    titles: list[str] = []
    front.changed("title").connect(lambda: titles.append(front.title))
    front.load("证书")
    assert front.busy
    front.gate.set()
    await front.settled()
    assert not front.busy
    assert titles == ["证书"]


async def test_a_failure_becomes_cause_remedy_and_code(navigator: Navigator) -> None:
    front = _front(navigator)
    front.refuse()
    await front.settled()
    assert (front.errorCode, front.errorCause, front.errorRemedy) == ("TEST-001", "被拒绝。", "请重试。")
    front.clearError()
    assert front.errorCode == ""


def test_a_slot_reports_what_it_raises(navigator: Navigator) -> None:
    front = _front(navigator)
    assert front.divide(2) == 5
    assert front.divide(0) == 0
    assert front.errorCode == "APP-001"


async def test_closing_cancels_the_work(navigator: Navigator) -> None:
    navigator.push("sample.list")
    front = _front(navigator)
    front.load("never")
    navigator.drop_to(1)
    front.gate.set()
    await front.settled()
    assert front.title == ""
    assert _front(navigator).activations == 2


async def test_a_second_click_does_not_pay_twice(navigator: Navigator) -> None:
    front = _front(navigator)
    front.pay("first")
    front.pay("at once")
    await asyncio.sleep(0)
    front.pay("while the first runs")
    front.gate.set()
    await front.settled()
    assert front.payments == ["first"]

    front.pay("refused")
    await front.settled()
    assert front.errorCode == "TEST-001"
    front.pay("again")
    await front.settled()
    assert front.payments == ["first", "refused", "again"]


async def test_work_that_closing_ends_before_its_first_step_leaves_nothing_behind(navigator: Navigator) -> None:
    navigator.push("sample.list")
    front = _front(navigator)
    front.pay("never")
    navigator.drop_to(1)
    await front.settled()
    assert front.payments == []


async def test_leaving_a_half_filled_page_asks(navigator: Navigator, dialogs: Dialogs) -> None:
    navigator.push("sample.form").dirty = True
    for accepted, depth in ((False, 2), (True, 1)):
        leaving = asyncio.create_task(navigator.pop())
        await _until(lambda: bool(dialogs.current))
        dialogs.answer(dialogs.current["id"], accepted)
        assert await leaving is accepted
        assert navigator.depth == depth


def test_an_unknown_page_is_an_error_and_the_stack_stays(navigator: Navigator) -> None:
    with pytest.raises(PageUnknown):
        navigator.push("nobody.page")
    assert navigator.depth == 1


async def test_questions_wait_for_each_other(dialogs: Dialogs) -> None:
    first = asyncio.create_task(dialogs.confirm("一", ""))
    second = asyncio.create_task(dialogs.confirm("二", ""))
    await _until(lambda: dialogs.current.get("title") == "一")
    old = dialogs.current["id"]
    dialogs.answer(old, True)
    assert await first
    await _until(lambda: dialogs.current.get("title") == "二")
    dialogs.answer(old, True)
    assert not second.done()
    second.cancel()
    await _until(lambda: not dialogs.current)


async def test_progress_can_be_cancelled(dialogs: Dialogs) -> None:
    async with dialogs.progress("签名") as progress:
        progress.set(2.0, "写入")
        assert (dialogs.progressTitle, dialogs.progressValue, dialogs.progressText) == ("签名", 1.0, "写入")
        dialogs.cancelProgress()
        assert progress.cancelled.is_set()
    assert dialogs.progressTitle == ""


MEDIUM = MediumInfo("pkcs11:x", MediumKind.PKCS11, "我的令牌")
USE = KeyUse(KeyOperation.SIGN, "签署 合同.pdf", "pdf_sign", count=2)


async def test_the_pin_prompt_says_how_many_tries_are_left(dialogs: Dialogs) -> None:
    state = PinState(required=True, tries_left=2)
    request = PinRequest(MEDIUM, state, USE, wrong_before=True)
    asking = asyncio.create_task(WindowInteraction(dialogs).ask_pin(request))
    await _until(lambda: bool(dialogs.current))
    shown = dict(dialogs.current)
    assert "2" in shown["warning"]
    assert shown["text"] == "签署 合同.pdf"
    dialogs.answerPin(shown["id"], "123456")
    pin = await asking
    assert pin is not None
    assert pin.reveal_text() == "123456"
    assert "123456" not in repr(dialogs.property_values)


async def test_a_pin_pad_gets_no_field_and_consent_can_be_refused(dialogs: Dialogs) -> None:
    interaction = WindowInteraction(dialogs)
    asking = asyncio.create_task(interaction.ask_pin(PinRequest(MEDIUM, PinState(required=True, pin_pad=True), USE)))
    await _until(lambda: bool(dialogs.current))
    assert dialogs.current["kind"] == "pin_pad"
    dialogs.answer(dialogs.current["id"], True)
    assert await asking is None
    consent = asyncio.create_task(interaction.ask_consent(MEDIUM, USE))
    await _until(lambda: bool(dialogs.current))
    dialogs.answer(dialogs.current["id"], False)
    with pytest.raises(CancelledByUser):
        await consent


def test_a_field_shows_errors_only_after_it_was_left(navigator: Navigator) -> None:
    field = _front(navigator).phone
    field.value = "12"
    assert (field.error, field.valid) == ("", False)
    field.leave()
    assert field.error
    field.value = "13800138000"
    assert (field.error, field.valid) == ("", True)
    field.refuse("该号码已注册")
    assert (field.error, field.valid) == ("该号码已注册", False)
    field.value = "13800138001"
    assert field.valid
    other = Field(parent=field)
    assert not check_all([field, other])
    assert other.error


@dataclass(frozen=True)
class Row:
    name: str
    count: int


@given(st.lists(st.lists(st.builds(Row, st.text(max_size=2), st.integers(0, 3)), max_size=6), max_size=5))
def test_a_list_shows_what_it_was_given_whatever_came_before(tables: list[list[Row]]) -> None:
    keeper = Dialogs()
    rows = ListModel(Row, parent=keeper)
    role = next(key for key, name in rows.roleNames().items() if bytes(name.data()) == b"name")
    for table in tables:
        rows.replace(table)
        assert [rows.data(rows.index(i), role) for i in range(rows.rowCount())] == [row.name for row in table]
        assert rows.property("state") == ("ready" if table else "empty")
    assert isinstance(rows, RowModel)


class FlowViewModel(WizardViewModel):
    def __init__(self, page: PageContext) -> None:
        super().__init__(page)
        self.filled = False
        self.sent: list[str] = []
        self.fails = True
        self.set_steps(
            [
                Step("fill", "填写", Path("/a.qml"), can_continue=lambda: self.filled),
                Step("send", "发送", Path("/b.qml"), on_continue=self._send, can_go_back=False),
            ]
        )

    async def _send(self) -> None:
        if self.fails:
            raise Refused
        self.sent.append("x")


async def test_a_wizard_keeps_the_step_whose_work_fails(navigator: Navigator) -> None:
    navigator.add_pages([PageSpec("sample.flow", "流程", Path("/w.qml"), FlowViewModel)])
    flow = navigator.push("sample.flow")
    assert isinstance(flow, FlowViewModel)
    flow.next()
    await flow.settled()
    assert (flow.stepIndex, flow.canContinue) == (0, False)
    flow.filled = True
    flow.step_changed()
    flow.next()
    await flow.settled()
    assert (flow.stepIndex, flow.canGoBack) == (1, False)
    flow.next()
    await flow.settled()
    assert (flow.stepIndex, flow.errorCode, flow.canContinue) == (1, "TEST-001", True)
    flow.fails = False
    flow.next()
    await _until(lambda: navigator.depth == 1)
    assert flow.sent == ["x"]


@given(
    st.dictionaries(
        st.sampled_from(["theme", "large_type", "language"]), st.one_of(st.text(), st.integers(), st.booleans())
    )
)
def test_any_stored_look_is_understood(values: dict[str, object]) -> None:
    assert AppearanceChoice.from_values(values).theme in Theme


def test_a_chosen_look_is_kept() -> None:
    kept: list[AppearanceChoice] = []
    appearance = Appearance(AppearanceChoice(), kept.append)
    appearance.setTheme("contrast")
    appearance.setLargeType(True)
    assert AppearanceChoice.from_values(kept[-1].to_values()) == AppearanceChoice(Theme.CONTRAST, large_type=True)
    assert (appearance.theme, appearance.largeType) == ("contrast", True)


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not holds():
            await asyncio.sleep(0)


def test_display_role_of_a_missing_row_is_nothing() -> None:
    keeper = Dialogs()
    rows = ListModel(Row, parent=keeper, rows=[Row("a", 1)])
    assert rows.data(rows.index(0), int(Qt.ItemDataRole.DisplayRole)) is None
    with pytest.raises(IndexError):
        rows.at(-1)
