"""The client's models against the authority's OpenAPI document: fails when either side drifts."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from authority.application import build_application, open_service
from authority.problems import Refusal
from authority.settings import Settings
from core.network import sms_codes
from core.network.requests import NOT_SIGNED_IN
from plugins.mobile_cert import models
from plugins.mobile_cert.organisations import models as organisation_models
from plugins.self_service import models as self_service_models
from tests.contracts.authority_calls import ROOT, Call, calls_in

SOURCES = [
    *sorted((ROOT / "plugins" / "mobile_cert").rglob("*.py")),
    *sorted((ROOT / "plugins" / "self_service").rglob("*.py")),
    ROOT / "core" / "network" / "sms_codes.py",
    ROOT / "core" / "ui" / "pages" / "report.py",
    ROOT / "core" / "ui" / "pages" / "personal_data.py",
    ROOT / "core" / "ui" / "pages" / "sandbox.py",
]
MODELS = (models, organisation_models, self_service_models, sms_codes)
_ASKS = re.compile(r"self\._(requests|authority)\.(get|post|put|delete|upload|fetch_bytes)$")
CALLS = [call for source in SOURCES for call in calls_in(source)]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("authority")
    values = {
        "data_dir": folder,
        "database_url": f"sqlite:///{folder / 'authority.sqlite3'}",
        "master_key_file": folder / "master.key",
    }
    service = open_service(Settings.model_validate(values))
    yield build_application(service).openapi()
    service.store.close()


def _operation(document: dict[str, Any], call: Call) -> dict[str, Any]:
    wanted = call.path
    for path, operations in document["paths"].items():
        if re.sub(r"\{[^}]*\}", "{}", path) == wanted and call.method in operations:
            found: dict[str, Any] = operations[call.method]
            return found
    raise AssertionError(f"{call.place}: the authority has no {call.method.upper()} {call.path}")


def _resolved(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = definitions[schema["$ref"].rsplit("/", 1)[1]]
    return schema


def _shape(schema: dict[str, Any], definitions: dict[str, Any]) -> tuple[bool, str, tuple[str, ...], str]:
    """Whether null is allowed, the type, the values of an enumeration, the format."""
    schema = _resolved(schema, definitions)
    choices = schema.get("anyOf")
    if choices is not None:
        others = [choice for choice in choices if choice.get("type") != "null"]
        assert len(others) == 1, schema
        _, kind, values, form = _shape(others[0], definitions)
        return len(others) < len(choices), kind, values, form
    values = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    return False, schema.get("type", "any"), tuple(sorted(values)), schema.get("format", "")


def _inner(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    schema = _resolved(schema, definitions)
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null":
            return _resolved(choice, definitions)
    return schema


class _Comparison:
    """Compares schemas of both sides; the reader may know fewer fields, the writer must know all that are needed."""

    def __init__(self, ours: dict[str, Any], theirs: dict[str, Any], *, we_write: bool) -> None:
        self._ours, self._theirs, self._we_write = ours.get("$defs", {}), theirs, we_write

    def compare(self, place: str, ours: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
        """Everything that differs."""
        our_null, our_kind, our_values, our_form = _shape(ours, self._ours)
        their_null, their_kind, their_values, their_form = _shape(theirs, self._theirs)
        found = []
        if (our_kind, our_form) != (their_kind, their_form):
            found.append(f"{place}: {our_kind} {our_form} here, {their_kind} {their_form} there")
        written, known = (our_values, their_values) if self._we_write else (their_values, our_values)
        # an enumeration may grow on the reader's side; what is written is always known to whoever reads it
        if bool(written) is not bool(known) or not set(written) <= set(known):
            found.append(f"{place}: {our_values} here, {their_values} there")
        writer_null, reader_null = (our_null, their_null) if self._we_write else (their_null, our_null)
        if writer_null and not reader_null:
            found.append(f"{place}: may be null on one side only")
        return found + self._inside(place, _inner(ours, self._ours), _inner(theirs, self._theirs))

    def _inside(self, place: str, ours: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
        found: list[str] = []
        if "items" in ours and "items" in theirs:
            found += self.compare(f"{place}[]", ours["items"], theirs["items"])
        if len(ours.get("prefixItems", ())) != len(theirs.get("prefixItems", ())):
            found.append(f"{place}: tuples of different lengths")
        for name in ("additionalProperties", "propertyNames"):
            if isinstance(ours.get(name), dict) or isinstance(theirs.get(name), dict):
                found += self.compare(f"{place}.{name}", ours.get(name) or {}, theirs.get(name) or {})
        our_fields, their_fields = ours.get("properties", {}), theirs.get("properties", {})
        writer, reader = (ours, theirs) if self._we_write else (theirs, ours)
        for missing in sorted(set(reader.get("required", ())) - set(writer.get("properties", {}))):
            found.append(f"{place}.{missing}: needed by its reader, unknown to its writer")
        if self._we_write:
            found += [f"{place}.{name}: refused there" for name in sorted(set(our_fields) - set(their_fields))]
        else:
            found += [f"{place}.{name}: never told" for name in sorted(set(our_fields) - set(their_fields))]
        for name in sorted(set(our_fields) & set(their_fields)):
            found += self.compare(f"{place}.{name}", our_fields[name], their_fields[name])
        return found


def _differences(document: dict[str, Any], call: Call) -> list[str]:
    operation, found = _operation(document, call), []
    theirs = document["components"]["schemas"]
    if call.request is not None:
        body = operation["requestBody"]["content"]["application/json"]["schema"]
        schema = call.request.model_json_schema(mode="serialization")
        found += _Comparison(schema, theirs, we_write=True).compare(call.request.__name__, schema, body)
    elif not call.is_upload and operation.get("requestBody", {}).get("required"):
        found.append(f"{call.place}: sends no body")
    if call.answer is not None:
        body = operation["responses"]["200"]["content"]["application/json"]["schema"]
        schema = call.answer.model_json_schema()
        found += _Comparison(schema, theirs, we_write=False).compare(call.answer.__name__, schema, body)
    parameters = {item["name"]: item for item in operation.get("parameters", ()) if item["in"] == "query"}
    found += [f"{call.place}: no parameter {name}" for name in call.query if name not in parameters]
    needed = {name for name, item in parameters.items() if item.get("required")}
    found += [f"{call.place}: parameter {name} is needed" for name in sorted(needed - set(call.query))]
    return found


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.method.upper()} {call.path}")
def test_a_call_keeps_the_contract(document: dict[str, Any], call: Call) -> None:
    assert _differences(document, call) == []


def test_every_model_of_the_client_is_compared() -> None:
    """No model is out of sight: each is sent or answered by a call, or part of one that is."""
    reached: set[type[BaseModel]] = set()

    def reach(model: type[BaseModel]) -> None:
        if model in reached:
            return
        reached.add(model)
        for field in model.model_fields.values():
            for inner in re.findall(r"\w+", str(field.annotation)):
                other = getattr(sys.modules[model.__module__], inner, None)
                if isinstance(other, type) and issubclass(other, BaseModel):
                    reach(other)

    for call in CALLS:
        for model in (call.request, call.answer):
            if model is not None:
                reach(model)
    declared = {
        item
        for module in MODELS
        for _, item in inspect.getmembers(module, inspect.isclass)
        if item.__module__.startswith(module.__name__) and issubclass(item, BaseModel)
    }
    assert {item.__name__ for item in declared - reached} == set()
    assert len(CALLS) > 25


def test_the_calls_of_the_sources_are_found() -> None:
    """Each request of the services is one of the calls: a way of writing that the reader does not see is none."""
    seen = {call.place for call in CALLS}
    plugins = ROOT / "plugins"
    for source in (*plugins.glob("mobile_cert/**/*service.py"), *plugins.glob("self_service/*service.py")):
        module = ".".join(source.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _ASKS.match(ast.unparse(node.func)):
                assert f"{module}:{node.lineno}" in seen, f"{source.name}:{node.lineno}"


def _kinds(refusal: type[Refusal]) -> Iterator[type[Refusal]]:
    for kind in refusal.__subclasses__():
        yield kind
        yield from _kinds(kind)


def test_refusals_are_those_that_the_client_knows(document: dict[str, Any]) -> None:
    known = {kind.code: kind for kind in _kinds(Refusal)}
    assert known["AUTH-001"].status == NOT_SIGNED_IN
    for source in (ROOT / "plugins" / "mobile_cert").rglob("*.py"):
        for code in re.findall(r'"((?:AUTH|ORD|RN|FILE|ORG)-\d{3})"', source.read_text("utf-8")):
            assert code in known, f"{source.name} waits for {code}"
    fields = document["components"]["schemas"]["Problem"]["properties"]
    assert {"code", "cause", "remedy", "details"} <= set(fields), "what AuthorityRefused is read from"
    assert fields["cause"]["propertyNames"]["enum"] == ["zh", "en"]
    for call in CALLS:
        for status in ("401", "404", "409", "422", "429"):
            assert status in _operation(document, call)["responses"]


class _Drifted(BaseModel):
    """Like `models.Ticket`, but for one thing each."""

    ticket: int
    phone_masked: str
    next: str
    other: str


def test_drift_is_found(document: dict[str, Any]) -> None:
    ticket = next(call for call in CALLS if call.path == "/api/v1/sessions")
    drifted = Call(ticket.place, ticket.method, ticket.path, sms_codes.NewSmsCode, _Drifted, ("query",))
    assert [line.split(":")[0] for line in _differences(document, drifted)] == [
        "NewSmsCode.accepted_privacy_version",
        "NewSmsCode.sms_code",
        "NewSmsCode.captcha_id",
        "NewSmsCode.captcha_text",
        "NewSmsCode.purpose",
        "_Drifted.other",
        "_Drifted.other",
        "_Drifted.next",
        "_Drifted.ticket",
        ticket.place.split(":")[0],
    ]
    with pytest.raises(AssertionError, match="no GET"):
        _operation(document, Call("here", "get", "/api/v1/nothing", None, None, ()))
