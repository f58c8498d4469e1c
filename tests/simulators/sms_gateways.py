"""Alibaba Cloud's and Tencent Cloud's SMS on one port of the loopback: what they check and answer, by their documents.

The signatures are computed here a second time, from the request as it came over the wire.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

from authority.notifications.sms_texts import TEMPLATES

KEY_ID, KEY = "key-of-tests", "secret-of-tests"
SIGN, APP = "体验环境", "1400000001"
IDS = {template.name: f"SMS_{number:06}" for number, template in enumerate(TEMPLATES)}
_CLOCK_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Received:
    """A message that was taken."""

    phone: str
    template: str
    values: tuple[str, ...]
    ours: str


class SmsPeer:
    """Both services; `answer` is what a request that is right gets instead of success."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.answer = ""
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                tencent = "X-TC-Version" in self.headers
                told = peer._tencent(self, body) if tencent else peer._aliyun(self)
                content = json.dumps(told).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def sms_file(self, folder: Path, service: str) -> Path:
        """The operator's file, with the secret beside it."""
        secret, path = folder / "sms-secret", folder / f"{service}.json"
        secret.write_text(KEY + "\n")
        common = {"sign_name": SIGN, "templates": IDS, "address": f"http://127.0.0.1:{self._server.server_port}"}
        own = {
            "aliyun": {"access_key_id": KEY_ID, "access_key_secret": str(secret)},
            "tencent": {"secret_id": KEY_ID, "secret_key": str(secret), "app_id": APP},
        }
        path.write_text(json.dumps({service: {**common, **own[service]}}), "utf-8")
        return path

    def _aliyun(self, request: BaseHTTPRequestHandler) -> dict[str, str]:
        headers, query = request.headers, request.path.partition("?")[2]
        scheme, _, rest = headers["Authorization"].partition(" ")
        fields = dict(item.split("=", 1) for item in rest.split(","))
        names = fields["SignedHeaders"].split(";")
        canonical = ["POST", "/", query, *(f"{name}:{headers[name]}" for name in names), ""]
        canonical += [";".join(names), hashlib.sha256(b"").hexdigest()]
        text = f"{scheme}\n{hashlib.sha256(chr(10).join(canonical).encode()).hexdigest()}"
        wanted = hmac.new(KEY.encode(), text.encode(), "sha256").hexdigest()
        sent = datetime.strptime(headers["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        complete = {"host", "x-acs-action", "x-acs-date", "x-acs-version", "x-acs-signature-nonce"} <= set(names)
        if (scheme, fields["Credential"], fields["Signature"]) != ("ACS3-HMAC-SHA256", KEY_ID, wanted) or not complete:
            return {"Code": "SignatureDoesNotMatch"}
        if abs((datetime.now(UTC) - sent).total_seconds()) > _CLOCK_SECONDS:
            return {"Code": "InvalidTimeStamp.Expired"}
        given = dict(parse_qsl(query, strict_parsing=True))
        action = (headers["x-acs-action"], headers["x-acs-version"], given["SignName"])
        if action != ("SendSms", "2017-05-25", SIGN) or given["TemplateCode"] not in IDS.values():
            return {"Code": "isv.SMS_TEMPLATE_ILLEGAL"}
        values: dict[str, str] = json.loads(given["TemplateParam"])
        return {
            "Code": self._take(
                given["PhoneNumbers"], given["TemplateCode"], tuple(values.values()), given["OutId"], "OK"
            )
        }

    def _tencent(self, request: BaseHTTPRequestHandler, body: bytes) -> dict[str, object]:
        headers = request.headers
        scheme, _, rest = headers["Authorization"].partition(" ")
        fields = dict(item.split("=", 1) for item in rest.split(", "))
        timestamp = headers["X-TC-Timestamp"]
        day = datetime.fromtimestamp(int(timestamp), UTC).strftime("%Y-%m-%d")
        names = fields["SignedHeaders"].split(";")
        canonical = ["POST", "/", "", *(f"{name}:{headers[name].lower()}" for name in names), ""]
        canonical += [";".join(names), hashlib.sha256(body).hexdigest()]
        hashed = hashlib.sha256("\n".join(canonical).encode()).hexdigest()
        key = b"TC3" + KEY.encode()
        for part in (day, "sms", "tc3_request", f"{scheme}\n{timestamp}\n{day}/sms/tc3_request\n{hashed}"):
            key = hmac.new(key, part.encode(), "sha256").digest()
        right = ("TC3-HMAC-SHA256", f"{KEY_ID}/{day}/sms/tc3_request", key.hex())
        if (scheme, fields["Credential"], fields["Signature"]) != right or not {"content-type", "host"} <= set(names):
            return _refusal("AuthFailure.SignatureFailure")
        if abs(datetime.now(UTC).timestamp() - int(timestamp)) > _CLOCK_SECONDS:
            return _refusal("AuthFailure.SignatureExpire")
        given = json.loads(body)
        action = (headers["X-TC-Action"], headers["X-TC-Version"], given["SignName"], given["SmsSdkAppId"])
        if action != ("SendSms", "2021-01-11", SIGN, APP) or given["TemplateId"] not in IDS.values():
            return _refusal("InvalidParameterValue.TemplateParameterFormatError")
        (phone,), values = given["PhoneNumberSet"], tuple(given["TemplateParamSet"])
        code = self._take(phone.removeprefix("+86"), given["TemplateId"], values, given["SessionContext"], "Ok")
        return {"Response": {"SendStatusSet": [{"PhoneNumber": phone, "Code": code}], "RequestId": "1"}}

    def _take(self, phone: str, template: str, values: tuple[str, ...], ours: str, success: str) -> str:
        if self.answer:
            return self.answer
        name = next(name for name, known in IDS.items() if known == template)
        self.received.append(Received(phone, name, values, ours))
        return success


def _refusal(code: str) -> dict[str, object]:
    return {"Response": {"Error": {"Code": code, "Message": "refused"}, "RequestId": "1"}}
