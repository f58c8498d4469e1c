"""What can go wrong between a person and a key."""

from __future__ import annotations

from core.errors import AppError, Text


class WrongPin(AppError):
    """The medium itself said that the PIN is wrong."""

    code = "PIN-001"
    cause = Text("PIN 不正确。", "The PIN is wrong.")
    remedy = Text("请核对后重新输入。", "Check it and enter it again.")

    def __init__(self, tries_left: int | None = None) -> None:
        self.tries_left = tries_left
        super().__init__()

    def remedy_in(self, language: str) -> str:
        """The remedy, with the remaining tries when the medium tells them."""
        base = super().remedy_in(language)
        if self.tries_left is None:
            return base
        if language.lower().startswith("en"):
            return f"{base} {self.tries_left} tries are left before the medium locks."
        return f"{base}还可尝试 {self.tries_left} 次，之后介质将被锁定。"


class PinLocked(AppError):
    """Too many wrong PINs."""

    code = "PIN-002"
    cause = Text("介质已锁定：PIN 连续错误次数过多。", "The medium is locked: too many wrong PINs.")
    remedy = Text(
        "请使用管理员 PIN 解锁，或联系发证机构。", "Unlock it with the administrator PIN or ask the issuing authority."
    )


class PinNotAccepted(AppError):
    """A new PIN that the medium's rules refuse."""

    code = "PIN-003"
    cause = Text(
        "新 PIN 不符合介质的要求（长度 {min}–{max} 位）。", "The medium refuses the new PIN (length {min}–{max})."
    )
    remedy = Text("请换一个符合要求的 PIN。", "Choose another PIN.")


class MediumLocked(AppError):
    """A key was asked to work without an open session."""

    code = "PIN-004"
    cause = Text("需要先验证 PIN。", "The PIN has to be verified first.")
    remedy = Text("请输入 PIN 后重试。", "Enter the PIN and try again.")


class MediumRemoved(AppError):
    """The medium went away, before or during the operation."""

    code = "MED-001"
    cause = Text("介质已拔出或断开连接。", "The medium was removed or disconnected.")
    remedy = Text("请重新插入或连接介质，然后重试。", "Insert or connect it again and retry.")


class DriverFailure(AppError):
    """The middleware reported a failure that is not about the PIN; `reason` is its own name for it."""

    code = "MED-002"
    cause = Text("介质驱动返回错误：{reason}。", "The medium's driver reported: {reason}.")
    remedy = Text(
        "请重新插拔介质后重试；如仍失败，请更新驱动。", "Reinsert the medium and retry; update its driver if it stays."
    )


class MediumBusy(AppError):
    """Another program holds the medium."""

    code = "MED-003"
    cause = Text("介质正被其他程序占用。", "Another program is using the medium.")
    remedy = Text("请关闭其他使用该介质的程序后重试。", "Close the other program and try again.")


class DriverHung(AppError):
    """The driver did not answer in time and was abandoned."""

    code = "MED-004"
    cause = Text("介质驱动没有响应。", "The medium's driver does not answer.")
    remedy = Text("请拔出介质，重新插入后再试。", "Remove the medium, insert it again and retry.")


class OperationNotSupported(AppError):
    """The key or its medium cannot do this."""

    code = "MED-005"
    cause = Text("该证书或介质不支持此操作（{what}）。", "This certificate or medium cannot do that ({what}).")
    remedy = Text("请换用其他证书。", "Use another certificate.")


class CredentialNotFound(AppError):
    """No credential with that id is present."""

    code = "MED-006"
    cause = Text("没有找到所选的证书。", "The chosen certificate is not present.")
    remedy = Text("请插入对应的介质，或另选证书。", "Insert its medium or choose another certificate.")


