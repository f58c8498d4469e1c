"""What can go wrong with keys, certificates and signed structures."""

from __future__ import annotations

from core.errors import AppError, Text


class BadStructure(AppError):
    """Bytes that are not the structure they should be (DER, PEM, a point, a key)."""

    code = "CRY-001"
    cause = Text("数据不是有效的{what}。", "The data is not a valid {what}.")
    remedy = Text("请检查文件或来源是否正确。", "Check the file or where it came from.")


class SignatureInvalid(AppError):
    """A signature does not belong to the data and the key."""

    code = "CRY-002"
    cause = Text("签名验证失败：内容与签名不符。", "The signature does not fit the data.")
    remedy = Text("请向来源方索取未经改动的文件。", "Ask the sender for the unchanged file.")


class DecryptionFailed(AppError):
    """Ciphertext that this key does not open."""

    code = "CRY-003"
    cause = Text("解密失败：密钥不匹配或数据已损坏。", "Decryption failed: another key or damaged data.")
    remedy = Text("请确认选择了正确的证书。", "Check that the right certificate was chosen.")


class AlgorithmNotSupported(AppError):
    """An algorithm outside the product's list."""

    code = "CRY-004"
    cause = Text("不支持的算法：{name}。", "Unsupported algorithm: {name}.")
    remedy = Text("请使用 SM2、RSA 或 ECDSA 证书。", "Use an SM2, RSA or ECDSA certificate.")


class CertificateNotTrusted(AppError):
    """No valid path from a certificate to a trusted root, or its revocation is not known."""

    code = "CRY-005"
    cause = Text("“{name}”的证书不受信任。", "The certificate of {name} is not trusted.")
    remedy = Text(
        "请确认证书由受信任的机构签发，并检查网络后重试。",
        "Check that a trusted authority issued it; check the network and try again.",
    )


class CertificateOutOfDate(AppError):
    """A certificate of the path is expired or not yet valid."""

    code = "CRY-006"
    cause = Text("“{name}”的证书不在有效期内。", "The certificate of {name} is outside its validity period.")
    remedy = Text("请续期或更换证书，并检查系统时间。", "Renew or replace it, and check this device's clock.")


class CertificateNotInForce(CertificateOutOfDate):
    """A certificate of the path is not yet valid."""

    code = "CRY-009"
    cause = Text("“{name}”的证书尚未生效。", "The certificate of {name} is not yet valid.")
    remedy = Text("请检查系统时间，或等证书生效后重试。", "Check this device's clock, or wait until it is valid.")


class CertificateRevoked(AppError):
    """A certificate is revoked or on hold."""

    code = "CRY-007"
    cause = Text("“{name}”的证书已被注销或冻结。", "The certificate of {name} is revoked or on hold.")
    remedy = Text("请使用其他证书，或联系签发机构。", "Use another certificate, or contact its issuer.")


class SealNotValid(AppError):
    """A seal or a seal signature that breaks a rule of GB/T 38540 other than trust of certificates."""

    code = "CRY-008"
    cause = Text("电子印章无效（{reason}）。", "The electronic seal is not valid ({reason}).")
    remedy = Text(
        "签署时请换用有效的印章；收到的文件请向盖章人核实。",
        "To sign, use a seal that is valid; for a document received, ask the person who sealed it.",
    )


SEAL_PERIOD = Text("不在印章的有效期内", "outside its validity period")
SEAL_TIME = Text("没有签章时间", "no signing time")
SEAL_DOCUMENT = Text("文件与签章不符", "another document")
SEAL_SIGNER = Text("印章不属于签名人", "signer is not listed")
SEAL_USAGE = Text("证书用途不是签名", "key usage of the certificate")
