"""`python -m authority serve|status|audit|publish|relying-party`."""

from __future__ import annotations

import argparse
import gc
import json
import os
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Any

from authority.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit code says whether it worked."""
    parser = argparse.ArgumentParser(
        prog="authority", description="数字证书统一服务平台 · certificate authority service"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="run the service")
    _add_common(serve)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=0, help="0: the port of the last run, or a free one")
    serve.add_argument("--ready-file", type=Path, help="written when the service listens")
    serve.add_argument("--exit-with-parent", action="store_true", help="stop when standard input is closed")
    audit = commands.add_parser("audit", help="check the hash chain of the audit log")
    _add_common(audit)
    publish = commands.add_parser("publish", help="offer a file as an update to clients")
    _add_common(publish)
    publish.add_argument("file", type=Path)
    publish.add_argument("--release", required=True, help="the version of the release, e.g. 0.2.0")
    publish.add_argument("--platform", required=True, help="e.g. linux-x86_64")
    party = commands.add_parser("relying-party", help="register or suspend a relying party")
    _add_common(party)
    party.add_argument("id", help="lower-case letters, digits and -, 2 to 40 characters")
    party.add_argument("--name", default="", help="shown to people who scan its codes")
    party.add_argument("--operator", default="", help="who runs it")
    party.add_argument("--key", type=Path, help="public key, PEM: SM2 or RSA")
    party.add_argument("--origin", action="append", default=[], help="https://host[:port], may be repeated")
    party.add_argument("--suspend", action="store_true")
    party.add_argument("--resume", action="store_true")
    status = commands.add_parser("status", help="ask a running service")
    status.add_argument("--url", required=True)
    given = parser.parse_args(arguments)
    if given.command == "status":
        return _status(given.url)
    settings = _settings(given)
    if given.command == "publish":
        return _publish(given, settings)
    if given.command == "relying-party":
        return _relying_party(given, settings)
    return _audit(settings) if given.command == "audit" else _serve(given, settings)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="folder of keys and, without --database, of the data")
    parser.add_argument("--database", help="SQLAlchemy URL, e.g. postgresql+psycopg://…; default: SQLite in --data")
    parser.add_argument("--setting", action="append", default=[], metavar="NAME=VALUE")


def _settings(given: argparse.Namespace) -> Settings:
    values: dict[str, Any] = {}
    for pair in given.setting:
        name, _, value = pair.partition("=")
        values[name] = None if value == "null" else value
    data: Path = given.data.absolute()
    url = given.database or f"sqlite:///{data / 'authority.sqlite3'}"
    defaults = {"data_dir": data, "database_url": url, "master_key_file": data / "master.key"}
    return Settings.model_validate({**defaults, **values})


def _serve(given: argparse.Namespace, settings: Settings) -> int:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    listener = _listen(given.host, given.port, settings.data_dir / "port")
    port = listener.getsockname()[1]
    if "public_url" not in settings.model_fields_set:
        settings = settings.model_copy(update={"public_url": f"http://{given.host}:{port}"})

    # a start only makes what stays: looking through it again and again for garbage is a fifth of the time
    gc.disable()
    import uvicorn

    from authority.application import build_application, open_service
    from authority.orders.automatic import AutomaticApproval

    service = open_service(settings)
    approval = AutomaticApproval(service)
    config = uvicorn.Config(build_application(service), log_level="warning", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    gc.freeze()
    gc.enable()
    if given.exit_with_parent:
        threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
    if given.ready_file:
        _announce(given.ready_file, settings)
    approval.start()
    try:
        server.run(sockets=[listener])
    finally:
        approval.stop()
        service.store.close()
    return 0


def _listen(host: str, port: int, remembered: Path) -> socket.socket:
    """A listening socket on the wanted port; the port of the last run is kept, since certificates name it."""
    wanted = [port] if port else [int(remembered.read_text()), 0] if remembered.exists() else [0]
    for candidate in wanted:
        # asyncio sends small answers at once (TCP_NODELAY) only over sockets that say TCP; others wait 40 ms for an ACK
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
        except OSError:
            listener.close()
            if candidate == wanted[-1]:
                raise
            continue
        listener.listen(256)
        if not port:
            remembered.write_text(str(listener.getsockname()[1]))
        return listener
    raise AssertionError("unreachable")


def _announce(path: Path, settings: Settings) -> None:
    password_file = settings.data_dir / "console-password.txt"
    told = {"url": settings.public_url, "pid": os.getpid(), "console_password_file": str(password_file)}
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(told))
    draft.replace(path)


def _stop_with_parent(server: Any) -> None:
    sys.stdin.buffer.read()
    server.should_exit = True
    # requests in flight get their time; a stuck one does not keep an orphan alive
    threading.Timer(10, os.kill, (os.getpid(), signal.SIGKILL)).start()


def _audit(settings: Settings) -> int:
    from authority.audit import first_broken
    from authority.database import Store

    store = Store(settings.database_url)
    with store.read() as session:
        broken = first_broken(session)
    store.close()
    print(json.dumps({"whole": broken is None, "first_broken": broken}))
    return 0 if broken is None else 1


def _publish(given: argparse.Namespace, settings: Settings) -> int:
    from authority.application import open_service
    from authority.problems import NotValid
    from authority.updates import metadata

    service = open_service(settings)
    try:
        with service.store.write() as session:
            metadata.publish(service, session, given.file, given.release, given.platform, service.clock())
    except (NotValid, OSError) as error:
        print(json.dumps({"published": False, "reason": str(error)}))
        return 1
    finally:
        service.store.close()
    print(json.dumps({"published": True, "name": given.file.name}))
    return 0


def _relying_party(given: argparse.Namespace, settings: Settings) -> int:
    from authority.application import open_service
    from authority.problems import Refusal
    from authority.relying_party import registration

    service = open_service(settings)
    now = service.clock()
    try:
        with service.store.write() as session:
            if given.suspend or given.resume:
                registration.suspend(session, now, given.id, suspended=given.suspend)
            else:
                key = registration.public_key(given.key.read_bytes() if given.key else b"")
                registration.register(session, now, given.id, given.name, given.operator, key, given.origin)
    except (Refusal, OSError) as error:
        print(json.dumps({"done": False, "reason": str(error)}))
        return 1
    finally:
        service.store.close()
    print(json.dumps({"done": True, "id": given.id}))
    return 0


def _status(url: str) -> int:
    import httpx

    try:
        answer = httpx.get(f"{url}/api/v1/status", timeout=5, trust_env=False)
        answer.raise_for_status()
    except httpx.HTTPError as error:
        print(json.dumps({"running": False, "reason": type(error).__name__}))
        return 1
    print(json.dumps({"running": True, **answer.json()}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
