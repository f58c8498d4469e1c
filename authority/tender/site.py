"""What the tender site does: asks a bidder for each step by a code, checks each answer, moves the bid on."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from authority.audit import record
from authority.database import take_turns
from authority.pki import revocation_list
from authority.pki.hierarchy import ISSUING
from authority.problems import NotFound
from authority.relying_party.models import RelyingPartyRow
from authority.relying_party.registration import register
from authority.service import Service, new_id
from authority.tender.models import BidRow, Step, TenderKeyRow, TenderRequestRow
from authority.tender.paper import PROJECT, SEAL_PLACE, bid_pdf
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate
from core.crypto.keys import PrivateKey
from core.crypto.message import parse_message
from core.errors import AppError
from core.relying_party.answer import CheckedAnswer
from core.relying_party.errors import AnswerInvalid, RequestUsed
from core.relying_party.party import RelyingParty
from core.relying_party.request import Document, Operation, SealPlace, SignedRequest, read_request
from core.secret import Secret

if TYPE_CHECKING:
    from core.crypto.path import RevocationData

PARTY = "tender-demo"
_NAME, _OPERATOR = "体验招标平台", "体验公共资源交易中心"
_LIFE = timedelta(minutes=5)
_KEPT = timedelta(days=7)
_KEY_PURPOSE = "tender key"
_TITLES = {
    Step.LOGIN: "登录体验招标平台",
    Step.SIGN: "签署投标函",
    Step.SEAL: "在投标函上盖章",
    Step.ENCRYPT: "加密投标函，开标前平台无法查看",
    Step.DECRYPT: "开标：解密投标函",
}


def set_up(service: Service) -> None:
    """Make the site's key once, and register the site under the address at which this process is reached."""
    with service.store.write() as session:
        take_turns(session, "tender")
        row = session.get(TenderKeyRow, PARTY)
        if row is None:
            key = PrivateKey.generate(KeyAlgorithm.SM2)
            with key.to_pkcs8() as pkcs8:
                row = TenderKeyRow(party=PARTY, sealed_key=service.keyring.encrypt(_KEY_PURPOSE, pkcs8))
            session.add(row)
        public = _key(service, row).public_key
        register(session, service.clock(), PARTY, _NAME, _OPERATOR, public, [service.settings.public_url])


def bid_of(service: Service, session: Session, browser: str) -> BidRow:
    """The bid of a browser, a new one when there is none; old ones are forgotten."""
    lookup = service.keyring.lookup("tender", browser)
    bid = session.scalars(select(BidRow).where(BidRow.browser_lookup == lookup)).first()
    if bid is not None:
        return bid
    now = service.clock()
    outdated = select(BidRow.id).where(BidRow.created_at < now - _KEPT)
    session.execute(delete(TenderRequestRow).where(TenderRequestRow.bid_id.in_(outdated)))
    session.execute(delete(BidRow).where(BidRow.created_at < now - _KEPT))
    bid = BidRow(
        id=new_id(),
        browser_lookup=lookup,
        step=Step.LOGIN,
        bidder="",
        bidder_hash="",
        document_sha256="",
        created_at=now,
    )
    session.add(bid)
    session.flush()
    return bid


def write_bid(service: Service, session: Session, bid: BidRow, price_fen: int) -> None:
    """The bidder filled the form in."""
    if bid.step != Step.DRAFT:
        return
    bid.price_fen = price_fen
    bid.document = bid_pdf(bid.bidder, price_fen, service.clock())
    _go_on(bid)


def open_bids(bid: BidRow) -> None:
    """开标: the bidder is asked to decrypt."""
    if bid.step == Step.CLOSED:
        _go_on(bid)


def current_request(service: Service, session: Session, bid: BidRow) -> TenderRequestRow | None:
    """The open request of a bid's step, made when there is none that lives; None in steps without a code."""
    step = Step(bid.step)
    if step.operation is None:
        return None
    newest = session.scalars(
        select(TenderRequestRow)
        .where(TenderRequestRow.bid_id == bid.id, TenderRequestRow.step == step)
        .order_by(TenderRequestRow.expires_at.desc())
        .limit(1)
    ).first()
    # a code that is about to expire is not worth scanning
    if newest is not None and newest.expires_at - service.clock() > _LIFE / 5:
        return newest
    return _new_request(service, session, bid, step, step.operation)


def find_request(session: Session, request_id: str) -> TenderRequestRow:
    """A request by its id, or `NotFound`."""
    row = session.get(TenderRequestRow, request_id)
    if row is None:
        raise NotFound
    return row


def request_url(service: Service, request_id: str) -> str:
    """Where a request lies; its document and its callback are below."""
    return f"{service.settings.public_url}/tender/requests/{request_id}"


def code_text(service: Service, request_id: str) -> str:
    """What the QR code of a request says."""
    from core.relying_party.addresses import RequestCode

    return RequestCode(PARTY, request_url(service, request_id)).text


