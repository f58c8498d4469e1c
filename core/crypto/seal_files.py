"""Files of electronic seals (.esl): a DER SESeal (GB/T 38540-2020 §6.1) and nothing else."""

from __future__ import annotations

from pathlib import Path

from core.crypto.seal import ElectronicSeal, parse_seal
from core.errors import AppError, FileNotAccessible, Text

_LONGEST = 5 << 20  # bytes


class NotASeal(AppError):
    """A file that is no electronic seal."""

    code = "SEAL-002"
    cause = Text("“{name}”不是电子印章文件。", "“{name}” is not an electronic seal.")
    remedy = Text("请选择扩展名为 .esl 的印章文件。", "Choose a seal file (.esl).")


def read_seal(path: Path) -> ElectronicSeal:
    """Read a seal file. Blocks: call it in a worker thread.

    Raises:
        FileNotAccessible, NotASeal.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LONGEST + 1)
    except OSError as error:
        raise FileNotAccessible(name=path.name) from error
    try:
        if len(content) > _LONGEST:
            raise NotASeal(name=path.name)
        return parse_seal(content)
    except AppError as error:
        raise NotASeal(name=path.name) from error
