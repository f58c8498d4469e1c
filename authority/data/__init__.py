"""Seed data: platforms, price table, agreements."""