def take_answer(service: Service, request_id: str, body: bytes) -> None:
    """Check an answer and move the bid on, once; the same answer again (the first reply was lost) is fine.

    Raises:
        NotFound: no such request.
        RequestUsed: answered before, otherwise.
        RequestExpired, AnswerInvalid: see `RelyingParty.check`.
    """
    digest = hashlib.sha256(body).hexdigest()
    with service.store.read() as session:
        row = find_request(session, request_id)
        if row.answer_sha256:
            return _same_or_used(row, digest)
        party = _party(service, session)
        signed = SignedRequest(read_request(row.jws, PARTY, party.key.public_key), row.jws)
        document = row.document
    # outside of a transaction: paths, lists and PDFs take a while
    answer = party.check(signed, body, service.clock())
    if signed.request.operation is Operation.SEAL:
        _check_sealed(document or b"", answer, party.roots)
    with service.store.write() as session:
        row = find_request(session, request_id)
        take_turns(session, f"tender:{row.bid_id}")
        session.refresh(row)
        if row.answer_sha256:
            return _same_or_used(row, digest)
        bid = session.get_one(BidRow, row.bid_id)
        if bid.step != row.step:
            raise RequestUsed
        _apply(bid, Step(row.step), answer)
        row.answer_sha256, row.answer = digest, body
        details = {"certificate": answer.certificate.fingerprint}
        record(session, service.clock(), f"relying_party:{PARTY}", f"tender.{row.step}", bid.id, details)
    return None


def _same_or_used(row: TenderRequestRow, digest: str) -> None:
    if row.answer_sha256 != digest:
        raise RequestUsed


def _apply(bid: BidRow, step: Step, answer: CheckedAnswer) -> None:
    holder = hashlib.sha256(answer.certificate.subject_der).hexdigest()
    if step is Step.LOGIN:
        bid.bidder, bid.bidder_hash = answer.certificate.subject_name[:120], holder
    elif holder != bid.bidder_hash:
        raise AnswerInvalid(reason="another person")
    if step is Step.SEAL:
        bid.document, bid.document_sha256 = answer.result, hashlib.sha256(answer.result).hexdigest()
    elif step is Step.ENCRYPT:
        _check_encrypted(answer)
        bid.document = answer.result
    elif step is Step.DECRYPT:
        if hashlib.sha256(answer.result).hexdigest() != bid.document_sha256:
            raise AnswerInvalid(reason="not the sealed bid")
        bid.document = answer.result
    _go_on(bid)


def _check_encrypted(answer: CheckedAnswer) -> None:
    try:
        message = parse_message(answer.result)
    except AppError as error:
        raise AnswerInvalid(reason="not encrypted") from error
    if not answer.certificate.purpose.can_encrypt or not message.is_for(answer.certificate):
        raise AnswerInvalid(reason="not encrypted for the bidder")


def _check_sealed(document: bytes, answer: CheckedAnswer, roots: tuple[Certificate, ...]) -> None:
    """The same document with one more signature, by the same certificate, over all of it."""
    from core.pdf.report import Coverage, Verdict
    from core.pdf.trust import TrustRoots
    from core.pdf.validation import validate_pdf

    if not answer.result.startswith(document):
        raise AnswerInvalid(reason="another document")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bid.pdf"
        path.write_bytes(answer.result)
        try:
            report = asyncio.run(validate_pdf(path, TrustRoots(test=roots)))
        except AppError as error:
            raise AnswerInvalid(reason=error.code) from error
    fine = [
        signature
        for signature in report.signatures
        if signature.verdict is Verdict.VALID
        and signature.coverage is Coverage.WHOLE_FILE
        and signature.serial.upper() == answer.certificate.serial_hex
    ]
    if len(report.signatures) != 1 or not fine:
        raise AnswerInvalid(reason="seal")


def _go_on(bid: BidRow) -> None:
    bid.step = Step(bid.step).next


def _new_request(service: Service, session: Session, bid: BidRow, step: Step, operation: Operation) -> TenderRequestRow:
    request_id = new_id()
    url = request_url(service, request_id)
    signed = _party(service, session).ask(
        operation,
        f"{_TITLES[step]}（{PROJECT.split('：')[0]}）",
        f"{url}/answer",
        document=_document(bid, step, url),
        life=_LIFE,
        request_id=request_id,
    )
    expires = datetime.fromtimestamp(signed.request.expires, service.clock().tzinfo)
    document = None if step is Step.LOGIN else bid.document
    row = TenderRequestRow(
        id=request_id, bid_id=bid.id, step=step, jws=signed.jws, document=document, expires_at=expires, answer_sha256=""
    )
    session.add(row)
    session.flush()
    return row


def _document(bid: BidRow, step: Step, url: str) -> Document | None:
    if step is Step.LOGIN or bid.document is None:
        return None
    page, left, top, width, height = SEAL_PLACE
    place = SealPlace(page=page, left=left, top=top, width=width, height=height)
    encrypted = step is Step.DECRYPT
    return Document(
        name="投标函.p7m" if encrypted else "投标函.pdf",
        media_type="application/pkcs7-mime" if encrypted else "application/pdf",
        size=len(bid.document),
        sha256=hashlib.sha256(bid.document).hexdigest(),
        url=f"{url}/document",
        seal_place=place if step is Step.SEAL else None,
    )


def _party(service: Service, session: Session) -> RelyingParty:
    key = _key(service, session.get_one(TenderKeyRow, PARTY))
    session.get_one(RelyingPartyRow, PARTY)
    return RelyingParty(PARTY, key, service.hierarchy.roots, lambda certificate: _lists(service))


def _key(service: Service, row: TenderKeyRow) -> PrivateKey:
    with Secret(service.keyring.decrypt(_KEY_PURPOSE, row.sealed_key)) as pkcs8:
        return PrivateKey.from_pkcs8(pkcs8)


def _lists(service: Service) -> RevocationData:
    """This very authority's lists; a site elsewhere fetches them (`core.relying_party.party.fetch_lists`)."""
    from core.crypto.path import RevocationData

    with service.store.write() as session:
        lists = [
            revocation_list.current_list(session, service.hierarchy, issuer, service.clock()) for issuer in ISSUING
        ]
    return RevocationData(crls=tuple(lists))
