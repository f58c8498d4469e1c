"""Devices that carry keys: finding them, watching them come and go, speaking to their drivers."""
