"""Credentials for other programs: a PKCS#11 token per medium, over the RPC of p11-kit (`secure-client agent`)."""
