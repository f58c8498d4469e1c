"""What verification says, as plain values for the window, JSON and text."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from core.foreign_text import in_a_line


class Verdict(StrEnum):
    """The one-word answer for a signature."""

    VALID = "valid"
    UNTRUSTED = "untrusted"
    CHANGED = "changed"
    INVALID = "invalid"
    UNSUPPORTED = "unsupported"


class Revocation(StrEnum):
    """The state of the signer's certificate."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class Coverage(StrEnum):
    """How much of the file the signature covers, and what came after."""

    WHOLE_FILE = "whole_file"
    EARLIER_REVISION = "earlier_revision"
    PARTIAL = "partial"


class DifferenceKind(StrEnum):
    """What can differ between the signed and the present state."""

    PAGE_LOOKS_DIFFERENT = "page_looks_different"
    PAGE_ADDED = "page_added"
    PAGE_REMOVED = "page_removed"
    FIELD_VALUE = "field_value"
    CONTENT_COVERED = "content_covered"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    Attributes:
        kind: what differs.
        where: page number from 1, or the form field's name.
        before: a field's value when it was signed.
        now: its value now.
    """

    kind: DifferenceKind
    where: str
    before: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class TimestampReport:
    """A document time stamp (ISO 32000-2 §12.8.5).

    Attributes:
        field: its field's name.
        valid: it proves what came before it.
        time: what it says.
        by: the service.
    """

    field: str
    valid: bool
    time: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature.

    Attributes:
        field: the field's name.
        verdict: the answer.
        reason: code of why it is not valid; empty when it is.
        signer: common name of the certificate; empty when unreadable.
        issuer: issuer's name.
        serial: serial number, hex.
        algorithm: signature algorithm.
        claimed_time: what the signer's clock said.
        timestamp: the time-stamping service's word, when there is one and it is valid.
        timestamp_by: who stamped.
        intact: the signed bytes are unchanged and the signature fits the key.
        coverage: how much is covered.
        changes: what was changed after signing, as codes: `form_filling`, `annotations`, `other`, `new_signatures`.
        trusted_by: root that the path ends at; empty: none that is trusted.
        test_trust: the path ends at a test authority (体验环境).
        revocation: state of the certificate.
        level: PAdES level that was found.
        differences: what differs now from what was signed, allowed or not.
        seal: name of the electronic seal (GB/T 38540); empty for a signature without one.
        seal_maker: who made the seal.
    """

    field: str
    verdict: Verdict
    reason: str = ""
    signer: str = ""
    issuer: str = ""
    serial: str = ""
    algorithm: str = ""
    claimed_time: datetime | None = None
    timestamp: datetime | None = None
    timestamp_by: str = ""
    intact: bool = False
    coverage: Coverage = Coverage.PARTIAL
    changes: tuple[str, ...] = ()
    trusted_by: str = ""
    test_trust: bool = False
    revocation: Revocation = Revocation.UNKNOWN
    level: str = ""
    differences: tuple[Difference, ...] = ()
    seal: str = ""
    seal_maker: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All signatures of a file."""

    file_name: str
    checked_at: datetime
    signatures: tuple[SignatureReport, ...]
    certification_level: int | None = None
    timestamps: tuple[TimestampReport, ...] = ()

    @property
    def all_valid(self) -> bool:
        """There is a signature, and all are valid, as are all document time stamps."""
        valid = [item.verdict is Verdict.VALID for item in self.signatures]
        return bool(valid) and all((*valid, *(stamp.valid for stamp in self.timestamps)))

    def to_json(self) -> dict[str, Any]:
        """For the command line and for machines."""
        plain = asdict(self)
        return {"all_valid": self.all_valid, **_plain(plain)}

    def to_text(self, language: str = "zh") -> str:
        """For a person, a few lines per signature."""
        english = language.lower().startswith("en")
        lines = [f"{'File' if english else '文件'}：{self.file_name}"]
        if not self.signatures:
            lines.append("No signatures." if english else "没有签名。")
        for number, item in enumerate(self.signatures, 1):
            lines += ["", f"{'Signature' if english else '签名'} {number}：{verdict_text(item, english)}"]
            lines += [f"  {name}：{value}" for name, value in _facts(item, english) if value]
        for number, stamp in enumerate(self.timestamps, 1):
            lines += ["", f"{'Archive time stamp' if english else '存档时间戳'} {number}：{stamp_text(stamp, english)}"]
        return "\n".join(lines) + "\n"


def verdict_text(item: SignatureReport, english: bool) -> str:
    """The verdict in words."""
    zh, en = _VERDICTS[item.verdict]
    text = en if english else zh
    if item.reason:
        reason = _REASONS.get(item.reason, (item.reason, item.reason))
        text += f" ({reason[1]})" if english else f"（{reason[0]}）"
    return text


_VERDICTS = {
    Verdict.VALID: ("有效", "valid"),
    Verdict.UNTRUSTED: ("签名完整，但证书不受信任", "intact, but a certificate is not trusted"),
    Verdict.CHANGED: ("签名后文件被改动", "the file was changed after signing"),
    Verdict.INVALID: ("无效", "invalid"),
    Verdict.UNSUPPORTED: ("存在不支持验证的签名", "a kind of signature that cannot be verified here"),
}
_REASONS = {
    "tampered": ("签名内容已被篡改", "the signed content was altered"),
    "untrusted": ("没有找到受信任的根证书", "no trusted root was found"),
    "revoked": ("签名人证书已注销", "the certificate was revoked"),
    "expired": ("签名人证书已过期", "the certificate was expired"),
    "not_yet_valid": ("签名人证书尚未生效", "the certificate was not yet valid"),
    "changed": ("改动超出允许范围", "changes go beyond what is allowed"),
    "not_comparable": (
        "文件结构不规范，无法判断签名后改动了什么",
        "its structure is too irregular to tell what was changed",
    ),
    "appearance": ("签名后页面显示被改动", "the pages were made to look different after signing"),
    "removed": ("签名已被移除", "the signature was removed from the file"),
    "maker_not_yet_valid": (
        "制章时制章者证书尚未生效",
        "the seal maker's certificate was not yet valid when the seal was made",
    ),
    "maker_expired": ("制章时制章者证书已过期", "the seal maker's certificate was expired when the seal was made"),
    "maker_untrusted": ("制章者的证书不受信任", "the seal maker's certificate is not trusted"),
    "seal_period": ("签章时印章不在有效期内", "the seal was not valid at that time"),
    "seal_signer": ("印章不属于签名人", "the seal is not the signer's"),
    "unreadable": ("签名结构损坏", "the signature's structure is damaged"),
    "timestamp": ("时间戳无效", "the time stamp is invalid"),
    "format": ("签名格式不支持", "unsupported signature format"),
    "not_for_signing": ("证书用途不是签名", "the certificate is not for signing"),
}
_CHANGES = {
    "form_filling": ("填写了表单", "form fields were filled"),
    "annotations": ("增加了批注", "annotations were added"),
    "new_signatures": ("增加了签名", "signatures were added"),
    "archive": ("增加了验证数据", "validation data was added"),
    "other": ("内容被改动", "content was changed"),
}


def change_text(code: str, english: bool) -> str:
    """A change in words."""
    zh, en = _CHANGES.get(code, (code, code))
    return en if english else zh


def difference_text(item: Difference, english: bool) -> str:
    """A difference in words."""
    zh, en = _DIFFERENCES[item.kind]
    foreign = {"where": item.where, "before": item.before, "now": item.now}
    return (en if english else zh).format(**{name: in_a_line(text) for name, text in foreign.items()})


def stamp_text(stamp: TimestampReport, english: bool) -> str:
    """A document time stamp in words."""
    if not stamp.valid:
        return "invalid" if english else "无效"
    return f"{_time(stamp.time)} {stamp.by}"


_DIFFERENCES = {
    DifferenceKind.PAGE_LOOKS_DIFFERENT: ("第 {where} 页的显示内容有变化", "page {where} looks different"),
    DifferenceKind.PAGE_ADDED: ("增加了第 {where} 页", "page {where} was added"),
    DifferenceKind.PAGE_REMOVED: ("删除了第 {where} 页", "page {where} was removed"),
    DifferenceKind.FIELD_VALUE: (
        "表单域“{where}”由“{before}”改为“{now}”",
        "the field “{where}” changed from “{before}” to “{now}”",
    ),
    DifferenceKind.CONTENT_COVERED: (
        "第 {where} 页已签名的内容被后加的签名遮盖",
        "a later signature covers signed content on page {where}",
    ),
}


def _facts(item: SignatureReport, english: bool) -> list[tuple[str, str]]:
    def pick(zh: str, en: str) -> str:
        return en if english else zh

    test = pick("（体验环境，仅供测试）", " (test trust only)") if item.test_trust else ""
    return [
        (pick("签名人", "Signer"), item.signer),
        (pick("颁发者", "Issuer"), item.issuer),
        (pick("电子印章", "Electronic seal"), item.seal),
        (pick("制章者", "Seal maker"), item.seal_maker),
        (pick("签名时间", "Signed at"), _time(item.timestamp or item.claimed_time)),
        (pick("时间来源", "Time from"), item.timestamp_by or pick("签名人的时钟", "the signer's clock")),
        (pick("完整性", "Integrity"), pick("未被篡改", "intact") if item.intact else pick("已被篡改", "altered")),
        (pick("签名后的变化", "Changes after signing"), "; ".join(change_text(code, english) for code in item.changes)),
        (pick("变化明细", "What differs"), "; ".join(difference_text(part, english) for part in item.differences)),
        (pick("信任来源", "Trusted by"), item.trusted_by + test if item.trusted_by else ""),
        (pick("证书状态", "Certificate"), _revocation(item.revocation, english)),
        (pick("算法", "Algorithm"), item.algorithm),
        (pick("级别", "Level"), item.level),
    ]


def _revocation(state: Revocation, english: bool) -> str:
    texts = {
        Revocation.GOOD: ("未注销", "not revoked"),
        Revocation.REVOKED: ("已注销", "revoked"),
        Revocation.UNKNOWN: ("未能查询", "not checked"),
    }
    return texts[state][1 if english else 0]


def _time(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}" if moment else ""


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value
