"""One mail over SMTP (RFC 5321), encrypted by TLS from the first byte (RFC 8314) or by STARTTLS (RFC 3207)."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

_SECONDS = 20
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Security(StrEnum):
    """How the way to the server is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"
    """Only to a relay on this machine."""


class MailServer(BaseModel):
    """The JSON file that the setting `mail_file` names; the password is a file beside it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str
    port: int
    sender: str
    security: Security = Security.TLS
    user: str = ""
    password_file: Path | None = None
    ca_file: Path | None = None

    @model_validator(mode="after")
    def _only_protected(self) -> MailServer:
        if self.security is Security.NONE and self.host not in _LOOPBACK:
            raise ValueError("mail goes unprotected to this machine only")
        return self


@dataclass(frozen=True, slots=True)
class Mail:
    """What is sent.

    Attributes:
        id: becomes the Message-ID, so that a mail that is sent again after a crash is known as the same.
        attachment: name and PDF.
    """

    id: str
    to: str
    subject: str
    text: str
    attachment: tuple[str, bytes] | None = None


@lru_cache(maxsize=8)
def mail_server(path: Path) -> MailServer:
    """Read the file; `pydantic.ValidationError` names what is wrong in it."""
    return MailServer.model_validate_json(path.read_text("utf-8"))


def send(server: MailServer, mail: Mail) -> None:
    """Deliver to the server; raises `OSError` or `smtplib.SMTPException`."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = server.sender, mail.to, mail.subject
    message["Message-ID"] = f"<{mail.id}@{server.sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    if mail.attachment is not None:
        name, content = mail.attachment
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    with _connected(server) as smtp:
        if server.password_file is not None:
            smtp.login(server.user, server.password_file.read_text("utf-8").strip())
        smtp.send_message(message)


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.security is Security.NONE:
        return smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    context = ssl.create_default_context(cafile=server.ca_file)
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
    smtp = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    try:
        smtp.starttls(context=context)
    except BaseException:
        smtp.close()
        raise
    return smtp
