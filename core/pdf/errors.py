"""What can go wrong with a PDF."""

from __future__ import annotations

from core.errors import AppError, Text


class NotAPdf(AppError):
    """The file is something else."""

    code = "PDF-001"
    cause = Text("“{name}”不是 PDF 文件。", "“{name}” is not a PDF file.")
    remedy = Text("请选择 PDF 文件，或先转换为 PDF。", "Choose a PDF file, or convert it first.")


class PdfBroken(AppError):
    """A PDF whose structure cannot be read."""

    code = "PDF-002"
    cause = Text("“{name}”已损坏，无法读取。", "“{name}” is damaged and cannot be read.")
    remedy = Text("请向提供方索取完整的文件，或重新导出 PDF。", "Ask for the complete file, or export it again.")


class PdfEncrypted(AppError):
    """A PDF that opens with a password, or for the holder of a certificate only."""

    code = "PDF-003"
    cause = Text("“{name}”设有打开密码，无法处理。", "“{name}” opens with a password only and cannot be used.")
    remedy = Text(
        "请向提供方索取没有打开密码的文件，或先去除密码。", "Ask for a file without it, or remove the password first."
    )


class PdfTooLarge(AppError):
    """Beyond what the product promises to handle."""

    code = "PDF-004"
    cause = Text(
        "“{name}”过大（{megabytes} MB，{pages} 页）。", "“{name}” is too large ({megabytes} MB, {pages} pages)."
    )
    remedy = Text("请拆分文件后再处理（上限 2 GB、10000 页）。", "Split it first (limits: 2 GB, 10,000 pages).")


class NoChangesAllowed(AppError):
    """Certified with permission level 1 (ISO 32000-2 §12.8.2.2): any further signature would break it."""

    code = "PDF-005"
    cause = Text("文件已认证锁定，不允许任何修改，不能再签名。", "The document is certified and allows no changes.")
    remedy = Text("请向文件的认证方索取允许签名的版本。", "Ask its certifier for a version that allows signatures.")


class FieldNotFree(AppError):
    """The chosen signature field is signed already or does not exist."""

    code = "PDF-006"
    cause = Text("签名域“{field}”不可用。", "The signature field “{field}” cannot be used.")
    remedy = Text("请选择其他签名域，或在页面上放置新的签名域。", "Choose another field or place a new one.")


class FieldOffPage(AppError):
    """A new field that lies outside its page or is too small to be seen."""

    code = "PDF-007"
    cause = Text("签名位置不在页面内。", "The place of the signature is not on the page.")
    remedy = Text("请在页面范围内重新放置签名。", "Place the signature on the page again.")


class TimestampFailed(AppError):
    """The time-stamping service gave no usable answer; nothing was written."""

    code = "PDF-008"
    cause = Text("时间戳服务不可用，文件没有改动。", "The time-stamping service failed; the file is unchanged.")
    remedy = Text("请稍后重试，或选择不带时间戳的签名。", "Try again later or sign without a time stamp.")


class SourceIsTarget(AppError):
    """The signed file would replace the original."""

    code = "PDF-009"
    cause = Text("保存位置与原文件相同。", "The target is the original file.")
    remedy = Text("请另选文件名。", "Choose another name.")


class FormFieldInvalid(AppError):
    """The document's form is of a kind that cannot be signed safely (XFA, broken fields)."""

    code = "PDF-010"
    cause = Text("文件的表单结构不支持签名。", "The document's form cannot be signed.")
    remedy = Text("请将文件重新打印或导出为普通 PDF。", "Print or export it as a plain PDF.")


class AlreadySigned(AppError):
    """Certifying, or drawing on pages, after a signature would break it (ISO 32000-2 §12.8.2.2)."""

    code = "PDF-011"
    cause = Text(
        "文件已有签名，不能再认证，也不能在页面上加盖印迹。",
        "The document is signed already; it can neither be certified nor stamped on its pages.",
    )
    remedy = Text(
        "请使用未签名的原文件，或关闭认证、骑缝章和多页盖章。",
        "Use the file before it was signed, or switch off certification and imprints on pages.",
    )


class FieldLocked(AppError):
    """An earlier signature locked the field (ISO 32000-2 §12.8.2.4)."""

    code = "PDF-012"
    cause = Text("签名域“{field}”已被先前的签名锁定。", "An earlier signature locked the field “{field}”.")
    remedy = Text("请在页面上放置新的签名域。", "Place a new field.")


class ProofsMissing(AppError):
    """Nobody proves that a certificate is good, so the signature cannot be made to last; nothing was written."""

    code = "PDF-013"
    cause = Text(
        "无法取得证书“{name}”的状态证明，文件没有改动。",
        "No proof of the state of the certificate “{name}” can be had; the file is unchanged.",
    )
    remedy = Text(
        "请检查网络后重试，或选择不带长期验证数据的签名。", "Check the connection or sign without long-term proofs."
    )


class NothingToProve(AppError):
    """Long-term proofs for a file without a signature."""

    code = "PDF-014"
    cause = Text("“{name}”没有签名，无需补充验证数据。", "“{name}” has no signature that proofs could be added to.")
    remedy = Text("请选择已签名的文件。", "Choose a signed file.")


class NewFieldForbidden(AppError):
    """A visible field added to a certified document breaks the certification (ISO 32000-2 §12.8.2.2)."""

    code = "PDF-015"
    cause = Text(
        "文件已认证，不能增加可见的签名域。", "The document is certified; no visible signature field may be added."
    )
    remedy = Text(
        "请选择文件中已有的签名域，或使用不可见签名。",
        "Choose a field that the document already has, or sign invisibly.",
    )


class SigningNotPermitted(AppError):
    """The permissions of an encrypted document forbid it (ISO 32000-2 Table 22)."""

    code = "PDF-016"
    cause = Text("文件的权限设置不允许签名。", "The permissions of the document do not allow this signature.")
    remedy = Text(
        "请向文件的作者索取允许签名的版本；如文件中有签名域，请选择其中一个。",
        "Ask its author for a version that allows it; where the document has signature fields, choose one of them.",
    )


class PageNotDrawn(AppError):
    """The content of a page is damaged, or asks for more than can be drawn."""

    code = "PDF-017"
    cause = Text("第 {page} 页无法显示。", "Page {page} cannot be shown.")
    remedy = Text(
        "请用其他软件检查该页；无法查看的内容请勿签名。",
        "Look at the page with another program; do not sign what you cannot see.",
    )
