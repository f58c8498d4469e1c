"""Specimen documents for the sandbox: invented people with correct check digits, marked 样本."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class SpecimenPerson:
    """An invented person and the pictures of the card."""

    key: str
    name: str
    sex: str
    ethnicity: str
    id_number: str
    address: str
    phone: str
    authority: str
    valid_from: str
    valid_to: str

    @property
    def front(self) -> Path:
        """The side with the face."""
        return _FOLDER / f"{self.key}-front.jpg"

    @property
    def back(self) -> Path:
        """The side with the emblem."""
        return _FOLDER / f"{self.key}-back.jpg"


@cache
def people() -> tuple[SpecimenPerson, ...]:
    """All invented people."""
    data = json.loads((_FOLDER / "specimens.json").read_text("utf-8"))
    return tuple(SpecimenPerson(**item) for item in data["people"])


@dataclass(frozen=True, slots=True)
class SpecimenLicence:
    """An invented company; dates as they stand on the licence."""

    key: str
    name: str
    credit_code: str
    legal_representative: str
    valid_from: str
    valid_to: str

    @property
    def picture(self) -> Path:
        """Its business licence."""
        return _FOLDER / f"{self.key}.jpg"


@cache
def licence() -> SpecimenLicence:
    """The invented company."""
    data = json.loads((_FOLDER / "specimens.json").read_text("utf-8"))
    return SpecimenLicence(**data["licence"])


@cache
def changed_licence() -> SpecimenLicence:
    """The same company after a change of name and of its legal representative."""
    data = json.loads((_FOLDER / "specimens.json").read_text("utf-8"))
    return SpecimenLicence(**data["changed_licence"])
