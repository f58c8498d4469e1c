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
    auto_approve_seconds: float | None = Field(3.0, description="None: only people in the console approve")
    captcha_seconds: int = 120
    sms_code_seconds: int = 300
    sms_resend_seconds: int = Field(60, ge=0)
    sms_per_hour: int = 20
    session_hours: int = 12
    payment_minutes: int = 15
    closing_hours: float = Field(24.0, ge=0, description="cooling-off time before an account is closed")

    @property
    def is_sandbox(self) -> bool:
        """Sandbox messages, cashier and automatic approval exist."""
        return self.environment is Environment.SANDBOX
