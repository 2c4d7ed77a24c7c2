"""Float code against a rule: within the derived bound, or outside it, and where."""

from __future__ import annotations

from rmsprop_sym.crosscheck.report import Report
from rmsprop_sym.crosscheck.verify import rule_named, verify

__all__ = ["Report", "rule_named", "verify"]
