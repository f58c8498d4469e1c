"""Refusals of the self-service."""

from __future__ import annotations

from authority.problems import Refusal
from core.errors import Text


class UnitUnknown(Refusal):
    """No unit has this code, or it takes no applications any more."""

    code, status = "SELF-001", 422
    cause = Text(
        "单位二维码无效，或该单位已停止自助办理。", "The unit's code is not valid, or the unit has stopped this."
    )
    remedy = Text("请向单位索取新的二维码。", "Ask the unit for its present code.")


class RegistrationDiffers(Refusal):
    """Name or ID number are not those that the unit registered."""

    code, status = "SELF-002", 422
    cause = Text("姓名或身份证号与单位登记的不一致。", "Name or ID number differ from what the unit registered.")
    remedy = Text("请核对填写内容，或联系单位更正登记。", "Check what you typed, or have the unit correct its entry.")


class ApplicationOpen(Refusal):
    """An application of this person is under way."""

    code, status = "SELF-003", 409
    cause = Text("您在该单位已有办理中的申请。", "An application of yours is under way already.")
    remedy = Text("请在“进度查询”中继续办理。", "Go on with it under “Progress”.")


class NotRenewable(Refusal):
    """The certificate was not issued here to this phone, or it is not good any more."""

    code, status = "SELF-004", 409
    cause = Text("该证书不能在此续期。", "This certificate cannot be renewed here.")
    remedy = Text(
        "请使用办理证书时的手机号码；证书已过期或注销的，请重新申请。",
        "Use the phone number of the application; apply anew if the certificate has expired or was revoked.",
    )


class NothingDeposited(Refusal):
    """No administrator's PIN is kept for this token and phone."""

    code, status = "SELF-005", 404
    cause = Text("该介质没有为此手机号码登记解锁。", "Unlocking was not set up for this token and this phone number.")
    remedy = Text(
        "请使用登记解锁时的手机号码，或使用管理员 PIN 解锁。",
        "Use the phone number with which it was set up, or the administrator's PIN.",
    )


class ChallengeFailed(Refusal):
    """The answer to the challenge is late, was given before, or is not signed by its key."""

    code, status = "SELF-006", 422
    cause = Text("解锁验证未通过或已过期。", "The challenge was not answered rightly or in time.")
    remedy = Text("请重新开始解锁。", "Begin again.")


class UnlockedTooOften(Refusal):
    """The limit of unlockings of a token in a day."""

    code, status = "SELF-008", 429
    cause = Text("该介质今天的解锁次数已用完。", "This token was unlocked too often today.")
    remedy = Text("请明天再试，或使用管理员 PIN 解锁。", "Try again tomorrow, or use the administrator's PIN.")


class HolderDiffers(Refusal):
    """Name or ID number are not those of the certificate that is to be renewed."""

    code, status = "SELF-007", 422
    cause = Text(
        "姓名或身份证号与原证书的申请人不一致。",
        "Name or ID number differ from those for whom the certificate was applied for.",
    )
    remedy = Text(
        "请核对填写内容；个人信息已变更的，请重新申请证书。",
        "Check what you typed; apply for a new certificate if the personal data changed.",
    )
