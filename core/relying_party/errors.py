"""Why a scanned request or an answer is refused."""

from __future__ import annotations

from core.errors import AppError, Text


class PartyNotRegistered(AppError):
    """No such relying party at the authority, or it was suspended."""

    code = "RP-001"
    cause = Text(
        "该二维码的发起方没有在平台注册，或已被停用。", "Who made this code is not registered, or is suspended."
    )
    remedy = Text("请不要继续，并向发起方核实。", "Do not go on; ask the site that showed it.")


class ForeignAddress(AppError):
    """The request points to a host that is not among the registered ones of the relying party."""

    code = "RP-002"
    cause = Text(
        "二维码指向了未登记的地址（{host}）。", "The code points to an address that is not registered ({host})."
    )
    remedy = Text("请不要继续，这可能是伪造的二维码。", "Do not go on; the code may be forged.")


class RequestAltered(AppError):
    """The request is not what the relying party signed."""

    code = "RP-003"
    cause = Text("请求内容与发起方的签名不符。", "The request does not fit the signature of the site.")
    remedy = Text("请刷新网页上的二维码后重新扫描。", "Refresh the code on the site and scan it again.")


class RequestExpired(AppError):
    """The request is too old, or made in the future."""

    code = "RP-004"
    cause = Text("二维码已过期。", "The code has expired.")
    remedy = Text(
        "请刷新网页上的二维码，并检查本机时间。", "Refresh the code on the site, and check this device's clock."
    )


class RequestUsed(AppError):
    """The request was answered before; each works once."""

    code = "RP-005"
    cause = Text("该二维码已经使用过。", "The code was used already.")
    remedy = Text("请刷新网页上的二维码后重新扫描。", "Refresh the code on the site and scan it again.")


class SiteUnreachable(AppError):
    """The relying party's site does not answer, or answers something that is not understood."""

    code = "RP-006"
    cause = Text("无法与发起方网站“{host}”通信。", "The site “{host}” cannot be reached or does not answer properly.")
    remedy = Text(
        "请检查网络后重试；已完成的签名会重新发送。", "Check the network and try again; what was signed is sent again."
    )


class DocumentAltered(AppError):
    """The document is not the one that the signed request names."""

    code = "RP-007"
    cause = Text("文件“{name}”与请求中的不一致。", "The file “{name}” is not the one of the request.")
    remedy = Text("请不要继续，并联系发起方。", "Do not go on; contact the site.")


class AnswerRefused(AppError):
    """The relying party did not take the answer."""

    code = "RP-008"
    cause = Text("发起方没有接受结果（{reason}）。", "The site did not accept the result ({reason}).")
    remedy = Text("请刷新网页后重新扫描。", "Refresh the site and scan again.")


class AnswerInvalid(AppError):
    """For relying parties: an answer that breaks a rule; `reason` is for their log."""

    code = "RP-009"
    cause = Text("结果无效（{reason}）。", "The answer is not valid ({reason}).")
    remedy = Text("请重新发起请求。", "Start a new request.")


class NothingOpens(AppError):
    """None of the person's keys opens the document that is to be decrypted."""

    code = "RP-010"
    cause = Text("没有可以解密该文件的证书。", "None of your certificates opens this file.")
    remedy = Text("请连接加密时使用的介质后重试。", "Connect the medium whose certificate it was encrypted for.")
