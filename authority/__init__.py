"""The server side: certificate authority, registration, orders, seals, console. Met over HTTP only."""
