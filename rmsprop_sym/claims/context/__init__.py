"""A formula where it stands in its note: with the values, the definitions and the suppositions above it."""
