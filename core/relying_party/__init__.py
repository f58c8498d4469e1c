"""The protocol between a relying party and this client (docs/relying-party.md); holds no state of either."""
