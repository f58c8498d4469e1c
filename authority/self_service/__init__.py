"""自助服务 (M3.5.6): certificates onto tokens, for people whose unit vouches for them; no account is needed."""
