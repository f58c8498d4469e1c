"""What text messages say.

A gateway sends templates that the operator registered with it, in these words, and no other text; docs/operations.md
lists them.
"""

from __future__ import annotations

import string
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sms:
    """A filled template.

    Attributes:
        template: its name.
        values: what its variables stand for, in the order of the text.
        text: as it is read.
    """

    template: str
    values: tuple[tuple[str, str], ...]
    text: str


@dataclass(frozen=True, slots=True)
class SmsTemplate:
    """One template; variables stand in braces."""

    name: str
    text: str

    @property
    def variables(self) -> tuple[str, ...]:
        """Their names, in the order of the text."""
        return tuple(name for _, name, _, _ in string.Formatter().parse(self.text) if name)

    def fill(self, **values: str) -> Sms:
        """Put in the values of all variables."""
        ordered = tuple((name, values[name]) for name in self.variables)
        return Sms(self.name, ordered, self.text.format(**values))


CODE = SmsTemplate("code", "您的{purpose}验证码是 {code}，{minutes} 分钟内有效，请勿告知他人。")
INVITATION = SmsTemplate("invitation", "“{organisation}”邀请您加入机构，请登录后在“历史关联”中查看。")
PHONE_CHANGED = SmsTemplate("phone_changed", "您账号的登录手机号码已变更为 {phone}。如非本人操作，请立即联系服务机构。")
CLOSING = SmsTemplate("closing", "您已申请注销账号，将于 {time} 生效。此前登录即可撤销申请。")
NOT_CLOSED = SmsTemplate("not_closed", "账号未注销：{reason}")
EXPIRY = SmsTemplate("expiry", "您的数字证书将于 {date} 到期，请及时在“我的证书”中办理续期。")
UNLOCKING = SmsTemplate("unlocking", "您的介质正在通过短信验证解锁。如非本人操作，请立即联系客服。")

TEMPLATES = (CODE, INVITATION, PHONE_CHANGED, CLOSING, NOT_CLOSED, EXPIRY, UNLOCKING)
