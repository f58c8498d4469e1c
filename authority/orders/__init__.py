"""Orders: from a quote to an installed certificate."""
