"""Lost answers: the authority has acted, and nobody learns of it."""

from __future__ import annotations

from collections.abc import Callable

from tests.simulators.meddling_proxy import Answer, Exchange, Lost


def losing(method: str, end: str, times: int) -> Callable[[Exchange], Answer | None]:
    """For a proxy's `after`: lose so many answers to requests whose path ends so."""
    left = times

    def lose(exchange: Exchange) -> Answer | None:
        nonlocal left
        if exchange.method == method and exchange.path.split("?")[0].endswith(end) and left > 0:
            left -= 1
            raise Lost
        return None

    return lose
