"""Signed updates (M3.2.2): asks what is offered, downloads with progress; nothing unsigned is ever offered.

The metadata is The Update Framework's (specification 1.0), checked by python-tuf: signatures, thresholds, expiry, and
versions that only grow, kept on this device (anti-rollback). The first root comes with the installation; for the
embedded authority of this very device, which makes its own keys, it is taken from there once.
"""

from __future__ import annotations

import asyncio
import platform as machine
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import AppError, Text
from core.network.authority import AuthorityConnection, never_by_proxy
from core.network.errors import TimedOut, Unreachable

_CHUNK = 1 << 16


class UpdateNotTrusted(AppError):
    """Metadata or file that does not carry the vendor's signatures, is outdated or older than what was seen before."""

    code = "UPD-001"
    cause = Text("更新信息未通过签名校验，已忽略。", "The update information is not properly signed and was ignored.")
    remedy = Text("请稍后重试；如持续出现，请联系客服。", "Try again later; contact support if it stays.")


class NoUpdateRoot(AppError):
    """The installation has no root of trust for this server's updates."""

    code = "UPD-002"
    cause = Text("未配置更新服务的信任根，无法检查更新。", "There is no root of trust for updates of this server.")
    remedy = Text("请使用安装包中的更新，或联系管理员。", "Update by the installer, or ask your administrator.")


@dataclass(frozen=True, slots=True)
class Release:
    """A newer version that is offered, signed.

    Attributes:
        version: dotted numbers.
        name: file name.
        size: bytes.
        notes: what changed; may be empty.
    """

    version: str
    name: str
    size: int
    notes: str


class UpdateService:
    """Checks and downloads; installing is the operating system's business."""

    def __init__(self, authority: AuthorityConnection, folder: Path, *, trust_first_root: bool) -> None:
        self._authority = authority
        self._folder = folder
        self._trust_first_root = trust_first_root

    async def check(self, installed: str) -> Release | None:
        """The newest release for this platform, None when the installed version is the newest.

        Raises:
            UpdateNotTrusted, NoUpdateRoot, and the errors of the network.
        """
        root = await self._first_root()
        url = f"{await self._authority.base_url()}/api/v1/updates"
        return await asyncio.to_thread(self._check, url, root, installed)

    async def download(self, release: Release, progress: Callable[[float], None]) -> Path:
        """Download a release; only a file with the signed length and hash is kept. Its path.

        Raises:
            UpdateNotTrusted: length or hash differ, nothing is kept.
        """
        root = await self._first_root()
        url = f"{await self._authority.base_url()}/api/v1/updates"
        return await asyncio.to_thread(self._download, url, root, release, progress)

    async def _first_root(self) -> bytes | None:
        """The root to begin with; None once one is kept on this device."""
        shipped = self._folder / "root.json"
        if (self._folder / "metadata" / "root.json").exists():
            return None
        if shipped.exists():
            return await asyncio.to_thread(shipped.read_bytes)
        if self._trust_first_root:
            return await self._authority.fetch_bytes("/api/v1/updates/1.root.json")
        raise NoUpdateRoot

    def _check(self, url: str, root: bytes | None, installed: str) -> Release | None:
        import httpx
        from tuf.api.exceptions import DownloadError, RepositoryError

        try:
            updater = self._updater(url, root, lambda seen: None)
            updater.refresh()
            offered = [_release(name, target) for name, target in _targets(updater).items()]
        except (RepositoryError, DownloadError, httpx.TransportError) as error:
            raise _told(error) from error
        fitting = [release for release, platform in offered if platform in (this_platform(), "any")]
        newer = [release for release in fitting if _parts(release.version) > _parts(installed)]
        return max(newer, key=lambda release: _parts(release.version), default=None)

    def _download(self, url: str, root: bytes | None, release: Release, progress: Callable[[float], None]) -> Path:
        import httpx
        from tuf.api.exceptions import DownloadError, RepositoryError

        try:
            updater = self._updater(url, root, lambda seen: progress(min(1.0, seen / max(1, release.size))))
            updater.refresh()
            info = updater.get_targetinfo(release.name)
            if info is None:
                raise UpdateNotTrusted
            return Path(updater.download_target(info))
        except (RepositoryError, DownloadError, httpx.TransportError) as error:
            raise _told(error) from error

    def _updater(self, url: str, root: bytes | None, seen: Callable[[int], None]) -> Any:
        from tuf.ngclient.updater import Updater

        metadata, targets = self._folder / "metadata", self._folder / "files"
        for folder in (metadata, targets):
            folder.mkdir(parents=True, exist_ok=True)
        return Updater(str(metadata), f"{url}/", str(targets), f"{url}/targets/", _fetcher(seen), bootstrap=root)


def this_platform() -> str:
    """How releases name this machine, e.g. `linux-x86_64`."""
    return f"{sys.platform}-{machine.machine().lower()}"


def _told(error: Exception) -> AppError:
    """What kept the update away: the network, or trust. A lost connection must not look like a forgery."""
    import httpx

    reason = error if isinstance(error, httpx.TransportError) else error.__cause__
    if isinstance(reason, httpx.TimeoutException):
        return TimedOut()
    if isinstance(reason, httpx.TransportError):
        return Unreachable()
    return UpdateNotTrusted()


def _targets(updater: Any) -> dict[str, Any]:
    from tuf.api._payload import Targets

    # python-tuf offers single look-ups only; the verified set holds all targets
    verified: Targets = updater._trusted_set.targets
    return dict(verified.targets)


def _release(name: str, target: Any) -> tuple[Release, str]:
    custom = target.custom or {}
    release = Release(str(custom.get("version", "0")), name, int(target.length), str(custom.get("notes", "")))
    return release, str(custom.get("platform", ""))


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))


def _fetcher(seen: Callable[[int], None]) -> Any:
    import httpx
    from tuf.api.exceptions import DownloadHTTPError
    from tuf.ngclient.fetcher import FetcherInterface

    class Fetcher(FetcherInterface):
        """Downloads with the product's timeouts and tells how much has come."""

        def _fetch(self, url: str) -> Iterator[bytes]:
            sent = 0
            client = httpx.Client(timeout=20, follow_redirects=False, mounts=never_by_proxy())
            with client, client.stream("GET", url) as answer:
                if not answer.is_success:
                    raise DownloadHTTPError("refused", answer.status_code)
                for part in answer.iter_bytes(_CHUNK):
                    sent += len(part)
                    seen(sent)
                    yield part

    return Fetcher()
