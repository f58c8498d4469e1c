"""The kinds of seals and what they are called."""

from __future__ import annotations

PERSONAL = "personal_signature"
UNIT = "organisation"
LEGAL = "legal_seal"
LEGAL_SIGNATURE = "legal_signature"
OF_THE_REPRESENTATIVE = frozenset({LEGAL, LEGAL_SIGNATURE})


def seal_name(kind: str, *, holder: str, representative: str = "") -> str:
    """The name of a seal: of the certificate's holder, or of the organisation's legal representative."""
    if kind == PERSONAL:
        return f"{holder}手写签名"
    if kind == UNIT:
        return f"{holder}-企业公章"
    return f"{representative}-法定代表人印鉴" if kind == LEGAL else f"{representative}-法定代表人手写签名"
