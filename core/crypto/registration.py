"""Teaches asn1crypto the names of SM2, SM3 and SM4 (GM/T 0006); importing this module is enough, once or often.

`asn1crypto.tsp` is imported here because it adds names to tables that are inverted, once, at their first use.
"""

from __future__ import annotations

from asn1crypto import algos, cms, core, keys, tsp  # noqa: F401

OIDS = {
    "sm3": "1.2.156.10197.1.401",
    "sm3_sm2": "1.2.156.10197.1.501",
    "sm2": "1.2.156.10197.1.301.1",
    "sm2p256v1": "1.2.156.10197.1.301",
    "sm4_ecb": "1.2.156.10197.1.104.1",
    "sm4_cbc": "1.2.156.10197.1.104.2",
    "sm2_encryption": "1.2.156.10197.1.301.3",
}


def _teach(table: type[core.ObjectIdentifier], name: str) -> None:
    oid = OIDS[name]
    table._map[oid] = name
    if table._reverse_map is not None:
        table._reverse_map[name] = oid


for _name in ("sm3",):
    _teach(algos.DigestAlgorithmId, _name)
    _teach(algos.HmacAlgorithmId, _name)
for _name in ("sm3_sm2", "sm2"):
    _teach(algos.SignedDigestAlgorithmId, _name)
for _name in ("sm4_ecb", "sm4_cbc"):
    _teach(algos.EncryptionAlgorithmId, _name)
_teach(cms.KeyEncryptionAlgorithmId, "sm2_encryption")
algos.EncryptionAlgorithm._oid_specs["sm4_cbc"] = core.OctetString  # the initialisation vector
if OIDS["sm2p256v1"] not in keys.NamedCurve._map:
    keys.NamedCurve.register("sm2p256v1", OIDS["sm2p256v1"], 32)
