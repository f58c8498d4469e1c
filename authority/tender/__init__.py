"""A demonstration tender site, a relying party like any other; it exists in the sandbox only."""
