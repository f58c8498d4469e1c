"""Refusals: every answer other than success, as problem details (RFC 9457) with a code, a cause and a remedy."""

from __future__ import annotations

from typing import Any, ClassVar

from core.errors import AppError, Text


class Refusal(AppError):
    """The authority refuses a request.

    `status` is the HTTP status. With `keep` the transaction is committed all the same, because the refusal itself has
    to be remembered (a counted attempt).
    """

    status: ClassVar[int] = 400
    keep: ClassVar[bool] = False

    def problem(self) -> dict[str, Any]:
        """The JSON body."""
        return problem(self, self.status)


def problem(error: AppError, status: int) -> dict[str, Any]:
    """Problem details of any error."""
    return {
        "type": "about:blank",
        "title": error.cause_in("en"),
        "status": status,
        "code": error.code,
        "cause": {"zh": error.cause_in("zh"), "en": error.cause_in("en")},
        "remedy": {"zh": error.remedy_in("zh"), "en": error.remedy_in("en")},
        "details": {name: value for name, value in error.details.items() if isinstance(value, (str, int))},
    }


class NotSignedIn(Refusal):
    """No session, or one that ended."""

    code, status = "AUTH-001", 401
    cause = Text("登录已失效。", "The session has ended.")
    remedy = Text("请重新登录。", "Sign in again.")


class NotFound(Refusal):
    """Nothing there, or not this person's."""

    code, status = "AUTH-002", 404
    cause = Text("没有找到所请求的内容。", "There is no such thing.")
    remedy = Text("请返回刷新后重试。", "Go back, refresh and try again.")


class NotValid(Refusal):
    """A field of the request breaks a rule."""

    code, status = "AUTH-003", 422
    cause = Text("“{field}”不正确。", "“{field}” is not valid.")
    remedy = Text("请检查后重新填写。", "Check it and enter it again.")


class NotAllowed(Refusal):
    """Signed in, but the role does not include this."""

    code, status = "AUTH-006", 403
    cause = Text("您的角色无权执行此操作。", "Your role does not include this.")
    remedy = Text("请联系管理员。", "Ask an administrator.")


class BadMessage(Refusal):
    """Not understood as HTTP: a method that the address has not, a body that does not parse."""

    code, status = "AUTH-005", 400
    cause = Text("请求格式不正确。", "The request is not well formed.")
    remedy = Text("请更新客户端后重试。", "Update the client and try again.")


class BodyTooLarge(Refusal):
    """More than any request of ours needs; the rest was not read."""

    code, status = "AUTH-007", 413
    cause = Text("内容过大，超过 10 MB。", "That is too large: more than 10 MB.")
    remedy = Text("请压缩图片，或拆分文件后重试。", "Compress the picture or split the file, then try again.")


class DatabaseAway(Refusal):
    """The database does not answer, is full or was locked for too long; nothing was changed."""

    code, status = "AUTH-008", 503
    cause = Text("服务暂时不可用，没有做任何更改。", "The service is not available at the moment; nothing was changed.")
    remedy = Text("请稍后重试。", "Try again in a moment.")


class OtherMasterKey(AppError):
    """The database was made with another master key; starting with a new one would make its contents unreadable."""

    code = "AUTH-020"
    cause = Text("主密钥文件 {name} 与数据库不匹配。", "The master key file {name} does not fit the database.")
    remedy = Text("请恢复原来的主密钥文件后再启动。", "Restore the original master key file, then start again.")


class KeyReused(Refusal):
    """An idempotency key came with another request."""

    code, status = "AUTH-004", 409
    cause = Text("同一请求编号用于了不同的请求。", "One idempotency key was used for two requests.")
    remedy = Text("请重新发起操作。", "Start the operation again.")


class WrongCaptcha(Refusal):
    """Wrong, used or outdated picture code."""

    code, status, keep = "AUTH-010", 422, True
    cause = Text("图形验证码不正确或已过期。", "The picture code is wrong or outdated.")
    remedy = Text("请按新的图片重新输入。", "Enter the code of the new picture.")


class TooManyMessages(Refusal):
    """Rate limit of SMS codes."""

    code, status = "AUTH-011", 429
    cause = Text("短信发送过于频繁。", "Too many messages were asked for.")
    remedy = Text("请在 {retry_after} 秒后重试。", "Try again in {retry_after} seconds.")


