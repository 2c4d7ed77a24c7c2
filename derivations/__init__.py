"""The mathematics, one file per question."""
