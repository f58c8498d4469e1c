"""Which PKCS#11 modules are on this machine: p11-kit's configuration, well-known places, the person's own choice."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

_CONFIGURATION = (Path("/usr/share/p11-kit/modules"), Path("/etc/pkcs11/modules"))
_LIBRARIES = (
    Path("/usr/lib/x86_64-linux-gnu"),
    Path("/usr/lib/aarch64-linux-gnu"),
    Path("/usr/lib/loongarch64-linux-gnu"),
    Path("/usr/lib64"),
    Path("/usr/lib"),
    Path("/usr/local/lib"),
)
_WELL_KNOWN = {
    "linux": (
        "softhsm/libsofthsm2.so",
        "opensc-pkcs11.so",
        "libeToken.so",
        "libcastle.so.1.0.0",
        "libykcs11.so",
    ),
    "darwin": (
        "/Library/OpenSC/lib/opensc-pkcs11.so",
        "/usr/local/lib/softhsm/libsofthsm2.so",
        "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    ),
    "win32": (
        r"C:\Program Files\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll",
        r"C:\SoftHSM2\lib\softhsm2-x64.dll",
        r"C:\Windows\System32\eTPKCS11.dll",
        r"C:\Windows\System32\eps2003csp11.dll",
    ),
}


def find_modules(chosen: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Paths of modules that exist, each library once, the person's own choice first."""
    candidates = [*chosen, *_configured(), *_known()]
    found: dict[Path, None] = {}
    for candidate in candidates:
        if candidate.is_file():
            found.setdefault(candidate.resolve())
    return tuple(found)


def _known() -> Iterable[Path]:
    names = _WELL_KNOWN.get(sys.platform, ())
    if sys.platform != "linux":
        return [Path(name) for name in names]
    return [folder / name for folder in _LIBRARIES for name in names]


def _configured() -> Iterable[Path]:
    personal = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "pkcs11" / "modules"
    for folder in (*_CONFIGURATION, personal):
        if folder.is_dir():
            for file in sorted(folder.glob("*.module")):
                yield from _module_of(file)


def _module_of(file: Path) -> Iterable[Path]:
    """The library that a p11-kit configuration file names (pkcs11.conf(5)); trust stores carry no keys."""
    settings = {}
    try:
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            name, separator, value = line.partition(":")
            if separator and not name.lstrip().startswith("#"):
                settings[name.strip()] = value.strip()
    except OSError:
        return []
    module = settings.get("module", "")
    if not module or settings.get("trust-policy") == "yes" or settings.get("enable-in", "p11-kit") == "":
        return []
    path = Path(module)
    if path.is_absolute():
        return [path]
    return [folder / sub / module for folder in _LIBRARIES for sub in ("pkcs11", ".")]