class WrongSmsCode(Refusal):
    """Wrong, used or outdated SMS code."""

    code, status, keep = "AUTH-012", 422, True
    cause = Text("短信验证码不正确或已过期。", "The SMS code is wrong or outdated.")
    remedy = Text("请核对短信，或重新获取验证码。", "Check the message or ask for a new code.")


class WrongPassword(Refusal):
    """Wrong password; the attempt counts."""

    code, status, keep = "AUTH-013", 422, True
    cause = Text("密码不正确，还可尝试 {tries_left} 次。", "The password is wrong; {tries_left} tries are left.")
    remedy = Text("请重新输入，或选择“忘记密码”。", "Enter it again or choose “forgot password”.")


class PasswordLocked(Refusal):
    """Too many wrong passwords."""

    code, status, keep = "AUTH-014", 429, True
    cause = Text("密码错误次数过多，账号已暂时锁定。", "Too many wrong passwords; the account is locked for a while.")
    remedy = Text("请 15 分钟后重试，或通过短信重置密码。", "Try again in 15 minutes or reset it by SMS.")


class TicketOutdated(Refusal):
    """The step after the SMS code came too late or out of order."""

    code, status = "AUTH-015", 409
    cause = Text("登录步骤已过期。", "This sign-in step is outdated.")
    remedy = Text("请重新获取短信验证码登录。", "Sign in again with a new SMS code.")


class BadFile(Refusal):
    """An upload that is no picture or PDF, too large, or damaged."""

    code, status = "FILE-001", 422
    cause = Text("文件无法识别、已损坏或超过 10 MB。", "The file is not readable, damaged or larger than 10 MB.")
    remedy = Text("请上传清晰的 JPG、PNG 图片或 PDF 文件。", "Upload a clear JPG, PNG or PDF file.")


class TooManyFiles(Refusal):
    """The account's limit of uploads in a day."""

    code, status = "FILE-002", 429
    cause = Text("今天上传的文件过多。", "Too many files were uploaded today.")
    remedy = Text("请明天再试。", "Try again tomorrow.")


class DocumentMismatch(Refusal):
    """A document says something else than the form."""

    code, status = "RN-001", 422
    cause = Text("证件图片上的{field}与填写的不一致。", "The {field} on the document differs from the form.")
    remedy = Text("请核对填写内容，或重新拍摄证件。", "Check the form or take the picture again.")


class DocumentUnreadable(Refusal):
    """A document picture that cannot be read."""

    code, status = "RN-002", 422
    cause = Text("无法识别证件图片（{field}）。", "The document picture cannot be read ({field}).")
    remedy = Text("请在光线充足处重新拍摄，避免反光和模糊。", "Take it again in good light, without glare or blur.")


class AlreadyVerified(Refusal):
    """Real-name authentication is done; changing it is another business."""

    code, status = "RN-003", 409
    cause = Text("该账号已完成实名认证。", "This account is verified already.")
    remedy = Text("如需修改，请使用个人信息变更。", "Use the change of personal data.")


class NotVerified(Refusal):
    """The business needs real-name authentication first."""

    code, status = "RN-004", 409
    cause = Text("尚未完成实名认证。", "Real-name authentication is not done.")
    remedy = Text("请先完成实名认证。", "Do the real-name authentication first.")


class OtherPerson(Refusal):
    """Name and ID number both differ from those that were verified."""

    code, status = "RN-005", 409
    cause = Text(
        "姓名和身份证号都与原来的不同，不是同一个人。", "Name and ID number both differ: that is another person."
    )
    remedy = Text("请核对填写内容；其他人请注册自己的账号。", "Check the form; another person needs an own account.")


class OrdersUnderWay(Refusal):
    """Orders that would be issued to other data than their forms say."""

    code, status = "RN-006", 409
    cause = Text("有办理中的证书订单。", "Orders for certificates are under way.")
    remedy = Text(
        "请在“我的订单”中完成、安装或取消后再变更。", "Complete, install or cancel them under your orders first."
    )


