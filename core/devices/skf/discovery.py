"""Which SKF libraries are on this machine: configuration files first, then what is known of vendors.

A configuration file is a text of profiles (profile.py) in a folder of the machine or of the person, much like
p11-kit's: so an administrator can add a vendor, or correct what is shipped, without a new version of the product.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from core.crypto.errors import BadStructure
from core.devices.skf.errors import UnknownProfile
from core.devices.skf.profile import STANDARD, SkfProfile, parse_profiles, shipped_profiles
from core.errors import FileNotAccessible
from core.log import Log

_log = Log("devices.skf")
_FOLDERS = {
    "linux": tuple(
        Path(folder)
        for folder in (
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib/loongarch64-linux-gnu",
            "/usr/lib64",
            "/usr/lib",
            "/usr/local/lib",
        )
    ),
    "darwin": (Path("/usr/local/lib"), Path("/opt/homebrew/lib")),
    "win32": (Path(r"C:\Windows\System32"),),
}


def find_libraries(folders: Iterable[Path] | None = None) -> dict[Path, SkfProfile]:
    """Libraries that exist, each once, with their profiles.

    Args:
        folders: of configuration files; by default those of this machine and person.
    """
    configured = [profile for folder in (folders or configuration_folders()) for profile in _configured(folder)]
    found: dict[Path, SkfProfile] = {}
    for profile in (*configured, *shipped_profiles()):
        for candidate in _candidates(profile):
            if candidate.is_file():
                found.setdefault(candidate.resolve(), profile)
    return found


def configuration_folders() -> tuple[Path, ...]:
    """The person's folder before the machine's."""
    if sys.platform == "win32":
        return (Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "secure-client" / "skf.d",)
    personal = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return personal / "secure-client" / "skf.d", Path("/etc/secure-client/skf.d")


def profile_like(profile_id: str) -> SkfProfile:
    """A shipped profile, or the standard's; raises `UnknownProfile`."""
    for profile in (STANDARD, *shipped_profiles()):
        if profile.id == profile_id:
            return profile
    raise UnknownProfile(name=profile_id, known="、".join(profile.id for profile in (STANDARD, *shipped_profiles())))


def choose_library(library: Path, like: str) -> Path:
    """Remember a library that the person chose, in a file of its own in the person's folder; returns the file.

    Args:
        library: exists; the caller has tried it.
        like: id of the profile that describes it.

    Raises:
        UnknownProfile: no profile has that id.
        FileNotAccessible: the folder cannot be written.
    """
    profile = profile_like(like)
    folder, name = configuration_folders()[0], f"chosen-{library.stem}"
    # JSON's strings are strings of TOML
    values = {"id": name, "like": profile.id, f"libraries.{sys.platform}": [str(library.resolve())]}
    text = "[[profile]]\n" + "".join(
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items()
    )
    file = folder / f"{name}.toml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError:
        raise FileNotAccessible(name=str(file)) from None
    return file


def _configured(folder: Path) -> Iterable[SkfProfile]:
    if not folder.is_dir():
        return
    for file in sorted(folder.glob("*.toml")):
        try:
            yield from parse_profiles(file.read_text(encoding="utf-8"), shipped_profiles())
        except (OSError, UnicodeDecodeError, BadStructure) as error:
            _log.warning("configuration of SKF is left out", file=file.name, error=type(error).__name__)


def _candidates(profile: SkfProfile) -> Iterable[Path]:
    for known in profile.libraries.get(sys.platform, ()):
        path = Path(known)
        if path.is_absolute():
            yield path
        else:
            yield from (folder / known for folder in _FOLDERS.get(sys.platform, ()))
