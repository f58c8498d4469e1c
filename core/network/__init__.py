"""The one way out: HTTP with timeouts, limits and safe retries; the embedded authority; signed updates."""
