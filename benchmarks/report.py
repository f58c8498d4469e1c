"""What one benchmark says, and how a run is printed and kept."""

from __future__ import annotations

import json
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison.

    Attributes:
        subject: what was measured.
        ours: the product's figure.
        baseline: the figure of `against` in the same run; None where there is nothing to compare with.
        unit: of both figures; `/s` figures are better when larger, all others when smaller.
        against: what the baseline is.
        aim: the largest acceptable cost ratio (1.1 = ten per cent dearer than the baseline); None for plain figures.
    """

    subject: str
    ours: float
    baseline: float | None
    unit: str
    against: str = ""
    aim: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times dearer than the baseline; below 1 is cheaper."""
        if self.baseline is None:
            return None
        return self.baseline / self.ours if self.unit.endswith("/s") else self.ours / self.baseline


def paired_medians(ours: Callable[[], object], baseline: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median wall times of two pieces of work run in turn (A B A B …), so that a drifting machine hurts both alike."""
    ours()
    baseline()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for index, work in enumerate((ours, baseline)):
            begin = time.perf_counter()
            work()
            times[index].append(time.perf_counter() - begin)
    return statistics.median(times[0]), statistics.median(times[1])


def _aim(row: Row) -> str:
    if row.aim is None:
        return "–"
    missed = row.ratio is not None and row.ratio > row.aim
    return f"≤ {row.aim:.2f}{'  ✗' if missed else ''}"


def publish(rows: list[Row], folder: Path) -> None:
    """Print the table and keep it as JSON."""
    table = Table(title=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}")
    for heading in ("subject", "ours", "baseline", "unit", "ratio", "aim", "against"):
        table.add_column(heading)
    for row in rows:
        table.add_row(
            row.subject,
            f"{row.ours:,.2f}",
            "–" if row.baseline is None else f"{row.baseline:,.2f}",
            row.unit,
            "–" if row.ratio is None else f"{row.ratio:.2f}",
            _aim(row),
            row.against,
        )
    Console(width=150).print(table)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.json").write_text(
        json.dumps([asdict(row) | {"ratio": row.ratio} for row in rows], ensure_ascii=False, indent=1), "utf-8"
    )
