"""What a visitor does at the authority: a phone, half an hour, applications. No window here."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass

from core.network.requests import Requests
from core.network.sms_codes import SmsCodes
from core.plugin.api import PluginContext, Secret
from core.translatable import QT_TRANSLATE_NOOP
from plugins.self_service import models


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose certificate is renewed, as typed."""

    name: str
    id_number: str


class SelfServiceService:
    """One visit at a time. Its token is apart from that of an account, and lives in memory only."""

    def __init__(self, context: PluginContext) -> None:
        self._privacy = context.privacy
        self._authority = context.authority.apart()
        self._requests = Requests(self._authority, self.forget)
        self.sms_codes = SmsCodes(self._requests)
        self._listeners: list[Callable[[], None]] = []
        self.visit: models.Visit | None = None

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call back when the visit begins or ends; returns how to end that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def forget(self) -> None:
        """The visit is over."""
        self._authority.use_token("")
        self._requests.forget()
        self.visit = None
        self._tell()

    async def begin(self, phone: str, sms_code: str) -> None:
        """Prove the phone; from then on the visit lasts half an hour."""
        await self._privacy.record_entry(
            QT_TRANSLATE_NOOP("Ledger", "手机号码"),
            QT_TRANSLATE_NOOP("Ledger", "自助服务"),
            QT_TRANSLATE_NOOP("Ledger", "自助服务"),
        )
        body = models.NewVisit(phone=phone, sms_code=sms_code)
        self.visit = await self._requests.post("/self-service/sessions", body, models.Visit)
        self._authority.use_token(self.visit.access_token)
        self._tell()

    async def unit(self, code: str) -> models.Unit:
        """Whose code it is."""
        return await self._requests.get(f"/self-service/units/{code}", models.Unit)

    async def registrations(self) -> list[models.Registration]:
        """Where this phone is registered in advance."""
        return (await self._requests.get("/self-service/registrations", models.Registrations)).items

    async def applications(self) -> list[models.Application]:
        """进度查询, newest first."""
        return (await self._requests.get("/self-service/applications", models.Applications)).items

    async def apply(self, application: models.NewApplication) -> models.Application:
        """证书申请."""
        await self._privacy.record_entry(
            QT_TRANSLATE_NOOP("Ledger", "姓名、身份证号"),
            QT_TRANSLATE_NOOP("Ledger", "自助服务"),
            QT_TRANSLATE_NOOP("Ledger", "申请证书"),
        )
        return await self._requests.post("/self-service/applications", application, models.Application)

    async def renew(self, request_der: bytes, holder: Holder) -> models.Application:
        """证书续期, by a request that the renewed key signed."""
        await self._privacy.record_entry(
            QT_TRANSLATE_NOOP("Ledger", "姓名、身份证号"),
            QT_TRANSLATE_NOOP("Ledger", "自助服务"),
            QT_TRANSLATE_NOOP("Ledger", "续期证书"),
        )
        body = models.Renewal(
            signing_request=base64.b64encode(request_der).decode(), name=holder.name, id_number=holder.id_number
        )
        return await self._requests.post("/self-service/renewals", body, models.Application)

    async def issue(self, application_id: str, request: models.TokenCertificateRequest) -> models.TokenCertificates:
        """Have the certificates issued; asked again with the same key it is the same answer."""
        return await self._requests.post(
            f"/self-service/applications/{application_id}/certificate", request, models.TokenCertificates
        )

    async def confirm(self, application_id: str, certificate_id: str) -> models.Application:
        """The token holds both certificates."""
        body = models.Installation(certificate_id=certificate_id)
        return await self._requests.post(
            f"/self-service/applications/{application_id}/installation", body, models.Application
        )

    async def deposit(self, serial: str, pin: Secret) -> None:
        """Tell the administrator's PIN that the token will have next."""
        body = models.TokenPin(pin=pin.reveal_text())
        await self._requests.put(f"/self-service/tokens/{serial}/pin", body, models.Deposited)

    async def confirm_deposit(self, serial: str) -> None:
        """The token has it."""
        await self._requests.post(f"/self-service/tokens/{serial}/pin/confirmation", None, models.Deposited)

    async def withdraw_deposit(self, serial: str) -> None:
        """The token did not take it."""
        asked = self._authority.delete(f"/self-service/tokens/{serial}/pin/next", models.Deposited)
        await self._requests.noticing(asked)

    async def challenge(self, serial: str) -> models.UnlockChallenge:
        """What has to be signed to get the administrator's PIN."""
        return await self._requests.post(f"/self-service/tokens/{serial}/challenges", None, models.UnlockChallenge)

    async def answer(self, serial: str, challenge_id: str, answer: models.UnlockAnswer) -> models.DeliveredPins:
        """The administrator's PINs that the token may have."""
        return await self._requests.post(
            f"/self-service/tokens/{serial}/challenges/{challenge_id}/answer", answer, models.DeliveredPins
        )

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()
