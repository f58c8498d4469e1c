"""A mail server on the loopback (aiosmtpd): plain, STARTTLS or TLS, with a password; keeps what it took."""

from __future__ import annotations

import ssl
import subprocess
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "authority", "Mail-2026-test"


class MailPeer:
    """One server; `refusing` makes it refuse what comes."""

    def __init__(self, folder: Path, security: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.received: list[EmailMessage] = []
        self.refusing = False
        self.certificate = folder / "mail.pem"
        more: dict[str, Any] = {}
        if security != "none":
            self._make_certificate(folder)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate, folder / "mail.key")
            more = {"tls_context": context} if security == "starttls" else {"ssl_context": context}
            if security == "starttls":  # aiosmtpd asks for passwords after STARTTLS only
                more |= {"authenticator": self._check, "auth_required": True, "require_starttls": True}
        self._controller = Controller(self, hostname="127.0.0.1", port=_free_port(), **more)
        self._controller.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._controller.port)

    def stop(self) -> None:
        """End."""
        self._controller.stop()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take a mail."""
        if self.refusing:
            return "451 try again later"
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        return "250 taken"

    def _check(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right)

    def _make_certificate(self, folder: Path) -> None:
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(folder / "mail.key")]
        subprocess.run([*command, "-out", str(self.certificate)], check=True, capture_output=True)


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
