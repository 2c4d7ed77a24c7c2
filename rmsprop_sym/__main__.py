"""`python -m rmsprop_sym` is the command `rmsprop-sym`."""

from __future__ import annotations

from rmsprop_sym.cli import main

main()
