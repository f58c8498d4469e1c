"""Requests to the authority: a change happens once, however often it is asked for; an ended session is noticed."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from pydantic import BaseModel

from core.network.authority import AuthorityConnection
from core.network.errors import AuthorityRefused

Answer = TypeVar("Answer", bound=BaseModel)
Value = TypeVar("Value")

NOT_SIGNED_IN = 401


class Requests:
    """The authority as a plugin asks it for a signed-in person.

    The connection repeats a request whose answer was lost, for a while. When it gives up, the person presses the
    button again: then the request has to carry the same idempotency key, because the authority may have acted. So the
    key of a request stays until the request is answered.
    """

    def __init__(self, authority: AuthorityConnection, session_ended: Callable[[], None]) -> None:
        self._authority = authority
        self._session_ended = session_ended
        self._unanswered: dict[bytes, str] = {}
        self._salt = os.urandom(16)

    async def get(self, path: str, model: type[Answer], params: Mapping[str, str | int] | None = None) -> Answer:
        """Read."""
        return await self.noticing(self._authority.get(path, model, params))

    async def post(self, path: str, body: BaseModel | None, model: type[Answer], key: str | None = None) -> Answer:
        """Change; a caller that outlives this process gives its own `key`."""
        return await self._once(self._authority.post, "POST", path, body, model, key)

    async def put(self, path: str, body: BaseModel, model: type[Answer]) -> Answer:
        """Change."""
        return await self._once(self._authority.put, "PUT", path, body, model, None)

    async def noticing(self, question: Awaitable[Value]) -> Value:
        """The answer to a question of a signed-in person; a session that ended elsewhere ends here too."""
        try:
            return await question
        except AuthorityRefused as error:
            if error.status == NOT_SIGNED_IN:
                self._session_ended()
            raise

    def forget(self) -> None:
        """Another person may come: no key of an unanswered request stays."""
        self._unanswered.clear()

    async def _once(
        self,
        send: Callable[..., Awaitable[Answer]],
        method: str,
        path: str,
        body: BaseModel | None,
        model: type[Answer],
        key: str | None,
    ) -> Answer:
        # salted, because a body may hold a password
        content = body.model_dump_json() if body is not None else ""
        same = hashlib.sha256(self._salt + f"{method} {path} {content}".encode()).digest()
        key = key or self._unanswered.setdefault(same, str(uuid.uuid4()))
        try:
            answer = await self.noticing(send(path, body, model, key))
        except AuthorityRefused:
            self._unanswered.pop(same, None)
            raise
        self._unanswered.pop(same, None)
        return answer
