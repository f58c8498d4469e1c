"""Messages of p11-kit's RPC: what is built is read again, and rubbish is `Malformed` and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.agent.cryptoki import SIGNATURES, Call, Cka, Ckm
from core.agent.wire import (
    MAX_ATTRIBUTES,
    Attribute,
    AttributeWanted,
    Malformed,
    Mechanism,
    build_request,
    build_response,
    parse_request,
    parse_response,
)

ulongs = st.integers(0, 2**64 - 1)
attributes = st.one_of(
    st.builds(Attribute, st.sampled_from([Cka.TOKEN, Cka.SIGN, Cka.PRIVATE]), st.booleans()),
    st.builds(Attribute, st.sampled_from([Cka.CLASS, Cka.KEY_TYPE]), ulongs),
    st.builds(Attribute, st.sampled_from([Cka.ID, Cka.LABEL, 0x7FFFFFFF]), st.binary(max_size=40)),
    st.builds(Attribute, st.just(Cka.VALUE), st.none()),
)
mechanisms = st.one_of(
    st.none(),
    st.builds(Mechanism, st.just(int(Ckm.ECDSA)), st.just(()), st.none() | st.binary(max_size=20)),
    st.builds(Mechanism, st.just(int(Ckm.RSA_PKCS_PSS)), st.tuples(ulongs, ulongs, ulongs), st.none()),
)
PARTS = {
    "y": st.integers(0, 255),
    "u": ulongs,
    "v": st.tuples(st.integers(0, 255), st.integers(0, 255)),
    "s": st.binary(max_size=64),
    "z": st.binary(max_size=64),
    "M": mechanisms,
    "ay": st.none() | st.integers(0, 2**32 - 1) | st.binary(max_size=80),
    "au": st.integers(0, 2**32 - 1) | st.lists(ulongs, max_size=6).map(tuple),
    "aA": st.lists(attributes, max_size=5).map(tuple),
    "fy": st.integers(0, 2**32 - 1),
    "fu": st.integers(0, 2**32 - 1),
    "fA": st.lists(st.builds(AttributeWanted, st.sampled_from([Cka.ID, Cka.VALUE]), st.integers(0, 2**32 - 1))).map(
        tuple
    ),
}


def values_for(signature: str) -> st.SearchStrategy[tuple[object, ...]]:
    parts, rest = [], signature
    while rest:
        length = 2 if rest[0] in "af" else 1
        parts.append(PARTS[rest[:length]])
        rest = rest[length:]
    return st.tuples(*parts)


@given(st.data())
def test_a_request_is_read_as_it_was_built(data: st.DataObject) -> None:
    call = data.draw(st.sampled_from([call for call in Call if call is not Call.ERROR]))
    values = data.draw(values_for(SIGNATURES[call][0]))
    request = parse_request(build_request(call, values))
    assert (request.call, request.arguments) == (call, values)


@given(st.data())
def test_an_answer_is_read_as_it_was_built(data: st.DataObject) -> None:
    call = data.draw(st.sampled_from(list(Call)))
    values = data.draw(values_for(SIGNATURES[call][1]))
    assert parse_response(build_response(call, values)).arguments == values


@given(st.binary(max_size=300))
def test_rubbish_is_malformed(message: bytes) -> None:
    with pytest.raises(Malformed):
        parse_request(message)


@given(st.data())
def test_a_request_cut_or_with_an_octet_changed_never_does_harm(data: st.DataObject) -> None:
    call = data.draw(st.sampled_from([Call.FIND_OBJECTS_INIT, Call.SIGN_INIT, Call.GET_ATTRIBUTE_VALUE, Call.SIGN]))
    message = bytearray(build_request(call, data.draw(values_for(SIGNATURES[call][0]))))
    place = data.draw(st.integers(0, len(message) - 1))
    message[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(message)))
    for changed in (bytes(message), bytes(message[:cut])):
        try:
            parse_request(changed)
        except Malformed:
            continue


def test_nothing_is_allocated_by_the_word_of_the_other_side() -> None:
    message = bytearray(build_request(Call.FIND_OBJECTS_INIT, (1, ())))
    message[-4:] = (MAX_ATTRIBUTES + 1).to_bytes(4, "big")
    with pytest.raises(Malformed):
        parse_request(bytes(message))
