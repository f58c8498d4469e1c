"""诊断: looks at everything that a signature needs, tells in plain words what is wrong, and packs it for support."""
