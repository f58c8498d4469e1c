"""WeChat Pay (API v3) and Alipay (RSA2) as a local peer: what they check, answer and send, by their documentation."""

from __future__ import annotations

import base64
import json
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

API_V3_KEY = "0123456789abcdefghijklmnopqrstuv"
MCHID, APP_ID, SERIAL, PLATFORM_SERIAL = "1900000001", "wx0000000000000001", "5157F09EFDC096DE", "PUB_KEY_ID_01"
ALIPAY_APP = "2021000000000001"


@dataclass
class Charge:
    """What a provider knows of a merchant's order number."""

    channel: str
    amount_fen: int
    notify_url: str
    paid: bool = False
    refunds: set[str] = field(default_factory=set)


class PaymentPeer:
    """Both providers on one port of the loopback."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.charges: dict[str, Charge] = {}
        self.refused: list[str] = []
        self._merchant, self._own = (rsa.generate_private_key(65537, 2048) for _ in range(2))
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                peer._serve(self)

            def do_POST(self) -> None:
                peer._serve(self)

            def log_message(self, format: str, *args: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        """End."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def payment_file(self) -> Path:
        """The merchant's file for the authority, with the keys beside it."""
        private = self._merchant.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        public = self._own.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        for name, content in (("merchant.pem", private), ("provider.pem", public), ("v3.key", API_V3_KEY.encode())):
            (self.folder / name).write_bytes(content)
        keys = {name: str(self.folder / name) for name in ("merchant.pem", "provider.pem", "v3.key")}
        wechat = {"app_id": APP_ID, "merchant_id": MCHID, "certificate_serial": SERIAL, "address": self.url}
        wechat |= {"private_key": keys["merchant.pem"], "platform_public_key": keys["provider.pem"]}
        wechat |= {"platform_serial": PLATFORM_SERIAL, "api_v3_key": keys["v3.key"]}
        alipay = {"app_id": ALIPAY_APP, "address": f"{self.url}/gateway.do", "private_key": keys["merchant.pem"]}
        alipay |= {"alipay_public_key": keys["provider.pem"]}
        path = self.folder / "payments.json"
        path.write_text(json.dumps({"wechat": wechat, "alipay": alipay}))
        return path

    def notify(
        self, number: str, *, forged: bool = False, amount_fen: int | None = None, **changed: str
    ) -> httpx.Response:
        """Tell the merchant that a charge is paid; `changed`: other fields, signed as they are told."""
        charge = self.charges[number]
        charge.paid = True
        amount = charge.amount_fen if amount_fen is None else amount_fen
        make = self._wechat_notification if charge.channel == "wechat" else self._alipay_notification
        body, headers = make(number, amount, forged, changed)
        return httpx.post(charge.notify_url, content=body, headers=headers, trust_env=False, timeout=30)

    def _wechat_notification(
        self, number: str, amount: int, forged: bool, changed: dict[str, str]
    ) -> tuple[bytes, dict[str, str]]:
        money = {"total": amount, "currency": changed.pop("currency", "CNY")}
        transaction = json.dumps(self._wechat_transaction(number) | {"amount": money} | changed)
        nonce = "fdasflkja484"
        sealed = AESGCM(API_V3_KEY.encode()).encrypt(nonce.encode(), transaction.encode(), b"transaction")
        resource = {"algorithm": "AEAD_AES_256_GCM", "ciphertext": base64.b64encode(sealed).decode(), "nonce": nonce}
        resource |= {"associated_data": "transaction", "original_type": "transaction"}
        told = {"id": str(uuid.uuid4()), "event_type": "TRANSACTION.SUCCESS", "resource_type": "encrypt-resource"}
        body = json.dumps({**told, "resource": resource}).encode()
        headers = self._wechat_signed(body)
        return (body + b" " if forged else body), headers | {"Content-Type": "application/json"}

    def _alipay_notification(
        self, number: str, amount: int, forged: bool, changed: dict[str, str]
    ) -> tuple[bytes, dict[str, str]]:
        fields = {"notify_type": "trade_status_sync", "charset": "utf-8", "version": "1.0", "app_id": ALIPAY_APP}
        fields |= {"out_trade_no": number, "trade_no": f"20261123{number[:20]}", "trade_status": "TRADE_SUCCESS"}
        fields |= {"total_amount": f"{amount / 100:.2f}", "subject": "数字证书 & 印章", "passback_params": ""}
        fields |= changed
        content = "&".join(f"{name}={text}" for name, text in sorted(fields.items()) if text)
        signature = self._sign(content.encode())
        if forged:
            fields["total_amount"] = "0.01"
        body = urlencode({**fields, "sign_type": "RSA2", "sign": signature}).encode()
        return body, {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}

    def _serve(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length", "0")))
        alipay = request.path.startswith("/gateway.do")
        status, answer, headers = self._alipay(body) if alipay else self._wechat(request, body)
        request.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(answer))}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(answer)

    def _wechat(self, request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
        fields = dict(part.split("=", 1) for part in rest.split(",") if "=" in part)
        given = {name: text.strip('"') for name, text in fields.items()}
        signed = f"{request.command}\n{request.path}\n{given.get('timestamp')}\n{given.get('nonce_str')}\n".encode()
        right = scheme == "WECHATPAY2-SHA256-RSA2048" and given.get("serial_no") == SERIAL
        if not right or not self._is_merchants(signed + body + b"\n", given.get("signature", "")):
            self.refused.append(request.path)
            return 401, b'{"code":"SIGN_ERROR"}', {}
        path = urlsplit(request.path).path
        asked: dict[str, Any] = json.loads(body) if body else {}
        if path == "/v3/pay/transactions/native":
            charge = Charge("wechat", asked["amount"]["total"], asked["notify_url"])
            self.charges.setdefault(asked["out_trade_no"], charge)
            told: dict[str, Any] = {"code_url": f"weixin://wxpay/bizpayurl?pr={asked['out_trade_no'][:12]}"}
        elif path == "/v3/refund/domestic/refunds":
            self.charges[asked["out_trade_no"]].refunds.add(asked["out_refund_no"])
            told = {"refund_id": "50000000382019052709732678859", "status": "PROCESSING"}
        else:
            told = self._wechat_transaction(path.rsplit("/", 1)[1])
        answer = json.dumps(told).encode()
        return 200, answer, self._wechat_signed(answer)

    def _wechat_transaction(self, number: str) -> dict[str, Any]:
        charge = self.charges[number]
        told: dict[str, Any] = {"appid": APP_ID, "mchid": MCHID, "out_trade_no": number}
        if not charge.paid:
            return {**told, "trade_state": "NOTPAY"}
        amount = {"total": charge.amount_fen, "payer_total": charge.amount_fen, "currency": "CNY"}
        return {**told, "trade_state": "SUCCESS", "transaction_id": f"42000{number[:20]}", "amount": amount}

    def _wechat_signed(self, body: bytes) -> dict[str, str]:
        now, nonce = str(int(time.time())), uuid.uuid4().hex
        signature = self._sign(f"{now}\n{nonce}\n".encode() + body + b"\n")
        headers = {"Wechatpay-Timestamp": now, "Wechatpay-Nonce": nonce, "Wechatpay-Signature": signature}
        return headers | {"Wechatpay-Serial": PLATFORM_SERIAL}

    def _alipay(self, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
        signature = fields.pop("sign", "")
        content = "&".join(f"{name}={text}" for name, text in sorted(fields.items()) if text)
        told: dict[str, Any] = {"code": "10000", "msg": "Success"}
        if not self._is_merchants(content.encode(), signature):
            self.refused.append(fields.get("method", ""))
            told = {"code": "40002", "sub_code": "isv.invalid-signature"}
        else:
            told |= self._alipay_answer(fields, json.loads(fields["biz_content"]))
        name = f"{fields['method'].replace('.', '_')}_response"
        text = json.dumps(told)
        return 200, f'{{"{name}":{text},"sign":"{self._sign(text.encode())}"}}'.encode(), {}

    def _alipay_answer(self, fields: dict[str, str], asked: dict[str, str]) -> dict[str, Any]:
        number = asked["out_trade_no"]
        if fields["method"] == "alipay.trade.precreate":
            fen = round(float(asked["total_amount"]) * 100)
            self.charges.setdefault(number, Charge("alipay", fen, fields["notify_url"]))
            return {"out_trade_no": number, "qr_code": f"https://qr.alipay.com/{number[:12]}"}
        charge = self.charges[number]
        if fields["method"] == "alipay.trade.refund":
            charge.refunds.add(asked["out_request_no"])
            return {"out_trade_no": number, "fund_change": "Y", "refund_fee": asked["refund_amount"]}
        if not charge.paid:
            return {"code": "40004", "msg": "Business Failed", "sub_code": "ACQ.TRADE_NOT_EXIST"}
        paid = {"trade_status": "TRADE_SUCCESS", "total_amount": f"{charge.amount_fen / 100:.2f}"}
        return {"out_trade_no": number, "trade_no": f"20261123{number[:20]}", **paid}

    def _sign(self, message: bytes) -> str:
        return base64.b64encode(self._own.sign(message, padding.PKCS1v15(), SHA256())).decode()

    def _is_merchants(self, message: bytes, signature: str) -> bool:
        try:
            key = self._merchant.public_key()
            key.verify(base64.b64decode(signature), message, padding.PKCS1v15(), SHA256())
        except (InvalidSignature, ValueError):
            return False
        return True
