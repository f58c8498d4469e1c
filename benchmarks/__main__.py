"""`make bench`: all comparisons in one run."""

from __future__ import annotations

from pathlib import Path

from benchmarks import authority, batch, bluetooth, cards, memory, pdf, registry, skf, start, tokens
from benchmarks.report import publish


def main() -> None:
    """Measure and print."""
    rows = [
        *start.measure(),
        *pdf.measure(),
        *batch.measure(),
        *memory.measure(),
        *registry.measure(),
        *tokens.measure(),
        *skf.measure(),
        *cards.measure(),
        *bluetooth.measure(),
        *authority.measure(),
    ]
    publish(rows, Path("build"))


if __name__ == "__main__":
    main()
