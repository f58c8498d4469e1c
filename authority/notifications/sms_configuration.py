"""The gateway that text messages leave by: one of two services, as a file says."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from authority.notifications.aliyun_sms import AliyunSms
from authority.notifications.sms_gateway import AliyunAccount, SmsGateway, TencentAccount
from authority.notifications.tencent_sms import TencentSms


class SmsFile(BaseModel):
    """The JSON file that the setting `sms_file` names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    aliyun: AliyunAccount | None = None
    tencent: TencentAccount | None = None

    @model_validator(mode="after")
    def _one(self) -> SmsFile:
        if (self.aliyun is None) is (self.tencent is None):
            raise ValueError("exactly one of aliyun and tencent")
        return self


@lru_cache(maxsize=8)
def sms_gateway(path: Path) -> SmsGateway:
    """Read the file; `pydantic.ValidationError` names what is wrong in it."""
    given = SmsFile.model_validate_json(path.read_text("utf-8"))
    if given.aliyun is not None:
        return AliyunSms(given.aliyun)
    assert given.tencent is not None  # noqa: S101 the file was checked
    return TencentSms(given.tencent)
