"""The client's tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, LargeBinary, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """An aware time, stored in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Aware again."""
        moment: datetime | None = value
        return None if moment is None else moment.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Base of every table."""

    type_annotation_map = {datetime: UtcTime}  # noqa: RUF012 SQLAlchemy's own form


class SettingRow(Base):
    """A plain value of a namespace (core or a plugin)."""

    __tablename__ = "setting"

    namespace: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


class SecretRow(Base):
    """An encrypted value of a namespace."""

    __tablename__ = "secret"

    namespace: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class PermissionUseRow(Base):
    """A use of a permission by a core service (M3.2.8)."""

    __tablename__ = "permission_use"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    permission: Mapped[str] = mapped_column(String(30))
    module: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[str] = mapped_column(String(200))


class PersonalDataRow(Base):
    """Personal data that was entered (M3.2.10): what, never the value itself."""

    __tablename__ = "personal_data_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    item: Mapped[str] = mapped_column(String(60))
    page: Mapped[str] = mapped_column(String(80))
    purpose: Mapped[str] = mapped_column(String(200))


class ConsentRow(Base):
    """Agreement to a version of the privacy policy, and its withdrawal."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    policy_version: Mapped[str] = mapped_column(String(20))
    agreed: Mapped[bool]


class KeyUseRow(Base):
    """A use of a key."""

    __tablename__ = "key_use"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    credential_id: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(200))
    operation: Mapped[str] = mapped_column(String(20))
    requester: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(300))
    outcome: Mapped[str] = mapped_column(String(20))
    operations: Mapped[int] = mapped_column(default=0)
    error_code: Mapped[str] = mapped_column(String(20), default="")
