"""Sample documents for trying things out."""

from pathlib import Path

CONTRACT = Path(__file__).parent / "contract.pdf"
"""A two-page sample contract."""
