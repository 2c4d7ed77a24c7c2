"""The terminal: the console that text reports are printed on."""
