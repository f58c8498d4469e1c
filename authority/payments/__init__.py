"""Payments: providers behind one interface, and what their word does to an order."""
