"""Commands of core itself; plugins bring theirs through the `commands` hook."""
