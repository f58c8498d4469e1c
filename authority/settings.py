"""Settings of an authority process; docs/operations.md explains each."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class Environment(StrEnum):
    """Test trust is never production trust."""

    SANDBOX = "sandbox"
    PRODUCTION = "production"


class Settings(BaseModel):
    """All settings; given on the command line as `--setting name=value`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = "数字证书统一服务平台"
    environment: Environment = Environment.SANDBOX
    data_dir: Path
    master_key_file: Path = Field(description="32 random bytes, made at the first start; the same for all processes")
    database_url: str
    public_url: str = Field("http://127.0.0.1", description="how clients reach this service; goes into certificates")
    auto_approve_seconds: float | None = Field(
        3.0, ge=0, le=604_800, description="None: only people in the console approve"
    )
    captcha_seconds: int = Field(120, ge=30, le=3600)
    sms_code_seconds: int = Field(300, ge=60, le=3600)
    sms_resend_seconds: int = Field(60, ge=0, le=3600)
    sms_per_hour: int = Field(20, ge=1, le=1_000_000)
    session_hours: int = Field(12, ge=1, le=720)
    payment_minutes: int = Field(15, ge=1, le=1440)
    service_contact: str = Field("", max_length=60, description="phone or mail of the people who review orders")
    closing_hours: float = Field(24.0, ge=0, le=8760, description="cooling-off time before an account is closed")

    mail_file: Path | None = Field(None, description="JSON with the mail server")
    sms_file: Path | None = Field(None, description="JSON with the SMS gateway")
    payment_file: Path | None = Field(None, description="JSON with the merchants and the bank account")

    @property
    def is_sandbox(self) -> bool:
        """Sandbox messages, cashier and automatic approval exist."""
        return self.environment is Environment.SANDBOX
