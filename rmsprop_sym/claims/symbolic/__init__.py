"""Statements with letters: claims of the kernel, proved, refuted by an exact instance, or left open."""
