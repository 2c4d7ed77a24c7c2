"""Pages: what was found, set out for a reader."""
