"""Relying parties 依赖方: who may ask people for logins, signatures and seals by a scanned code."""
