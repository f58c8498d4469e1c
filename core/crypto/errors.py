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
