"""The border of trust: the only place where a Theorem is made."""
