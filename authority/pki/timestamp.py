"""Time stamping (RFC 3161, RFC 5816): SHA-2 imprints by the RSA unit, SM3 imprints by the SM2 unit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from asn1crypto import cms, core, tsp, x509

from authority.pki.hierarchy import Hierarchy, SigningIdentity
from authority.pki.profiles import TEST_POLICY, new_serial
from core.crypto import registration  # noqa: F401 names of SM2 and of time stamps
from core.crypto.algorithms import DigestAlgorithm, digest

_SIZES = {"sha256": 32, "sha384": 48, "sha512": 64, "sm3": 32}


class _Rejection(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    """A TimeStampResp without a token (RFC 3161 §2.4.2); asn1crypto's own type always wants one."""

    _fields = [("status", tsp.PKIStatusInfo)]  # noqa: RUF012 asn1crypto's own form


def stamp(hierarchy: Hierarchy, request_der: bytes, now: datetime) -> bytes:
    """The DER TimeStampResp to a DER TimeStampReq; bad requests are rejected in the protocol, never an exception."""
    try:
        request = tsp.TimeStampReq.load(request_der, strict=True)
        request.native  # noqa: B018 forces the parse
        algorithm = request["message_imprint"]["hash_algorithm"]["algorithm"].native
        hashed = request["message_imprint"]["hashed_message"].native
        policy = request["req_policy"].native
    except Exception:
        # asn1crypto raises many types on malformed input
        return _rejection("bad_data_format")
    if algorithm not in _SIZES:
        return _rejection("bad_alg")
    if len(hashed) != _SIZES[algorithm]:
        return _rejection("bad_data_format")
    if policy not in (None, TEST_POLICY):
        return _rejection("unaccepted_policy")
    unit = hierarchy["sm2-tsa" if algorithm == "sm3" else "rsa-tsa"]
    token = _token(unit, request, now)
    response = tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})
    der: bytes = response.dump()
    return der


def _token(unit: SigningIdentity, request: Any, now: datetime) -> cms.ContentInfo:
    info: dict[str, Any] = {
        "version": "v1",
        "policy": TEST_POLICY,
        "message_imprint": request["message_imprint"],
        "serial_number": new_serial(),
        "gen_time": now.replace(microsecond=0),
        "accuracy": {"seconds": 1},
    }
    if request["nonce"].native is not None:
        info["nonce"] = request["nonce"].native
    content = tsp.TSTInfo(info).dump()
    scheme = unit.key.algorithm.default_scheme
    hash_name = scheme.digest
    attributes = cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["tst_info"]},
            {"type": "message_digest", "values": [digest(hash_name, content)]},
            {"type": "signing_certificate_v2", "values": [_signing_certificate(unit, hash_name)]},
        ]
    )
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            "issuer_and_serial_number",
            {"issuer": unit.certificate.asn1.issuer, "serial_number": unit.certificate.serial_number},
        ),
        "digest_algorithm": {"algorithm": hash_name.value},
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": scheme.x509_name},
        "signature": unit.key.sign(attributes.dump(), scheme),
    }
    signed: dict[str, Any] = {
        "version": "v3",
        "digest_algorithms": [{"algorithm": hash_name.value}],
        "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(content)},
        "signer_infos": [signer],
    }
    if request["cert_req"].native:
        certificates = (unit.certificate, *unit.chain)
        signed["certificates"] = [x509.Certificate.load(certificate.der) for certificate in certificates]
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})


def _signing_certificate(unit: SigningIdentity, algorithm: DigestAlgorithm) -> dict[str, Any]:
    """ESSCertIDv2 of the unit's certificate (RFC 5816 §2.2.1)."""
    return {
        "certs": [
            {
                "hash_algorithm": {"algorithm": algorithm.value},
                "cert_hash": digest(algorithm, unit.certificate.der),
                "issuer_serial": {
                    "issuer": [x509.GeneralName("directory_name", unit.certificate.asn1.issuer)],
                    "serial_number": unit.certificate.serial_number,
                },
            }
        ]
    }


def _rejection(failure: str) -> bytes:
    der: bytes = _Rejection({"status": {"status": "rejection", "fail_info": {failure}}}).dump()
    return der
