"""Reads notes and judges what they state."""
