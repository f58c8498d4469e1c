"""The CA's structures judged by OpenSSL, and by an independent path validator where OpenSSL cannot read SM2."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import crl, ocsp, pem, tsp
from sqlalchemy import select

from authority.pki import issuance, timestamp
from authority.pki.models import CertificateRow, EscrowedKeyRow, SigningIdentityRow
from core.crypto.algorithms import DigestAlgorithm, KeyAlgorithm, SignatureScheme, digest
from core.crypto.certificates import Certificate, KeyPurpose
from core.crypto.enveloped import unwrap_key_cms, unwrap_sm2_key
from core.crypto.errors import CertificateNotTrusted, CertificateOutOfDate, CertificateRevoked
from core.crypto.keys import PrivateKey
from core.crypto.ocsp_status import OcspStatus, ocsp_status
from core.crypto.path import RevocationData, validate_path
from core.crypto.requests import build_request
from tests.authority.pki.ca import ID_NUMBER, NOW, Ca, open_ca

ALGORITHMS = [KeyAlgorithm.SM2, KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_P256]


@pytest.fixture(scope="module")
def ca(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ca]:
    ca = open_ca(tmp_path_factory.mktemp("pki"))
    yield ca
    ca.store.close()


def openssl(*arguments: str | Path) -> str:
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_openssl_accepts_every_link_of_the_chain(ca: Ca, algorithm: KeyAlgorithm, tmp_path: Path) -> None:
    """Link by link, because OpenSSL gives the user id of SM2 only to the first certificate of a chain."""
    _, pair = ca.issue(algorithm)
    user_id = ["-vfyopt", "distid:1234567812345678"] if algorithm is KeyAlgorithm.SM2 else []
    links = [(pair.signing, pair.chain[0]), (pair.encryption, pair.chain[0]), (pair.chain[0], pair.chain[1])]
    for subject, issuer in links:
        below, above = tmp_path / "below.pem", tmp_path / "above.pem"
        below.write_bytes(subject.to_pem())
        above.write_bytes(issuer.to_pem())
        judged = openssl("verify", "-x509_strict", "-partial_chain", *user_id, "-CAfile", above, below)
        assert "below.pem: OK" in judged


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_the_encryption_key_reaches_the_holder_of_the_signing_key(ca: Ca, algorithm: KeyAlgorithm) -> None:
    key, pair = ca.issue(algorithm)
    unwrap = unwrap_sm2_key if algorithm is KeyAlgorithm.SM2 else unwrap_key_cms
    received = unwrap(pair.envelope, key)
    assert received.public_key == pair.encryption.public_key
    assert pair.signing.public_key == key.public_key != received.public_key
    assert (pair.signing.purpose, pair.encryption.purpose) == (KeyPurpose.SIGN, KeyPurpose.ENCRYPT)


def test_no_certificate_tells_the_id_number_and_no_key_is_stored_open(ca: Ca) -> None:
    _, pair = ca.issue(KeyAlgorithm.SM2)
    assert ID_NUMBER.encode() not in pair.signing.der + pair.encryption.der
    with ca.store.read() as session:
        stored = [
            *session.scalars(select(EscrowedKeyRow.sealed_key)),
            *session.scalars(select(SigningIdentityRow.sealed_key)),
        ]
    rsa_oid, ec_oid = bytes.fromhex("2a864886f70d010101"), bytes.fromhex("2a8648ce3d0201")
    assert len(stored) > 8
    assert not any(rsa_oid in sealed or ec_oid in sealed for sealed in stored)


def test_a_lost_transaction_leaves_no_certificate(ca: Ca) -> None:
    key = PrivateKey.generate(KeyAlgorithm.SM2)
    request = build_request({"common_name": "李样"}, key.public_key, key.sign)
    with ca.store.read() as session:
        before = set(session.scalars(select(CertificateRow.serial_hex)))
    with pytest.raises(RuntimeError), ca.store.write() as session:
        issuance.issue_pair(
            session,
            ca.hierarchy,
            subject=issuance.Subject({"common_name": "李样"}, ID_NUMBER),
            request_der=request,
            algorithm=KeyAlgorithm.SM2,
            years=1,
            public_url="http://127.0.0.1:1",
            now=NOW,
        )
        raise RuntimeError
    with ca.store.read() as session:
        assert set(session.scalars(select(CertificateRow.serial_hex))) == before


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_paths_follow_the_status_in_crl_and_ocsp(ca: Ca, algorithm: KeyAlgorithm) -> None:
    """On hold, good, revoked: the same story from the CRL and from the OCSP responder, SM2 included."""
    _, pair = ca.issue(algorithm)
    issuing, root = [pair.chain[0]], [pair.chain[1]]

    def check() -> None:
        for data in (RevocationData(crls=(ca.crl(pair),)), RevocationData(ocsp_responses=(ca.ocsp(pair),))):
            path = validate_path(pair.signing, issuing, root, NOW, data)
            assert path == (pair.signing, *pair.chain)

    with pytest.raises(CertificateRevoked):
        check()
    ca.activate(pair)
    check()
    ca.revoke(pair)
    with pytest.raises(CertificateRevoked):
        validate_path(pair.signing, issuing, root, NOW, RevocationData(crls=(ca.crl(pair),)))
    with pytest.raises(CertificateRevoked):
        validate_path(pair.signing, issuing, root, NOW, RevocationData(ocsp_responses=(ca.ocsp(pair),)))


@pytest.mark.parametrize("algorithm", [KeyAlgorithm.SM2, KeyAlgorithm.RSA_2048])
def test_paths_are_refused_for_their_reason(ca: Ca, algorithm: KeyAlgorithm) -> None:
    _, pair = ca.issue(algorithm)
    _, other = ca.issue(KeyAlgorithm.RSA_2048 if algorithm is KeyAlgorithm.SM2 else KeyAlgorithm.SM2)
    issuing, root = [pair.chain[0]], [pair.chain[1]]
    with pytest.raises(CertificateNotTrusted):
        validate_path(pair.signing, issuing, [other.chain[1]], NOW)
    with pytest.raises(CertificateNotTrusted):
        validate_path(pair.signing, [], root, NOW)
    with pytest.raises(CertificateOutOfDate):
        validate_path(pair.signing, issuing, root, NOW + timedelta(days=400))
    with pytest.raises(CertificateNotTrusted):  # no revocation information of this issuer
        validate_path(pair.signing, issuing, root, NOW, RevocationData(crls=(ca.crl(other),)))
    forged = bytearray(pair.signing.der)
    forged[-1] ^= 1
    with pytest.raises(CertificateNotTrusted):
        validate_path(Certificate(bytes(forged)), issuing, root, NOW)


def test_openssl_reads_the_revocation_list(ca: Ca, tmp_path: Path) -> None:
    _, pair = ca.issue(KeyAlgorithm.RSA_2048)
    ca.revoke(pair)
    first = ca.crl(pair)
    paths = {name: tmp_path / f"{name}.pem" for name in ("root", "issuing", "leaf", "crl")}
    paths["root"].write_bytes(pair.chain[1].to_pem())
    paths["issuing"].write_bytes(pair.chain[0].to_pem())
    paths["leaf"].write_bytes(pair.signing.to_pem())
    paths["crl"].write_bytes(pem.armor("X509 CRL", first))
    assert "verify OK" in openssl("crl", "-in", paths["crl"], "-CAfile", paths["issuing"], "-noout")
    judged = openssl(
        "verify",
        "-crl_check",
        "-CRLfile",
        paths["crl"],
        "-CAfile",
        paths["root"],
        "-untrusted",
        paths["issuing"],
        paths["leaf"],
    )
    assert "certificate revoked" in judged
    later = ca.crl(pair, NOW + timedelta(hours=13))
    numbers = [crl.CertificateList.load(der).crl_number_value.native for der in (first, later)]
    assert numbers[1] > numbers[0]
    assert ca.crl(pair, NOW + timedelta(hours=13)) == later  # kept, not signed again


@pytest.mark.parametrize("nonce", [None, b"n", bytes(range(128))])
def test_ocsp_answers_echo_the_nonce(ca: Ca, nonce: bytes | None) -> None:
    _, pair = ca.issue(KeyAlgorithm.SM2)
    answer = ocsp.OCSPResponse.load(ca.ocsp(pair, nonce))
    assert answer["response_status"].native == "successful"
    echoed = answer.nonce_value
    assert (echoed.native if echoed is not None else None) == nonce


def test_openssl_accepts_time_stamps(ca: Ca, tmp_path: Path) -> None:
    data, request, answer, root = (tmp_path / name for name in ("data", "request.tsq", "answer.tsr", "root.pem"))
    data.write_bytes(b"the document")
    root.write_bytes(ca.hierarchy["rsa-root"].certificate.to_pem())
    openssl("ts", "-query", "-data", data, "-sha256", "-cert", "-out", request)
    answer.write_bytes(timestamp.stamp(ca.hierarchy, request.read_bytes(), datetime.now(UTC)))
    assert "Verification: OK" in openssl("ts", "-verify", "-queryfile", request, "-in", answer, "-CAfile", root)
    data.write_bytes(b"another document")
    assert "Verification: FAILED" in openssl("ts", "-verify", "-data", data, "-in", answer, "-CAfile", root)


def test_sm2_time_stamps_are_signed_over_their_attributes(ca: Ca) -> None:
    imprint = {"hash_algorithm": {"algorithm": "sm3"}, "hashed_message": digest(DigestAlgorithm.SM3, b"document")}
    request = tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "nonce": 7, "cert_req": True})
    stamps = [tsp.TimeStampResp.load(timestamp.stamp(ca.hierarchy, request.dump(), NOW)) for _ in range(2)]
    infos = []
    for answer in stamps:
        signed = answer["time_stamp_token"]["content"]
        signer = signed["signer_infos"][0]
        serial = signer["sid"].chosen["serial_number"].native
        carried = [Certificate(choice.chosen.dump()) for choice in signed["certificates"]]
        unit = next(certificate for certificate in carried if certificate.serial_number == serial)
        attributes = signer["signed_attrs"].untag().dump()
        unit.public_key.verify(signer["signature"].native, attributes, SignatureScheme.SM2_SM3)
        values = {attribute["type"].native: attribute["values"][0].native for attribute in signer["signed_attrs"]}
        content = bytes(signed["encap_content_info"]["content"])
        assert values["message_digest"] == digest(DigestAlgorithm.SM3, content)
        validate_path(unit, [ca.hierarchy["sm2"].certificate], [ca.hierarchy["sm2-root"].certificate], NOW)
        infos.append(tsp.TSTInfo.load(content))
    assert infos[0]["nonce"].native == 7
    assert infos[0]["serial_number"].native != infos[1]["serial_number"].native


def test_sm2_responses_count_only_when_authentic_and_current(ca: Ca) -> None:
    _, pair = ca.issue(KeyAlgorithm.SM2)
    ca.activate(pair)
    good = ca.ocsp(pair)
    issuer = pair.chain[0]
    assert ocsp_status([good], pair.signing, issuer, NOW) is OcspStatus.GOOD
    assert ocsp_status([good], pair.signing, issuer, NOW + timedelta(hours=1)) is OcspStatus.UNKNOWN
    assert ocsp_status([good], pair.encryption, issuer, NOW) is OcspStatus.UNKNOWN
    assert ocsp_status([good[:-1], b"", b"\x30\x00"], pair.signing, issuer, NOW) is OcspStatus.UNKNOWN
    # signed by a certificate of the same CA that is no OCSP responder
    delegate = ca.hierarchy["sm2-tsa"]
    forged = ocsp.OCSPResponse.load(good)
    basic = forged.basic_ocsp_response.copy()
    basic["signature"] = delegate.key.sign(basic["tbs_response_data"].dump(), SignatureScheme.SM2_SM3)
    basic["certs"] = [delegate.certificate.asn1]
    wrapped = {"response_type": "basic_ocsp_response", "response": basic}
    forged = ocsp.OCSPResponse({"response_status": "successful", "response_bytes": wrapped})
    assert ocsp_status([forged.dump()], pair.signing, issuer, NOW) is OcspStatus.UNKNOWN
    ca.revoke(pair)
    assert ocsp_status([good, ca.ocsp(pair)], pair.signing, issuer, NOW + timedelta(seconds=1)) is OcspStatus.REVOKED
