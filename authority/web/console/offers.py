"""Trading platforms and prices."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy.orm import Session

from authority.audit import record
from authority.database import take_turns
from authority.orders import catalogue
from authority.orders.businesses import business_of
from authority.orders.catalogue import YEARS, CatalogueRow
from authority.problems import NotFound, NotValid
from authority.web.console.desk import Administrator, AdministratorActs, Desk
from authority.web.console.words import yuan

router = APIRouter(prefix="/console")
_ID = re.compile(r"[a-z][a-z0-9-]{1,19}")
_MOST_FEN = 100_000_00


@router.get("/platforms", response_class=HTMLResponse)
def platforms_page(clerk: Administrator, saved: bool = False) -> HTMLResponse:
    """All platforms."""
    return _platforms(clerk, saved=saved)


@router.post("/platforms", response_class=HTMLResponse)
async def save_platform(
    clerk: AdministratorActs,
    request: Request,
    id: Annotated[str, Form(max_length=20)] = "",
    name: Annotated[str, Form(max_length=50)] = "",
    region: Annotated[str, Form(max_length=20)] = "",
    offered: Annotated[bool, Form()] = False,
    new: Annotated[bool, Form()] = False,
) -> Response:
    """Add a platform or change one; a platform with orders is never removed, only no longer offered."""
    chosen = [str(ca) for ca in (await request.form()).getlist("ca")]
    value = {"id": id, "name": name.strip(), "region": region.strip(), "cas": chosen, "offered": offered}
    try:
        with clerk.service.store.write() as session:
            _keep_platform(clerk, session, value, new=new)
    except NotValid as error:
        return _platforms(clerk, 422, refused=f"{error.cause_in('zh')}{error.remedy_in('zh')}", draft=value)
    return RedirectResponse("/console/platforms?saved=true", status_code=303)


def _platforms(
    clerk: Desk, status: int = 200, *, refused: str = "", draft: dict[str, Any] | None = None, saved: bool = False
) -> HTMLResponse:
    with clerk.service.store.read() as session:
        items = [
            {"id": view.id, "name": view.name, "region": view.region, "cas": dict(view.cas), "offered": view.offered}
            for view in catalogue.all_platforms(session)
        ]
    items = [draft if draft is not None and draft["id"] == item["id"] else item for item in items]
    known = {item["id"] for item in items}
    fresh = (
        draft
        if draft is not None and draft["id"] not in known
        else {"id": "", "name": "", "region": "", "cas": [], "offered": True}
    )
    return clerk.page(
        "platforms.html",
        "platforms",
        status,
        items=items,
        fresh=fresh,
        cas=catalogue.ca_names(),
        refused=refused,
        saved=saved,
    )


def _keep_platform(clerk: Desk, session: Session, value: dict[str, Any], *, new: bool) -> None:
    take_turns(session, "catalogue")
    if not _ID.fullmatch(value["id"]):
        raise NotValid(field="编号")
    known = {view.id for view in catalogue.all_platforms(session)}
    if new and value["id"] in known:
        raise NotValid(field="编号")
    if not new and value["id"] not in known:
        raise NotFound
    if not value["name"]:
        raise NotValid(field="名称")
    if not value["region"]:
        raise NotValid(field="地区")
    if not value["cas"] or not set(value["cas"]) <= set(catalogue.ca_names()):
        raise NotValid(field="CA")
    session.merge(CatalogueRow(kind="platform", id=value["id"], value=value))
    record(session, clerk.now, clerk.actor, "platform.changed", f"platform:{value['id']}", value)


@router.get("/prices", response_class=HTMLResponse)
def prices_page(clerk: Administrator, saved: bool = False) -> HTMLResponse:
    """The prices of every business that costs something."""
    return _prices(clerk, saved=saved)


@router.post("/prices/{business}", response_class=HTMLResponse)
async def save_price(clerk: AdministratorActs, request: Request, business: str) -> Response:
    """Change the prices of a business, for orders from now on; an order keeps the price that it was made at."""
    form = {name: str(text).strip() for name, text in (await request.form()).items()}
    try:
        with clerk.service.store.write() as session:
            take_turns(session, "catalogue")
            before = catalogue.price_tables(session).get(business)
            if before is None:
                raise NotFound
            after = {
                "default_years": _years(form.get("default_years", "")),
                "certificate_fen_per_year": {
                    ca: _fen(form.get(f"ca-{ca}", "")) for ca in before["certificate_fen_per_year"]
                },
                "seal_fen_per_year": _fen(form.get("seal", "")),
            }
            if after != before:
                session.merge(CatalogueRow(kind="price", id=business, value=before | after))
                told = {"from": before, "to": after}
                record(session, clerk.now, clerk.actor, "price.changed", f"price:{business}", told)
    except NotValid as error:
        return _prices(clerk, 422, refused=f"{error.cause_in('zh')}{error.remedy_in('zh')}", typed=(business, form))
    return RedirectResponse("/console/prices?saved=true", status_code=303)


def _prices(
    clerk: Desk,
    status: int = 200,
    *,
    refused: str = "",
    typed: tuple[str, dict[str, str]] | None = None,
    saved: bool = False,
) -> HTMLResponse:
    with clerk.service.store.read() as session:
        tables = catalogue.price_tables(session)
    items = []
    for business, table in tables.items():
        fields = {f"ca-{ca}": yuan(fen) for ca, fen in table["certificate_fen_per_year"].items()}
        fields |= {"seal": yuan(table["seal_fen_per_year"]), "default_years": str(table["default_years"])}
        if typed is not None and typed[0] == business:
            fields |= {name: text for name, text in typed[1].items() if name in fields}
        cas, flat = list(table["certificate_fen_per_year"]), table.get("flat", False)
        items.append((business, business_of(business).zh, cas, flat, fields))
    return clerk.page(
        "prices.html",
        "prices",
        status,
        items=items,
        cas=catalogue.ca_names(),
        years=YEARS,
        refused=refused,
        saved=saved,
    )


def _fen(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,2})?", text):
        raise NotValid(field=f"金额 {text[:12]}")
    whole, _, part = text.partition(".")
    fen = int(whole) * 100 + int(part.ljust(2, "0") or 0)
    if fen > _MOST_FEN:
        raise NotValid(field=f"金额 {text}")
    return fen


def _years(text: str) -> int:
    if text not in {str(years) for years in YEARS}:
        raise NotValid(field="默认有效期")
    return int(text)
