"""The specimen licence is really read; other pictures are refused."""

from datetime import date

import cv2
import numpy as np
import pytest

from core.camera.business_licence import BusinessLicence, NotALicence, read_licence
from core.camera.text_lines import NotAPicture
from resources.specimens import licence, people


@pytest.mark.parametrize("kind", ["straight", "upside down", "sideways", "compressed", "bright", "dark"])
def test_licence_says_exactly_what_was_drawn(kind: str) -> None:
    picture = cv2.imread(str(licence().picture))
    if kind == "upside down":
        picture = cv2.rotate(picture, cv2.ROTATE_180)
    elif kind == "sideways":
        picture = cv2.rotate(picture, cv2.ROTATE_90_COUNTERCLOCKWISE)
    elif kind == "bright":
        picture = cv2.convertScaleAbs(picture, alpha=1.25, beta=10)
    elif kind == "dark":
        picture = cv2.convertScaleAbs(picture, alpha=0.5)
    quality = 40 if kind == "compressed" else 90
    content = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
    drawn = licence()
    assert read_licence(content) == BusinessLicence(
        drawn.name, drawn.credit_code, drawn.legal_representative, date(2020, 5, 6), None
    )


def test_other_pictures_are_refused() -> None:
    with pytest.raises(NotALicence):
        read_licence(people()[0].front.read_bytes())
    grey = cv2.imencode(".png", np.full((300, 400, 3), 128, np.uint8))[1].tobytes()
    with pytest.raises(NotALicence):
        read_licence(grey)
    with pytest.raises(NotAPicture):
        read_licence(b"%PDF-1.7")


def test_a_licence_without_its_code_is_not_accepted() -> None:
    picture = cv2.imread(str(licence().picture))
    picture[200:300] = picture[5:6, 5:6]
    with pytest.raises(NotALicence):
        read_licence(cv2.imencode(".png", picture)[1].tobytes())
