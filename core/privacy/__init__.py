"""Consent, permissions and what is recorded of personal data."""