class BadSignatureFromMedium(AppError):
    """The medium returned a signature that its own certificate does not verify (or zeros)."""

    code = "MED-007"
    cause = Text("介质返回的签名无效，未采用。", "The medium returned an invalid signature; it was not used.")
    remedy = Text("请更换介质或更新驱动后重试。", "Use another medium or update its driver.")


class UseDenied(AppError):
    """The person or a policy did not agree to this use of the key."""

    code = "MED-008"
    cause = Text("此次密钥使用未获同意。", "This use of the key was not agreed to.")
    remedy = Text("如需继续，请重新发起并确认。", "Start again and agree if you want to go on.")


class CertificateNotUsable(AppError):
    """The certificate is expired, not yet valid, revoked or on hold."""

    code = "MED-009"
    cause = Text("证书当前不可用：{reason}。", "The certificate cannot be used: {reason}.")
    remedy = Text("请续期或更换证书。", "Renew it or use another certificate.")


class CertificateExpired(CertificateNotUsable):
    """Its validity period is over."""

    code = "MED-010"
    cause = Text("证书已过期。", "The certificate has expired.")


class CertificateNotYetValid(CertificateNotUsable):
    """Its validity period has not begun."""

    code = "MED-011"
    cause = Text("证书尚未生效。", "The certificate is not valid yet.")
    remedy = Text(
        "请核对本机日期和时间，或等证书生效后再用。", "Check this device's date and time, or wait until it is valid."
    )


class CertificateRevoked(CertificateNotUsable):
    """It was revoked by its authority."""

    code = "MED-012"
    cause = Text("证书已注销。", "The certificate was revoked.")
    remedy = Text("请重新办理或换用其他证书。", "Apply for a new one or use another certificate.")


class WrongAdminPin(WrongPin):
    """The medium said that the administrator's PIN is wrong."""

    code = "PIN-005"
    cause = Text("管理员 PIN 不正确。", "The administrator's PIN is wrong.")


class AdminPinLocked(AppError):
    """Too many wrong administrator's PINs."""

    code = "PIN-006"
    cause = Text("管理员 PIN 已锁定。", "The administrator's PIN is locked.")
    remedy = Text("请联系发证机构更换介质。", "Ask the issuing authority for another medium.")


class MediumFull(AppError):
    """No room on the medium for another key, certificate or file."""

    code = "MED-013"
    cause = Text("介质空间不足。", "There is no room left on the medium.")
    remedy = Text(
        "请删除介质中不再需要的内容后重试，原有内容没有变化。",
        "Delete what is no longer needed on it and try again; what was there is unchanged.",
    )


class MediumFileNotFound(AppError):
    """A file that is not on the medium."""

    code = "MED-014"
    cause = Text("介质中没有文件“{name}”。", "There is no file {name} on the medium.")
    remedy = Text("请刷新后重新选择。", "Refresh the list and choose again.")


class MediumAccessDenied(AppError):
    """The medium's own rules do not allow this, whoever is logged in."""

    code = "MED-015"
    cause = Text("介质不允许此操作。", "The medium does not allow this.")
    remedy = Text(
        "请使用发证机构提供的管理工具，或联系发证机构。", "Use the issuer's own tool, or ask the issuing authority."
    )


class CertificateNotOfKey(AppError):
    """A certificate or an encryption key that does not belong to the key it was asked for."""

    code = "SWK-002"
    cause = Text(
        "收到的证书与申请时的密钥不匹配，未安装。",
        "The certificate does not fit the key it was asked for; not installed.",
    )
    remedy = Text(
        "请重试安装；如仍失败，请联系发证机构。", "Install again; if it stays, contact the issuing authority."
    )


class UserPinNotSet(AppError):
    """The medium has no user PIN yet."""

    code = "PIN-007"
    cause = Text("介质尚未设置用户 PIN。", "No user PIN was set on the medium yet.")
    remedy = Text(
        "请用管理员 PIN 设置用户 PIN，或联系发证机构。",
        "Set one with the administrator's PIN, or ask the issuing authority.",
    )
