"""Codes that we draw are found again: turned, small, blurred, several at once, with bytes that are no text."""

import io

import cv2
import numpy as np
import pytest
import segno

from core.camera.codes import read_codes
from core.camera.errors import CodeTooLong
from core.camera.qr_image import qr_png, qr_svg

TEXT = "https://rp.example.invalid/login?challenge=0123456789abcdef&说明=登录认证"


def drawn(text: str, module: int = 8) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(qr_png(text, module), np.uint8), cv2.IMREAD_COLOR)


def on_a_table(code: np.ndarray, degrees: float, scale: float = 1.0) -> np.ndarray:
    side = 1000
    height, width = code.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, scale)
    matrix[:, 2] += (side / 2 - width / 2, side / 2 - height / 2)
    return cv2.warpAffine(code, matrix, (side, side), borderValue=(150, 160, 170))


@pytest.mark.parametrize("degrees", [0, 17, 45, 90, 133, 180, 270])
def test_turned(degrees: float) -> None:
    assert [code.text for code in read_codes(on_a_table(drawn(TEXT), degrees))] == [TEXT]


@pytest.mark.parametrize("scale", [0.25, 0.5, 1.6])
def test_small_and_large(scale: float) -> None:
    assert [code.text for code in read_codes(on_a_table(drawn(TEXT), 5, scale))] == [TEXT]


def test_blurred_noisy_and_compressed() -> None:
    picture = cv2.GaussianBlur(on_a_table(drawn(TEXT), 8), (0, 0), 3)
    noise = np.random.default_rng(7).normal(0, 12, picture.shape)
    picture = np.clip(picture + noise, 0, 255).astype(np.uint8)
    picture = cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 40])[1], cv2.IMREAD_COLOR)
    assert [code.text for code in read_codes(picture)] == [TEXT]


def test_so_blurred_that_only_the_sharpened_picture_shows_it() -> None:
    import zxingcpp

    picture = cv2.GaussianBlur(on_a_table(drawn(TEXT), 0), (0, 0), 5)
    assert not zxingcpp.read_barcodes(picture)
    (code,) = read_codes(picture)
    assert code.text == TEXT
    xs, ys = zip(*code.corners, strict=True)
    assert 250 < min(xs) < max(xs) < 750
    assert 250 < min(ys) < max(ys) < 750


def test_several_codes_at_once() -> None:
    first, second = drawn("first"), drawn("second")
    assert {code.text for code in read_codes(np.hstack([first, second]))} == {"first", "second"}


def test_bytes_that_are_no_text_are_kept_as_bytes() -> None:
    content = bytes([0xFF, 0xFE, 0x00, 0x80, 0xC3])
    matrix = np.array([list(row) for row in segno.make_qr(content).matrix_iter(scale=8, border=4)])
    frame = np.where(matrix[..., None], 0, 255).repeat(3, axis=2).astype(np.uint8)
    (code,) = read_codes(frame)
    assert code.content == content
    assert code.text == ""


def test_an_empty_frame_has_no_code() -> None:
    assert read_codes(np.full((480, 640, 3), 200, np.uint8)) == []


def test_svg_scales_with_its_box() -> None:
    picture = qr_svg(TEXT)
    assert picture.startswith(b"<?xml")
    assert b"viewBox" in picture


def test_too_long_for_a_code() -> None:
    with pytest.raises(CodeTooLong):
        qr_png("x" * 3000)


def test_a_row_of_a_code_that_reads_as_a_bar_code_is_no_code_of_its_own() -> None:
    text = "https://127.0.0.1:40007/rp?TVp-Pp_rBUpIhWIbkpUdgzY3FtwHnZFQ&h=493c7f9904925cdcf0d605f4e0794217"
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=6, border=4)
    frame = cv2.imdecode(np.frombuffer(picture.getvalue(), np.uint8), cv2.IMREAD_COLOR)
    assert [code.text for code in read_codes(frame)] == [text]
