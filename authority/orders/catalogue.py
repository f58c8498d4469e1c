"""Trading platforms, CAs and prices: those that the authority ships with, and what the console made of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from authority.database import Base
from authority.problems import NotFound, NotOffered

YEARS = (1, 2, 3, 4, 5)


class CatalogueRow(Base):
    """A platform or the prices of a business as the console changed them, in the form of catalogue.json."""

    __tablename__ = "catalogue_entry"

    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass(frozen=True, slots=True)
class PlatformView:
    """A trading platform and the CAs that it accepts; one that is not offered is named by its old orders only."""

    id: str
    name: str
    region: str
    cas: tuple[tuple[str, str], ...]
    offered: bool = True


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


def ca_names() -> dict[str, str]:
    """The names of the CAs by their ids."""
    return {ca["id"]: ca["name"] for ca in _data()["cas"]}


def all_platforms(session: Session) -> list[PlatformView]:
    """Every platform, the shipped ones first."""
    entries = {item["id"]: item for item in _data()["platforms"]} | _entries(session, "platform")
    names = ca_names()
    return [
        PlatformView(
            id, item["name"], item["region"], tuple((ca, names[ca]) for ca in item["cas"]), item.get("offered", True)
        )
        for id, item in entries.items()
    ]


def platforms(session: Session, query: str = "") -> list[PlatformView]:
    """The offered platforms whose name or region holds the query."""
    wanted = query.strip()
    return [view for view in all_platforms(session) if view.offered and (wanted in view.name or wanted in view.region)]


def platform(session: Session, platform_id: str) -> PlatformView:
    """One platform, offered or not, or `NotFound`."""
    for view in all_platforms(session):
        if view.id == platform_id:
            return view
    raise NotFound


def price_tables(session: Session) -> dict[str, dict[str, Any]]:
    """The prices of every business that costs something, in the form of catalogue.json.

    A `flat` table's amounts are for the order, whatever validity is left; those of the others are for each year.
    """
    tables: dict[str, dict[str, Any]] = _data()["prices"]
    return tables | _entries(session, "price")


def quotes(
    session: Session, business: str, platform_id: str, ca_id: str, *, with_seal: bool = True
) -> tuple[list[Quote], int]:
    """A quote for each validity and the validity that is offered first.

    Raises:
        NotFound: no such business with a price, or no such platform or CA.
        NotOffered: the platform was withdrawn, or takes certificates of this CA no more.
    """
    table, chosen = price_tables(session).get(business), platform(session, platform_id)
    if table is None or ca_id not in ca_names():
        raise NotFound
    if not chosen.offered or ca_id not in dict(chosen.cas):
        raise NotOffered(platform=chosen.name)
    return [_quote(table, ca_id, years, with_seal) for years in YEARS], table["default_years"]


def quote_about(session: Session, business: str, ca_id: str, years: int, *, with_seal: bool = True) -> Quote:
    """What a business costs that ends, restores or changes a certificate: also of a platform that is offered no more.

    A business without a price costs nothing.
    """
    table = price_tables(session).get(business)
    return Quote(years, ()) if table is None else _quote(table, ca_id, years, with_seal)


def quote(
    session: Session, business: str, platform_id: str, ca_id: str, years: int, *, with_seal: bool = True
) -> Quote:
    """The quote of one validity, or `NotFound`."""
    options, _ = quotes(session, business, platform_id, ca_id, with_seal=with_seal)
    for option in options:
        if option.years == years:
            return option
    raise NotFound


def _entries(session: Session, kind: str) -> dict[str, dict[str, Any]]:
    rows = session.execute(select(CatalogueRow.id, CatalogueRow.value).where(CatalogueRow.kind == kind))
    return {entry: value for entry, value in rows}  # noqa: C416 a row is no tuple to the type checker


def _quote(table: dict[str, Any], ca_id: str, years: int, with_seal: bool) -> Quote:
    charged = 1 if table.get("flat") else years
    items = [_item("数字证书服务费", "Certificate service", table["certificate_fen_per_year"][ca_id] * charged)]
    if with_seal:
        items.append(_item("电子印章服务费", "Electronic seal service", table["seal_fen_per_year"] * charged))
    return Quote(years, tuple(item for item in items if item["amount_fen"] > 0))


def _item(zh: str, en: str, fen: int) -> dict[str, Any]:
    return {"label": {"zh": zh, "en": en}, "amount_fen": fen}
