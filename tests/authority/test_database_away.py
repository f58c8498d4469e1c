"""The database goes away and comes back under a running authority: it is told so, and nothing needs a restart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.authority.conftest import QUICK
from tests.authority.person import Person
from tests.authority.server import AuthorityProcess
from tests.postgres import Cluster

_OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
_ALLOWED = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")


@contextmanager
def _operator(url: str) -> Iterator[tuple[psycopg.Connection[tuple[object, ...]], str]]:
    """A connection beside the authority's database, and the database's name."""
    name = url.rpartition("/test_")[2].partition("?")[0]
    beside = url.replace("postgresql+psycopg", "postgresql").replace(f"/test_{name}?", "/postgres?")
    with psycopg.connect(beside, autocommit=True) as connection:
        yield connection, f"test_{name}"


def test_connections_are_made_anew_and_who_comes_meanwhile_is_told(cluster: Cluster, tmp_path: Path) -> None:
    url = cluster.new_database()
    authority = AuthorityProcess(tmp_path, url, {**QUICK, "auto_approve_seconds": "null"}).start()
    person = Person(authority.url, "13900009001")
    try:
        person.sign_in()
        with _operator(url) as (operator, name):
            for _ in range(3):
                assert operator.execute(_OTHERS, [name]).fetchall(), "they were connected"
                assert person.ask("GET", "/me")["account"]["id"]
                assert person.ask("POST", "/captchas")["id"]
            operator.execute(_ALLOWED.format(sql.Identifier(name), sql.SQL("false")))
            operator.execute(_OTHERS, [name])
            for method, path in (("GET", "/me"), ("POST", "/captchas")):
                refused = person.send(method, path)
                assert (refused.status_code, refused.json()["code"]) == (503, "AUTH-008")
            console = person.http.get(f"{authority.url}/console", headers={"Cookie": "console=x"})
            assert (console.status_code, "服务暂时不可用" in console.text) == (503, True)
            operator.execute(_ALLOWED.format(sql.Identifier(name), sql.SQL("true")))
        assert person.ask("GET", "/me")["account"]["id"]
        assert "request failed" not in authority.log()
    finally:
        person.http.close()
        authority.stop()
