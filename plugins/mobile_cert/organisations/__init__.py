"""机构: creating and joining organisations, acting for them, their members (M3.3.5–3.3.8, M3.3.10)."""
