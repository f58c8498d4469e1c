"""A certificate in words, in both languages: names (RFC 4519 §2, RFC 5280 §4.1.2.4) and extensions (RFC 5280 §4.2).

What is not known by name is shown as it is, by its object identifier and in hexadecimal; nothing is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.crypto.certificates import Certificate
from core.errors import Text
from core.foreign_text import in_a_line

_ATTRIBUTES = {
    "common_name": Text("名称", "Common name"),
    "country_name": Text("国家", "Country"),
    "state_or_province_name": Text("省份", "State or province"),
    "locality_name": Text("城市", "Locality"),
    "street_address": Text("地址", "Street"),
    "organization_name": Text("组织", "Organisation"),
    "organizational_unit_name": Text("部门", "Organisational unit"),
    "organization_identifier": Text("组织标识", "Organisation identifier"),
    "serial_number": Text("序列号", "Serial number"),
    "surname": Text("姓", "Surname"),
    "given_name": Text("名", "Given name"),
    "title": Text("职务", "Title"),
    "email_address": Text("电子邮箱", "E-mail"),
    "domain_component": Text("域", "Domain component"),
    "user_id": Text("用户标识", "User ID"),
}
_EXTENSIONS = {
    "key_usage": Text("密钥用途", "Key usage"),
    "extended_key_usage": Text("扩展密钥用途", "Extended key usage"),
    "basic_constraints": Text("基本约束", "Basic constraints"),
    "key_identifier": Text("使用者密钥标识", "Subject key identifier"),
    "authority_key_identifier": Text("颁发者密钥标识", "Authority key identifier"),
    "subject_alt_name": Text("使用者备用名称", "Subject alternative name"),
    "issuer_alt_name": Text("颁发者备用名称", "Issuer alternative name"),
    "certificate_policies": Text("证书策略", "Certificate policies"),
    "crl_distribution_points": Text("注销列表地址", "CRL distribution points"),
    "freshest_crl": Text("增量注销列表地址", "Freshest CRL"),
    "authority_information_access": Text("颁发机构信息", "Authority information access"),
    "name_constraints": Text("名称约束", "Name constraints"),
    "policy_mappings": Text("策略映射", "Policy mappings"),
    "policy_constraints": Text("策略约束", "Policy constraints"),
    "inhibit_any_policy": Text("禁止任意策略", "Inhibit any policy"),
    "private_key_usage_period": Text("私钥使用期", "Private key usage period"),
    "ocsp_no_check": Text("OCSP 不检查", "OCSP no check"),
    # GM/T 0015 §5.2.4.2
    "1.2.156.10260.4.1.1": Text("个人身份标识码", "Identity code"),
    "1.2.156.10260.4.1.2": Text("个人社会保险号", "Social insurance number"),
    "1.2.156.10260.4.1.3": Text("企业工商注册号", "Business registration number"),
    "1.2.156.10260.4.1.4": Text("企业组织机构代码", "Organisation code"),
    "1.2.156.10260.4.1.5": Text("企业税号", "Taxation number"),
}
_USAGES = {
    "digital_signature": Text("数字签名", "digital signature"),
    "non_repudiation": Text("不可否认", "non-repudiation"),
    "key_encipherment": Text("密钥加密", "key encipherment"),
    "data_encipherment": Text("数据加密", "data encipherment"),
    "key_agreement": Text("密钥协商", "key agreement"),
    "key_cert_sign": Text("签发证书", "certificate signing"),
    "crl_sign": Text("签发注销列表", "CRL signing"),
    "encipher_only": Text("仅加密", "encipher only"),
    "decipher_only": Text("仅解密", "decipher only"),
}
_PURPOSES = {
    "server_auth": Text("服务器认证", "server authentication"),
    "client_auth": Text("客户端认证", "client authentication"),
    "code_signing": Text("代码签名", "code signing"),
    "email_protection": Text("安全电子邮件", "e-mail protection"),
    "time_stamping": Text("时间戳", "time stamping"),
    "ocsp_signing": Text("OCSP 签名", "OCSP signing"),
    "any_extended_key_usage": Text("任意用途", "any purpose"),
}
_ACCESS = {"ocsp": Text("OCSP", "OCSP"), "ca_issuers": Text("颁发者证书", "issuer's certificate")}
_COMMA, _COLON = Text("，", ", "), Text("：", ": ")


@dataclass(frozen=True, slots=True)
class ExtensionText:
    """An extension in words.

    Attributes:
        name: what it is called, its OID where it has no name here.
        critical: whoever does not understand it must refuse the certificate.
        value: what it says.
    """

    name: str
    critical: bool
    value: str


def subject_in(certificate: Certificate, language: str) -> str:
    """The subject, most specific part first."""
    return _name_in(certificate.asn1.subject, language)


def issuer_in(certificate: Certificate, language: str) -> str:
    """The issuer, most specific part first."""
    return _name_in(certificate.asn1.issuer, language)


def extensions_in(certificate: Certificate, language: str) -> tuple[ExtensionText, ...]:
    """All extensions in the order of the certificate."""
    extensions = certificate.asn1["tbs_certificate"]["extensions"]
    return tuple(_extension_in(extension, language) for extension in extensions or ())


def _name_in(name: Any, language: str) -> str:
    colon = _COLON.in_language(language)
    parts = [
        f"{_known(_ATTRIBUTES, str(part['type'].native), language)}{colon}{in_a_line(str(part['value'].native))}"
        for rdn in reversed(name.chosen)
        for part in rdn
    ]
    return _COMMA.in_language(language).join(parts)


def _extension_in(extension: Any, language: str) -> ExtensionText:
    oid, name = extension["extn_id"].dotted, str(extension["extn_id"].native)
    label = _known(_EXTENSIONS, name if name in _EXTENSIONS else oid, language)
    raw = bytes(extension["extn_value"])
    try:
        value = _VALUES.get(name, _plain)(extension["extn_value"].parsed, language)
    except Exception:
        # an extension that does not parse is shown as it is, never a reason to hide the others
        value = raw.hex(":")
    return ExtensionText(label, bool(extension["critical"].native), value)


def _known(names: Mapping[str, Text], key: str, language: str) -> str:
    return names[key].in_language(language) if key in names else key


def _joined(names: Mapping[str, Text], keys: Sequence[str], language: str) -> str:
    return _COMMA.in_language(language).join(_known(names, key, language) for key in keys)


def _usage(value: Any, language: str) -> str:
    flags = value.native
    return _joined(_USAGES, [name for name in _USAGES if name in flags], language)


def _purposes(value: Any, language: str) -> str:
    return _joined(_PURPOSES, [str(item) for item in value.native], language)


def _constraints(value: Any, language: str) -> str:
    if not value["ca"].native:
        return Text("终端实体，不能签发证书", "end entity, issues no certificates").in_language(language)
    length = value["path_len_constraint"].native
    authority = Text("证书颁发机构", "certificate authority").in_language(language)
    if length is None:
        return authority
    depth = Text("其下最多 {n} 级", "at most {n} below it").in_language(language).format(n=length)
    return f"{authority}{_COMMA.in_language(language)}{depth}"


def _identifier(value: Any, language: str) -> str:
    return bytes(value.native).hex(":")


def _authority_identifier(value: Any, language: str) -> str:
    identifier = value["key_identifier"].native
    return bytes(identifier).hex(":") if identifier is not None else _plain(value, language)


def _policies(value: Any, language: str) -> str:
    return _COMMA.in_language(language).join(item["policy_identifier"].dotted for item in value)


def _points(value: Any, language: str) -> str:
    return "\n".join(point.url for point in value if point.url)


def _access(value: Any, language: str) -> str:
    return "\n".join(
        f"{_known(_ACCESS, str(item['access_method'].native), language)} {item['access_location'].native}"
        for item in value
    )


def _names(value: Any, language: str) -> str:
    return _COMMA.in_language(language).join(_readable(item.native) for item in value)


def _plain(value: Any, language: str) -> str:
    return _readable(value.native)


_VALUES: dict[str, Callable[[Any, str], str]] = {
    "key_usage": _usage,
    "extended_key_usage": _purposes,
    "basic_constraints": _constraints,
    "key_identifier": _identifier,
    "authority_key_identifier": _authority_identifier,
    "certificate_policies": _policies,
    "crl_distribution_points": _points,
    "freshest_crl": _points,
    "authority_information_access": _access,
    "subject_alt_name": _names,
    "issuer_alt_name": _names,
}


def _readable(value: Any) -> str:
    if isinstance(value, bytes):
        return value.hex(":")
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_readable(item)}" for key, item in value.items() if item is not None)
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        return ", ".join(_readable(item) for item in items)
    return str(value)
