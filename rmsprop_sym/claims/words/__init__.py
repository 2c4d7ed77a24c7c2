"""What the words around mathematics make of it: a claim, a condition, a value, or what somebody else says."""
