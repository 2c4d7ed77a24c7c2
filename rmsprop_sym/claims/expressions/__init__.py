"""What a statement is made of: grammar, trees, printed numbers, and the value of what has no letters."""
