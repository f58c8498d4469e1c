"""How vendors' libraries differ from each other, as data (profiles.toml beside this file)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from core.crypto.errors import BadStructure
from core.errors import Text


class Side(StrEnum):
    """Where a 32-byte number stands in its 64-byte field (GM/T 0016-2012 §6.4.3: right)."""

    LEFT = "left"
    RIGHT = "right"


class KeyFlag(StrEnum):
    """Whether a decrypting function, which the 2012 edition does not have, is told which key to use."""

    NONE = "none"
    SIGN_FLAG = "sign_flag"


@dataclass(frozen=True, slots=True)
class Decrypt:
    """A vendor's function that decrypts with a container's encryption key.

    Attributes:
        function: its name; empty when the library has none.
        key_flag: an extra second parameter.
    """

    function: str = ""
    key_flag: KeyFlag = KeyFlag.NONE


@dataclass(frozen=True, slots=True)
class SkfProfile:
    """One vendor's library.

    Attributes:
        id: stable name.
        name: the vendor's name of the token, for lists; empty for the standard itself.
        libraries: by `sys.platform`: absolute paths, or names that are looked for in the usual folders.
        edition: 2012 or 2023: of GM/T 0016.
        pack: alignment of structures in bytes; 0 for the compiler's own.
        ulong_bytes: width of ULONG inside structures.
        names: encoding of labels and of names of applications, containers and files.
        numbers: where numbers stand in their fields.
        sm2_sign_id: identifier that SKF_GenECCKeyPair wants (GM/T 0006-2012 §5.2.4: 0x20200; 0x20100 before it).
        ecc_decrypt: decryption with an SM2 key.
        rsa_decrypt: decryption with an RSA key.
        rsa_digest_info: SKF_RSASignData is given a DigestInfo (RFC 8017 §9.2), otherwise the bare digest.
        parallel: different devices may be called at the same time; otherwise one thread serves the whole library.
    """

    id: str
    name: str = ""
    libraries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    edition: int = 2012
    pack: int = 1
    ulong_bytes: int = 4
    names: str = "gbk"
    numbers: Side = Side.RIGHT
    sm2_sign_id: int = 0x00020200
    ecc_decrypt: Decrypt = Decrypt("SKF_ECCPrvKeyDecrypt")
    rsa_decrypt: Decrypt = Decrypt("SKF_RSADecrypt", KeyFlag.SIGN_FLAG)
    rsa_digest_info: bool = True
    parallel: bool = False


STANDARD = SkfProfile("standard")


def parse_profiles(text: str, known: Iterable[SkfProfile] = ()) -> tuple[SkfProfile, ...]:
    """Profiles from TOML: an array `profile` of tables with the attributes of `SkfProfile`.

    Args:
        text: the TOML.
        known: profiles whose ids may stand under `like`: what a table does not say is taken from there.

    Raises:
        BadStructure: not such a text; nothing of it is used.
    """
    bases = {profile.id: profile for profile in (STANDARD, *known)}
    try:
        return tuple(_profile(table, bases) for table in tomllib.loads(text)["profile"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, LookupError) as error:
        raise BadStructure(what=Text("SKF 配置文件", "SKF profile")) from error


@cache
def shipped_profiles() -> tuple[SkfProfile, ...]:
    """The profiles that come with the product."""
    return parse_profiles(Path(__file__).with_name("profiles.toml").read_text(encoding="utf-8"))


def _profile(table: dict[str, Any], bases: Mapping[str, SkfProfile]) -> SkfProfile:
    fields = dict(table)
    base = bases[fields.pop("like", STANDARD.id)]
    fields["libraries"] = {platform: tuple(paths) for platform, paths in fields.get("libraries", {}).items()}
    if "numbers" in fields:
        fields["numbers"] = Side(fields["numbers"])
    for name in ("ecc_decrypt", "rsa_decrypt"):
        if name in fields:
            asked = dict(fields[name])
            fields[name] = Decrypt(asked["function"], KeyFlag(asked.get("key_flag", KeyFlag.NONE)))
    if "id" not in fields:
        raise ValueError("id")
    profile = replace(base, **fields)
    "".encode(profile.names)
    if profile.pack not in (0, 1) or profile.ulong_bytes not in (4, 8) or profile.edition not in (2012, 2023):
        raise ValueError(profile.id)
    return profile
