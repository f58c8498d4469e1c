"""The folders of one person on one device."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_APP = "secure-client"


@dataclass(frozen=True, slots=True)
class Paths:
    """All folders; made when they are first asked for by `ready`.

    Attributes:
        data: database, vault, keys: what must not be lost.
        cache: what can be made again.
        log: log files, when they are on.
    """

    data: Path
    cache: Path
    log: Path

    @property
    def database(self) -> Path:
        """The client's database."""
        return self.data / "client.sqlite3"

    @property
    def plugins(self) -> Path:
        """The drop-in folder for plugins."""
        return self.data / "plugins"

    @property
    def trusted_keys(self) -> Path:
        """Public keys of plugin publishers that this installation trusts."""
        return self.data / "trusted-keys"

    @property
    def authority(self) -> Path:
        """Data of the embedded authority."""
        return self.data / "authority"

    def ready(self) -> Paths:
        """Make the folders, readable by the owner only."""
        for folder in (self.data, self.cache, self.log):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
        return self


def find_paths(data_dir: Path | None = None) -> Paths:
    """The platform's folders, or all below `data_dir` (argument, then SECURE_CLIENT_DATA)."""
    chosen = data_dir or (Path(value) if (value := os.environ.get("SECURE_CLIENT_DATA")) else None)
    if chosen is not None:
        root = chosen.absolute()
        return Paths(root, root / "cache", root / "log")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(_APP, appauthor=False)
    return Paths(dirs.user_data_path, dirs.user_cache_path, dirs.user_log_path)
