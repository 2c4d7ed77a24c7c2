"""Chains of arithmetic without letters: which number stands for what, and whether its digits are right."""
