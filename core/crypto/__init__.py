"""Algorithms, keys, X.509, requests, envelopes and seals. No Qt, no network, no files."""
