"""Documents by the camera in the real window: looked at, taken again, used; without a camera a file does."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from authority.service import Service
from core.camera.devices import CameraDevice
from core.camera.photographs import DOCUMENT_SIZE
from core.plugin.manifest import Permission
from resources.specimens import people
from tests.authority.organising import Member
from tests.authority.person import Person
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import SLOW, Client
from tests.plugins.mobile_cert.conftest import next_phone

Open = Callable[..., Awaitable[Client]]


class _Camera:
    """A camera before which a document lies on a table."""

    def __init__(self, document: Path) -> None:
        self.released = threading.Event()
        width, height = DOCUMENT_SIZE
        self._frame = np.full((height, width, 3), (70, 90, 110), np.uint8)
        picture = cv2.imread(str(document))
        scale = min(width * 0.8 / picture.shape[1], height * 0.8 / picture.shape[0])
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        y, x = (height - picture.shape[0]) // 2, (width - picture.shape[1]) // 2
        self._frame[y : y + picture.shape[0], x : x + picture.shape[1]] = picture

    def get(self, name: int) -> float:
        return 30.0

    def read(self) -> tuple[bool, np.ndarray]:
        # as fast as a camera
        threading.Event().wait(0.03)
        return True, self._frame

    def release(self) -> None:
        self.released.set()


@pytest.fixture
def cameras(monkeypatch: pytest.MonkeyPatch) -> list[_Camera]:
    """All cameras that were opened; before each lies the front of a specimen card."""
    opened: list[_Camera] = []

    def open_camera(index: int, size: tuple[int, int]) -> _Camera:
        assert size == DOCUMENT_SIZE
        opened.append(_Camera(people()[0].front))
        return opened[-1]

    monkeypatch.setattr(
        "core.ui.pages.capture.list_cameras", lambda: [CameraDevice(0, "前置"), CameraDevice(1, "后置")]
    )
    monkeypatch.setattr("core.camera.sources.open_camera", open_camera)
    return opened


@pytest.mark.feature("M3.3.4.3")
async def test_an_identity_card_is_photographed_and_read(
    open_client: Open, authority: AuthorityProcess, cameras: list[_Camera]
) -> None:
    person = Person(authority.url, next_phone())
    person.sign_in()
    client = await open_client(authority.url)
    client.sign_in(person)
    form = await client.go("mobile_cert.real_name")
    form.begin()
    await client.settled()
    await client.driver.click("frontCamera", SLOW)
    await client.driver.wait_until(
        lambda: client.page == "core.capture" and client.current.preview != "", SLOW, "frame"
    )
    await client.driver.screenshot("capture-card")
    await client.driver.click("shoot", SLOW)
    page = client.current
    await client.driver.wait_until(lambda: page.taken, SLOW, "taken")
    await client.driver.wait_until(cameras[0].released.is_set, SLOW, "the camera is given back")
    await client.driver.screenshot("capture-taken")
    await client.driver.click("shootAgain", SLOW)
    # the button waits for the first frame of the camera that was opened again
    await client.driver.click("shoot", SLOW)
    assert len(cameras) == 2
    await client.driver.wait_until(lambda: page.taken, SLOW, "taken")
    await client.driver.click("usePicture", SLOW)
    await client.driver.wait_until(lambda: client.page == "mobile_cert.real_name", SLOW, "back")
    await client.driver.wait_until(lambda: form.fullName.text == people()[0].name, 60, "the card is read")
    assert (form.idNumber.text, form.frontProblem) == (people()[0].id_number, "")
    uses = await client.application.services.privacy.permission_uses()
    assert {(use.permission, use.purpose) for use in uses} == {("camera", "拍摄身份证")}
    person.http.close()


async def test_leaving_gives_the_camera_back_and_without_one_a_file_does(
    open_client: Open,
    authority: AuthorityProcess,
    service: Service,
    cameras: list[_Camera],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    member = Member(authority.url, service)
    client = await open_client(authority.url, size="phone")
    client.sign_in(member)
    form = await client.go("mobile_cert.new_organisation")
    form.begin()
    await client.settled()
    form.photographLicence()
    await client.driver.wait_until(
        lambda: client.page == "core.capture" and client.current.preview != "", SLOW, "frame"
    )
    await client.driver.screenshot("capture-licence-phone")
    await client.driver.click("back")
    await client.driver.wait_until(cameras[0].released.is_set, SLOW, "the camera is given back")
    assert form.picture == b""
    monkeypatch.setattr("core.ui.pages.capture.list_cameras", list)
    form.photographLicence()
    await client.driver.wait_until(lambda: client.page == "core.capture" and client.current.cameraMissing, SLOW, "none")
    await client.settled()
    await client.driver.screenshot("capture-no-camera")
    assert not client.driver.is_shown("shoot")
    await client.driver.click("back")
    await client.settled()
    await client.application.services.privacy.switch(Permission.CAMERA, False)
    form.photographLicence()
    await client.driver.wait_until(lambda: client.current.errorCode == "PRV-001", SLOW, "switched off")
    assert len(cameras) == 1
    member.http.close()