class NothingChanged(Refusal):
    """What was given is what is known."""

    code, status = "RN-007", 409
    cause = Text("填写的信息与现有信息相同。", "What was given is the same as before.")
    remedy = Text("如无变化，无需变更。", "There is nothing to change.")


class PhoneTaken(Refusal):
    """Another account has this number."""

    code, status = "RN-008", 409
    cause = Text("该手机号码已注册其他账号。", "This phone number belongs to another account.")
    remedy = Text("请使用其他号码，或先注销那个账号。", "Use another number or close that account first.")


class IllegalTransition(Refusal):
    """An order cannot do this in its state."""

    code, status = "ORD-001", 409
    cause = Text("订单当前状态（{state}）不支持此操作。", "The order cannot do this in its state ({state}).")
    remedy = Text("请刷新订单后按提示继续。", "Refresh the order and go on from there.")


class NoPaymentProvider(Refusal):
    """Production has no provider: the only one there is is the sandbox's cashier."""

    code, status = "ORD-004", 409
    cause = Text("该服务未开通在线支付。", "Online payment is not set up at this service.")
    remedy = Text("请联系服务机构以其他方式支付。", "Ask the service how else to pay.")


class OtherKey(Refusal):
    """The order's certificate was issued to another key."""

    code, status = "ORD-002", 409
    cause = Text("该订单的证书已签发给另一密钥。", "This order's certificate was issued to another key.")
    remedy = Text(
        "请在原设备上继续安装，或申请补发。", "Go on with the installation on that device or ask for a reissue."
    )


class AlreadyUnderWay(Refusal):
    """Another order about the same certificate is open."""

    code, status = "ORD-005", 409
    cause = Text("该证书已有办理中的订单。", "An order about this certificate is under way.")
    remedy = Text("请在“我的订单”中完成或取消它。", "Complete or cancel it under your orders.")


class CertificateNotFit(Refusal):
    """The certificate's state does not allow the business."""

    code, status = "ORD-006", 409
    cause = Text("该证书的状态不支持此业务。", "The certificate's state does not allow this.")
    remedy = Text("请刷新证书列表后重试。", "Refresh the list of certificates and try again.")


class NotOffered(Refusal):
    """The trading platform, or its CA, takes no new certificates and renewals any more."""

    code, status = "ORD-008", 409
    cause = Text(
        "“{platform}”或所选的 CA 机构已停止办理新证书和续期。",
        "“{platform}”, or the chosen CA, takes no new certificates and renewals any more.",
    )
    remedy = Text(
        "请为其他交易平台或 CA 机构新办理证书；原证书在到期前可继续使用。",
        "Apply for a new certificate for another platform or CA; the present one can be used until it expires.",
    )


class OtherIdentityNeeded(Refusal):
    """A person's business while acting for an organisation, or the other way round."""

    code, status = "ORD-007", 409
    cause = Text("当前身份不能办理此业务。", "The identity that was chosen cannot do this.")
    remedy = Text(
        "个人证书请切换为自然人身份办理，机构证书请切换为机构身份办理。",
        "Act as a natural person for personal certificates, for an organisation for its certificates.",
    )


class BadRequestOfKey(Refusal):
    """The certification request is not sound."""

    code, status = "ORD-003", 422
    cause = Text("证书请求无效。", "The certification request is not valid.")
    remedy = Text("请重新安装证书。", "Start the installation again.")


class LoginKeyGone(Refusal):
    """Sign-in by biometrics was switched off for this device, or the password was reset since."""

    code, status = "AUTH-016", 404
    cause = Text("本设备的指纹（面容）登录已失效。", "Sign-in by biometrics is no longer valid on this device.")
    remedy = Text("请使用账号登录后重新开启。", "Sign in with your account and switch it on again.")


class ChallengeOutdated(Refusal):
    """The question was answered before, replaced or is too old."""

    code, status = "AUTH-017", 409
    cause = Text("本次登录验证已过期。", "This sign-in has expired.")
    remedy = Text("请重新验证指纹或面容。", "Show your finger or face again.")


class WrongAnswer(Refusal):
    """The signature is not the registered key's."""

    code, status, keep = "AUTH-018", 422, True
    cause = Text("登录验证未通过。", "The sign-in could not be verified.")
    remedy = Text("请使用账号登录。", "Sign in with your account.")
