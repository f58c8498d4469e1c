"""The demonstration: the whole journey through the real window without a person."""
