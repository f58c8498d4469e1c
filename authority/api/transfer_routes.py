"""管理员转让 (M3.3.10.3): the deed to be signed, and the signed deed."""

from __future__ import annotations

from fastapi import APIRouter, Response
from sqlalchemy.orm import Session

from authority.accounts.files import own_file
from authority.api import organisation_schemas as schemas
from authority.api.idempotency import Caller, CallerNow
from authority.organisations import transfer
from authority.organisations.acting import Acting, manager
from authority.organisations.deed_signatures import check_signed_deed
from authority.organisations.models import TransferRow
from core.pdf.trust import TrustRoots

router = APIRouter(prefix="/organisation/transfers", tags=["organisations"])


@router.post("")
def begin(caller: CallerNow, body: schemas.NewTransfer) -> schemas.Transfer:
    """Draw up the deed for an employee."""

    def work(session: Session) -> schemas.Transfer:
        acting, account_id = _manager(caller, session), caller.account_id(session)
        row = transfer.begin_transfer(caller.service, session, acting, account_id, body.membership_id, caller.now)
        return _view(caller, row)

    return caller.change(schemas.Transfer, work)


@router.get("/{transfer_id}/deed", response_class=Response, responses={200: {"content": {"application/pdf": {}}}})
def deed(caller: CallerNow, transfer_id: str) -> Response:
    """单位管理员转让授权委托书 as a PDF with its fields, unsigned."""
    with caller.service.store.read() as session:
        row = transfer.open_transfer(caller.service, session, _manager(caller, session), transfer_id, caller.now)
        content = transfer.deed_of(caller.service, row)
    return Response(content, media_type="application/pdf")


@router.post("/{transfer_id}/completion")
def complete(caller: CallerNow, transfer_id: str, body: schemas.SignedDeed) -> schemas.Transfer:
    """完成签署: the deed with the organisation's seal and the administrator's signature; the roles swap."""
    earlier = caller.earlier(schemas.Transfer)
    if earlier is not None:
        return earlier
    with caller.service.store.read() as session:
        row = transfer.open_transfer(caller.service, session, _manager(caller, session), transfer_id, caller.now)
        given = transfer.deed_of(caller.service, row)
        signed = own_file(caller.service, session, caller.account_id(session), body.file_id, "deed")
    hierarchy = caller.service.hierarchy
    trust = TrustRoots(
        test=hierarchy.roots, intermediates=tuple(identity.certificate for identity in hierarchy.issuers())
    )
    signatures = check_signed_deed(given, signed, trust)

    def work(session: Session) -> schemas.Transfer:
        acting, account_id = _manager(caller, session), caller.account_id(session)
        row = transfer.complete_transfer(
            caller.service, session, acting, account_id, transfer_id, signatures, body.file_id, caller.now
        )
        return _view(caller, row)

    return caller.change(schemas.Transfer, work)


def _manager(caller: Caller, session: Session) -> Acting:
    return manager(caller.service, session, caller.session_row(session))


def _view(caller: Caller, row: TransferRow) -> schemas.Transfer:
    return schemas.Transfer(
        id=row.id,
        successor=transfer.successor_name(caller.service, row),
        expires_at=row.expires_at,
        completed_at=row.completed_at,
    )
