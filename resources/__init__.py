"""Brand, icons, legal texts, specimens and translations."""
