"""The specimens are really read: straight, turned, tilted, badly lit; wrong pictures are refused."""

import cv2
import numpy as np
import pytest

from core.camera.id_card import NotAnIdCard, WrongSide, read_back, read_front
from core.camera.text_lines import NotAPicture
from resources.specimens import SpecimenPerson, people


def varied(path, kind: str) -> bytes:
    picture = cv2.imread(str(path))
    height, width = picture.shape[:2]
    if kind == "upside down":
        picture = cv2.rotate(picture, cv2.ROTATE_180)
    elif kind == "sideways":
        picture = cv2.rotate(picture, cv2.ROTATE_90_CLOCKWISE)
    elif kind == "tilted on a table":
        corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
        placed = corners * 0.9 + np.float32([[120, 90], [100, 130], [130, 80], [90, 110]])
        matrix = cv2.getPerspectiveTransform(corners, placed)
        picture = cv2.warpPerspective(picture, matrix, (width + 200, height + 200), borderValue=(60, 80, 90))
    elif kind == "dark":
        picture = (picture * 0.45).astype(np.uint8)
    quality = 40 if kind == "compressed" else 90
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


@pytest.mark.parametrize("person", people()[:2], ids=lambda person: person.key)
@pytest.mark.parametrize("kind", ["straight", "upside down", "sideways", "tilted on a table", "dark", "compressed"])
def test_front_says_exactly_what_was_drawn(person: SpecimenPerson, kind: str) -> None:
    card = read_front(varied(person.front, kind))
    assert (card.name, card.id_number, card.sex) == (person.name, person.id_number, person.sex)
    assert card.ethnicity == person.ethnicity
    if kind != "tilted on a table":
        assert card.address == person.address


@pytest.mark.parametrize("person", people(), ids=lambda person: person.key)
def test_back_says_exactly_what_was_drawn(person: SpecimenPerson) -> None:
    card = read_back(person.back.read_bytes())
    assert card.authority == person.authority
    assert card.valid_from.strftime("%Y.%m.%d") == person.valid_from
    assert card.valid_to is not None
    assert card.valid_to.strftime("%Y.%m.%d") == person.valid_to


def test_the_other_side_is_named_as_such() -> None:
    person = people()[0]
    with pytest.raises(WrongSide):
        read_front(person.back.read_bytes())
    with pytest.raises(WrongSide):
        read_back(person.front.read_bytes())


def test_other_pictures_are_refused() -> None:
    grey = cv2.imencode(".png", np.full((300, 400, 3), 128, np.uint8))[1].tobytes()
    with pytest.raises(NotAnIdCard):
        read_front(grey)
    for junk in (b"", b"not a picture", b"%PDF-1.7"):
        with pytest.raises(NotAPicture):
            read_front(junk)


def test_a_number_with_a_wrong_check_digit_is_not_accepted() -> None:
    picture = cv2.imread(str(people()[0].front))
    digit = picture[520:595, 330:364].copy()
    picture[520:595, 363:397] = digit  # the second digit becomes a copy of the first: still 9, so change the third too
    picture[520:595, 396:430] = digit
    with pytest.raises(NotAnIdCard):
        read_front(cv2.imencode(".png", picture)[1].tobytes())
