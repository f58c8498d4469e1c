"""One answer per idempotency key, stored in the transaction of the effect: a lost answer is told again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated, TypeVar

from fastapi import Depends, Header, Request
from pydantic import BaseModel
from sqlalchemy import LargeBinary, String, delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from authority.accounts.models import SessionRow
from authority.accounts.sessions import find_session
from authority.database import Base, take_turns
from authority.orders.scope import Scope, scope_of
from authority.problems import KeyReused, NotSignedIn, Refusal
from authority.service import Service

Answer = TypeVar("Answer", bound=BaseModel)
_KEPT = timedelta(days=2)


class IdempotencyRow(Base):
    """The first answer to a key; sealed, because answers hold tokens."""

    __tablename__ = "idempotency"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    answer: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, over which request."""

    service: Service
    now: datetime
    token: str
    device_id: str
    key: str
    request_hash: str

    def with_content(self, *parts: bytes) -> Caller:
        """This caller, with more that makes two requests the same: an upload's content is not in the hashed body."""
        content = b"".join(hashlib.sha256(part).digest() for part in parts)
        return replace(self, request_hash=hashlib.sha256(self.request_hash.encode() + content).hexdigest())

    def session_row(self, session: Session) -> SessionRow:
        """The caller's session, or `NotSignedIn`."""
        if not self.token:
            raise NotSignedIn
        return find_session(self.service, session, self.token, self.now)

    def account_id(self, session: Session) -> str:
        """The caller's account, or `NotSignedIn`."""
        return self.session_row(session).account_id

    def scope(self, session: Session) -> Scope:
        """The caller's account as the identity that it acts as, or `NotSignedIn`."""
        return scope_of(self.service, session, self.session_row(session))

    def change(self, kind: type[Answer], work: Callable[[Session], Answer]) -> Answer:
        """Do work in one write transaction, once per idempotency key.

        Raises:
            KeyReused: the key came before with another request.
        """

        def once(session: Session) -> Answer:
            if self.key:
                take_turns(session, self.key)  # the same request twice at once: the second waits for the first's answer
            stored = session.get(IdempotencyRow, self.key) if self.key else None
            if stored is not None:
                return self._again(kind, stored)
            answer = work(session)
            self._remember(session, answer)
            return answer

        try:
            return self.change_unkeyed(once)
        except IntegrityError:
            # two transactions made the same thing at once on PostgreSQL (an account): now the other one's is there
            return self.change_unkeyed(once)

    def earlier(self, kind: type[Answer]) -> Answer | None:
        """The answer that this request got before, for work that is too long for a transaction."""
        with self.service.store.read() as session:
            stored = session.get(IdempotencyRow, self.key) if self.key else None
            return None if stored is None else self._again(kind, stored)

    def change_unkeyed(self, work: Callable[[Session], Answer]) -> Answer:
        """Do work in one write transaction; a refusal that has to be remembered commits what it counted."""
        refusal: Refusal | None = None
        with self.service.store.write() as session:
            try:
                answer = work(session)
            except Refusal as error:
                if not error.keep:
                    raise
                refusal = error
        if refusal is not None:
            raise refusal
        return answer

    def _again(self, kind: type[Answer], stored: IdempotencyRow) -> Answer:
        if stored.request_hash != self.request_hash:
            raise KeyReused
        return kind.model_validate_json(self.service.keyring.decrypt("idempotency", stored.answer))

    def _remember(self, session: Session, answer: BaseModel) -> None:
        if not self.key:
            return
        session.execute(delete(IdempotencyRow).where(IdempotencyRow.created_at < self.now - _KEPT))
        sealed = self.service.keyring.encrypt("idempotency", answer.model_dump_json().encode())
        session.add(IdempotencyRow(key=self.key, request_hash=self.request_hash, answer=sealed, created_at=self.now))


def service_of(request: Request) -> Service:
    """The process's service."""
    service: Service = request.app.state.service
    return service


async def _caller(
    request: Request,
    service: Annotated[Service, Depends(service_of)],
    authorization: Annotated[str, Header(max_length=200)] = "",
    x_device_id: Annotated[str, Header(max_length=64)] = "",
    idempotency_key: Annotated[str, Header(max_length=64)] = "",
) -> Caller:
    token = authorization.removeprefix("Bearer ") if authorization.startswith("Bearer ") else ""
    body = b"" if request.headers.get("content-type", "").startswith("multipart/") else await request.body()
    parts = (request.method, request.url.path, token, body)
    seen = hashlib.sha256(b"\0".join(part if isinstance(part, bytes) else part.encode() for part in parts)).hexdigest()
    key = service.keyring.lookup("idempotency", f"{token}:{idempotency_key}") if idempotency_key else ""
    return Caller(service, service.clock(), token, x_device_id, key, seen)


CallerNow = Annotated[Caller, Depends(_caller)]
ServiceNow = Annotated[Service, Depends(service_of)]
