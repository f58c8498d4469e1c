"""Refusals about organisations."""

from __future__ import annotations

from authority.problems import Refusal
from core.errors import Text


class OrganisationExists(Refusal):
    """The credit code is registered already."""

    code, status = "ORG-001", 409
    cause = Text("该机构已经认证。", "This organisation is registered already.")
    remedy = Text("请查询该机构并申请加入。", "Look it up and ask to join.")


class AdministratorDiffers(Refusal):
    """Name or phone are not the administrator's; the attempt counts."""

    code, status, keep = "ORG-002", 422, True
    cause = Text(
        "管理员姓名或手机号码不正确，还可尝试 {tries_left} 次。",
        "The administrator's name or phone number is wrong; {tries_left} tries are left.",
    )
    remedy = Text("请向机构管理员核实后重试。", "Ask the administrator of the organisation and try again.")


class JoiningLocked(Refusal):
    """Too many wrong answers about the administrator."""

    code, status, keep = "ORG-003", 429, True
    cause = Text("管理员信息错误次数过多。", "The administrator was named wrongly too often.")
    remedy = Text(
        "请 24 小时后重试，或由管理员邀请您加入。", "Try again in 24 hours or have the administrator invite you."
    )


class AlreadyMember(Refusal):
    """A membership or a request of this person is open."""

    code, status = "ORG-004", 409
    cause = Text(
        "已加入该机构，或有待处理的申请或邀请。", "This person is a member or has an open request or invitation."
    )
    remedy = Text("请在“历史关联”中查看。", "See it in the history of associations.")


class MembershipMoved(Refusal):
    """The membership's state does not allow this."""

    code, status = "ORG-005", 409
    cause = Text("该记录已被处理，状态已变化。", "This was dealt with already; its state has changed.")
    remedy = Text("请刷新后查看。", "Refresh and look again.")


class AdministratorStays(Refusal):
    """The administrator cannot go without a successor."""

    code, status = "ORG-006", 409
    cause = Text("管理员不能退出或被移出机构。", "The administrator cannot leave or be removed.")
    remedy = Text("请先转让管理员。", "Transfer the administration first.")


class OtherPersonInvited(Refusal):
    """The invitation names somebody else."""

    code, status = "ORG-007", 409
    cause = Text("邀请中的姓名与您的实名不一致。", "The invitation names another person.")
    remedy = Text("请联系管理员重新邀请。", "Ask the administrator for a new invitation.")


class LicenceUnreadable(Refusal):
    """The licence's picture cannot be read."""

    code, status = "ORG-008", 422
    cause = Text("无法识别营业执照图片。", "The picture of the business licence cannot be read.")
    remedy = Text("请在光线充足处重新拍摄，避免反光和模糊。", "Take it again in good light, without glare or blur.")


class LicenceDiffers(Refusal):
    """The licence says something else than the form."""

    code, status = "ORG-009", 422
    cause = Text("营业执照上的{field}与填写的不一致。", "The {field} on the licence differs from the form.")
    remedy = Text("请核对填写内容，或重新拍摄营业执照。", "Check the form or take the picture again.")


class AdministratorNeeded(Refusal):
    """The account's person administers an organisation that has other people."""

    code, status = "ORG-030", 409
    cause = Text(
        "当前账号存在机构管理员身份，需要转让管理员后才能注销账号。",
        "This account administers an organisation; transfer the administration before closing the account.",
    )
    remedy = Text(
        "请在“我的机构”中转让管理员后重试。", "Transfer the administration under “My organisation”, then try again."
    )


class LegalRepresentativeNeeded(Refusal):
    """The account's person is the legal representative of an organisation that has other people."""

    code, status = "ORG-031", 409
    cause = Text(
        "当前账号存在机构法人身份，需要完成法人变更后才能注销账号。",
        "This account is an organisation's legal representative; change the representative before closing the account.",
    )
    remedy = Text(
        "请在“我的机构”中变更机构信息后重试。",
        "Change the organisation's data under “My organisation”, then try again.",
    )


class TooManyInvitations(Refusal):
    """The organisation, or others, invited too often today: nobody is flooded with text messages through us."""

    code, status = "ORG-045", 429
    cause = Text("今日邀请次数已达上限。", "Too many invitations were sent today.")
    remedy = Text("请明天再试。", "Try again tomorrow.")


class OrganisationOrdersUnderWay(Refusal):
    """Orders that would be issued to other data than their forms say."""

    code, status = "ORG-044", 409
    cause = Text(
        "本机构有办理中的证书或印章订单。", "Orders for certificates or seals of the organisation are under way."
    )
    remedy = Text(
        "请由办理人在“我的订单”中完成、安装或取消后再变更机构信息。",
        "Who made them has to complete, install or cancel them first.",
    )


class TransferOver(Refusal):
    """Completed, too old, or what its deed says is no longer so."""

    code, status = "ORG-040", 409
    cause = Text("授权委托书已失效，或其中的信息已变化。", "The deed is outdated or what it says has changed.")
    remedy = Text("请重新发起管理员转让。", "Begin the transfer again.")


class DeedDiffers(Refusal):
    """What was signed is not the deed that was given."""

    code, status = "ORG-041", 422
    cause = Text("签署的文件不是本次的授权委托书。", "What was signed is not this transfer's deed.")
    remedy = Text("请重新签署。", "Sign again.")


class DeedNotSigned(Refusal):
    """A signature is missing, broken or does not cover the file."""

    code, status = "ORG-042", 422
    cause = Text("授权委托书上的{field}无效。", "The {field} on the deed is not valid.")
    remedy = Text("请重新签署。", "Sign again.")


class DeedSigner(Refusal):
    """Signed by a certificate that does not act for the organisation."""

    code, status = "ORG-043", 422
    cause = Text(
        "签署所用的证书不是您持有的、有效的本机构证书，或其信息已变更。",
        "The certificate is not one of the organisation that you hold, or it is not valid and up to date.",
    )
    remedy = Text("请选择本机构的证书重新签署。", "Choose a certificate of the organisation and sign again.")
