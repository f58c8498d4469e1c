"""`make bench`: all comparisons in one run."""

from __future__ import annotations

from pathlib import Path

from benchmarks import authority, pdf, registry, start
from benchmarks.report import publish


def main() -> None:
    """Measure and print."""
    rows = [*start.measure(), *pdf.measure(), *registry.measure(), *authority.measure()]
    publish(rows, Path("build"))


if __name__ == "__main__":
    main()
