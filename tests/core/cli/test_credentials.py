"""The lists of the command line, on a real token."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from core.cli.credentials import add_commands
from core.services import Options, Services
from core.storage.paths import Paths
from tests.softhsm import SoftHsmToken, softhsm, softhsm_token

__all__ = ["softhsm", "softhsm_token"]


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

    def open_services() -> Services:
        root = tmp_path / "data"
        services = Services(Paths(root, root / "cache", root / "log"), Options(server="http://127.0.0.1:9"))
        services.plugins.load()
        return services

    app = typer.Typer()
    add_commands(app, open_services)
    return app


def test_lists_are_json_for_programs(app: typer.Typer, softhsm_token: SoftHsmToken) -> None:
    media = CliRunner().invoke(app, ["media", "--json"])
    assert media.exit_code == 0, media.output
    (token,) = [row for row in json.loads(media.stdout) if row["label"] == softhsm_token.label]
    assert (token["kind"], token["certificates"], token["problem"]) == ("pkcs11", 2, "")
    credentials = CliRunner().invoke(app, ["credentials", "--json"])
    assert {row["subject"] for row in json.loads(credentials.stdout)} >= {"李晓样", "王小样"}


def test_lists_are_tables_for_people(app: typer.Typer, softhsm_token: SoftHsmToken) -> None:
    shown = CliRunner().invoke(app, ["credentials"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    assert "李晓样" in shown.stdout
