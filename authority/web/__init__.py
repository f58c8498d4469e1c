"""Web pages of the authority: the sandbox's cashier and the administration console."""
