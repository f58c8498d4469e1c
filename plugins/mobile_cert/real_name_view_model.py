"""实名认证 (M3.3.4): form, pictures of the card, OCR that must agree."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtQml import QmlElement

from core.errors import AppError
from core.network.errors import AuthorityRefused
from core.network.sms_codes import SmsPurpose
from core.ui.dialogs import ToastKind
from core.ui.field import Field, check_all
from core.ui.language import QT_TRANSLATE_NOOP, current_language, tr
from core.ui.page import PageContext
from core.ui.phone_codes import PhoneCodes
from core.ui.photograph import CARD_RATIO
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from core.validation import check_id_number, check_name, check_phone
from plugins.mobile_cert import models
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.pictures import read_picture, shown, take_photograph
from plugins.mobile_cert.signed_in import lead_to_sign_in

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

Side = TypeVar("Side")


@QmlElement
class RealNameViewModel(ViewModel):
    """姓名, 身份证号, 手机号码, 验证码 and both sides of the card.

    Attributes:
        purpose: of the SMS code.
        specimen: which of the invented people [使用样本] takes.
    """

    purpose: ClassVar[SmsPurpose] = "real_name"
    specimen: ClassVar[str] = "lin"

    fullName = child(Field)
    idNumber = child(Field)
    phone = child(Field)
    codes = child(PhoneCodes)
    frontSource = prop(QUrl, QUrl())
    backSource = prop(QUrl, QUrl())
    reading = prop(bool, False)
    frontProblem = prop(str, "")
    backProblem = prop(str, "")
    done = prop(bool, False)
    agreementRead = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._module = module
        self._pictures: dict[str, bytes] = {}
        self._uploaded: dict[str, str] = {}
        self.fullName = Field(check_name, parent=self)
        self.idNumber = Field(check_id_number, parent=self)
        self.phone = Field(check_phone, parent=self)
        self.codes = PhoneCodes(self, module.service.sms_codes, self.purpose, self._valid_phone)

    def report(self, error: BaseException) -> None:
        """See `ViewModel`."""
        super().report(error)
        lead_to_sign_in(self.page, error)

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self.codes.load())

    def _valid_phone(self) -> str | None:
        return self.phone.text if self.phone.check() else None

    @slot()
    def readAgreement(self) -> None:
        """《实名认证服务协议》."""
        self.page.navigator.push("mobile_cert.agreement", {"agreement": "real_name"})

    @slot()
    def begin(self) -> None:
        """[开始认证], after the agreement."""
        self.agreementRead = True
        self.dirty = True

    @slot(QUrl)
    async def chooseFront(self, file: QUrl) -> None:
        """人像面 from a file."""
        await self._take_front(await read_picture(Path(file.toLocalFile())))

    @slot(QUrl)
    async def chooseBack(self, file: QUrl) -> None:
        """国徽面 from a file."""
        await self._take_back(await read_picture(Path(file.toLocalFile())))

    @slot()
    def photographFront(self) -> None:
        """人像面 by the camera."""
        self._photograph(tr("请将身份证人像面放满取景框，避免反光。"), self._take_front)

    @slot()
    def photographBack(self) -> None:
        """国徽面 by the camera."""
        self._photograph(tr("请将身份证国徽面放满取景框，避免反光。"), self._take_back)

    def _photograph(self, hint: str, take: Callable[[bytes], Coroutine[Any, Any, None]]) -> None:
        take_photograph(
            self.page,
            self._module,
            QT_TRANSLATE_NOOP("Ledger", "拍摄身份证"),
            hint,
            CARD_RATIO,
            lambda content: self.run(take(content)),
        )

    @slot()
    async def useSpecimen(self) -> None:
        """[使用样本]: an invented person, only offered in the sandbox."""
        from resources.specimens import people

        person = next(person for person in people() if person.key == self.specimen)
        if not self.phone.text:
            self.phone.value = person.phone
        await self._take_front(await read_picture(person.front))
        await self._take_back(await read_picture(person.back))

    @slot(once=True)
    async def submit(self) -> None:
        """[下一步]: refused where the card says something else than the form."""
        if not check_all([self.fullName, self.idNumber, self.phone, self.codes.smsCode]):
            return
        missing = QCoreApplication.translate("RealName", "请上传图片")
        self.frontProblem = self.frontProblem or ("" if "front" in self._pictures else missing)
        self.backProblem = self.backProblem or ("" if "back" in self._pictures else missing)
        if self.frontProblem or self.backProblem:
            return
        front, back = await self._upload("front"), await self._upload("back")
        body = models.RealName(
            name=self.fullName.text,
            id_number=self.idNumber.text,
            phone=self.phone.text,
            sms_code=self.codes.smsCode.text,
            front_file_id=front,
            back_file_id=back,
        )
        try:
            await self._send(body)
        except AuthorityRefused as error:
            self.codes.show_refusal(error)
            return
        self.dirty = False
        self.done = True

    @slot()
    def associate(self) -> None:
        """[立即关联机构]."""
        self.page.navigator.replace("mobile_cert.association")

    async def _upload(self, side: str) -> str:
        """Once for each picture: pressed again after a lost answer it is the same request, and counts once."""
        if side not in self._uploaded:
            content = self._pictures[side]
            sent = self._module.service.upload(f"{side}.jpg", content, "image/jpeg", f"id_card_{side}")
            self._uploaded[side] = await sent
        return self._uploaded[side]

    async def _send(self, body: models.RealName) -> None:
        await self._module.service.verify_real_name(body)

    @slot()
    def finish(self) -> None:
        """[完成]."""
        self.page.navigator.run(self.page.navigator.pop())

    async def _take_front(self, content: bytes) -> None:
        from core.camera.id_card import read_front

        self.frontProblem = ""
        self.frontSource = shown(self.page.images, self.frontSource, content)
        card = await self._recognised(read_front, content, "frontProblem")
        if card is None:
            return
        self._pictures["front"] = content
        self._uploaded.pop("front", None)
        differing = [
            field
            for field, read in ((self.fullName, card.name), (self.idNumber, card.id_number))
            if field.text and field.text != read
        ]
        for field, read in ((self.fullName, card.name), (self.idNumber, card.id_number)):
            if not field.text:
                field.value = read
        for field in differing:
            field.refuse(QCoreApplication.translate("RealName", "与身份证图片上的内容不一致，请核对"))
        if not differing:
            text = QCoreApplication.translate("RealName", "已识别身份证信息，请核对")
            self.page.dialogs.toast(text, ToastKind.SUCCESS)

    async def _take_back(self, content: bytes) -> None:
        from core.camera.id_card import read_back

        self.backProblem = ""
        self.backSource = shown(self.page.images, self.backSource, content)
        if await self._recognised(read_back, content, "backProblem") is not None:
            self._pictures["back"] = content
            self._uploaded.pop("back", None)

    async def _recognised(self, read: Callable[[bytes], Side], content: bytes, problem: str) -> Side | None:
        """What OCR reads; a card that is not recognised is told beside its picture."""
        self.reading = True
        try:
            return await asyncio.to_thread(read, content)
        except AppError as error:
            language = current_language()
            setattr(self, problem, f"{error.cause_in(language)}{error.remedy_in(language)}")
            return None
        finally:
            self.reading = False
