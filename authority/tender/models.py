"""Tables of the tender site."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from authority.database import Base
from core.relying_party.request import Operation


class Step(StrEnum):
    """Where a bid stands; the steps follow in this order."""

    LOGIN = "login"
    DRAFT = "draft"
    SIGN = "sign"
    SEAL = "seal"
    ENCRYPT = "encrypt"
    CLOSED = "closed"
    DECRYPT = "decrypt"
    OPENED = "opened"

    @property
    def operation(self) -> Operation | None:
        """What the bidder is asked for by a code in this step."""
        return Operation(self.value) if self.value in set(Operation) else None

    @property
    def next(self) -> Step:
        """The step after this one."""
        steps = list(Step)
        return steps[min(steps.index(self) + 1, len(steps) - 1)]


class TenderKeyRow(Base):
    """The site's private key, sealed."""

    __tablename__ = "tender_key"

    party: Mapped[str] = mapped_column(String(40), primary_key=True)
    sealed_key: Mapped[bytes] = mapped_column(LargeBinary)


class BidRow(Base):
    """One visitor's bid.

    Attributes:
        browser_lookup: keyed hash of the browser's cookie.
        bidder: name in the certificate that logged in.
        bidder_hash: SHA-256 of that certificate's subject; the later steps take the same subject only.
        document: the file as it is now: bid, sealed bid, encrypted bid, opened bid.
        document_sha256: of the sealed bid, kept while only its encrypted form is here.
    """

    __tablename__ = "tender_bid"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    browser_lookup: Mapped[str] = mapped_column(String(64), unique=True)
    step: Mapped[str] = mapped_column(String(12))
    bidder: Mapped[str] = mapped_column(String(120))
    bidder_hash: Mapped[str] = mapped_column(String(64))
    price_fen: Mapped[int | None]
    document: Mapped[bytes | None] = mapped_column(LargeBinary)
    document_sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(index=True)


class TenderRequestRow(Base):
    """A request of the site; answered at most once.

    Attributes:
        jws: as signed.
        step: of the bid when it was made.
        document: what the client fetches.
        answer_sha256: of the answer that was taken; empty before.
        answer: kept as evidence.
    """

    __tablename__ = "tender_request"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    bid_id: Mapped[str] = mapped_column(String(36), ForeignKey("tender_bid.id"), index=True)
    step: Mapped[str] = mapped_column(String(12))
    jws: Mapped[str] = mapped_column(Text)
    document: Mapped[bytes | None] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]
    answer_sha256: Mapped[str] = mapped_column(String(64))
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
