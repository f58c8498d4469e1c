"""Signed update metadata in the shape of The Update Framework: nothing unsigned is ever offered to a client."""
