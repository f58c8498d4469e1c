"""Fingerprint and face of the operating system, behind one interface."""
