"""The soft token itself, called as an issuer's tool calls a real one (GM/T 0016-2012 §7.2, §7.3, §8.2.3)."""

from __future__ import annotations

import ctypes
import threading
from typing import Any

import pytest

from core.crypto.sm4 import sm4_ecb_encrypt
from tests.simulators.skf.soft_skf import AUTH_KEY, SoftSkf

OK, FAIL, NOT_LOGGED_IN, PIN_INCORRECT, NO_EVENT = 0, 0x0A000001, 0x0A00002D, 0x0A000024, 0x0A000022


@pytest.fixture
def library(soft_skf: SoftSkf) -> Any:
    soft_skf.insert()
    return ctypes.CDLL(str(soft_skf.library))


def connect(library: Any) -> ctypes.c_void_p:
    device = ctypes.c_void_p()
    assert library.SKF_ConnectDev(b"KEY1", ctypes.byref(device)) == OK
    return device


def authenticate(library: Any, device: ctypes.c_void_p, key: bytes) -> int:
    random = ctypes.create_string_buffer(8)
    assert library.SKF_GenRandom(device, random, 8) == OK
    answer: int = library.SKF_DevAuth(device, sm4_ecb_encrypt(key, random.raw + bytes(8)), 16)
    return answer


def create_application(library: Any, device: ctypes.c_void_p, application: ctypes.c_void_p) -> int:
    created: int = library.SKF_CreateApplication(
        device, b"second", b"13579135", 3, b"246810", 3, 0xFF, ctypes.byref(application)
    )
    return created


def test_applications_are_made_after_the_device_key_was_shown(library: Any) -> None:
    device, application = connect(library), ctypes.c_void_p()
    assert create_application(library, device, application) == NOT_LOGGED_IN
    assert authenticate(library, device, bytes(16)) == FAIL
    assert create_application(library, device, application) == NOT_LOGGED_IN
    assert authenticate(library, device, AUTH_KEY) == OK
    assert create_application(library, device, application) == OK
    left = ctypes.c_uint32()
    assert library.SKF_VerifyPIN(application, 1, b"000000", ctypes.byref(left)) == PIN_INCORRECT
    assert left.value == 2
    assert library.SKF_VerifyPIN(application, 1, b"246810", ctypes.byref(left)) == OK
    assert library.SKF_DisConnectDev(device) == OK


def test_an_answer_cannot_be_used_twice(library: Any) -> None:
    device = connect(library)
    random = ctypes.create_string_buffer(8)
    assert library.SKF_GenRandom(device, random, 8) == OK
    answer = sm4_ecb_encrypt(AUTH_KEY, random.raw + bytes(8))
    assert library.SKF_DevAuth(device, answer, 16) == OK
    assert library.SKF_DevAuth(device, answer, 16) == FAIL


def test_waiting_for_events(library: Any, soft_skf: SoftSkf) -> None:
    answers: list[tuple[int, bytes, int]] = []

    def wait() -> None:
        name, size, event = ctypes.create_string_buffer(64), ctypes.c_uint32(64), ctypes.c_uint32()
        code = library.SKF_WaitForDevEvent(name, ctypes.byref(size), ctypes.byref(event))
        answers.append((code, name.value, event.value))

    soft_skf.pull()
    waiting = threading.Thread(target=wait)
    waiting.start()
    while waiting.is_alive():
        # the thread may have begun to look before or after a change: it sees one of them
        soft_skf.plug()
        waiting.join(0.1)
        if waiting.is_alive():
            soft_skf.pull()
            waiting.join(0.1)
    assert answers[0][:2] == (OK, b"KEY1")
    assert answers[0][2] in (1, 2)
    waiting = threading.Thread(target=wait)
    waiting.start()
    while waiting.is_alive():
        library.SKF_CancelWaitForDevEvent()
        waiting.join(0.02)
    assert answers[1][0] == NO_EVENT
