"""Trading platforms, CAs and prices."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from authority.problems import NotFound

YEARS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class PlatformView:
    """A trading platform and the CAs that it accepts."""

    id: str
    name: str
    region: str
    cas: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """The price of one validity."""

    years: int
    items: tuple[dict[str, Any], ...]

    @property
    def total_fen(self) -> int:
        """The sum of the items, in fen."""
        return sum(item["amount_fen"] for item in self.items)


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("authority.data").joinpath("catalogue.json").read_text("utf-8"))
    return loaded


def agreement_version() -> str:
    """The version of the agreements that are in force."""
    return str(_data()["agreement_version"])


def platforms(query: str = "") -> list[PlatformView]:
    """Platforms whose name or region holds the query."""
    names = {ca["id"]: ca["name"] for ca in _data()["cas"]}
    views = [
        PlatformView(item["id"], item["name"], item["region"], tuple((ca, names[ca]) for ca in item["cas"]))
        for item in _data()["platforms"]
    ]
    return [view for view in views if query.strip() in view.name or query.strip() in view.region]


def platform(platform_id: str) -> PlatformView:
    """One platform, or `NotFound`."""
    for view in platforms():
        if view.id == platform_id:
            return view
    raise NotFound


def quotes(business: str, platform_id: str, ca_id: str) -> tuple[list[Quote], int]:
    """A quote for each validity and the validity that is offered first."""
    table = _data()["prices"].get(business)
    if table is None or ca_id not in dict(platform(platform_id).cas):
        raise NotFound
    return [_quote(table, ca_id, years) for years in YEARS], table["default_years"]


def free_quote(business: str, years: int) -> Quote | None:
    """The quote of a business that costs nothing, for the validity that it has; None when the price table has it."""
    return None if business in _data()["prices"] else Quote(years, ())


def quote(business: str, platform_id: str, ca_id: str, years: int) -> Quote:
    """The quote of one validity, or `NotFound`."""
    options, _ = quotes(business, platform_id, ca_id)
    for option in options:
        if option.years == years:
            return option
    raise NotFound


def _quote(table: dict[str, Any], ca_id: str, years: int) -> Quote:
    certificate = table["certificate_fen_per_year"][ca_id] * years
    seal = table["seal_fen_per_year"] * years
    return Quote(
        years,
        (
            {"label": {"zh": "数字证书服务费", "en": "Certificate service"}, "amount_fen": certificate},
            {"label": {"zh": "电子印章服务费", "en": "Electronic seal service"}, "amount_fen": seal},
        ),
    )
