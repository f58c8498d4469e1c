"""A reader with two slots: a pcscd of the tests' own with vsmartcard's virtual reader, and cards that are put into it.

The service's socket has a fixed place; this one gets a place of its own, beside the machine's own service.
"""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.simulators.card.iso7816 import VirtualCard

_OFF, _ON, _RESET, _ATR = 0, 1, 2, 4
_DRIVERS = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
_FIXED = "/run/pcscd"
NAME = "Virtual Test Reader"


@dataclass
class InsertedCard:
    """A card in a slot: its end of the vpcd protocol (length in two bytes, then an APDU or one control byte)."""

    card: VirtualCard
    connection: socket.socket
    pull_at: int | None = None
    thread: threading.Thread = field(init=False)
    seen: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._serve, name="virtual card", daemon=True)
        self.thread.start()

    def pull_when(self, ins: int) -> None:
        """Leave the slot when that instruction arrives, before it is answered."""
        self.pull_at = ins

    def pull(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.connection.close()

    def _serve(self) -> None:
        try:
            while (message := self._receive()) is not None:
                if len(message) == 1:
                    if message[0] == _ATR:
                        self._send(self.card.atr)
                        self.seen.set()
                    elif message[0] in (_OFF, _ON, _RESET):
                        self.card.reset()
                elif len(message) > 1 and message[1] == self.pull_at:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                else:
                    self._send(self.card.process(message))
        except OSError:
            return
        finally:
            self.card.reset()

    def _receive(self) -> bytes | None:
        head = self._exactly(2)
        return self._exactly(int.from_bytes(head, "big")) if head else None

    def _exactly(self, size: int) -> bytes | None:
        data = b""
        while len(data) < size:
            # the driver sends a length and an APDU apart: the second would wait 40 ms for our ACK of the first
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            part = self.connection.recv(size - len(data))
            if not part:
                return None
            data += part
        return data

    def _send(self, message: bytes) -> None:
        self.connection.sendall(len(message).to_bytes(2, "big") + message)


class VirtualReader:
    """The service and its reader; `environment` is for programs that shall see it."""

    def __init__(self) -> None:
        if not _DRIVERS.exists() or shutil.which("pcscd") is None:
            raise RuntimeError("vsmartcard-vpcd or pcscd is not installed; `make test` installs them")
        self.folder = Path(tempfile.mkdtemp(prefix="pcscd-"))
        self.environment: dict[str, str] = {}
        self.port = 0
        self._short_name: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._inserted: list[InsertedCard] = []

    def start(self, socket_link: Path) -> None:
        """Start the service and make its socket reachable by that path."""
        runtime, configuration = self.folder / "run", self.folder / "reader.conf.d"
        runtime.mkdir()
        configuration.mkdir()
        self.port = _two_ports()
        (configuration / "vpcd").write_text(
            f'FRIENDLYNAME "{NAME}"\nDEVICENAME /dev/null:{self.port}\nLIBPATH {_DRIVERS}\nCHANNELID {self.port}\n'
        )
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [*self._in_place_of_its_own(runtime), "--foreground", "--config", str(configuration)],
                stdout=log,
                stderr=log,
            )
        self._until(lambda: (runtime / "pcscd.comm").exists())
        socket_link.unlink(missing_ok=True)
        socket_link.symlink_to(runtime / "pcscd.comm")
        self.environment = {"PCSCLITE_CSOCK_NAME": str(runtime / "pcscd.comm")}

    def insert(self, card: VirtualCard, slot: int = 0) -> InsertedCard:
        deadline = time.monotonic() + 20
        while True:
            try:
                connection = socket.create_connection(("127.0.0.1", self.port + slot), timeout=5)
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
        connection.settimeout(None)
        inserted = InsertedCard(card, connection)
        self._inserted.append(inserted)
        if not inserted.seen.wait(20):
            raise TimeoutError("the reader does not see the card")
        return inserted

    def empty(self) -> None:
        """Pull all cards."""
        for inserted in self._inserted:
            inserted.pull()
        self._inserted.clear()

    def stop(self) -> None:
        self.empty()
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(10)
        if self._short_name is not None:
            self._short_name.unlink()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _in_place_of_its_own(self, runtime: Path) -> list[str]:
        """The command of a pcscd whose fixed folder is another one."""
        mounted = 'mkdir -p /run/pcscd && mount --bind "$1" /run/pcscd && shift && exec "$@"'
        namespace = ["unshare", "--map-root-user", "--mount", "sh", "-c", mounted, "sh", str(runtime)]
        if subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode == 0:
            return [*namespace, "pcscd"]
        # containers often forbid namespaces: a copy of the program that names a folder with as many letters
        short = Path(tempfile.mkdtemp(prefix="", dir="/tmp"))
        folder = short.with_name(short.name[: len(_FIXED) - len("/tmp/")])
        short.rmdir()
        folder.symlink_to(runtime)
        self._short_name = folder
        program = Path(shutil.which("pcscd") or "pcscd").read_bytes()
        copy = runtime.parent / "pcscd"
        copy.write_bytes(program.replace(_FIXED.encode(), str(folder).encode()))
        copy.chmod(0o755)
        return [str(copy)]

    def _until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 20
        while not condition():
            if self._process is not None and self._process.poll() is not None:
                raise RuntimeError("pcscd ended: " + (self.folder / "log").read_text(errors="replace")[-500:])
            if time.monotonic() > deadline:
                raise TimeoutError("pcscd did not start")
            time.sleep(0.02)


def _two_ports() -> int:
    """A free port with a free one above it: one for each slot."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port
